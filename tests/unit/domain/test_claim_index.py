from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.claim_index import ClaimIndex
from annotator.domain.records import Claim
from annotator.domain.spans import Span
from tests.unit.domain.made import LENGTH, claims, spans

WHOLE = Span(0, LENGTH)


def live(puts: list[Claim]) -> list[Claim]:
    """What is left of claims put one after the other, in the order that is promised."""
    by_id = {claim.id: claim for claim in puts}
    return sorted(
        (claim for claim in by_id.values() if claim.deleted_at is None),
        key=lambda claim: (claim.span.start, -claim.span.end, claim.id),
    )


def filled(puts: list[Claim]) -> ClaimIndex:
    index = ClaimIndex()
    for claim in puts:
        index.put(claim)
    return index


@given(st.lists(claims, max_size=15))
def test_claims_are_kept_in_text_order_the_longer_first(puts: list[Claim]) -> None:
    index = filled(puts)
    assert list(index.claims) == live(puts)
    assert index.claims == ClaimIndex(live(puts)).claims
    assert all(index.get(claim.id) is claim for claim in index.claims)


@given(st.lists(claims, max_size=15), spans)
def test_overlaps_are_those_that_share_a_letter(puts: list[Claim], span: Span) -> None:
    index = filled(puts)
    expected = tuple(
        claim for claim in live(puts) if any(part.span.overlaps(span) for part in claim.fragments)
    )
    assert index.overlapping(span) == expected
    assert index.touches(span) is bool(expected)


@given(st.lists(claims, max_size=15))
def test_claims_that_overlap_never_share_a_lane(puts: list[Claim]) -> None:
    index = filled(puts)
    lanes = index.lanes(WHOLE)
    assert set(lanes) == {claim.id for claim in index.claims}
    for one, other in combinations(index.claims, 2):
        assert not one.span.overlaps(other.span) or lanes[one.id] != lanes[other.id]


@given(st.lists(claims, max_size=15), spans)
def test_a_claim_has_one_lane_whichever_part_is_asked_for(puts: list[Claim], span: Span) -> None:
    index = filled(puts)
    part = index.lanes(span)
    assert part.items() <= index.lanes(WHOLE).items()
    assert {claim.id for claim in index.overlapping(span)} <= set(part)


@given(st.lists(claims, max_size=15))
def test_no_more_lanes_than_claims_lie_over_one_letter(puts: list[Claim]) -> None:
    index = filled(puts)
    deepest = max((sum(claim.span.covers(at) for claim in index.claims) for at in range(LENGTH)), default=0)
    assert max(index.lanes(WHOLE).values(), default=-1) + 1 == deepest
