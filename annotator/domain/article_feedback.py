"""What was decided in one article, as one person is told of it, beside the claims that she has there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from annotator.domain.adjudication import Outcome
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.records import Claim
from annotator.domain.spans import Span

_REPLACING = frozenset({Outcome.CLAIM, Outcome.NO_CLAIM})
"""Decisions after which something else holds than was said."""


class ArticleFeedback:
    """Claims are known by their labels and words, so nothing was decided on one that was changed afterwards.

    `decisions` are those that something is told of, in the order given.
    """

    def __init__(self, decisions: Iterable[Feedback] = ()) -> None:
        self.decisions = tuple(one for one in decisions if one.is_told)
        self._said = {saying: one for one in self.decisions for saying in one.said}
        self._decided = {saying: one for one in self.decisions for saying in one.decided}
        self._gold = sorted(self._decided, key=_hull)
        self._starts = [_hull(saying).start for saying in self._gold]
        self._reach = list(accumulate((_hull(saying).end for saying in self._gold), max))

    @property
    def spans(self) -> tuple[Span, ...]:
        """All words that something was decided on."""
        sayings = {*self._said, *self._gold}
        places = (Span(one.start, one.end) for one in self.decisions)
        return (*places, *(span for saying in sayings for span in saying.spans))

    def on(self, claim: Claim) -> Feedback | None:
        """What was decided on a claim, None where nothing was."""
        saying = _saying(claim)
        return self._decided.get(saying) or self._said.get(saying)

    def keeps(self, claim: Claim) -> bool:
        """Whether gold is as the claim has it."""
        return _saying(claim) in self._decided

    def differs(self, claim: Claim) -> bool:
        """Whether something else was decided than the claim says."""
        found = self.on(claim)
        return found is not None and found.outcome in _REPLACING and not self.keeps(claim)

    def gold_in(self, span: Span) -> tuple[Saying, ...]:
        """The gold that shares at least one code point with `span`, in text order."""
        first, last = bisect_right(self._reach, span.start), bisect_left(self._starts, span.end)
        near = self._gold[first:last]
        return tuple(saying for saying in near if any(each.overlaps(span) for each in saying.spans))

    def gold_beside(self, claims: Iterable[Claim], span: Span) -> tuple[Saying, ...]:
        """The gold in `span` that is not what one of `claims` says."""
        said = set(map(_saying, claims))
        return tuple(saying for saying in self.gold_in(span) if saying not in said)

    def stands_apart(self, claims: Iterable[Claim], span: Span) -> bool:
        """Whether something was decided in `span` that `claims`, those in it, do not say."""
        said = tuple(claims)
        return any(map(self.differs, said)) or bool(self.gold_beside(said, span))


def _saying(claim: Claim) -> Saying:
    return Saying(claim.label, tuple(fragment.span for fragment in claim.fragments))


def _hull(saying: Saying) -> Span:
    return Span(saying.spans[0].start, max(span.end for span in saying.spans))
