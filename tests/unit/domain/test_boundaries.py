from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import boundaries
from annotator.domain.spans import Span

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
THUMB = "\U0001f44d\U0001f3fd"
FLAGS = "\U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7"
ENGLISH = ("and", "but", "while", "although", "whereas")

plain = st.sampled_from("aB \n.,“”’-1$#中한")
awkward = st.sampled_from((*"\u0301のไำक्षال\u200d\u200c\u0600❤\ufe0f", FAMILY, FLAGS, FLAGS[0], THUMB))
texts = st.lists(plain | awkward).map("".join)


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    "grapheme",
    [
        "e\u0301",
        FAMILY,
        "\U0001f1e9\U0001f1ea",
        "\U0001f44d\U0001f3fd",
        "한",
        "क्ष",
        "กำ",
        "1\ufe0f\u20e3",
        "\r\n",
    ],
)
def test_t08_a_grapheme_is_stepped_over_whole(grapheme: str) -> None:
    text = "x" + grapheme + "y"
    after = 1 + len(grapheme)
    assert boundaries.next_grapheme_edge(text, 1, whole(text)) == after
    assert boundaries.previous_grapheme_edge(text, after, whole(text)) == 1
    assert boundaries.snapped(text, Span(after - 1, after)) == Span(1, after)


def test_flags_are_cut_in_pairs() -> None:
    assert [offset for offset in range(5) if boundaries.is_grapheme_edge(FLAGS, offset)] == [0, 2, 4]


@given(texts)
def test_stepping_by_graphemes_forth_and_back_meets_the_same_edges(text: str) -> None:
    within, forth, back = whole(text), [0], [len(text)]
    while forth[-1] < len(text):
        forth.append(boundaries.next_grapheme_edge(text, forth[-1], within))
    while back[-1] > 0:
        back.append(boundaries.previous_grapheme_edge(text, back[-1], within))
    assert forth == back[::-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Deh-e-Salah fell, U.S. troops’ at 1.40pm.",
            ["Deh-e-Salah", "fell", "U.S", "troops", "at", "1.40pm"],
        ),
        ("#Taliban paid $1,000 (10%).", ["#Taliban", "paid", "$1,000", "10%"]),
        ("l’homme a dit: «non»", ["l’homme", "a", "dit", "non"]),
        ("他说了。", ["他", "说", "了"]),
        ("قالت وكالة Reuters إن", ["قالت", "وكالة", "Reuters", "إن"]),
        ("क्षमा की", ["क्षमा", "की"]),
        ("ไทย", ["ไท", "ย"]),
        ("good \U0001f44d\U0001f3fd day", ["good", "\U0001f44d\U0001f3fd", "day"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.of(text) for word in boundaries.words(text, whole(text))] == expected
    assert boundaries.word_count(text, whole(text)) == len(expected)


def test_the_end_lands_at_the_end_of_a_word_and_the_start_at_the_start_of_one() -> None:
    text = "fierce fighting, with roughly 60."
    within = whole(text)
    assert boundaries.previous_word_edge(text, len(text), within, edge="end") == text.index(".")
    assert boundaries.previous_word_edge(text, text.index(" with"), within, edge="end") == text.index(",")
    assert boundaries.next_word_edge(text, text.index(","), within, edge="end") == text.index(" roughly")
    assert boundaries.next_word_edge(text, text.index("."), within, edge="end") == len(text)
    assert boundaries.next_word_edge(text, 0, within, edge="start") == text.index("fighting")
    assert boundaries.previous_word_edge(text, text.index("with"), within, edge="start") == text.index(
        "fighting"
    )


def test_the_word_at_a_place() -> None:
    text = "  Banu, (and)\nlast"
    assert boundaries.word_at(text, 4).of(text) == "Banu"
    assert boundaries.word_at(text, 6).of(text) == "Banu"
    assert boundaries.word_at(text, 0).of(text) == "Banu"
    assert boundaries.word_at(text, 13) == Span(13, 13)
    assert boundaries.word_at("他说", 1).of("他说") == "说"


@given(texts, st.data())
def test_word_edges_move_on_stay_inside_and_cut_no_grapheme(text: str, data: st.DataObject) -> None:
    within, offset = whole(text), data.draw(st.integers(0, len(text)))
    for edge in ("start", "end"):
        forward = boundaries.next_word_edge(text, offset, within, edge=edge)
        back = boundaries.previous_word_edge(text, offset, within, edge=edge)
        assert offset < forward <= len(text) or offset == forward == len(text)
        assert 0 <= back < offset or back == offset == 0
        landings = [getattr(word, edge) for word in boundaries.words(text, within)]
        assert forward == min((landing for landing in landings if landing > offset), default=len(text))
        assert back == max((landing for landing in landings if landing < offset), default=0)
        assert boundaries.is_grapheme_edge(text, forward)
        assert boundaries.is_grapheme_edge(text, back)


BANU = (
    "The Banu, Pol-e-Hesar and De Salah districts were all seized during fierce fighting, with roughly 60"
    "\n\n\nfighters either killed or injured."
)
POST = (
    "A post at 1.40pm GMT said: “Pul-e-Hesar district was taken back from the #Taliban and fighting is raging"
    " in Deh-e-Salah and Banu districts."
)


def test_one_clause_back_leaves_the_first_part_and_then_the_rest() -> None:
    end = boundaries.previous_clause_edge(BANU, len(BANU), whole(BANU), ENGLISH, edge="end")
    assert BANU[:end].endswith("fierce fighting")
    rest = boundaries.rest_after(BANU, end, whole(BANU))
    assert rest.of(BANU) == "with roughly 60\n\n\nfighters either killed or injured."


def test_the_start_goes_behind_the_quotation_mark_and_the_end_before_each_conjunction() -> None:
    within = whole(POST)
    start = boundaries.next_clause_edge(POST, 0, within, ENGLISH, edge="start")
    end = boundaries.previous_clause_edge(POST, len(POST), within, ENGLISH, edge="end")
    assert POST[start:end].endswith("raging in Deh-e-Salah")
    end = boundaries.previous_clause_edge(POST, end, within, ENGLISH, edge="end")
    assert POST[start:end] == "Pul-e-Hesar district was taken back from the #Taliban"
    assert boundaries.rest_after(POST, end, within).of(POST).startswith("and fighting is raging")


@pytest.mark.parametrize(
    ("text", "conjunctions", "expected"),
    [
        (
            "At 10:30, 1,000 men’s votes – or so – fell.",
            (),
            ["At 10:30", "1,000 men’s votes", "or so", "fell."],
        ),
        ("He said ‘no’ - twice!", (), ["He said", "no", "twice!"]),
        ("Android and Sandy fell", ("and",), ["Android", "and Sandy fell"]),
        ("他走了，但是她留下。", ("但是",), ["他走了", "但是她留下。"]),
        ("قال الرجل، بينما ذهبت", ("بينما",), ["قال الرجل", "بينما ذهبت"]),
        ("「はい」と言った。", (), ["はい", "と言った。"]),
        (" ,; ", (), []),
    ],
)
def test_clauses(text: str, conjunctions: tuple[str, ...], expected: list[str]) -> None:
    assert [clause.of(text) for clause in boundaries.clauses(text, whole(text), conjunctions)] == expected


def test_the_clause_at_a_place() -> None:
    text = "one, two, three"
    assert boundaries.clause_at(text, 6, whole(text)).of(text) == "two"
    assert boundaries.clause_at(",;", 1, Span(0, 2)) == Span(0, 2)


@given(texts, st.data())
def test_clauses_ascend_and_their_edges_move_on(text: str, data: st.DataObject) -> None:
    within, offset = whole(text), data.draw(st.integers(0, len(text)))
    found = boundaries.clauses(text, within, ("a",))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(clause and clause.of(text) == clause.of(text).strip() for clause in found)
    for edge in ("start", "end"):
        forward = boundaries.next_clause_edge(text, offset, within, ("a",), edge=edge)
        back = boundaries.previous_clause_edge(text, offset, within, ("a",), edge=edge)
        assert offset < forward <= len(text) or offset == forward == len(text)
        assert 0 <= back < offset or back == offset == 0


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("He said: “We ‘never’ left.” Then", "left", "We ‘never’ left."),
        ("He said: “We ‘never’ left.” Then", "never", "never"),
        ("He said: “We left.\n\n“Then we", "left", "We left."),
        ("Er sagte: „Wir gehen“ und", "gehen", "Wir gehen"),
        ("Il dit «non» et", "non", "non"),
        ('She "left" now', "left", "left"),
        ("don’t ‘go’", "don", None),
        ("no quotation", "no", None),
    ],
)
def test_the_quotation_around_a_place(text: str, word: str, expected: str | None) -> None:
    quotation = boundaries.quotation_at(text, text.index(word))
    assert (quotation and quotation.of(text)) == expected


def test_paragraphs_lie_between_blank_lines_or_are_lines() -> None:
    text = "one\ntwo \n \n  three\n\nfour"
    assert boundaries.paragraph_at(text, 5).of(text) == "one\ntwo"
    assert boundaries.paragraph_at(text, text.index("three")).of(text) == "three"
    assert boundaries.paragraph_at(text, len(text)).of(text) == "four"
    assert not boundaries.paragraph_at(text, text.index("\n \n") + 1)
    assert boundaries.paragraph_at("one\ntwo", 5).of("one\ntwo") == "two"


@given(texts, st.data())
def test_quotations_and_paragraphs_lie_around_their_place(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert whole(text).contains(boundaries.paragraph_at(text, offset))
    quotation = boundaries.quotation_at(text, offset)
    assert quotation is None or boundaries.paragraph_at(text, offset).contains(quotation)


@pytest.mark.timeout(20)
@pytest.mark.parametrize("part", ["a", "“a ", FLAGS, "\u0301", "word, and ", "的"])
def test_a_long_text_takes_no_longer_than_its_length(part: str) -> None:
    text = part * (20_000 // len(part))
    middle, within = len(text) // 2, whole(text)
    started = time.process_time()
    for edge in ("start", "end"):
        boundaries.next_word_edge(text, middle, within, edge=edge)
        boundaries.previous_word_edge(text, middle, within, edge=edge)
        boundaries.next_clause_edge(text, middle, within, ENGLISH, edge=edge)
    boundaries.quotation_at(text, middle)
    assert boundaries.word_count(text, within) <= len(text)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "text", ["It’s well-known: 60 of them (or more) fell.", "三十个字。", "مرحبا بالعالم", "", "—\n…"]
)
def test_a_rough_count_of_words_is_that_of_plain_writing(text: str) -> None:
    assert boundaries.rough_word_count(text) == boundaries.word_count(text, whole(text))
