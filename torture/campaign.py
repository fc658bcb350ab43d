"""What a campaign is, and what it counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

FAULTS_KEPT = 20
_LONGEST_FAULT: Final = 500
_PORTIONS: Final = 1_000_003
"""More than any campaign has."""


def portion_seed(seed: int, number: int) -> int:
    """The seed of the portion of this number, given that of the whole campaign."""
    return seed * _PORTIONS + number


def portion_number(seed: int) -> int:
    """The number of the portion that this seed belongs to."""
    return seed % _PORTIONS


class NotPossible(Exception):
    """A campaign can't be run here; the text says what is missing."""


@dataclass(slots=True)
class Tally:
    """What some runs of a campaign counted.

    `counts` are summed over runs (kills, decisions, lost ...); of `peaks` (megabytes, seconds) the highest
    is kept. `faults` says in words what went wrong; `faulty` is how often, as only the first are kept in
    words. A campaign holds when `faulty` is 0 and everything that it has to try was tried.
    """

    counts: Counter[str] = field(default_factory=Counter)
    peaks: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    faulty: int = 0

    def count(self, what: str, times: int = 1) -> None:
        """Count `what`, also when it is 0: that nothing was lost is a figure too."""
        self.counts[what] += times

    def peak(self, what: str, value: float) -> None:
        self.peaks[what] = max(value, self.peaks.get(what, value))

    def fault(self, said: str) -> None:
        self.faulty += 1
        if len(self.faults) < FAULTS_KEPT:
            self.faults.append(said[:_LONGEST_FAULT])

    def explain(self, said: str) -> None:
        """Keep something that helps to understand the faults; it is none of them."""
        self.faults = [*self.faults[: FAULTS_KEPT - 1], said[:_LONGEST_FAULT]]

    def add(self, other: Tally) -> None:
        for what, times in other.counts.items():
            self.count(what, times)
        for what, value in other.peaks.items():
            self.peak(what, value)
        self.faults = [*self.faults, *other.faults][:FAULTS_KEPT]
        self.faulty += other.faulty

    def values(self) -> dict[str, Any]:
        """What JSON can hold, for `from_values`."""
        return {
            "counts": dict(self.counts),
            "peaks": self.peaks,
            "faults": self.faults,
            "faulty": self.faulty,
        }

    @classmethod
    def from_values(cls, values: Mapping[str, Any]) -> Tally:
        """The tally of these values; others beside them are passed over."""
        return cls(Counter(values["counts"]), values["peaks"], values["faults"], values["faulty"])


@dataclass(frozen=True, slots=True)
class Campaign:
    """So many runs of something that may go wrong.

    `run(runs, seed)` makes `runs` runs and counts them; the same seed makes the same runs, as far as the
    moment of a kill can be the same; it raises NotPossible where a tool is missing. `short` runs belong to
    every run of the tests, `long` ones prove the figure; `portion` runs at a time are kept, so that a long
    form can be gone on with.
    `counted` names what has to have been counted at least once, so that a campaign which tried nothing fails.
    """

    promise: str
    run: Callable[[int, int], Tally]
    short: int
    long: int
    portion: int
    counted: tuple[str, ...]

    def portions(self, runs: int) -> Iterator[tuple[int, int]]:
        """The number of each portion and how many runs it makes; all together they are `runs`."""
        for number, first in enumerate(range(0, runs, self.portion)):
            yield number, min(self.portion, runs - first)

    def holds(self, tally: Tally) -> bool:
        return not tally.faulty and all(tally.counts[what] for what in self.counted)
