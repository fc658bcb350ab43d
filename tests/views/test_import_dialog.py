from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QPlainTextEdit, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from annotator.exchange.decoding import decode
from annotator.exchange.outcomes import ImportReport, Outcome, Status
from annotator.views.encoding_names import encoding_name
from annotator.views.import_dialog import ImportDialog
from annotator.views.theme import Theme, ThemeChoice
from tests.views.panes import Paper, clipped, names

FRENCH = "L’été dernier, « les experts » ont affirmé que la digue était sûre.\nLe préfet a démenti.\n"
CANDIDATES = decode(FRENCH.encode("cp1252")).candidates
DIKE = Outcome("dike.txt", Status.FAILED, "It is not UTF-8.", Path("/n/dike.txt"), CANDIDATES)
ROAD = Outcome("road.txt", Status.FAILED, "It is not UTF-8.", Path("/n/road.txt"), CANDIDATES)
EMPTY = Outcome("empty.txt", Status.FAILED, "It is empty. Nothing was imported.", Path("/n/empty.txt"))
REPORT = ImportReport(added=117, duplicates=4, failed=3, remarks=(EMPTY, DIKE, ROAD))

Wish = tuple[tuple[Path, ...], str]


class Screen:
    def __init__(self, qtbot: QtBot, report: ImportReport = REPORT) -> None:
        self.dialog = ImportDialog(Paper())
        qtbot.addWidget(self.dialog)
        self.wishes: list[Wish] = []
        self.dialog.reimport_requested.connect(lambda paths, encoding: self.wishes.append((paths, encoding)))
        self.dialog.add_report(report)
        self.dialog.show()

    def texts(self) -> str:
        parts = self.dialog.findChildren(QWidget)
        return "\n".join(str(part.property("text") or "") for part in parts if part.isVisible())

    def files(self) -> QTableView:
        (found,) = self.dialog.findChildren(QTableView)
        return found

    def button(self, start: str) -> QPushButton:
        buttons = self.dialog.findChildren(QPushButton)
        (found,) = [each for each in buttons if each.isVisible() and each.text().startswith(start)]
        return found


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot)


def test_it_says_what_came_in_and_what_did_not(screen: Screen) -> None:
    expected = "117 articles imported · 4 here already · 2 files not in UTF-8 · 1 file not imported"
    assert expected in screen.texts()
    assert QApplication.focusWidget() is screen.files()
    assert "dike.txt" in screen.texts()


def test_each_encoding_shows_how_the_text_would_begin(screen: Screen) -> None:
    (encodings,) = screen.dialog.findChildren(QListWidget)
    (beginning,) = screen.dialog.findChildren(QPlainTextEdit)
    assert encodings.item(0).text() == "Windows-1252"
    assert beginning.toPlainText() == FRENCH
    encodings.setCurrentRow(1)
    assert beginning.toPlainText() == CANDIDATES[1].preview
    assert screen.button("Read as ").text() == f"Read as {encoding_name(CANDIDATES[1].encoding)}"


def test_a_file_is_read_again_in_the_encoding_that_was_chosen(screen: Screen) -> None:
    screen.button("Read as Windows-1252").click()
    assert screen.wishes == [((Path("/n/dike.txt"),), "cp1252")]
    assert "road.txt" in screen.texts()
    assert "1 file not in UTF-8" in screen.texts()


def test_all_files_are_read_alike_at_once(screen: Screen) -> None:
    screen.button("Read All 2 as Windows-1252").click()
    assert screen.wishes == [((Path("/n/dike.txt"), Path("/n/road.txt")), "cp1252")]
    assert "It is empty. Nothing was imported." in screen.texts()
    assert QApplication.focusWidget() is screen.files()


def test_a_skipped_file_is_not_read(screen: Screen) -> None:
    screen.button("Skip It").click()
    assert screen.wishes == []
    assert screen.files().model().rowCount() == 2


def test_the_last_settled_file_closes_it(qtbot: QtBot) -> None:
    screen = Screen(qtbot, ImportReport(failed=1, remarks=(DIKE,)))
    screen.button("Skip It").click()
    assert not screen.dialog.isVisible()


def test_a_later_report_is_counted_in(screen: Screen) -> None:
    screen.button("Read as Windows-1252").click()
    again = Outcome("dike.txt", Status.FAILED, "It is not valid CP1252.", Path("/n/dike.txt"))
    screen.dialog.add_report(ImportReport(added=1, failed=1, remarks=(again,)))
    assert "118 articles imported" in screen.texts()
    assert screen.files().model().rowCount() == 3


def test_a_file_name_is_shown_as_it_is(qtbot: QtBot) -> None:
    name = "<b>" + "x" * 250 + "</b>.txt"
    screen = Screen(qtbot, ImportReport(failed=1, remarks=(Outcome(name, Status.FAILED, "It is gone."),)))
    assert name in screen.texts()
    assert screen.dialog.minimumSizeHint().width() < 640


def test_escape_closes_it(screen: Screen) -> None:
    QTest.keyClick(screen.files(), Qt.Key.Key_Escape)
    assert not screen.dialog.isVisible()


def test_it_can_be_walked_through_by_keys(screen: Screen) -> None:
    found = names(screen.dialog)
    assert found.most_common(1)[0][1] == 1
    assert "" not in found
    focused = QApplication.focusWidget()
    seen: list[QWidget] = []
    while focused is not None and focused not in seen:
        seen.append(focused)
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
    assert focused is screen.files()
    assert len(seen) == len(found)


@pytest.mark.parametrize(("percent", "width", "height"), [(100, 640, 480), (200, 1024, 640)])
def test_it_fits(qtbot: QtBot, qapp: QApplication, percent: int, width: int, height: int) -> None:
    theme = Theme(qapp, choice=ThemeChoice.LIGHT, zoom=percent)
    try:
        screen = Screen(qtbot)
        screen.dialog.resize(width, height)
        qapp.processEvents()
        assert (screen.dialog.width(), screen.dialog.height()) == (width, height)
        assert clipped(screen.dialog) == []
    finally:
        theme.setParent(None)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp1252", "Windows-1252"),
        ("koi8_r", "KOI8-R"),
        ("iso8859_15", "ISO 8859-15"),
        ("shift_jis", "Shift JIS"),
        ("euc_kr", "EUC-KR"),
        ("utf-16-le", "UTF-16 (little-endian)"),
    ],
)
def test_encodings_have_the_names_that_people_know(codec: str, name: str) -> None:
    assert encoding_name(codec) == name
