from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)
from pytestqt.qtbot import QtBot

from annotator.domain.identity import now
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.reading import read_cover, read_pack
from annotator.views.give_out_dialog import GiveOutDialog
from annotator.views.main_window import MainWindow
from annotator.views.merge_dialog import MergeDialog
from tests.desk.told import Told
from tests.packs import claims_of, do, given_out, lead_project, marking, packed, reviewed
from tests.views.main_windows import bare_window, settings_of, showing
from tests.views.panes import clipped


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    (tmp_path / "lead").mkdir()
    return lead_project(tmp_path / "lead")


@pytest.fixture
def works(lead: Path, tmp_path: Path) -> list[Path]:
    """What Anna and Ben sent: three claims and one."""
    packs = []
    for name, sentences in (("Anna", (1, 2, 3)), ("Ben", (2,))):
        path = given_out(lead, tmp_path / name, name)
        for sentence in sentences:
            do(path, marking(sentence))
        packs.append(tmp_path / f"{name}.annpack")
        packed(path, packs[-1])
    return packs


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with showing(qtbot, bare_window(settings_of("Chen", tmp_path))) as window:
        yield window


def dialog(window: MainWindow, kind: type[QDialog]) -> QDialog:
    (found,) = [each for each in window.findChildren(kind) if each.isVisible()]
    return found


def merging(qtbot: QtBot, window: MainWindow) -> MergeDialog:
    """The dialog, once the packs were compared."""
    found = dialog(window, MergeDialog)
    assert isinstance(found, MergeDialog)
    qtbot.waitUntil(lambda: not found.progress.isVisible())
    return found


def button(dialog: QDialog, text: str) -> QPushButton:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == text)


def is_done(dialog: QDialog) -> bool:
    return any(each.text() == "Close" for each in dialog.findChildren(QPushButton))


def cells(dialog: QDialog) -> list[list[str]]:
    table = dialog.findChildren(QTableView)[0]
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def chooser(window: MainWindow) -> QFileDialog:
    (found,) = window.findChildren(QFileDialog)
    return found


@pytest.fixture
def told(window: MainWindow) -> Told:
    return Told(window.bench.notices)


def test_dropped_packs_are_shown_first_and_merged_by_one_key(
    qtbot: QtBot, window: MainWindow, lead: Path, works: list[Path]
) -> None:
    window.session.open(lead)
    window.doors.take_in(works)
    found = merging(qtbot, window)
    assert cells(found) == [
        ["Anna", "3", "0", "0", "0", "0"],
        ["Ben", "1", "0", "0", "0", "0"],
    ]
    project = window.bench.desk.project
    assert list(project.claims.by_id()) == []
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: is_done(found))
    assert len(list(project.claims.by_id())) == 4
    found.close()


def test_s13_what_was_done_in_a_conflicted_copy_is_shown_first(
    qtbot: QtBot, window: MainWindow, lead: Path, told: Told
) -> None:
    copy = shutil.copyfile(
        lead, lead.with_name(f"{lead.stem}.sync-conflict-20261123-101112-ABCDEFG.claimdesk")
    )
    do(copy, marking(1), name="Anna")
    window.session.open(lead)
    window.session.others.look()
    qtbot.waitUntil(lambda: any(notice.key == "conflicted" for notice in told.notices))
    (notice,) = [notice for notice in told.notices if notice.key == "conflicted"]
    notice.answers[0].act()
    found = merging(qtbot, window)
    assert cells(found) == [["Anna", "1", "0", "0", "0", "0"]]
    button(found, "Merge").click()
    qtbot.waitUntil(lambda: is_done(found))
    assert [claim.label for claim in window.bench.desk.project.claims.by_id()] == ["disputed"]
    found.close()


def test_what_has_no_place_is_told_before_and_after(
    qtbot: QtBot, window: MainWindow, lead: Path, works: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.annpack"
    broken.write_bytes(works[0].read_bytes()[:-30])
    window.session.open(lead)
    window.further.packs.merge([works[1], broken])
    found = merging(qtbot, window)
    assert cells(found)[1] == ["broken.annpack", "–", "–", "–", "–", "–"]
    findings = found.findChildren(QTableView)[1].model()
    assert findings.index(0, 0).data() == "broken.annpack can’t be merged"
    assert any("not as it was written" in each.text() for each in found.findChildren(QLabel))
    button(found, "Merge").click()
    qtbot.waitUntil(lambda: is_done(found))
    assert len(list(window.bench.desk.project.claims.by_id())) == 1
    found.close()


def test_given_up_nothing_is_written(qtbot: QtBot, window: MainWindow, lead: Path, works: list[Path]) -> None:
    window.session.open(lead)
    window.further.packs.merge(works)
    QTest.keyClick(merging(qtbot, window), Qt.Key.Key_Escape)
    assert list(window.bench.desk.project.claims.by_id()) == []


def test_a_name_that_somebody_else_has_is_asked_for(
    qtbot: QtBot, window: MainWindow, lead: Path, works: list[Path]
) -> None:
    window.session.open(lead)
    with window.bench.desk.project.database.write():
        # As if another person of that name had joined here.
        window.bench.desk.project.database.execute("UPDATE annotator SET id = 'x' WHERE name = 'Ben'")
    window.further.packs.merge(works[1:])
    found = merging(qtbot, window)
    field = next(each for each in found.findChildren(QLineEdit) if each.isVisible())
    assert field.accessibleName() == "Ben.annpack is called here"
    field.setText("Ben K.")
    button(found, "Merge").click()
    qtbot.waitUntil(lambda: is_done(found))
    assert window.bench.desk.project.people.named("Ben K.") is not None
    found.close()


def test_a_task_opens_as_the_project_of_its_annotator(
    qtbot: QtBot, window: MainWindow, lead: Path, tmp_path: Path
) -> None:
    packed(lead, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)
    window.doors.open_path(tmp_path / "task.annpack")
    assert window.bench.desk.annotator.name == "Anna"
    assert window.bench.desk.project.path.parent == tmp_path
    assert window.bench.queue.count == 2


def test_a_second_task_of_the_open_project_is_merged_into_it(
    qtbot: QtBot, window: MainWindow, lead: Path, tmp_path: Path
) -> None:
    hers = given_out(lead, tmp_path / "Anna", "Anna")
    packed(lead, tmp_path / "again.annpack", name="Anna", kind=PackKind.TASK)
    window.session.open(hers)
    window.doors.take_in([tmp_path / "again.annpack"])
    found = merging(qtbot, window)
    assert cells(found)[0][0] == "Anna"
    found.close()


def test_work_without_a_project_says_which_one_to_open(
    window: MainWindow, told: Told, works: list[Path]
) -> None:
    window.doors.take_in(works)
    assert "somebody’s work on the project “Bridges”" in told.texts[-1]


def test_ones_own_work_is_sent_with_a_good_name(
    qtbot: QtBot, window: MainWindow, told: Told, lead: Path, works: list[Path], tmp_path: Path
) -> None:
    window.session.open(next((tmp_path / "Anna").glob("*.claimdesk")))
    window.table.action("file.pack").trigger()
    asked = chooser(window)
    assert asked.windowTitle() == "Send My Annotations: 3 claims, 1 article, without texts"
    assert Path(asked.selectedFiles()[0]).name.startswith("Anna-2")
    asked.fileSelected.emit(str(tmp_path / "mine.annpack"))
    asked.close()
    cover = read_cover(tmp_path / "mine.annpack")
    assert (cover.kind, cover.annotator.name, cover.counts["claims"]) == (PackKind.WORK, "Anna", 3)
    assert "mine.annpack is ready to be sent: 3 claims in 1 article" in told.texts[-1]


def test_articles_are_given_out_to_those_who_are_chosen(
    qtbot: QtBot, window: MainWindow, told: Told, lead: Path, tmp_path: Path
) -> None:
    window.session.open(lead)
    window.table.action("file.task_packs").trigger()
    found = dialog(window, GiveOutDialog)
    assert isinstance(found, GiveOutDialog)
    boxes = {box.text(): box for box in found.findChildren(QCheckBox)}
    assert list(boxes) == ["Anna", "Ben", "Chen"]
    boxes["Ben"].setChecked(False)
    (tmp_path / "out").mkdir()
    found.show_folder(str(tmp_path / "out"))
    QTest.keyClick(found, Qt.Key.Key_Return)
    packs = {path.name: read_pack(path) for path in (tmp_path / "out").iterdir()}
    assert sorted(packs) == ["Bridges - Anna.annpack", "Bridges - Chen.annpack"]
    assert all(pack.is_task and len(pack.articles) == 2 for pack in packs.values())
    assert "Packs are ready" in told.texts[-1]


def test_nobody_who_works_in_a_pack_gives_out_packs(
    window: MainWindow, told: Told, lead: Path, works: list[Path], tmp_path: Path
) -> None:
    window.session.open(next((tmp_path / "Anna").glob("*.claimdesk")))
    window.table.action("file.task_packs").trigger()
    assert "Only who leads the project gives out articles" in told.texts[-1]
    assert len(claims_of(lead)) == 0


@pytest.mark.parametrize("zoom", [100, 200])
def test_no_word_of_the_dialogs_is_cut_off(
    qtbot: QtBot, tmp_path: Path, lead: Path, works: list[Path], zoom: int
) -> None:
    with showing(qtbot, bare_window(settings_of("Chen", tmp_path, zoom=zoom)), 1024, 640) as window:
        window.session.open(lead)
        window.further.packs.merge(works)
        found = merging(qtbot, window)
        qtbot.waitUntil(lambda: not clipped(found))
        found.close()
        window.further.packs.give_out()
        asked = dialog(window, GiveOutDialog)
        qtbot.waitUntil(lambda: not clipped(asked))


def test_saved_is_when_it_was_merged_and_not_when_others_worked(
    qtbot: QtBot, window: MainWindow, lead: Path, works: list[Path]
) -> None:
    window.session.open(lead)
    before = now()
    saved = []
    for _ in ("first", "again, which writes nothing"):
        window.doors.take_in(works)
        found = merging(qtbot, window)
        QTest.keyClick(button(found, "Merge"), Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_done, found))
        found.close()
        saved.append(window.bench.desk.saved_at)
    assert window.bench.desk.project.journal.last_at() < before <= saved[0] == saved[1]


def test_a_pack_that_was_merged_before_is_told_to_hold_nothing_new(
    qtbot: QtBot, window: MainWindow, lead: Path, works: list[Path]
) -> None:
    window.session.open(lead)
    for said in ("To merge: Anna 3 claims. A backup is made first.", "Nothing new: every claim"):
        window.doors.take_in(works[:1])
        found = merging(qtbot, window)
        assert any(label.text().startswith(said) for label in found.findChildren(QLabel))
        QTest.keyClick(button(found, "Merge"), Qt.Key.Key_Return)
        qtbot.waitUntil(partial(is_done, found))
        found.close()


def test_a_pack_with_results_says_so_and_they_are_news_and_in_the_article_at_once(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    lead, home, _ = reviewed(tmp_path)
    task = tmp_path / "next.annpack"
    packed(lead, task, name="Anna", kind=PackKind.TASK)
    window.session.open(home)
    window.further.packs.merge([task])
    found = merging(qtbot, window)
    said = " ".join(label.text() for label in found.findChildren(QLabel))
    assert "What was decided about the work comes with it." in said
    QTest.keyClick(button(found, "Merge"), Qt.Key.Key_Return)
    qtbot.waitUntil(partial(is_done, found))
    found.close()
    notice = window.parts.pages.notices.notice
    assert notice is not None
    assert notice.text == "New to you: 1 decision about your work."
    sheet = window.bench.desk.require_sheet()
    (claim,) = sheet.claims
    assert sheet.feedback is not None
    assert sheet.feedback.differs(claim)
