"""A claim lands on the words that its file means, whatever its offsets count, or nowhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.domain.boundaries import is_grapheme_edge
from annotator.domain.spans import Span, trimmed
from annotator.domain.text import normalise
from annotator.exchange.annotations import placing
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.measures import Measures
from annotator.exchange.annotations.placing import Ground, How, Placed, Why, measure_of, vote
from tests.unit.exchange.corpus import RAW_TEXTS

each_measure = pytest.mark.parametrize("measure", Measure)
each_text = pytest.mark.parametrize("name", RAW_TEXTS)

RAW = st.lists(
    st.sampled_from(
        [
            "a",
            "é",
            "e\u0301",
            "😊",
            "👨🏻‍🚒",
            "𝕏",
            "\r\n",
            "\n",
            "\r",
            " ",
            "\ufeff",
            "\0",
            "\ud83d",
            "שָׁ",
            "ก",
            "字",
        ]
    ),
    max_size=30,
).map("".join)

_AS_COUNTED: dict[Measure, Callable[[str], int]] = {
    Measure.CODE_POINT: len,
    Measure.UTF16: lambda text: len(text.encode("utf-16-le", "surrogatepass")) // 2,
    Measure.UTF8: lambda text: len(text.encode(errors="surrogatepass")),
    Measure.CRLF_AS_ONE: lambda text: len(text.replace("\r\n", "\n")),
    Measure.CRLF_AS_TWO: lambda text: len(text.replace("\r\n", "\n").replace("\n", "\r\n")),
}


def counted(text: str, offset: int, measure: Measure) -> int:
    """The offset of a code point in another measure, counted the slow way."""
    if measure is Measure.GRAPHEME:
        return sum(is_grapheme_edge(text, at) for at in range(1, offset + 1)) if offset else 0
    before = text[:offset]
    if measure is Measure.CRLF_AS_TWO and before.endswith("\r") and text[offset : offset + 1] == "\n":
        # Inside a pair that counts as two anyway.
        return _AS_COUNTED[measure](before[:-1]) + 1
    return _AS_COUNTED[measure](before)


def _is_cut(text: str, offset: int, measure: Measure) -> bool:
    """Whether there is no offset of this measure there."""
    inside_pair = text[offset - 1 : offset + 1] == "\r\n"
    return (measure is Measure.GRAPHEME and not is_grapheme_edge(text, offset)) or (
        measure is Measure.CRLF_AS_ONE and inside_pair
    )


@each_measure
@given(text=RAW, data=st.data())
def test_an_offset_of_any_measure_is_found(measure: Measure, text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assume(not _is_cut(text, offset, measure))
    assert Measures(text).place(measure, counted(text, offset, measure)) == offset


@each_measure
@given(text=RAW)
def test_there_is_no_offset_outside_or_inside_a_character(measure: Measure, text: str) -> None:
    measures = Measures(text)
    places = {counted(text, at, measure) for at in range(len(text) + 1) if not _is_cut(text, at, measure)}
    for offset in range(-1, 4 * len(text) + 2):
        assert (measures.place(measure, offset) is None) == (offset not in places)


@given(text=RAW, data=st.data())
def test_measures_that_are_not_distinct_are_the_same(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    measures = Measures(text)
    for measure in set(Measure) - set(measures.distinct):
        assert counted(text, offset, measure) == offset
    if offset <= measures.plain:
        assert {counted(text, offset, measure) for measure in Measure} == {offset}


def claim(text: str, span: Span, measure: Measure, *, quote: str | None = "") -> ForeignClaim:
    """A claim over code points of a raw text, as a file of this measure has it; "" quotes its words."""
    words = span.of(text) if quote == "" else quote
    start, end = counted(text, span.start, measure), counted(text, span.end, measure)
    return ForeignClaim("T1", "disputed", (ForeignSpan(start, end, words),))


@each_measure
@given(text=RAW, data=st.data())
def test_words_are_found_in_the_text_as_it_is_stored(
    measure: Measure, text: str, data: st.DataObject
) -> None:
    edges = [at for at in range(len(text) + 1) if not _is_cut(text, at, measure)]
    start, end = sorted(data.draw(st.lists(st.sampled_from(edges), min_size=2, max_size=2)))
    words = normalise(f"x{text[start:end]}")[0][1:] if start else normalise(text[:end])[0]
    assume(words.strip())
    place = Ground(text).place(claim(text, Span(start, end), measure), measure)
    assert isinstance(place, Placed)
    (span,) = place.spans
    assert place.how is How.AS_STATED
    assert span.of(Ground(text).text) == words.strip()


@each_text
@each_measure
def test_t17_the_measure_of_a_file_is_found_out(name: str, measure: Measure) -> None:
    text = RAW_TEXTS[name]
    edges = [at for at in range(len(text) + 1) if not _is_cut(text, at, measure)]
    spans = [Span(left, right) for left, right in zip(edges[:-3], edges[3:], strict=True)] or [
        Span(0, len(text))
    ]
    spans = [span for span in spans if span.of(text).strip()]
    claims = tuple(claim(text, span, measure) for span in spans)
    found = measure_of(vote([ForeignArticle("a", text, claims=claims)]), None)
    assert found is not None
    for span in spans:
        at = [
            Measures(text).place(found, counted(text, offset, measure)) for offset in (span.start, span.end)
        ]
        assert at == [span.start, span.end]


def test_a_declared_measure_wins_only_a_tie() -> None:
    plain = ForeignArticle("a", "Fire", claims=(claim("Fire", Span(0, 4), Measure.CODE_POINT),))
    assert measure_of(vote([plain]), Measure.UTF16) is Measure.UTF16
    text = "😊 Fire in the port"
    other = ForeignArticle("b", text, claims=(claim(text, Span(2, 6), Measure.CODE_POINT),))
    assert measure_of(vote([plain, other]), Measure.UTF16) is Measure.CODE_POINT
    assert measure_of(vote([]), Measure.UTF16) is Measure.UTF16
    assert measure_of(vote([]), None) is None


TEXT = "😊 Fire in  the\nport. Fire at\u00a0sea."


def found(*spans: ForeignSpan, measure: Measure | None = Measure.CODE_POINT, text: str = TEXT) -> object:
    """The words of the place and how it was found, or why not."""
    ground = Ground(text)
    place = ground.place(ForeignClaim("T1", "x", spans), measure)
    if isinstance(place, Why):
        return place
    return [span.of(ground.text) for span in place.spans], place.how


@pytest.mark.parametrize(
    ("span", "result"),
    [
        (ForeignSpan(2, 6, "Fire"), (["Fire"], How.AS_STATED)),
        (ForeignSpan(3, 7, "Fire"), (["Fire"], How.OTHER_MEASURE)),
        (ForeignSpan(2, 17, "Fire in the port"), Why.NOT_FOUND),
        (ForeignSpan(2, 19, "Fire in the port"), (["Fire in  the\nport"], How.AS_STATED)),
        (ForeignSpan(0, 3, "in the port"), (["in  the\nport"], How.BY_WORDS)),
        (ForeignSpan(0, 3, " at sea. "), (["at\u00a0sea."], How.BY_WORDS)),
        (ForeignSpan(7, 9, "Fire"), Why.AMBIGUOUS),
        (ForeignSpan(4, 8, "Fire"), (["Fire"], How.NEARBY)),
        (ForeignSpan(900, 904, "Fire"), Why.AMBIGUOUS),
        (ForeignSpan(0, 4, "Rain"), Why.NOT_FOUND),
        (ForeignSpan(1, 2, " "), Why.NO_WORDS),
        (ForeignSpan(1, 1, ""), Why.NO_WORDS),
        (ForeignSpan(9, 4, ""), Why.NO_WORDS),
        (ForeignSpan(20, 10, "port"), (["port"], How.BY_WORDS)),
        (ForeignSpan(1, 7, " Fire "), (["Fire"], How.AS_STATED)),
    ],
)
def test_t18_what_the_file_says_the_words_are_decides(span: ForeignSpan, result: object) -> None:
    expected = result
    if span == ForeignSpan(2, 17, "Fire in the port"):
        # Not the words of that place, but there is no other.
        expected = (["Fire in  the\nport"], How.BY_WORDS)
    assert found(span) == expected


@pytest.mark.parametrize(
    ("span", "measure", "result"),
    [
        (ForeignSpan(2, 6), Measure.CODE_POINT, (["Fire"], How.AS_STATED)),
        (ForeignSpan(3, 7), Measure.UTF16, (["Fire"], How.AS_STATED)),
        (ForeignSpan(1, 7), Measure.UTF16, Why.OUTSIDE),
        (ForeignSpan(2, 99), Measure.CODE_POINT, Why.OUTSIDE),
        (ForeignSpan(5, 2), Measure.CODE_POINT, Why.OUTSIDE),
        (ForeignSpan(2, 6), None, Why.UNSURE),
    ],
)
def test_t17_without_words_the_measure_has_to_be_known(
    span: ForeignSpan, measure: Measure | None, result: object
) -> None:
    assert found(span, measure=measure) == result


def test_without_words_nothing_that_people_take_for_one_character_is_cut() -> None:
    assert found(ForeignSpan(0, 1), text="e\u0301 x") is Why.OUTSIDE
    assert found(ForeignSpan(0, 1, "e"), text="e\u0301 x") == (["e"], How.AS_STATED)


def test_where_all_measures_agree_nobody_has_to_say_which_it_is() -> None:
    assert found(ForeignSpan(0, 4), measure=None, text="Fire 😊") == (["Fire"], How.AS_STATED)


@pytest.mark.parametrize(
    ("spans", "result"),
    [
        ((ForeignSpan(15, 19, "port"), ForeignSpan(2, 6, "Fire")), (["Fire", "port"], How.AS_STATED)),
        ((ForeignSpan(0, 4, "in"), ForeignSpan(0, 4, "port")), (["in", "port"], How.BY_WORDS)),
        ((ForeignSpan(2, 9, "Fire in"), ForeignSpan(7, 14, "in  the")), (["Fire in  the"], How.AS_STATED)),
        ((ForeignSpan(0, 4, "in  the"), ForeignSpan(0, 4, "the\nport")), Why.AMBIGUOUS),
        ((ForeignSpan(2, 6, "Fire"), ForeignSpan(0, 4, "Rain")), Why.NOT_FOUND),
        ((), Why.NO_WORDS),
    ],
)
def test_a_claim_of_several_pieces_is_placed_whole_or_not(
    spans: tuple[ForeignSpan, ...], result: object
) -> None:
    assert found(*spans) == result


def test_a_search_that_would_take_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(placing, "_MOST_SEARCHED", len(TEXT))
    ground = Ground(TEXT)
    lost = ForeignClaim("T1", "x", (ForeignSpan(0, 4, "Rain"),))
    assert [ground.place(lost, None) for _ in range(2)] == [Why.NOT_FOUND, Why.GIVEN_UP]


@given(
    text=RAW,
    start=st.integers(-5, 60),
    end=st.integers(-5, 60),
    quote=st.none() | st.sampled_from(["a", "a 😊", ""]),
)
def test_nothing_lands_on_other_words(text: str, start: int, end: int, quote: str | None) -> None:
    ground = Ground(text)
    for measure in (None, *Measure):
        place = ground.place(ForeignClaim("T1", "x", (ForeignSpan(start, end, quote),)), measure)
        if isinstance(place, Placed):
            assert place.spans
            for span in place.spans:
                assert trimmed(ground.text, span) == span
                assert span.of(ground.text)
                assert quote is None or span.of(ground.text).split() == normalise(quote)[0].split()


def test_t17_words_that_fit_in_two_other_measures_are_placed_in_neither() -> None:
    text = "e\u0301 😊aab"
    claim = ForeignClaim("T1", "Disputed", (ForeignSpan(5, 6, "a"),))
    assert Ground(text).place(claim, Measure.GRAPHEME) is Why.AMBIGUOUS
    assert Ground(text).place(claim, Measure.UTF16) == Placed((Span(4, 5),), How.AS_STATED, is_trimmed=False)
