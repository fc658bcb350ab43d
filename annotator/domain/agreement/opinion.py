"""What the annotators of one item say together: counts, shares, a majority or a tie, how divided they are."""

from __future__ import annotations

import math

from annotator.domain.agreement.tally import Profile
from annotator.domain.immutable import immutable


@immutable
class Opinion:
    """How often each label was given to an item, in the order of the labels.

    `majority` is the place of the label that most gave; None where several were given equally often, which
    `tied` then lists, or where nobody gave one. `entropy` is in nats, `evenness` the same as a share of the
    most that so many labels allow, and `pairwise` the share of pairs of annotators who differ. A value is
    None where it is undefined: without a label, with one annotator, or with only one label to choose.
    """

    counts: Profile
    majority: int | None
    tied: tuple[int, ...]
    entropy: float | None
    evenness: float | None
    pairwise: float | None

    @property
    def shares(self) -> tuple[float, ...] | None:
        """The soft label: the share of each label, or None without a label."""
        size = sum(self.counts)
        return tuple(count / size for count in self.counts) if size else None


def opinion_of(counts: Profile) -> Opinion:
    """The opinion behind `counts`; nobody is drawn by lot where annotators are divided evenly."""
    size = sum(counts)
    if not size:
        return Opinion(counts, None, (), None, None, None)
    best = max(counts)
    leading = tuple(place for place, count in enumerate(counts) if count == best)
    parts = [count / size for count in counts if count]
    entropy = math.fsum(-part * math.log(part) for part in parts) if len(parts) > 1 else 0.0
    equal = sum(count * (count - 1) for count in counts)
    return Opinion(
        counts,
        majority=leading[0] if len(leading) == 1 else None,
        tied=leading if len(leading) > 1 else (),
        entropy=entropy,
        evenness=entropy / math.log(len(counts)) if len(counts) > 1 else None,
        pairwise=1 - equal / (size * (size - 1)) if size > 1 else None,
    )
