"""Simulated annotators with known error rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from random import Random

from annotator.domain.agreement.votes import Vote

Confusion = Sequence[Sequence[float]]
"""For each true label the probability of each label that is given."""


@dataclass(frozen=True, slots=True)
class Team:
    """How frequent labels are, and how each annotator confuses them."""

    labels: tuple[str, ...]
    shares: tuple[float, ...]
    confusions: dict[str, Confusion]

    def votes(self, random: Random, items: int, *, missing: float = 0.0) -> tuple[list[Vote], dict[str, str]]:
        """Votes on so many items, of which a share is missing, and what the items hold in truth."""
        votes, truth = [], {}
        for number in range(items):
            item = f"item {number:05}"
            true = random.choices(range(len(self.labels)), self.shares)[0]
            truth[item] = self.labels[true]
            for name, confusion in self.confusions.items():
                label = random.choices(self.labels, confusion[true])[0]
                votes.append((item, name, "" if random.random() < missing else label))
        return votes, truth

    @property
    def alpha(self) -> float:
        """Nominal alpha of very many items: what two annotators' confusions and chance imply."""
        places = range(len(self.labels))
        pairs = list(combinations(self.confusions.values(), 2))
        equal = sum(
            self.shares[true] * first[true][label] * second[true][label]
            for first, second in pairs
            for true in places
            for label in places
        ) / len(pairs)
        used = [
            sum(self.shares[true] * each[true][label] for each in self.confusions.values() for true in places)
            / len(self.confusions)
            for label in places
        ]
        return 1 - (1 - equal) / (1 - sum(share**2 for share in used))


NEWSROOM = Team(
    ("confirmed", "disputed", "unverified"),
    (0.5, 0.2, 0.3),
    {
        "anna": ((0.95, 0.02, 0.03), (0.05, 0.90, 0.05), (0.05, 0.05, 0.90)),
        "ben": ((0.85, 0.05, 0.10), (0.10, 0.80, 0.10), (0.20, 0.05, 0.75)),
        "chen": ((0.90, 0.05, 0.05), (0.15, 0.70, 0.15), (0.05, 0.15, 0.80)),
        "dee": ((0.70, 0.10, 0.20), (0.10, 0.75, 0.15), (0.10, 0.10, 0.80)),
        "eli": ((0.60, 0.20, 0.20), (0.20, 0.60, 0.20), (0.20, 0.20, 0.60)),
    },
)
