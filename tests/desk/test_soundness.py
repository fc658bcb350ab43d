from __future__ import annotations

import multiprocessing

from pytestqt.qtbot import QtBot

from annotator.desk.session import Session
from annotator.store.backups import is_known_whole, newest_backup
from annotator.store.project import Project
from annotator.store.troubles import Finding
from tests.desk.told import Told
from tests.older_projects import make_older
from tests.unit.exchange.made import damage_text


def _checked(session: Session, qtbot: QtBot) -> tuple[Finding, ...]:
    """Begin the check that otherwise waits for some time, and what it found."""
    with qtbot.waitSignal(session.soundness.checked, timeout=50_000) as signal:
        session.soundness.begin()
    findings = signal.args[0] if signal.args else None
    assert isinstance(findings, tuple)
    return findings


def _known_whole(session: Session) -> bool:
    assert session.project is not None
    backup = newest_backup(session.project.database)
    return backup is not None and is_known_whole(backup)


def test_what_was_found_whole_is_not_checked_again(
    session: Session, project: Project, told: Told, qtbot: QtBot
) -> None:
    project.close()
    session.open(project.path)
    assert not _known_whole(session)
    assert _checked(session, qtbot) == ()
    assert _known_whole(session)
    session.soundness.begin()
    assert not session.soundness.is_checking
    assert told.texts == []


def test_a_backup_from_before_an_upgrade_is_checked_as_what_it_is(
    session: Session, project: Project, qtbot: QtBot
) -> None:
    project.close()
    make_older(project.path, 2)
    session.open(project.path)
    assert _checked(session, qtbot) == ()
    assert _known_whole(session)


def test_damage_that_opening_does_not_meet_is_found_and_told(
    session: Session, project: Project, told: Told, qtbot: QtBot
) -> None:
    damage_text(project, project.articles.queue("")[-1].article_id)
    project.close()
    session.open(project.path)
    findings = _checked(session, qtbot)
    assert findings
    notice = told.notices[-1]
    assert "The full check found damage" in notice.text
    assert findings[0].what in notice.text
    assert [answer.text for answer in notice.answers] == ["Recover into a New File…"]
    assert not _known_whole(session)


def test_a_check_that_goes_on_is_not_begun_again(session: Session, project: Project) -> None:
    project.close()
    session.open(project.path)
    before = len(multiprocessing.active_children())
    session.soundness.begin()
    session.soundness.begin()
    assert len(multiprocessing.active_children()) == before + 1
    session.close()
    assert len(multiprocessing.active_children()) == before


def test_a_check_ends_with_its_project(session: Session, project: Project) -> None:
    project.close()
    session.open(project.path)
    session.soundness.begin()
    assert session.soundness.is_checking
    session.close()
    assert not session.soundness.is_checking
