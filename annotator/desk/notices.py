"""What people are told without being stopped. Notices wait until somebody shows them."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import Cancelled, ClaimdeskError, Refused, Unavailable
from annotator.domain.immutable import immutable


class Severity(StrEnum):
    """How much a notice matters."""

    SUCCESS = "success"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def is_problem(self) -> bool:
        """Whether something is wrong, so that nobody should have to look for it."""
        return self in (Severity.WARNING, Severity.ERROR)


@immutable
class Answer:
    """A button on a notice: its words, and what it does."""

    text: str
    act: Callable[[], object]


@immutable
class Notice:
    """`text` says what happened, what is safe and what to do. It replaces an older one of its `key`.

    `passing` ones go away by themselves; the others stay until they are closed or withdrawn. One that `asks`
    answers a wish: it comes before those that wait, and takes the keyboard. `ways` are the ids of actions
    that lead on, to be told with the keys they have now.
    """

    text: str
    key: str = ""
    severity: Severity = Severity.INFO
    answers: tuple[Answer, ...] = ()
    passing: bool = False
    asks: bool = False
    ways: tuple[str, ...] = ()


class Notices(QObject):
    """The one door through which errors and news reach people.

    What `helps` knows can be done about what was unavailable to an act, besides trying again, is offered too.
    """

    raised = Signal(object)
    withdrawn = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Notice] = []
        self._has_listener = False
        self.helps: list[Callable[[Unavailable, Callable[[], object]], tuple[Answer, ...]]] = []

    def listen(self, show: Callable[[Notice], None], withdraw: Callable[[str], None]) -> None:
        """Show notices with `show` from now on, those that waited first."""
        self.raised.connect(show)
        self.withdrawn.connect(withdraw)
        self._has_listener = True
        for notice in self._waiting:
            self.raised.emit(notice)
        self._waiting.clear()

    def tell(self, notice: Notice) -> None:
        """Show a notice now, or once there is somebody to show it."""
        if self._has_listener:
            self.raised.emit(notice)
        else:
            self._waiting.append(notice)

    def passing(self, text: str, *answers: Answer) -> None:
        """Say something about what was just done."""
        self.tell(Notice(text, answers=answers, passing=True))

    def withdraw(self, key: str) -> None:
        """Take back what no longer holds."""
        self._waiting = [notice for notice in self._waiting if notice.key != key]
        self.withdrawn.emit(key)

    def attempt(self, act: Callable[[], object], *, retry: str = "") -> bool:
        """Do `act`; tell a person what is in its way, if anything. Returns whether it was done.

        With `retry`, the words of a button, what was unavailable can be tried again.
        Whatever else is raised is a bug and goes on its way.
        """
        try:
            act()
        except Cancelled:
            return False
        except Refused as error:
            self.tell(Notice(str(error), key="refused", passing=True, ways=error.ways))
            return False
        except Unavailable as error:
            topic = error.topic
            answers: tuple[Answer, ...] = ()
            if retry:
                answers = (Answer(retry, lambda: self._again(act, retry, topic)),)
            for help_with in self.helps:
                answers += help_with(error, act)
            self.tell(Notice(str(error), key=topic, severity=Severity.ERROR, answers=answers))
            return False
        return True

    def tell_failure(self, error: Exception, *, key: str) -> None:
        """Say why a job came to nothing. What is not meant for people is a bug and goes on its way."""
        if isinstance(error, Cancelled):
            self.passing(str(error))
        elif isinstance(error, ClaimdeskError):
            self.tell(Notice(str(error), key=key, severity=Severity.ERROR))
        else:
            raise error

    def _again(self, act: Callable[[], object], retry: str, topic: str) -> None:
        self.withdraw(topic)
        self.attempt(act, retry=retry)
