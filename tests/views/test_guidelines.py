"""Guidelines in the window: read, searched, compared, written, and looked at while a key is held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.guideline_text import blocks
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.views.guidelines.guideline_dialog import GuidelineDialog
from annotator.views.guidelines.guideline_editor import GuidelineEditor
from annotator.views.guidelines.guideline_page import GuidelinePage
from annotator.views.guidelines.guideline_peek import GuidelinePeek
from annotator.views.main_window import MainWindow
from tests.views.main_windows import press, working
from tests.views.panes import child, clipped, names

RULES = "# Rules\n\nRead it.\n\n## Disputed\n\nSources differ.\n\n## Confirmed\n\nAll agree.\n"


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _dialog(window: MainWindow) -> GuidelineDialog:
    (dialog,) = [each for each in window.findChildren(GuidelineDialog) if each.isVisible()]
    return dialog


def _named(dialog: GuidelineDialog, name: str) -> QComboBox:
    return next(field for field in dialog.findChildren(QComboBox) if field.accessibleName() == name)


def _page(dialog: GuidelineDialog) -> str:
    return child(dialog, GuidelinePage).toPlainText()


def test_no_words_of_guidelines_are_read_as_markup(qtbot: QtBot) -> None:
    page = GuidelinePage()
    qtbot.addWidget(page)
    page.show_blocks(blocks("<b>bold</b> <img src='/etc/hostname'> [a](b)\n\n- &amp; **so**"))
    assert page.toPlainText() == "<b>bold</b> <img src='/etc/hostname'> [a](b)\n• &amp; so"


def test_each_block_runs_the_way_of_its_words(qtbot: QtBot) -> None:
    page = GuidelinePage()
    qtbot.addWidget(page)
    page.show_blocks(blocks("# قواعد\n\nDisputed\n\n- الجسر"), new={0, 2, 4})
    ways = [page.document().findBlockByNumber(number).textDirection() for number in range(3)]
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    assert ways == [right, left, right]


def test_one_key_shows_the_guidelines_and_puts_them_away(window: MainWindow, qtbot: QtBot) -> None:
    window.bench.guidelines.write(RULES)
    press(window, "F8")
    dialog = _dialog(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert "Sources differ." in _page(dialog)
    press(window, "F8")
    assert not window.findChildren(GuidelineDialog) or not dialog.isVisible()


def test_what_is_new_is_marked_while_it_is_read_and_no_longer_news(window: MainWindow) -> None:
    bench = window.bench
    bench.guidelines.write(RULES)
    window.session.sit_down("Ben")
    bench.guidelines.mark_read()
    window.session.sit_down("Anna")
    bench.guidelines.write(RULES.replace("Sources differ.", "Two sources differ."))
    window.session.sit_down("Ben")
    notice = window.parts.pages.notices.notice
    assert notice is not None
    assert notice.text == "New to you: 1 change of the guidelines."
    window.table.action("view.guidelines").trigger()
    dialog = _dialog(window)
    assert "New\N{EN SPACE}Two sources differ." in _page(dialog)
    assert _page(dialog).count("New") == 1
    assert child(dialog, QLabel).text() == "Version 2; 1 change of the guidelines since you read it."
    assert bench.guidelines.unread == 0


def test_two_versions_are_compared_line_by_line(window: MainWindow) -> None:
    window.bench.guidelines.write(RULES)
    window.bench.guidelines.write(RULES.replace("All agree.", "Most agree."))
    window.table.action("view.guidelines").trigger()
    dialog = _dialog(window)
    _named(dialog, "Compare with").setCurrentIndex(2)
    assert "\N{MINUS SIGN}\N{EN SPACE}All agree.\n+\N{EN SPACE}Most agree." in _page(dialog)
    _named(dialog, "Compare with").setCurrentIndex(0)
    _named(dialog, "Version").setCurrentIndex(1)
    assert "All agree." in _page(dialog)
    assert child(dialog, QLabel).text() == "Version 1; version 2 holds now."


def test_headings_and_words_are_found(window: MainWindow) -> None:
    window.bench.guidelines.write(RULES)
    window.table.action("view.guidelines").trigger()
    dialog = _dialog(window)
    headings = _named(dialog, "Go to a heading")
    assert [headings.itemText(index) for index in range(1, headings.count())] == [
        "Rules",
        "Disputed",
        "Confirmed",
    ]
    headings.activated.emit(2)
    assert child(dialog, GuidelinePage).textCursor().block().text() == "Disputed"
    field = child(dialog, QLineEdit)
    field.setText("agree")
    assert "1 place" in [label.text() for label in dialog.findChildren(QLabel)]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert child(dialog, GuidelinePage).textCursor().selectedText() == "agree"
    assert dialog.isVisible()


def test_a_lead_writes_the_next_version(window: MainWindow, qtbot: QtBot) -> None:
    window.table.action("view.guidelines").trigger()
    edit = next(button for button in _dialog(window).findChildren(QPushButton) if button.text() == "Write…")
    assert _dialog(window).focusWidget() is edit
    edit.click()
    editor = child(_dialog(window), GuidelineEditor)
    qtbot.waitUntil(editor.isActiveWindow)
    child(editor, QPlainTextEdit).setPlainText(RULES)
    press(window, "Ctrl+Return")
    assert "Sources differ." in _page(_dialog(window))
    assert window.bench.guidelines.unread == 0
    said = [label.text() for label in _dialog(window).findChildren(QLabel)]
    assert "Version 1; nothing changed since you read it." in said


def test_what_was_not_saved_is_there_again(window: MainWindow) -> None:
    window.bench.guidelines.write(RULES)
    windows = window.further.feedback.guidelines
    windows.edit()
    editor = child(window, GuidelineEditor)
    child(editor, QPlainTextEdit).setPlainText("Half a thought")
    editor.reject()
    windows.edit()
    texts = [each.text for each in window.findChildren(GuidelineEditor) if each.isVisible()]
    assert texts == ["Half a thought"]


def test_who_may_not_write_is_not_offered_to(window: MainWindow) -> None:
    project = window.bench.desk.project
    lea = project.join("Lea")
    edit = Edit(lea, replace(lea, role=Role.LEAD))
    project.ledger.commit(Step(new_id(), Verb.ROLE, lea.id, "", (edit,)))
    window.table.action("view.guidelines").trigger()
    buttons = [button.text() for button in _dialog(window).findChildren(QPushButton) if button.isVisible()]
    assert buttons == ["Close"]


def test_a_tap_lets_the_rules_of_the_label_stay_and_another_puts_them_away(window: MainWindow) -> None:
    window.bench.guidelines.write(RULES)
    press(window, "2", "K", "G")
    peek = child(window, GuidelinePeek)
    assert peek.isVisible()
    assert child(peek, GuidelinePage).toPlainText() == "Disputed\nSources differ."
    press(window, "J")
    assert peek.isVisible()
    assert window.parts.article.hasFocus()
    press(window, "G")
    assert not peek.isVisible()


def test_letting_go_of_a_held_key_puts_the_rules_away(qtbot: QtBot) -> None:
    over = QLabel()
    qtbot.addWidget(over)
    over.resize(900, 400)
    peek = GuidelinePeek(over, longest_tap=-1)
    over.show()
    peek.press(blocks(RULES))
    assert peek.isVisible()
    peek.release()
    assert not peek.isVisible()


def test_without_guidelines_a_look_says_so(window: MainWindow) -> None:
    press(window, "G")
    assert "no guidelines yet" in window.parts.reading.toast.accessibleName()


def test_nothing_is_cut_off_in_a_small_window_of_large_letters(qtbot: QtBot, tmp_path: Path) -> None:
    with working(qtbot, tmp_path, width=1024, height=640, zoom=200) as window:
        window.bench.guidelines.write(RULES)
        window.bench.guidelines.write(RULES + "More.\n")
        window.table.action("view.guidelines").trigger()
        dialog = _dialog(window)
        dialog.resize(1000, 600)
        assert clipped(dialog) == []
        assert [name for name, count in names(dialog).items() if not name or count > 1] == []


def test_the_editor_is_left_by_tab_and_offers_saving_first(window: MainWindow) -> None:
    window.further.feedback.guidelines.edit()
    editor = child(window, GuidelineEditor)
    text = child(editor, QPlainTextEdit)
    text.setPlainText("Rules")
    defaults = [button.text() for button in editor.findChildren(QPushButton) if button.isDefault()]
    assert defaults == ["Save as Version 1"]
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert text.toPlainText() == "Rules"
    assert not text.hasFocus()


def test_reading_them_by_the_key_takes_the_news_away(window: MainWindow) -> None:
    bench = window.bench
    bench.guidelines.write(RULES)
    window.session.sit_down("Ben")
    notices = window.parts.pages.notices
    assert notices.notice is not None
    assert notices.notice.text == "New to you: 1 change of the guidelines."
    press(window, "F8")
    assert notices.notice is None
