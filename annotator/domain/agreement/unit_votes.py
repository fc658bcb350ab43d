"""What the annotators of a review unit voted for, and how far the votes are from one mind."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from annotator.domain.agreement.alignment import Presence, ReviewUnit
from annotator.domain.agreement.leading import leading
from annotator.domain.agreement.votes import Votes, gathered
from annotator.domain.immutable import immutable


@immutable
class UnitVotes:
    """The number of annotators for each label, and for no claim; missing ones have no vote."""

    labels: Mapping[str, int]
    no_claim: int = 0

    @property
    def total(self) -> int:
        return sum(self.labels.values()) + self.no_claim

    @property
    def counts(self) -> tuple[int, ...]:
        """The votes for each label in the order of the labels' keys, then those for no claim."""
        return *(self.labels[label] for label in sorted(self.labels)), self.no_claim

    @property
    def leaders(self) -> tuple[str | None, ...]:
        """What leads by the rule of `leading`, None for no claim. More than one is a tie and stays one."""
        return leading(dict(sorted(self.labels.items())), self.no_claim)

    @property
    def is_tied(self) -> bool:
        return len(self.leaders) > 1


def votes_of(unit: ReviewUnit) -> UnitVotes:
    """The votes of everybody who finished the article of `unit`."""
    labels = Counter(cell.mark.label for cell in unit.cells if cell.mark)
    no_claim = sum(cell.presence is Presence.NO_MARK for cell in unit.cells)
    return UnitVotes(dict(sorted(labels.items())), no_claim)


def label_votes(
    units: Iterable[ReviewUnit],
    labels: Sequence[str] = (),
    *,
    gold: Mapping[tuple[str, ...], str] | None = None,
) -> Votes:
    """The labels of marks in `units` as votes, for measures of coding; `labels` are all in their order.

    `gold` has the labels that were decided on, by the keys of units, and is no vote.
    No mark is no vote here: what nobody marked can't be counted, so agreement that something is no claim
    would be made up. It is measured over the text or over sentences.
    """
    found = list(units)
    votes = ((_item(unit), cell.annotator_id, cell.label or "") for unit in found for cell in unit.cells)
    decided = {" ".join(key): label for key, label in (gold or {}).items()}
    documents = {_item(unit): unit.article_id for unit in found}
    return gathered(votes, labels=labels, documents=documents, gold=decided)


def _item(unit: ReviewUnit) -> str:
    return " ".join(unit.key)


def entropy(counts: Collection[int]) -> float:
    """Shannon's entropy of the shares of `counts`, in nats; 0 where there are no votes."""
    total = sum(counts)
    shares = (count / total for count in counts if count)
    return abs(math.fsum(share * math.log(share) for share in shares))


def normalised_entropy(counts: Collection[int], choices: int) -> float:
    """The entropy as a share of the greatest there can be with `choices` things to vote for."""
    return entropy(counts) / math.log(choices) if choices > 1 else 0.0


def pairwise_disagreement(counts: Collection[int]) -> float | None:
    """The share of pairs of votes that differ; None where there are fewer than two votes."""
    total = sum(counts)
    if total < 2:
        return None
    return 1 - sum(count * (count - 1) for count in counts) / (total * (total - 1))
