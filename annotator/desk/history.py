"""Undo, redo and the history of an article, read from the journal, so that they go on after a restart."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.desk import Desk
from annotator.desk.turns import Turn, Turns
from annotator.domain.changes import Changes, Kind
from annotator.domain.cursor import Cursor
from annotator.domain.errors import Outdated, Refused
from annotator.domain.history import HistoryRow
from annotator.domain.identity import new_id
from annotator.domain.records import Claim, Decision, Unit
from annotator.domain.review.verbs import REVIEW_VERBS, is_of_review
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step, Verb
from annotator.domain.telling import describe

_REMEMBERED: Final = 5_000
"""So many journal rows are read when a project is opened; older steps are reverted from the history."""

_TURNED: Final = {
    Verb.UNDO: "Undo {0}",
    Verb.REDO: "Redo {0}",
    Verb.REVERT: "Revert {0}",
    Verb.GO_BACK: "Go Back to Before {0}",
}
"""What a step did that takes others back, by what the first of those did."""


class History(QObject):
    """Takes steps back and does them again. `changed` says that the two texts may be different now.

    What was decided in a review is taken back there: `ReviewHistory`. Guidelines are only added to.
    """

    changed = Signal()
    went_elsewhere = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._turns = Turns()
        self._texts: dict[str, str] = {}
        desk.committed.connect(self._on_desk_committed)
        desk.changed.connect(self._on_desk_changed)

    @property
    def undo_text(self) -> str:
        """What would be undone; "" where there is nothing."""
        return self._text(self._turns.done[-1].origin) if self._turns.done else ""

    @property
    def redo_text(self) -> str:
        """What would be done again; "" where there is nothing."""
        return self._text(self._turns.undone[-1].origin) if self._turns.undone else ""

    def words(self, step: Step) -> str:
        """What a step did, and to what."""
        return self._describe(step)

    def undo(self) -> None:
        """Take the last step back, or go to the article where it was made if that is another one.

        A step that could not be written yet is the last one, and only has to be let go.
        """
        if self._desk.withheld.waiting is not None:
            self._desk.withheld.take_back()
            return
        self._turn_back(self._turns.done, Verb.UNDO, "Nothing is left to undo.")

    def redo(self) -> None:
        """Do again what was undone last, or go to where it was."""
        self._turn_back(self._turns.undone, Verb.REDO, "Nothing is left to redo.")

    def rows(self, article_id: str) -> list[HistoryRow]:
        """What the annotator did in an article, newest first."""
        steps = self._own_steps(article_id)
        return self._rows(steps, undone=_undone(steps))

    def rows_of_claim(self, claim_id: str) -> list[HistoryRow]:
        """What was done to one claim of the open article, newest first."""
        article_id = self._desk.require_sheet().article.id
        steps = self._desk.project.journal.steps_of_claim(claim_id, article_id)
        return self._rows(steps, undone=frozenset())

    def revert(self, step_id: str) -> None:
        """Take one step back, as a step of its own. Refused if what it left is different now."""
        step = self._load(step_id)
        self._desk.commit(step.reverted(Verb.REVERT, by=self._desk.annotator.id), _to_change(step))

    def go_back_to(self, step_id: str) -> None:
        """Make the open article as it was right after a step, as one step that can be undone."""
        me = self._desk.annotator.id
        steps = self._own_steps(self._desk.require_sheet().article.id)
        ids = [step.id for step in steps]
        later = steps[ids.index(step_id) + 1 :] if step_id in ids else []
        if not later:
            raise Refused("That is how the article is now. Nothing was changed.")
        edits = tuple(edit.inverse for step in reversed(later) for edit in reversed(step.edits))
        back = Step(new_id(), Verb.GO_BACK, me, later[0].article_id, edits, reverts=later[0].id)
        self._desk.commit(back, _to_change(later[0]))

    def _own_steps(self, article_id: str) -> list[Step]:
        """What the annotator did in an article as an annotator, oldest first."""
        steps = self._desk.project.journal.steps_of_article(article_id, self._desk.annotator.id)
        return [step for step in steps if not is_of_review(step)]

    def _turn_back(self, stack: list[Turn], verb: Verb, nothing: str) -> None:
        if not stack:
            raise Refused(self.tr(nothing))
        turn = stack[-1]
        step = self._load(turn.step)
        sheet = self._desk.sheet
        if step.article_id and (sheet is None or sheet.article.id != step.article_id):
            self._go_to(step)
            self.went_elsewhere.emit(self._text(turn.origin))
            return
        back = step.reverted(verb, by=self._desk.annotator.id)
        try:
            self._desk.commit(back, _to_change(step))
        except Outdated:
            stack.pop()
            self.changed.emit()
            raise Refused(
                self.tr(
                    "What “{0}” did was changed since by something else, so it is passed over, and nothing "
                    "was done now. Everything is safe. The next time, the step beyond it is next."
                ).format(self._text(turn.origin))
            ) from None

    def _go_to(self, step: Step) -> None:
        start = next((place for edit in step.edits if (place := _start_of(edit.after)) is not None), None)
        self._desk.open_article(step.article_id, unit_start=start)

    def _load(self, step_id: str) -> Step:
        step = self._desk.project.journal.step(step_id)
        if step is None:
            raise Refused("The journal does not have that step. Nothing was changed.")
        return step

    @Slot(object)
    def _on_desk_committed(self, step: Step) -> None:
        if is_of_review(step) or step.verb is Verb.GUIDELINE:
            return
        self._turns.note(step.id, step.verb, step.reverts)
        self._texts.pop(step.id, None)
        self.changed.emit()

    @Slot(object)
    def _on_desk_changed(self, changes: Changes) -> None:
        if changes.has(Kind.DESK) and not changes.article_id:
            self._rebuild()

    def _rebuild(self) -> None:
        self._turns.clear()
        self._texts.clear()
        if self._desk.has_project and self._desk.has_annotator:
            journal = self._desk.project.journal
            for step, verb, reverts in journal.outline(self._desk.annotator.id, limit=_REMEMBERED):
                if verb not in REVIEW_VERBS and verb is not Verb.GUIDELINE:
                    self._turns.note(step, verb, reverts)
        self.changed.emit()

    def _text(self, step_id: str) -> str:
        if step_id not in self._texts:
            step = self._desk.project.journal.step(step_id)
            self._texts[step_id] = self._describe(step) if step else ""
        return self._texts[step_id]

    def _describe(self, step: Step) -> str:
        reverted = self._reverted(step)
        if reverted is not None and step.verb in _TURNED:
            return _TURNED[step.verb].format(self._describe(reverted))
        names = {label.key: label.name for label in self._desk.labels}
        return describe(step, names, self._desk.project.articles.words)

    def _reverted(self, step: Step) -> Step | None:
        """What a step took back; of undo and redo the person's own step that they turned to and fro."""
        journal = self._desk.project.journal
        reverted = journal.step(step.reverts) if step.reverts else None
        if step.verb in (Verb.UNDO, Verb.REDO):
            while reverted is not None and reverted.verb in (Verb.UNDO, Verb.REDO) and reverted.reverts:
                reverted = journal.step(reverted.reverts)
        return reverted

    def _rows(self, steps: Sequence[Step], *, undone: Set[str]) -> list[HistoryRow]:
        """The rows of steps that are given oldest first."""
        me, people = self._desk.annotator.id, self._desk.project.people
        names = {person.id: person.name for person in people.all()}
        fits = self._desk.project.ledger.fitting(step.reverted(Verb.REVERT, by=me) for step in steps)
        rows = [
            HistoryRow(
                step.id,
                step.at,
                names.get(step.annotator_id, ""),
                self._describe(step),
                step.verb,
                can_revert=can_revert and step.id not in undone,
                is_undone=step.id in undone,
            )
            for step, can_revert in zip(steps, fits, strict=True)
        ]
        return rows[::-1]


def _undone(steps: Sequence[Step]) -> set[str]:
    """The ids of those of an article's steps, oldest first, that another one has taken back for good."""
    numbers = {step.id: number for number, step in enumerate(steps)}
    undone: set[str] = set()
    for number, step in reversed(list(enumerate(steps))):
        if not step.reverts or step.id in undone:
            continue
        undone.add(step.reverts)
        if step.verb is Verb.GO_BACK:
            undone.update(later.id for later in steps[numbers.get(step.reverts, number) : number])
    return undone


def _start_of(record: object) -> int | None:
    match record:
        case Claim():
            return record.span.start
        case Unit():
            return record.start
        case Decision():
            return record.unit_start
    return None


def _to_change(step: Step) -> Callable[[Sheet], Cursor] | None:
    """Stand where the step was made: on its claim if it is there, else on its sentence.

    None for a step of no place in the text, such as finishing the article: nobody moves for that.
    """
    starts = [start for edit in step.edits if (start := _start_of(edit.after)) is not None]
    if not starts:
        return None

    def go(sheet: Sheet) -> Cursor:
        unit = sheet.unit_at(starts[0])
        claim = step.edits[0].after
        claim_id = claim.id if isinstance(claim, Claim) and sheet.claim(claim.id) else None
        return Cursor(0 if unit is None else unit, claim_id=claim_id)

    return go
