from __future__ import annotations

import pytest
from PySide6.QtCore import QRect

from annotator.views.free_place import Cover, Words, best_spot

LINE = QRect(0, 100, 300, 20)


def _line(top: int, cover: Cover, *, left: int = 0, width: int = 300) -> Words:
    return Words(QRect(left, top, width, 20), cover)


def test_what_covers_nothing_stays() -> None:
    spot = best_spot(QRect(0, 40, 50, 30), [_line(100, Cover.NEEDED)], least=0, most=400)
    assert (spot.box, spot.cover) == (QRect(0, 40, 50, 30), Cover.NOTHING)


def test_what_would_cover_words_moves_to_the_nearest_free_place() -> None:
    words = [_line(100, Cover.OPEN), _line(180, Cover.OPEN)]
    spot = best_spot(QRect(0, 110, 50, 30), words, least=0, most=400)
    assert spot.cover is Cover.NOTHING
    assert spot.box.top() == 123


def test_words_at_the_other_side_are_in_nobodys_way() -> None:
    words = [_line(100, Cover.NEEDED, left=100)]
    assert best_spot(QRect(0, 100, 90, 30), words, least=0, most=400).cover is Cover.NOTHING


@pytest.mark.parametrize(
    ("covers", "chosen"),
    [
        ((Cover.OPEN, Cover.SETTLED, Cover.NEEDED), Cover.SETTLED),
        ((Cover.OPEN, Cover.NEEDED, Cover.NEEDED), Cover.OPEN),
        ((Cover.NEEDED, Cover.NEEDED, Cover.NEEDED), Cover.NEEDED),
    ],
)
def test_where_all_is_taken_the_least_is_covered(covers: tuple[Cover, ...], chosen: Cover) -> None:
    words = [_line(30 * number, cover) for number, cover in enumerate(covers)]
    spot = best_spot(QRect(0, 30, 50, 12), words, least=0, most=68)
    assert spot.cover is chosen


def test_it_stays_between_its_bounds() -> None:
    words = [_line(0, Cover.OPEN), _line(30, Cover.OPEN)]
    spot = best_spot(QRect(0, 500, 50, 30), words, least=0, most=20)
    assert 0 <= spot.box.top() <= 20
    assert spot.cover is Cover.OPEN
