"""Pieces that relations put together are one claim, and no claim gets the words of another."""

from __future__ import annotations

from dataclasses import replace

from annotator.exchange.annotations.foreign import ForeignClaim, ForeignSpan
from annotator.exchange.formats.pieces import CONTINUES, Link, joined


def piece(start: int, label: str = "Disputed") -> ForeignClaim:
    return ForeignClaim(str(start), label, (ForeignSpan(start, start + 1),))


def whole(*starts: int) -> ForeignClaim:
    return replace(piece(starts[0]), spans=tuple(ForeignSpan(start, start + 1) for start in starts))


def test_pieces_are_put_together_in_whatever_order_links_come() -> None:
    claims = [("a", piece(0)), ("b", piece(1)), ("c", piece(2)), ("d", piece(3, "Sure"))]
    links = [Link("b", "c", CONTINUES), Link("a", "b", CONTINUES), Link("a", "d", "supports")]
    assert joined(claims, links) == ([whole(0, 1, 2), piece(3, "Sure")], links[2:])


def test_links_that_can_not_be_of_pieces_are_kept_as_others() -> None:
    claims = [("a", piece(0)), ("b", piece(1)), ("c", piece(2, "Sure"))]
    fit = [Link("a", "b", CONTINUES)]
    unfit = [Link(first, second, CONTINUES) for first, second in ("ac", "ab", "ba", "aa", "ax")]
    assert joined(claims, fit + unfit) == ([whole(0, 1), piece(2, "Sure")], unfit)


def test_claims_that_a_file_calls_the_same_keep_their_own_words() -> None:
    claims = [("a", piece(0)), ("a", piece(1)), ("b", piece(2))]
    assert joined(claims, [Link("a", "b", CONTINUES)])[0] == [whole(0, 2), piece(1)]


def test_a_long_chain_takes_no_longer_than_many_short_ones() -> None:
    most = 50_000
    claims = [(str(number), piece(number)) for number in range(most)]
    chain = [Link(str(number - 1), str(number), CONTINUES) for number in range(most - 1, 0, -1)]
    # Going from the last to the first each time would be billions of steps.
    again = [Link(str(most - 1), "0", CONTINUES)] * most
    assert joined(claims, chain + again) == ([whole(*range(most))], again)
