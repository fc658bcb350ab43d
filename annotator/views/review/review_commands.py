"""What stands behind the actions of a review."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from string import ascii_lowercase
from typing import Final

from PySide6.QtCore import QLocale

from annotator.desk.review import Review
from annotator.domain.agreement.alignment import Presence
from annotator.domain.errors import Refused
from annotator.views.plain import isolated
from annotator.views.review.review_prompt import ReviewPrompt
from annotator.views.review.review_words import tr

TAKING: Final = tuple(ascii_lowercase[:6])
"""Whose versions have an action of their own."""

MOVING: Final = frozenset(
    {"review.next", "review.prev", "review.next_open", "review.precedent", "review.reveal"}
)
"""What can be done where nothing may be written."""


class ReviewCommands:
    """Verbs of the desk, and the two that ask for a line of text first."""

    def __init__(
        self,
        review: Review,
        prompt: ReviewPrompt,
        attempt: Callable[[Callable[[], object]], bool],
        rationale_given: Callable[[], None],
    ) -> None:
        """`rationale_given` is called after a reason or a rationale was given or taken away."""
        self._review, self._prompt, self._attempt = review, prompt, attempt
        self._rationale_given = rationale_given

    def all(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        review, rulings = self._review, self._review.rulings
        takes = {f"review.take.{letter}": partial(rulings.take, letter.upper()) for letter in TAKING}
        labels = {f"review.label.{digit}": partial(rulings.label, digit) for digit in range(1, 10)}
        reasons = {f"review.reason.{number}": partial(self._give_reason, number) for number in range(1, 10)}
        return {
            **takes,
            **labels,
            **reasons,
            "review.next": review.next,
            "review.prev": review.previous,
            "review.next_open": review.next_open,
            "review.none": rulings.no_claim,
            "review.majority": rulings.majority,
            "review.union": rulings.take_words,
            "review.intersection": partial(rulings.take_words, shared=True),
            "review.separate": rulings.separate,
            "review.disagreement": rulings.keep_disagreement,
            "review.park": rulings.park,
            "review.unresolve": rulings.reopen,
            "review.rationale": self._ask_why,
            "review.return": self._ask_back,
            "review.guideline": self._ask_for_example,
            "review.bulk": self.accept_unanimous,
            "edit.undo": review.history.undo,
            "edit.redo": review.history.redo,
        }

    def accept_unanimous(self) -> None:
        """Say how many items would become gold, and make them so on a yes."""
        count = self._review.unanimous.count
        if not count:
            raise Refused(tr("Nothing waits to be accepted: no place is left on which everybody agrees."))
        told = QLocale().toString(count)
        words = tr("Everybody agrees on places that are not gold yet: %1. Make them gold?")
        self._prompt.confirm(
            words.replace("%1", told),
            tr("Accept %1").replace("%1", told),
            lambda: self._attempt(self._review.unanimous.accept),
        )

    def _ask_why(self) -> None:
        about = self._review.about
        if about is None:
            raise Refused(tr("No item is open, so there is nothing to give a reason for."))
        words = tr("Why: %1").replace("%1", short(self._review.queue.words(about)))
        self._prompt.ask(
            words,
            lambda text: self._attempt(lambda: self._write_why(text)),
            text=self._review.rationales.given.note,
        )

    def _write_why(self, text: str) -> None:
        self._review.rationales.write(text)
        self._rationale_given()

    def _give_reason(self, number: int) -> None:
        self._review.rationales.give(number)
        self._rationale_given()

    def _ask_back(self) -> None:
        current = self._review.current
        if current is None:
            raise Refused(tr("No item is open, so there is nothing to ask."))
        letters = [lane.letter for lane in current.lanes if lane.presence is not Presence.MISSING]
        choosing = tr("Ask the annotators; Up and Down choose one of them:")
        self._prompt.ask_one_of(
            choosing if letters else tr("Ask the annotators:"),
            lambda text, letter: self._attempt(lambda: self._review.rulings.ask_back(text, letter)),
            [("", tr("Everybody")), *((letter, self._called(letter)) for letter in letters)],
        )

    def _called(self, letter: str) -> str:
        """The letter, and who it is once names are revealed."""
        name = self._review.name_of(letter)
        return letter if name == letter else f"{letter} {isolated(name)}"

    def _ask_for_example(self) -> None:
        label, words = self._review.examples.about()
        asked = tr("Why is %1 an example of “%2”? One sentence:")
        self._prompt.ask(
            asked.replace("%1", short(words)).replace("%2", label),
            lambda text: self._attempt(lambda: self._review.examples.add(text)),
        )


def short(words: str) -> str:
    """The beginning of some words, between quotation marks."""
    told = " ".join(words.split())
    return f"“{told[:40]}…”" if len(told) > 41 else f"“{told}”"
