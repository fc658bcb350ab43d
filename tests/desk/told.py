"""Keeps what people are told."""

from __future__ import annotations

from annotator.desk.notices import Notice, Notices


class Told:
    """Listens in place of a window."""

    def __init__(self, notices: Notices) -> None:
        self.notices: list[Notice] = []
        self.withdrawn: list[str] = []
        notices.listen(self.notices.append, self.withdrawn.append)

    def answer(self, words: str) -> None:
        """Press a button of the newest notice that has it."""
        answers = [answer for notice in self.notices for answer in notice.answers if answer.text == words]
        answers[-1].act()

    @property
    def texts(self) -> list[str]:
        return [notice.text for notice in self.notices]
