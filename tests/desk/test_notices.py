from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication

from annotator.desk.notices import Notice, Notices, Severity
from annotator.domain.errors import Cancelled, Refused, Unavailable
from tests.desk.told import Told


@pytest.fixture
def notices(qapp: QApplication) -> Notices:
    return Notices()


def _raising(*errors: Exception | None) -> Callable[[], None]:
    """Raises each in turn, and nothing for None."""
    left = iter(errors)

    def act() -> None:
        if error := next(left):
            raise error

    return act


def test_what_was_told_before_anybody_listened_is_told_then(notices: Notices) -> None:
    notices.tell(Notice("Your settings could not be read.", key="settings"))
    notices.tell(Notice("A backup was made.", key="backup"))
    notices.withdraw("backup")
    assert Told(notices).texts == ["Your settings could not be read."]


def test_what_is_refused_is_told_in_passing(notices: Notices) -> None:
    told = Told(notices)
    assert not notices.attempt(_raising(Refused("There is no claim.")), retry="Try Again")
    (notice,) = told.notices
    assert (notice.text, notice.passing, notice.answers) == ("There is no claim.", True, ())


def test_what_is_unavailable_stays_and_can_be_tried_again(notices: Notices) -> None:
    told = Told(notices)
    act = _raising(Unavailable("The disk is full."), Unavailable("The disk is still full."), None)
    assert not notices.attempt(act, retry="Try Again")
    (first,) = told.notices
    assert (first.severity, first.passing, first.answers[0].text) == (Severity.ERROR, False, "Try Again")
    first.answers[0].act()
    assert told.texts == ["The disk is full.", "The disk is still full."]
    told.notices[1].answers[0].act()
    assert len(told.notices) == 2
    assert told.withdrawn == ["unavailable", "unavailable"]


def test_without_words_for_a_button_there_is_none(notices: Notices) -> None:
    told = Told(notices)
    notices.attempt(_raising(Unavailable("The disk is full.")))
    assert told.notices[0].answers == ()


def test_what_the_person_stopped_is_no_news(notices: Notices) -> None:
    told = Told(notices)
    assert not notices.attempt(_raising(Cancelled("Stopped.")))
    assert told.notices == []


def test_a_bug_is_not_hidden(notices: Notices) -> None:
    with pytest.raises(ZeroDivisionError):
        notices.attempt(_raising(ZeroDivisionError()))


def test_what_works_is_done_without_a_word(notices: Notices) -> None:
    told = Told(notices)
    assert notices.attempt(_raising(None))
    assert told.notices == []
