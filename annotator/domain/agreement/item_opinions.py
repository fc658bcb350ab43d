"""Every item with what its annotators say, and what it probably holds."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.agreement.dawid_skene import Estimated
from annotator.domain.agreement.opinion import Opinion, opinion_of
from annotator.domain.agreement.reliability import cases_of
from annotator.domain.agreement.tally import profile_of
from annotator.domain.agreement.votes import Votes
from annotator.domain.immutable import immutable


@immutable
class ItemOpinion:
    """`posterior` gives the probability of each label by the estimate; None without a vote or a decision."""

    item: str
    document: str
    opinion: Opinion
    posterior: tuple[float, ...] | None
    gold: int | None


def item_opinions(votes: Votes, estimate: Estimated) -> Iterator[ItemOpinion]:
    """The items in their order, with the estimate for them."""
    opinions = [opinion_of(profile_of(ballot, len(votes.labels))) for ballot in votes.ballots]
    for place, case in enumerate(cases_of(votes)):
        yield ItemOpinion(
            votes.items[place],
            votes.documents[votes.document_of[place]],
            opinions[votes.ballot_of[place]],
            estimate.posterior.get(case),
            case[1],
        )
