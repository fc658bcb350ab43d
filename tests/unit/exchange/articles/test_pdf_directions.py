from __future__ import annotations

import random

import pytest

from annotator.exchange.articles.pdf_directions import from_right
from annotator.exchange.articles.pdf_lines import Glyph, lines_of

WIDTH = 6.0


def painted(seen: str, *, bottom: float = 0.0) -> list[Glyph]:
    """Signs side by side, as they are seen from the left end on; a space is a gap."""
    return [
        Glyph(sign, WIDTH * place, bottom, WIDTH * (place + 1), bottom + 10)
        for place, sign in enumerate(seen)
        if sign != " "
    ]


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("גבא", "אבג"),
        (".2016 גבא", "אבג 2016."),
        ("דג 1,000.5 אב", "בא 1,000.5 גד"),
        ("גד (CNN Plus) אב", "בא (CNN Plus) דג"),
        ("12 דג Covid 19 אב", "בא Covid 19 גד 12"),
        ("5-3 בא", "אב 5-3"),
        ("3-5 بأ", "أب 5-3"),
        ("٪14 بأ", "أب 14٪"),
        ("14% בא", "אב 14%"),
    ],
)
def test_what_is_read_from_the_left_is_turned_round_within_the_line(seen: str, read: str) -> None:
    assert from_right(painted(seen), space=1.4) == read


@pytest.mark.parametrize("seen", [",(Ye( בא", ",)Ye( בא", ",)Ye) בא"])
def test_brackets_open_and_close_whichever_of_them_came_turned(seen: str) -> None:
    assert from_right(painted(seen), space=1.4) == "אב (Ye),"


def test_the_order_of_painting_does_not_count_and_marks_stay_with_their_letters() -> None:
    letters = painted("جبأ")
    mark = Glyph("\u064b", letters[1].left + 1, 4, letters[1].right - 1, 12, is_spaced=True)
    glyphs = [*letters, mark]
    for seed in range(5):
        random.Random(seed).shuffle(glyphs)
        assert from_right(glyphs, space=1.4) == "أب\u064bج"


def test_letters_of_one_sign_keep_their_order_in_words_of_both_directions() -> None:
    both = [Glyph(sign, 12, 0, 18, 10) for sign in "لا"]
    assert from_right([*painted("بأ"), *both], space=1.4) == "لاأب"
    three = [Glyph(sign, 6, 0, 12, 10) for sign in "ffl"]
    word = [Glyph("M", 0, 0, 6, 10), *three, Glyph("i", 12, 0, 18, 10), Glyph("א", 24, 0, 30, 10)]
    assert from_right(word, space=1.4) == "א Mffli"


def test_a_line_without_letters_from_the_right_stands_as_its_page_does() -> None:
    page = [*painted("גבא גבא גבא", bottom=40), *painted(".2016", bottom=20), *painted("He said.", bottom=0)]
    assert [line.text for line in lines_of(page)] == ["אבג אבג אבג", "2016.", "He said."]
