"""The verbs of a review: each decides the open item, writes that, and goes on to the next open one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from annotator.desk.desk import Desk
from annotator.desk.open_case import OpenCase
from annotator.domain.errors import Refused
from annotator.domain.review import gold_steps, rulings
from annotator.domain.review.gold_steps import CaseFile
from annotator.domain.review.rulings import Ruling
from annotator.domain.steps import Step


class Commit(Protocol):
    """Writes a step of the open item; goes on to the next item unless told otherwise."""

    def __call__(self, step: Step, *, goes_on: bool = True) -> None: ...


class Rulings(QObject):
    """Every verb raises Refused, in a person's words, where it makes no sense; nothing is changed then."""

    def __init__(self, desk: Desk, case: OpenCase, commit: Commit, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._case = case
        self._commit = commit

    def take(self, letter: str) -> None:
        """Make one annotator's version gold; of one who marked nothing, that there is no claim."""
        annotator_id = self._case.annotator_of(letter)
        self._decide(lambda file: rulings.take(file.case, annotator_id))

    def label(self, digit: int) -> None:
        """Decide the label of this digit; while the item is blind, show the versions instead of going on."""
        label = next((label.key for label in self._desk.labels if label.digit == digit), None)
        if label is None:
            said = self.tr("No label has the key %1 in this project. Nothing was changed.")
            raise Refused(said.replace("%1", str(digit)))
        if not self._looks():
            self._decide(lambda file: rulings.relabel(file.case, label, file.kept))

    def no_claim(self) -> None:
        """Decide that nobody should have marked this; while the item is blind, show the versions instead."""
        if not self._looks():
            self._decide(lambda _: rulings.NO_CLAIM)

    def majority(self) -> None:
        """Take what most annotators chose. Refused where votes are tied."""
        self._decide(lambda file: rulings.majority(file.case))

    def take_words(self, letter: str | None = None, *, shared: bool = False) -> None:
        """Take only words: one annotator's, or without a letter all that anybody chose.

        With `shared` those that everybody chose who marked anything. The label stays, or is what most chose.
        """
        if letter is not None:
            annotator_id = self._case.annotator_of(letter)
            self._decide(lambda file: rulings.take_words(file.case, annotator_id, file.kept))
        elif shared:
            self._decide(lambda file: rulings.intersection(file.case, file.text, file.kept))
        else:
            self._decide(lambda file: rulings.union(file.case, file.text, file.kept))

    def take_label(self, letter: str) -> None:
        """Take only the label of one annotator."""
        annotator_id = self._case.annotator_of(letter)
        self._decide(lambda file: rulings.take_label(file.case, annotator_id, file.kept))

    def separate(self) -> None:
        """Keep the different versions side by side as claims of their own."""
        self._decide(lambda file: rulings.separate(file.case))

    def keep_disagreement(self) -> None:
        """Decide that the readings are all legitimate."""
        self._decide(lambda _: rulings.LEGITIMATE)

    def park(self) -> None:
        """Put the item aside."""
        self._decide(lambda _: rulings.PARKED, is_blind_allowed=True)

    def ask_back(self, question: str, letter: str = "") -> None:
        """Wait for an answer to `question` of the annotator with this letter, without one of any."""
        annotator_id = self._case.annotator_of(letter) if letter else None
        self._decide(lambda file: rulings.ask_back(file.case, question, annotator_id), is_blind_allowed=True)

    def reopen(self) -> None:
        """Take the decision on the open item back, and stay."""
        step = gold_steps.reopen(self._case.file, self._case.authority)
        self._commit(step, goes_on=False)

    def _looks(self) -> bool:
        """Show the versions of a blind item. Returns whether there was something to show."""
        shown = self._case.shown
        if shown is None or not shown.is_blind:
            return False
        self._case.look()
        return True

    def _decide(self, rule: Callable[[CaseFile], Ruling], *, is_blind_allowed: bool = False) -> None:
        file, shown = self._case.file, self._case.shown
        if shown is not None and shown.is_blind and not is_blind_allowed:
            raise Refused(
                self.tr(
                    "The versions are hidden until you say what you think. Nothing was decided. "
                    "Give a label first, or say that there is no claim."
                ),
            )
        ruling, prepared = rule(file), self._case.prepared
        authority = self._case.authority
        step = gold_steps.decide(file, ruling, authority, reasons=prepared.reasons, note=prepared.note)
        self._commit(step)
