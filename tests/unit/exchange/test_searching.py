"""Words are found where a slow search finds them, and odd texts take no longer than others."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.spans import Span
from annotator.exchange.annotations.searching import Search

WORDS = st.text(alphabet="ab \n\u00a0\u3000\x1c😊", max_size=24)


@given(WORDS, WORDS.map(str.strip).filter(bool), st.data())
def test_places_are_those_of_a_slow_search(text: str, quote: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    within = Span(start, data.draw(st.integers(start, len(text))))

    def places(pattern: str) -> list[Span]:
        matches = (re.compile(pattern).match(text, at, within.end) for at in range(start, within.end))
        return [Span(*match.span()) for match in matches if match][:2]

    spaced = r"\s+".join(map(re.escape, quote.split()))
    assert Search(text).two_places(quote, within) == (places(re.escape(quote)) or places(spaced))


def test_words_that_nearly_fit_everywhere_are_looked_for_at_once() -> None:
    text = "a " * 500_000 + "z"
    # Tried anew at every word, this would be billions of comparisons, and take the better part of an hour.
    assert Search(text).two_places("a  " * 10_000 + "b", Span(0, len(text))) == []
    found = Search(text).two_places("a  " * 10_000 + "z", Span(0, len(text)))
    assert found == [Span(len(text) - 20_001, len(text))]
