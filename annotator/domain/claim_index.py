"""Claims in text order, with quick answers to what overlaps a stretch of text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from annotator.domain.records import Claim
from annotator.domain.spans import Span

_Key = tuple[int, int, str]
_UNKNOWN = -1


class ClaimIndex:
    """The live claims of one article, ordered by start, then the longer first, then id.

    `_reach[i]` is the furthest end among the first i + 1 claims, so that a search for overlaps can stop
    early. Overlap is judged by fragments; a claim with a hole does not overlap what lies in the hole.
    """

    def __init__(self, claims: Iterable[Claim] = ()) -> None:
        live = {_key(claim): claim for claim in claims if claim.deleted_at is None}
        self._keys = sorted(live)
        self._claims = [live[key] for key in self._keys]
        self._by_id = {claim.id: claim for claim in self._claims}
        self._all: tuple[Claim, ...] | None = None
        self._reach = [_UNKNOWN] * len(live)
        self._settle_reach(0)

    @property
    def claims(self) -> tuple[Claim, ...]:
        if self._all is None:
            self._all = tuple(self._claims)
        return self._all

    def get(self, claim_id: str) -> Claim | None:
        return self._by_id.get(claim_id)

    def put(self, claim: Claim) -> None:
        """Add or replace a claim by id; one that is deleted goes away."""
        self._all = None
        if old := self._by_id.pop(claim.id, None):
            place = bisect_left(self._keys, _key(old))
            del self._claims[place], self._keys[place], self._reach[place]
            self._settle_reach(place)
        if claim.deleted_at is None:
            place = bisect_left(self._keys, _key(claim))
            self._claims.insert(place, claim)
            self._keys.insert(place, _key(claim))
            self._by_id[claim.id] = claim
            self._reach.insert(place, _UNKNOWN)
            self._settle_reach(place)

    def overlapping(self, span: Span) -> tuple[Claim, ...]:
        first, last = self._range(span)
        return tuple(
            claim
            for claim in self._claims[first:last]
            if any(fragment.start < span.end and span.start < fragment.end for fragment in claim.fragments)
        )

    def touches(self, span: Span) -> bool:
        first, last = self._range(span)
        return any(
            fragment.start < span.end and span.start < fragment.end
            for claim in self._claims[first:last]
            for fragment in claim.fragments
        )

    def lanes(self, span: Span) -> dict[str, int]:
        """The lane of each claim near `span`, from 0; claims whose hulls overlap never share one.

        Lanes are given first come, first served in text order over the whole cluster of overlapping
        claims, so that they do not depend on which part of it is asked for.
        """
        first, last = self._range(span)
        while 0 < first < last and self._reach[first - 1] > self._keys[first][0]:
            first -= 1
        result: dict[str, int] = {}
        ends: list[int] = []
        for claim in self._claims[first:last]:
            start, furthest = claim.fragments[0].start, claim.fragments[-1].end
            lane = next((i for i, end in enumerate(ends) if end <= start), len(ends))
            ends[lane : lane + 1] = [furthest]
            result[claim.id] = lane
        return result

    def _range(self, span: Span) -> tuple[int, int]:
        """Indexes that hold every claim whose hull overlaps `span`; others may be among them."""
        last = bisect_left(self._keys, (span.end,))
        first = last
        while first > 0 and self._reach[first - 1] > span.start:
            first -= 1
        return first, last

    def _settle_reach(self, start: int) -> None:
        """Compute the reach anew from `start` on, as far as it is another one."""
        furthest = self._reach[start - 1] if start else 0
        for place in range(start, len(self._claims)):
            furthest = max(furthest, self._claims[place].fragments[-1].end)
            if self._reach[place] == furthest:
                return
            self._reach[place] = furthest


def _key(claim: Claim) -> _Key:
    return (claim.fragments[0].start, -claim.fragments[-1].end, claim.id)
