"""What is shown under the words of a review item: one lane for each annotator, and what becomes gold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span

LANE_HEIGHT: Final = 14.0
"""Pixels of one lane beside text of 16 pixels; letters and badges have to fit into it."""

_FIRST: Final = 4.0
_BELOW: Final = 6.0
_UNNAMED_HEIGHT: Final = 7.0


@immutable
class LaneMark:
    """One claim: the key of its label, and its words in code points of the text."""

    label: str
    spans: tuple[Span, ...]


@immutable
class Lane:
    """What one annotator marked. `letter` is "" where all agree and one lane stands for all of them.

    Without `marks` she read the article and marked nothing here.
    """

    letter: str
    marks: tuple[LaneMark, ...] = ()


@immutable
class Exhibit:
    """What the text shows of one item: its words, the lanes under them, and what is gold or would be.

    `extent` is all that is spoken of, in code points. While `is_blind` nothing of the lanes is shown.
    """

    extent: Span
    lanes: tuple[Lane, ...] = ()
    gold: tuple[Span, ...] = ()
    is_blind: bool = False

    @property
    def shown_lanes(self) -> tuple[Lane, ...]:
        return () if self.is_blind else self.lanes


def lane_middle(bottom: float, place: int, scale: float, *, is_named: bool) -> float:
    """How high the middle of lane `place`, from 0, lies below words that end at `bottom`, in pixels."""
    height = LANE_HEIGHT if is_named else _UNNAMED_HEIGHT
    return bottom + (_FIRST + height * (place + 0.5)) * scale


def room_for(lanes: Sequence[Lane], scale: float) -> float:
    """Pixels below the words of a line that these lanes need."""
    height = sum(LANE_HEIGHT if lane.letter else _UNNAMED_HEIGHT for lane in lanes)
    return (_FIRST + height + _BELOW) * scale
