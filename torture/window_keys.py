"""The keys of somebody who labels or reviews fast, changes her mind, gives reasons and looks around."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Final

_LABEL: Final = (("1",), ("2",), ("3",), ("0",))
_PART: Final = (
    ("Shift+Left", "Shift+Left", "2"),
    ("Ctrl+Shift+Left", "1"),
    ("Shift+Down", "3"),
    ("Alt+Shift+Left", "1"),
)
_BACK: Final = (
    ("Ctrl+Z", "Space"),
    ("Ctrl+Z", "Ctrl+Z", "Space"),
    ("Ctrl+Z", "Ctrl+Shift+Z", "Space"),
    ("L", "Del", "Space"),
    ("L", "3", "Space"),
    ("R",),
)
_DETAIL: Final = (
    ("Shift+1", ".", ".", "Space"),
    ("Shift+2", "F", "Space"),
    (".", "1"),
    ("X",),
    ("F",),
    ("Shift+3", "N", *"who says so", "Ctrl+2", "Space"),
    ("N", *"see below", "Ctrl+2", "2"),
)
_CUT: Final = (("M",), ("Shift+Left", "Shift+M"), ("B",), ("B", "Ctrl+Z"))
_WALK: Final = (("J",), ("K",), ("Space",), ("Home",), ("End",), ("Ctrl+PgDown",), ("Alt+Left",))
LABELLING: Final = ((_LABEL, 80), (_PART, 4), (_BACK, 8), (_DETAIL, 3), (_CUT, 2), (_WALK, 3))
"""Most of it are labels and undo."""

FINISH: Final = ("Ctrl+Return",)
"""Finishes an article that is decided, and opens the next one that is not."""
ONWARD: Final = ("Ctrl+PgDown",)
"""Opens the next article."""

_DECIDE: Final = (("A",), ("B",), ("M",), ("1",), ("2",), ("3",), ("0",), ("U",), ("I",), ("S",))
_TURN: Final = (
    ("Ctrl+Z",),
    ("Ctrl+Z", "Ctrl+Z", "A"),
    ("Ctrl+Z", "Ctrl+Shift+Z"),
    ("K", "Del"),
    ("K", "Del", "Ctrl+Z"),
    ("K", "2"),
)
_WHY: Final = (
    ("B", "Alt+1"),
    ("1", "Alt+2", "Alt+1"),
    ("A", "T", *"it says so", "Return"),
    ("Q", *"who says so", "Return"),
    ("T", *"no", "Esc"),
)
_ASIDE: Final = (("P",), ("P", "K", "M"), ("V",))
_LOOK: Final = (("J",), ("K",), ("Space",), ("J", "J"), ("L",))

REVIEWING: Final = ((_DECIDE, 70), (_TURN, 10), (_WHY, 6), (_ASIDE, 4), (_LOOK, 20))
"""Most of it are decisions; where all are made, others are made in their place."""


def chords(
    chance: random.Random, kinds: Sequence[tuple[Sequence[tuple[str, ...]], int]]
) -> Iterator[tuple[str, ...]]:
    """What is pressed one after the other, for ever: of `kinds`, each as often as its number says."""
    weights = [weight for _, weight in kinds]
    while True:
        ((actions, _),) = chance.choices(kinds, weights)
        yield chance.choice(actions)
