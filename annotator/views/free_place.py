"""Where something that floats over the article covers the least of what somebody reads."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from PySide6.QtCore import QRect

from annotator.domain.immutable import immutable

_GAP: Final = 3
"""Pixels between what floats and the words beside it."""


class Cover(IntEnum):
    """What lies under something, the worst last."""

    NOTHING = 0
    SETTLED = 1
    """Words that ask for nothing any more, or never did."""
    OPEN = 2
    """Words that somebody has still to decide about."""
    NEEDED = 3
    """Words that are read now, or next."""


@immutable
class Words:
    """A stretch of words in one line."""

    box: QRect
    cover: Cover


@immutable
class Spot:
    """A place, and the worst of what it covers."""

    box: QRect
    cover: Cover


def best_spot(box: QRect, words: Iterable[Words], *, least: int, most: int) -> Spot:
    """Move `box` up or down, its top from `least` to `most`, to where it covers the least harmful.

    Of places that are equally good it is the one nearest to where `box` stands, and the lower of two.
    """
    wanted, height = box.top(), box.height()
    # Plain numbers: a rectangle of Qt's is slow to ask, and each is asked for every place that is tried.
    beside = [(each.box.top(), each.box.bottom(), each.cover) for each in words if _is_beside(box, each.box)]
    tops = {min(max(wanted, least), most)}
    for above, below, _ in beside:
        tops |= {below + 1 + _GAP, above - _GAP - height}

    def cover(top: int) -> Cover:
        under = (worst for above, below, worst in beside if above < top + height and top <= below)
        return max(under, default=Cover.NOTHING)

    places = [(cover(top), abs(top - wanted), -top) for top in tops if least <= top <= most]
    worst, _, top = min(places)
    return Spot(QRect(box.left(), -top, box.width(), height), worst)


def _is_beside(box: QRect, other: QRect) -> bool:
    return box.left() - _GAP <= other.right() and other.left() <= box.right() + _GAP
