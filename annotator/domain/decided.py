"""What one annotator said of the units of an article that hold no claim."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from annotator.domain.records import Decision, DecisionState, Unit


class Decided:
    """Decisions by where their units start, and the units that were joined to the one before them.

    Whoever joins two sentences does so for everybody. What somebody had said of one of them says nothing of
    the whole, unless she said the same of each.
    """

    def __init__(self, decisions: Iterable[Decision], units: Iterable[Unit]) -> None:
        self._decisions = {decision.unit_start: decision for decision in decisions}
        self._joined = {unit.start: unit for unit in units if unit.is_joined}
        self._starts = sorted(self._joined)

    @property
    def flagged(self) -> int:
        """How many units are flagged."""
        return sum(decision.flag for decision in self._decisions.values())

    def get(self, start: int) -> Decision | None:
        return self._decisions.get(start)

    def put(self, decision: Decision) -> None:
        self._decisions[decision.unit_start] = decision

    def drop(self, start: int) -> None:
        """Forget what was said of the unit that starts there."""
        del self._decisions[start]

    def joined(self, unit: Unit) -> list[Unit]:
        """The units that were joined to `unit` and are part of it now."""
        inside = self._starts[bisect_right(self._starts, unit.start) : bisect_left(self._starts, unit.end)]
        return [self._joined[start] for start in inside]

    def joined_at(self, start: int) -> Unit | None:
        """The unit that started there before it was joined to another one."""
        return self._joined.get(start)

    def put_unit(self, unit: Unit) -> None:
        """Know of a unit that was joined to another one, or is one of its own again."""
        self._joined.pop(unit.start, None)
        if unit.is_joined:
            self._joined[unit.start] = unit
        self._starts = sorted(self._joined)

    def is_like(self, other: Decided) -> bool:
        """Whether the same was said of the same units."""
        return (self._decisions, self._joined) == (other._decisions, other._joined)

    def state(self, unit: Unit) -> DecisionState:
        """What was said of all of a unit; undecided where different things were said of its parts."""
        said = self._said(unit)
        if self._starts and any(self._said(part) is not said for part in self.joined(unit)):
            return DecisionState.UNDECIDED
        return said

    def _said(self, unit: Unit) -> DecisionState:
        decision = self._decisions.get(unit.start)
        said = decision.state if decision else DecisionState.UNDECIDED
        is_asked = unit.annotatable or said is not DecisionState.UNDECIDED
        return said if is_asked else DecisionState.BOILERPLATE
