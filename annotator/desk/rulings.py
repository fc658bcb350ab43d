"""The verbs of a review: each decides the open item, writes that, and goes on to the next open one."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Rulings(QObject):
    """Every verb raises Refused, in a person's words, where it makes no sense; nothing is changed then."""

    def take(self, letter: str) -> None:
        """Make one annotator's version gold; of one who marked nothing, that there is no claim."""

    def label(self, digit: int) -> None:
        """Decide the label of this digit; while the item is blind, show the versions instead of going on."""

    def no_claim(self) -> None:
        """Decide that nobody should have marked this."""

    def majority(self) -> None:
        """Take what most annotators chose. Refused where votes are tied."""

    def take_words(self, letter: str | None = None, *, shared: bool = False) -> None:
        """Take only the words of one annotator; without a letter all that anybody chose, or, `shared`,
        those that everybody chose."""

    def take_label(self, letter: str) -> None:
        """Take only the label of one annotator."""

    def separate(self) -> None:
        """Keep the different versions side by side as claims of their own."""

    def keep_disagreement(self) -> None:
        """Decide that the readings are all legitimate."""

    def park(self) -> None:
        """Put the item aside."""

    def ask_back(self, question: str) -> None:
        """Wait for an answer of the annotators to `question`."""

    def reopen(self) -> None:
        """Take the decision on the open item back, and stay."""

    def give_reason(self, number: int) -> None:
        """Give the reason of this number, from 1, of the project's, or take it away again."""

    def write_rationale(self, note: str) -> None:
        """Say why it was decided so."""
