"""One article as one annotator has it in front of her: text, units, claims and decisions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

from annotator.domain.claim_index import ClaimIndex
from annotator.domain.decided import Decided
from annotator.domain.identity import new_id
from annotator.domain.records import Article, Claim, Decision, DecisionState, Unit
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Record, Step, Verb

if TYPE_CHECKING:
    # Loaded where something was decided.
    from annotator.domain.article_feedback import ArticleFeedback


Shown = Sequence[tuple[Record | None, Record]]
"""What a step shows, each record with what was in its place before, in the order of its edits."""


class UnitState(StrEnum):
    """What is known of a unit. Three things never confused: no claim, nothing decided yet, not asked."""

    UNSEEN = "unseen"
    SEEN = "seen"
    TAGGED = "tagged"
    NO_CLAIM = "no_claim"
    SKIPPED = "skipped"
    BOILERPLATE = "boilerplate"

    @property
    def is_undecided(self) -> bool:
        return self in (UnitState.UNSEEN, UnitState.SEEN)


class Sheet:
    """The live state of one article for one annotator; units and claims in text order.

    Units are addressed by index into `units`. It is made with those that were joined to others, too, which
    are not among them. Reads are cheap: states are kept, and a changed record (`put`) recomputes only the
    units that it touches. `feedback` is what was decided here in review, as far as she may know it and
    somebody has read it.
    """

    def __init__(
        self,
        article: Article,
        text: str,
        *,
        units: Sequence[Unit],
        claims: Iterable[Claim] = (),
        decisions: Iterable[Decision] = (),
        annotator_id: str = "",
        furthest: int = -1,
    ) -> None:
        self.article = article
        self.text = text
        self.annotator_id = annotator_id
        self.furthest = furthest
        self.feedback: ArticleFeedback | None = None
        self._decided = Decided(decisions, units)
        self._index = ClaimIndex(claims)
        self._set_units(units)

    @property
    def units(self) -> tuple[Unit, ...]:
        return self._units

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims that are not deleted, in text order."""
        return self._index.claims

    @property
    def undecided(self) -> int:
        """How many units that are asked still wait for a decision; skipped ones do not count."""
        return self._undecided

    @property
    def asked(self) -> int:
        return len(self._asked)

    @property
    def skipped(self) -> int:
        return self._states.count(UnitState.SKIPPED)

    @property
    def flagged_units(self) -> int:
        return self._decided.flagged

    def claim(self, claim_id: str) -> Claim | None:
        return self._index.get(claim_id)

    def claims_in(self, span: Span) -> tuple[Claim, ...]:
        """The claims that share at least one code point with `span`, in text order."""
        return self._index.overlapping(span)

    def lanes(self, span: Span) -> dict[str, int]:
        """The underline lane (0 is nearest the words) of each claim that overlaps `span`."""
        return self._index.lanes(span)

    def decision(self, index: int) -> Decision | None:
        return self._decided.get(self._units[index].start)

    def decision_at(self, start: int) -> Decision | None:
        """What was said of a unit that starts at `start`, whether or not there is one now."""
        return self._decided.get(start)

    def joined(self, unit: Unit) -> list[Unit]:
        """The units that were joined to `unit` and are part of it now."""
        return self._decided.joined(unit)

    def joined_at(self, start: int) -> Unit | None:
        """The unit that started there before it was joined to another one."""
        return self._decided.joined_at(start)

    def state(self, index: int) -> UnitState:
        return self._states[index]

    def is_asked(self, index: int) -> bool:
        return self._states[index] is not UnitState.BOILERPLATE

    def number(self, index: int) -> int | None:
        """The unit's number among those that are asked, from 1; None for one that is not asked."""
        if not self.is_asked(index):
            return None
        return bisect_left(self._asked, index) + 1

    def unit_at(self, offset: int) -> int | None:
        """The index of the unit at `offset`, else of the nearest one before it, else the first."""
        if not self._units:
            return None
        return max(bisect_right(self._starts, offset) - 1, 0)

    def units_in(self, span: Span) -> range:
        """The indexes of the units that share at least one code point with `span`."""
        return self._units_between(span.start, span.end)

    def next_asked(self, index: int, *, step: int = 1) -> int | None:
        """The nearest unit after (`step` 1) or before (-1) `index` that is asked."""
        place = bisect_right(self._asked, index) if step > 0 else bisect_left(self._asked, index) - 1
        return self._asked[place] if 0 <= place < len(self._asked) else None

    def next_undecided(self, index: int, *, step: int = 1) -> int | None:
        """The nearest undecided unit after or before `index`, round the article's end; never `index`.

        Skipped units come back when nothing else is left.
        """
        count = len(self._units)
        around = [(index + step * distance) % count for distance in range(1, count)]
        undecided = (i for i in around if self._states[i].is_undecided)
        skipped = (i for i in around if self._states[i] is UnitState.SKIPPED)
        return next(chain(undecided, skipped), None)

    def see(self, index: int) -> None:
        """Count every unit up to `index` as seen."""
        start = self._units[index].start
        if start > self.furthest:
            first = bisect_right(self._starts, self.furthest)
            self.furthest = start
            for seen in range(first, index + 1):
                if self._states[seen] is UnitState.UNSEEN:
                    self._states[seen] = UnitState.SEEN

    def is_like(self, other: Sheet) -> bool:
        """Whether both hold the same text, sentences, claims and decisions."""
        mine, others = ((each.text, each.units, each.claims) for each in (self, other))
        return mine == others and self._decided.is_like(other._decided)

    @contextmanager
    def rehearsal(self, step: Step) -> Iterator[Shown]:
        """The sheet as it will be after `step`, for as long as the block lasts without raising.

        Where it raises, the sheet is as it was before. It gives what `take_back` needs to do so later.
        """
        shown: list[tuple[Record | None, Record]] = []
        for edit in step.edits:
            shown.append((self._held(edit.after), edit.after))
            self.keep(edit.after)
        try:
            yield shown
        except BaseException:
            self.take_back(shown)
            raise

    def take_back(self, shown: Shown) -> None:
        """Show what was here before a step that is shown and was never written.

        That need not be what the step expected, for then it is refused.
        """
        for held, record in reversed(shown):
            if held is not None:
                self.keep(held)
            else:
                self._drop(record)

    def keep(self, record: Record) -> None:
        """Take over a record if it is one that the sheet shows."""
        if isinstance(record, Claim | Decision | Unit | Article):
            self.put(record)

    def put(self, record: Claim | Decision | Unit | Article) -> None:
        """Take over a record as it was written; a deleted claim or retired unit goes away."""
        match record:
            case Claim():
                before = self._index.get(record.id)
                self._index.put(record)
                for touched in (before, record):
                    if touched is not None:
                        for fragment in touched.fragments:
                            self._refresh(self.units_in(fragment.span))
            case Decision():
                self._decided.put(record)
                if (index := self.unit_at(record.unit_start)) is not None:
                    self._refresh(range(index, index + 1))
            case Unit():
                self._decided.put_unit(record)
                others = [unit for unit in self._units if unit.start != record.start]
                self._set_units(others if record.retired else [*others, record])
            case Article():
                self.article = record

    def _held(self, record: Record) -> Record | None:
        """What the sheet shows in the place of a record, None where it shows nothing there."""
        match record:
            case Claim():
                return self._index.get(record.id)
            case Decision():
                return self._decided.get(record.unit_start)
            case Unit():
                live = {unit.start: unit for unit in self._units}
                return live.get(record.start, self.joined_at(record.start))
            case Article():
                return self.article
        return None

    def _drop(self, record: Record) -> None:
        """Forget a record that was never written."""
        match record:
            case Claim():
                self.put(replace(record, deleted_at="never"))
            case Unit():
                self.put(replace(record, retired=True, rule=""))
            case Decision():
                self.put(replace(record, state=DecisionState.UNDECIDED))
                self._decided.drop(record.unit_start)

    def _set_units(self, units: Sequence[Unit]) -> None:
        self._units = tuple(sorted((unit for unit in units if not unit.retired), key=lambda u: u.start))
        self._starts = [unit.start for unit in self._units]
        self._ends = [unit.end for unit in self._units]
        fragments = (fragment for claim in self._index.claims for fragment in claim.fragments)
        tagged = {index for part in fragments for index in self._units_between(part.start, part.end)}
        self._states = [
            UnitState.TAGGED if index in tagged else self._without_claims(unit)
            for index, unit in enumerate(self._units)
        ]
        self._count()

    def _units_between(self, start: int, end: int) -> range:
        first = bisect_right(self._ends, start)
        return range(first, max(first, bisect_left(self._starts, end)))

    def _refresh(self, indexes: range) -> None:
        recount = False
        for index in indexes:
            old = self._states[index]
            new = self._states[index] = self._derive(self._units[index])
            self._undecided += new.is_undecided - old.is_undecided
            recount |= (new is UnitState.BOILERPLATE) != (old is UnitState.BOILERPLATE)
        if recount:
            self._count()

    def _count(self) -> None:
        self._asked = [i for i, state in enumerate(self._states) if state is not UnitState.BOILERPLATE]
        self._undecided = sum(self._states.count(state) for state in UnitState if state.is_undecided)

    def _derive(self, unit: Unit) -> UnitState:
        return UnitState.TAGGED if self._index.touches(unit.span) else self._without_claims(unit)

    def _without_claims(self, unit: Unit) -> UnitState:
        """The state of a unit without claims."""
        said = self._decided.state(unit)
        if said not in (DecisionState.UNDECIDED, DecisionState.ASKED):
            return UnitState(said.value)
        return UnitState.SEEN if unit.start <= self.furthest else UnitState.UNSEEN


def step_on(sheet: Sheet, verb: Verb, edits: Iterable[Edit]) -> Step:
    """A step of the sheet's annotator in its article; edits that change nothing are left out."""
    changing = tuple(edit for edit in edits if edit.before != edit.after)
    return Step(new_id(), verb, sheet.annotator_id, sheet.article.id, changing)
