"""The guide reads as a page, opens where one is, and reaches for nothing outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument, QTextTable
from pytestqt.qtbot import QtBot

from annotator.resources import guide
from annotator.views import help_places
from annotator.views.export_dialog import ExportDialog
from annotator.views.guide_page import GuidePage
from annotator.views.help_dialog import HelpDialog
from annotator.views.main_window import MainWindow
from tests.views.main_windows import press, working
from tests.views.panes import child

_SECTIONS = {
    help_places.START,
    help_places.TEXT,
    help_places.QUEUE,
    help_places.CLAIMS,
    help_places.REVIEW,
}


@pytest.fixture
def page(qtbot: QtBot) -> GuidePage:
    page = GuidePage(guide().read_text("utf-8"))
    qtbot.addWidget(page)
    page.resize(700, 500)
    return page


def _section(page: GuidePage) -> str:
    return page.textCursor().block().text()


def _help(window: MainWindow) -> HelpDialog:
    (dialog,) = [each for each in window.findChildren(HelpDialog) if each.isVisible()]
    return dialog


def test_headings_and_tables_stand_in_place_of_their_signs(page: GuidePage) -> None:
    frames = page.document().rootFrame().childFrames()
    assert len([frame for frame in frames if isinstance(frame, QTextTable)]) > 10
    assert "|---" not in page.toPlainText()
    assert "\n## " not in page.toPlainText()


@pytest.mark.parametrize("section", sorted(_SECTIONS | set(help_places.OF_DIALOGS.values())))
def test_every_section_that_a_place_asks_for_is_in_the_guide(page: GuidePage, section: str) -> None:
    page.go_to(section)
    assert _section(page) == section


def test_a_section_is_at_the_top_once_the_page_is_shown(page: GuidePage, qtbot: QtBot) -> None:
    page.go_to("Backups and recovery")
    with qtbot.waitExposed(page):
        page.show()
    assert 0 <= page.cursorRect().top() < 2 * page.fontMetrics().height()


def test_links_are_words_and_pictures_are_not_read(qtbot: QtBot, repository: Path) -> None:
    picture = QUrl.fromLocalFile(str(repository / "docs" / "pictures" / "light.png"))
    page = GuidePage(f"[a page](https://example.org) ![a picture]({picture.toString()}) <b>bold</b>")
    qtbot.addWidget(page)
    links = Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
    assert not page.textInteractionFlags() & links
    shown = page.document().resource(QTextDocument.ResourceType.ImageResource, picture)
    assert isinstance(shown, QImage)
    assert shown.width() == 1
    assert "<b>" in page.toPlainText()


def test_help_opens_at_what_has_the_keyboard(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        press(window, "F1")
        assert _section(child(_help(window), GuidePage)) == help_places.TEXT
        _help(window).close()
        qtbot.waitUntil(window.isActiveWindow)
        window.parts.queue.setFocus()
        press(window, "F1")
        assert _section(child(_help(window), GuidePage)) == help_places.QUEUE


def test_help_opens_over_a_dialog_that_stops_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path) as window:
        window.table.action("file.export").trigger()
        export = child(window, ExportDialog)
        qtbot.waitUntil(export.isActiveWindow)
        press(window, "F1")
        help_ = child(export, HelpDialog)
        assert _section(child(help_, GuidePage)) == "Exports"
        export.close()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        press(window, "F1")
        assert _help(window).parent() is window
