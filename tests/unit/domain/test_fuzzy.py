from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.fuzzy import Titles, folded


def _found(query: str, *titles: str, favoured: tuple[int, ...] = ()) -> list[str]:
    positions = _titles(*titles).best(query, limit=10, favoured=favoured)
    return [titles[position] for position in positions]


def _titles(*titles: str) -> Titles:
    return Titles([folded(title) for title in titles])


def test_word_starts_come_before_letters_inside() -> None:
    assert _found("exp", "Next Paragraph", "A hexpert", "Grow and Expand", "Export Dataset…") == [
        "Export Dataset…",
        "Grow and Expand",
        "A hexpert",
        "Next Paragraph",
    ]


def test_a_whole_word_comes_before_a_longer_one() -> None:
    assert _found("1", "10. Ten", "1. One and many more words than that") == [
        "1. One and many more words than that",
        "10. Ten",
    ]


def test_first_letters_of_words_are_found() -> None:
    assert _found("eds", "Needless", "Export Data Set") == ["Export Data Set", "Needless"]


def test_each_word_has_to_fit_in_any_order() -> None:
    assert _found("sel exp", "Expand Selection", "Export Again", "Selection") == ["Expand Selection"]


def test_case_accents_and_punctuation_do_not_matter() -> None:
    assert _found("ELECCION", "Elección: 2024") == ["Elección: 2024"]
    assert _found("go to", "Go-to… Sentence") == ["Go-to… Sentence"]


def test_favoured_titles_come_first_among_equals_only() -> None:
    titles = ("Copy A", "Copy B", "Photo Copy")
    assert _found("copy", *titles, favoured=(1,))[0] == "Copy B"
    assert _found("copy a", *titles, favoured=(1,))[0] == "Copy A"


def test_an_empty_query_gives_the_favoured_and_then_the_rest() -> None:
    assert _found(" ", "aa", "bb", "cc", favoured=(2, 1)) == ["cc", "bb", "aa"]


def test_what_has_not_all_letters_in_order_is_left_out() -> None:
    assert _found("tpx", "Export") == []


def test_letters_typed_and_taken_back_find_what_a_new_search_finds() -> None:
    words = ("Export Data", "Expand", "Exports of Date", "Quit", "Éxodus")
    titles = _titles(*words)
    for query in ("e", "ex", "exp", "exp d", "exp da", "exp", "q", "", "exd", "x", "ex", "exo"):
        assert titles.best(query, limit=3) == _titles(*words).best(query, limit=3), query


@given(st.lists(st.text(max_size=10), max_size=6), st.lists(st.text(max_size=30), max_size=20))
def test_what_was_searched_before_changes_nothing(queries: list[str], titles: list[str]) -> None:
    searched = _titles(*titles)
    for query in queries:
        assert searched.best(query, limit=9) == _titles(*titles).best(query, limit=9)


@given(st.text(max_size=20), st.lists(st.text(max_size=30), max_size=20), st.integers(0, 5))
def test_no_more_than_the_limit_is_found(query: str, titles: list[str], limit: int) -> None:
    found = _titles(*titles).best(query, limit=limit)
    assert len(found) == len(set(found)) <= limit
    assert all(0 <= position < len(titles) for position in found)


@given(st.text(min_size=1, max_size=30))
def test_a_title_is_found_by_itself(title: str) -> None:
    assert _titles(title).best(title, limit=1) == [0]


def test_a_title_that_is_or_starts_with_the_query_comes_before_a_favoured_one() -> None:
    titles = ("Theme: High Contrast, Light", "Theme: Light and Warm", "Theme: Light")
    in_order = [titles[2], titles[1], titles[0]]
    assert _found("theme light", *titles, favoured=(0, 1)) == in_order
    assert _found("theme: l", *titles, favoured=(0, 2)) == in_order
