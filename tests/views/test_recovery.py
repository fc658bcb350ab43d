"""A damaged project is offered to be recovered, and one goes on in the new file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from annotator.domain.work import Job
from annotator.store.backups import back_up
from annotator.store.opening import Unrecognised
from annotator.store.repair import repairing
from annotator.store.repair.pages import FoundRow
from annotator.views.main_window import MainWindow
from annotator.views.recovery_dialog import RecoveryDialog
from tests.desk.told import Told
from tests.unit.store.samples import closed_project, edited, mark, new_project, raw
from tests.views.main_windows import bare_window, settings_of, showing
from tests.views.panes import clipped

_LONGEST = 30_000
"""Milliseconds that a recovery may take beside others that are at work."""


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A project with a claim that does not fit its checksum any more."""
    closed = closed_project(tmp_path / "bridges.claimdesk")
    return edited(closed, "UPDATE claim SET label = 'confirmed'")


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as window:
        yield window


@pytest.fixture
def told(window: MainWindow) -> Told:
    return Told(window.bench.notices)


def recovered(qtbot: QtBot, window: MainWindow, target: Path) -> RecoveryDialog:
    """Choose the new file in the chooser that is open; the dialog, once it is over."""
    (chooser,) = window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(target))
    chooser.close()
    (dialog,) = window.findChildren(RecoveryDialog)
    qtbot.waitUntil(lambda: not dialog.progress.isVisible(), timeout=_LONGEST)
    return dialog


def text(dialog: RecoveryDialog) -> str:
    words = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    return words.replace("\u2068", "").replace("\u2069", "")


def test_s17_a_damaged_project_goes_on_in_a_new_file(
    qtbot: QtBot, window: MainWindow, told: Told, damaged: Path
) -> None:
    before = damaged.read_bytes()
    window.bench.attempt(lambda: window.doors.open_path(damaged))
    notice = told.notices[-1]
    assert notice.text.startswith("The project file bridges.claimdesk is damaged.")
    assert "Nothing was changed." in notice.text
    assert [answer.text for answer in notice.answers] == ["Recover into a New File…"]
    notice.answers[0].act()
    dialog = recovered(qtbot, window, damaged.with_name("again.claimdesk"))
    assert "4 of 4 entries of the history were recovered." in text(dialog)
    assert "“again.claimdesk” holds 2 articles, 1 claim and 0 other decisions" in text(dialog)
    # It is laid out once all of it was told.
    qtbot.waitUntil(lambda: not clipped(dialog))
    project = window.bench.desk.project
    assert (project.path.name, [claim.label for claim in project.claims.each()]) == (
        "again.claimdesk",
        ["disputed"],
    )
    dialog.close()
    assert damaged.read_bytes() == before


def test_s27_a_backup_stays_as_it_is_and_is_gone_back_to_in_a_new_file(
    window: MainWindow, told: Told, tmp_path: Path
) -> None:
    project = new_project(tmp_path / "bridges.claimdesk")
    claim = mark(project)
    backup = back_up(project.database, why="time")
    assert backup is not None
    mark(project, "Experts doubt")
    project.close()
    before, newest = backup.path.read_bytes(), project.path.read_bytes()
    window.bench.attempt(lambda: window.doors.open_path(backup.path))
    assert "is a backup, which stays as it is. Nothing was opened." in told.notices[-1].text
    assert not window.bench.desk.has_project
    told.notices[-1].answers[0].act()
    (chooser,) = window.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(project.path))
    assert "bridges.claimdesk is there already. It was not touched." in told.texts[-1]
    chooser.fileSelected.emit(str(tmp_path / "restored"))
    chooser.close()
    opened = window.bench.desk.project
    assert (opened.path.name, [each.id for each in opened.claims.each()]) == (
        "restored.claimdesk",
        [claim.id],
    )
    assert (backup.path.read_bytes(), project.path.read_bytes()) == (before, newest)


def test_what_did_not_come_back_is_listed(
    qtbot: QtBot, window: MainWindow, told: Told, damaged: Path
) -> None:
    edited(damaged, "UPDATE article_text SET text = 'overwritten' WHERE rowid = 1")
    window.bench.attempt(lambda: window.doors.open_path(damaged))
    told.notices[-1].answers[0].act()
    dialog = recovered(qtbot, window, damaged.with_name("again.claimdesk"))
    model = dialog.findChildren(QTableView)[0].model()
    rows = [[model.index(row, column).data() for column in range(2)] for row in range(model.rowCount())]
    assert rows == [["articles whose text was not found anywhere", "1"], ["claims in them", "1"]]
    assert "Import the articles whose text was not found again from their source." in text(dialog)
    assert "is kept in again.claimdesk.left-out.jsonl" in text(dialog)
    assert damaged.with_name("again.claimdesk.left-out.jsonl").exists()
    dialog.close()


def test_an_open_project_makes_room_and_comes_back_where_nothing_comes_of_it(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    project = new_project(tmp_path / "bridges.claimdesk")
    project.close()
    window.session.open(project.path)
    first, second = [row.article_id for row in window.bench.queue.rows]
    window.bench.desk.open_article(first)
    edited(project.path, "UPDATE article_text SET text = 'overwritten' WHERE article_id = ?", (second,))
    window.bench.attempt(lambda: window.bench.desk.open_article(second))
    (answer,) = [answer for answer in told.notices[-1].answers if answer.text.startswith("Recover")]
    answer.act()
    dialog = recovered(qtbot, window, project.path)
    assert "is there already. It was not touched." in text(dialog)
    assert window.bench.desk.project.path == project.path
    dialog.close()


def test_s22_a_project_with_a_trigger_too_many_comes_in_as_data(
    qtbot: QtBot, window: MainWindow, told: Told, tmp_path: Path
) -> None:
    project = new_project(tmp_path / "sent.claimdesk")
    claim = mark(project)
    project.close()
    with raw(project.path) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON claim BEGIN DELETE FROM claim; END")
    with pytest.raises(Unrecognised):
        window.session.open(project.path)
    window.bench.attempt(lambda: window.doors.open_path(project.path))
    assert "something was added, changed or damaged" in told.notices[-1].text
    told.notices[-1].answers[0].act()
    dialog = recovered(qtbot, window, tmp_path / "data.claimdesk")
    assert window.bench.desk.project.claims.get(claim.id) == claim
    dialog.close()


def test_stopping_leaves_nothing(
    qtbot: QtBot, window: MainWindow, told: Told, damaged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def without_end(_file: BinaryIO, job: Job) -> Iterator[FoundRow]:
        for _ in count():
            job.check()
        yield from ()

    monkeypatch.setattr(repairing, "rows_of", without_end)
    window.bench.attempt(lambda: window.doors.open_path(damaged))
    told.notices[-1].answers[0].act()
    (chooser,) = window.findChildren(QFileDialog)
    target = damaged.with_name("again.claimdesk")
    chooser.fileSelected.emit(str(target))
    chooser.close()
    (dialog,) = window.findChildren(RecoveryDialog)
    qtbot.waitUntil(dialog.progress.isVisible)
    next(each for each in dialog.findChildren(QPushButton) if each.text() == "Stop").click()
    qtbot.waitUntil(lambda: not dialog.progress.isVisible(), timeout=_LONGEST)
    assert "Stopped." in text(dialog)
    assert not target.exists()
    dialog.close()
