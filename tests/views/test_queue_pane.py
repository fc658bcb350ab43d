from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.records import QueueRow, Standing
from annotator.views.card_view import CardView
from annotator.views.queue_pane import QueuePane
from tests.views.panes import Paper, article_key, child, clipped, names

KABUL = QueueRow("kabul", "Kabul airport", 1, Standing.STARTED, asked=25, undecided=9, skipped=2, flags=1)
FUEL = QueueRow("fuel", "Fuel prices", 2, Standing.NEW, asked=40, undecided=40)
MAYOR = QueueRow("mayor", "Mayor denies <b>everything</b>", 3, Standing.FINISHED, asked=12, undecided=0)


@pytest.fixture
def pane(qtbot: QtBot) -> QueuePane:
    pane = QueuePane(Paper(), article_key)
    qtbot.addWidget(pane)
    pane.resize(320, 480)
    pane.set_rows((KABUL, FUEL, MAYOR))
    with qtbot.waitExposed(pane):
        pane.show()
    pane.activateWindow()
    pane.focus_list()
    return pane


@pytest.fixture
def cards(pane: QueuePane) -> CardView:
    return child(pane, CardView)


@pytest.fixture
def field(pane: QueuePane) -> QLineEdit:
    return next(field for field in pane.findChildren(QLineEdit) if field.accessibleName())


def words(pane: QueuePane) -> str:
    return " ".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def visible_button(pane: QueuePane) -> QPushButton:
    return next(button for button in pane.findChildren(QPushButton) if button.isVisible())


def test_it_says_how_much_is_to_do(pane: QueuePane) -> None:
    assert "2 to do" in words(pane)
    pane.update_row(QueueRow("fuel", "Fuel prices", 2, Standing.FINISHED, asked=40, undecided=0))
    assert "1 to do" in words(pane)


def test_a_click_asks_for_an_article(pane: QueuePane, cards: CardView, qtbot: QtBot) -> None:
    place = cards.visualRect(pane.model.index(1, 0)).center()
    with qtbot.waitSignal(pane.article_requested) as wish:
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert wish.args == ["fuel"]


def test_the_arrow_keys_only_look_and_enter_asks(pane: QueuePane, cards: CardView, qtbot: QtBot) -> None:
    pane.set_open("kabul")
    with qtbot.assertNotEmitted(pane.article_requested):
        QTest.keyClick(cards, Qt.Key.Key_Down)
    assert pane.current_id == "fuel"
    with qtbot.waitSignal(pane.article_requested) as wish:
        QTest.keyClick(cards, Qt.Key.Key_Return)
    assert wish.args == ["fuel"]


def test_keys_of_the_table_are_actions(pane: QueuePane, cards: CardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pane.action_requested) as action:
        QTest.keyClick(cards, Qt.Key.Key_2)
    assert action.args == ["claim.label.2"]


def test_typing_filters_and_enter_opens_the_first(pane: QueuePane, field: QLineEdit, qtbot: QtBot) -> None:
    pane.focus_filter()
    QTest.keyClicks(field, "prices")
    assert [row.article_id for row in pane.model.rows] == ["fuel"]
    with qtbot.waitSignal(pane.article_requested) as wish:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert wish.args == ["fuel"]


def test_down_goes_from_the_filter_to_the_list(
    pane: QueuePane, field: QLineEdit, cards: CardView, qtbot: QtBot
) -> None:
    pane.focus_filter()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert cards.hasFocus()


def test_escape_clears_the_filter_and_then_leaves(pane: QueuePane, field: QLineEdit, qtbot: QtBot) -> None:
    pane.focus_filter()
    QTest.keyClicks(field, "x")
    with qtbot.assertNotEmitted(pane.text_focus_requested):
        QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(pane.text_focus_requested):
        QTest.keyClick(field, Qt.Key.Key_Escape)


def test_a_filter_that_finds_nothing_can_be_cleared(pane: QueuePane, field: QLineEdit, qtbot: QtBot) -> None:
    field.setText("panjshir")
    assert "No article matches “panjshir”." in words(pane)
    QTest.mouseClick(visible_button(pane), Qt.MouseButton.LeftButton)
    assert pane.model.rowCount() == 3
    child(pane, QComboBox).setCurrentText("Excluded")
    assert "No article is like that." in words(pane)


def test_when_everything_is_finished_it_says_so(pane: QueuePane, qtbot: QtBot) -> None:
    pane.set_rows((MAYOR,))
    child(pane, QComboBox).setCurrentText("To do")
    assert "All articles are finished." in words(pane)
    QTest.mouseClick(visible_button(pane), Qt.MouseButton.LeftButton)
    assert pane.model.rowCount() == 1


def test_an_empty_project_is_said_to_be_so(pane: QueuePane) -> None:
    pane.set_rows(())
    assert "No articles yet." in words(pane)


def test_what_the_keyboard_is_on_stays_when_rows_are_read_again(pane: QueuePane) -> None:
    pane.set_open("mayor")
    pane.set_rows((FUEL, MAYOR, KABUL))
    assert pane.current_id == "mayor"


def test_every_stop_of_the_tab_key_has_a_name_of_its_own(pane: QueuePane) -> None:
    expected = ("Words of a title", "Articles to list", "Order of the articles", "Articles")
    assert names(pane) == dict.fromkeys(expected, 1)
    assert clipped(pane) == []


def test_articles_that_come_later_go_to_where_they_belong(pane: QueuePane, field: QLineEdit) -> None:
    field.setText("report")
    late = [QueueRow(f"r{n}", f"Report {n}", n, Standing.NEW, asked=1, undecided=1) for n in range(4, 8)]
    pane.add_rows((*late, QueueRow("z", "Other", 9, Standing.FINISHED, asked=1, undecided=0)))
    assert [row.title for row in pane.model.rows] == [row.title for row in late]
    assert (pane.model.total, pane.model.to_do) == (8, 6)
    field.clear()
    assert pane.model.rows[-1].title == "Other"


def test_the_open_article_is_gone_to_once_it_is_listed(pane: QueuePane) -> None:
    pane.set_open("late")
    assert pane.current_id != "late"
    pane.add_rows((QueueRow("late", "Late", 4, Standing.NEW, asked=1, undecided=1),))
    assert pane.current_id == "late"
