"""The keys that somebody presses who labels fast, changes her mind, writes notes and looks around."""

from __future__ import annotations

import random
from collections.abc import Iterator
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
_KINDS: Final = ((_LABEL, 80), (_PART, 4), (_BACK, 8), (_DETAIL, 3), (_CUT, 2), (_WALK, 3))

FINISH: Final = ("Ctrl+Return",)
"""Finishes an article that is decided, and opens the next one that is not."""
ONWARD: Final = ("Ctrl+PgDown",)
"""Opens the next article."""


def chords(chance: random.Random) -> Iterator[tuple[str, ...]]:
    """What is pressed one after the other, for ever; most of it are labels and undo."""
    kinds, weights = zip(*_KINDS, strict=True)
    while True:
        yield chance.choice(chance.choices(kinds, weights)[0])
