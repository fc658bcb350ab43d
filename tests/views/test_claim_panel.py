from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from annotator.domain.records import Decision, DecisionState
from annotator.domain.sheet import Sheet
from annotator.views.card_view import CardView
from annotator.views.claim_panel import ClaimPanel
from tests.models.sheets import claim, sheet, touched
from tests.views.panes import Paper, article_key, child, clipped, names

BRIDGE = claim("bridge", "The bridge is closed.", label="confirmed")
SAFE = claim("safe", "it is safe", note="Ask", flag=True)
LETTER = claim("letter", "A letter warns of cracks.", label="unverified")


@pytest.fixture
def desk() -> Sheet:
    return sheet(BRIDGE, SAFE, LETTER)


@pytest.fixture
def panel(qtbot: QtBot, desk: Sheet) -> ClaimPanel:
    panel = ClaimPanel(Paper(), article_key)
    qtbot.addWidget(panel)
    panel.resize(320, 420)
    panel.show_sheet(desk)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.focus_list()
    return panel


@pytest.fixture
def cards(panel: ClaimPanel) -> CardView:
    return child(panel, CardView)


def words(panel: ClaimPanel) -> str:
    return " ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def test_a_click_on_a_card_selects_its_claim(panel: ClaimPanel, cards: CardView, qtbot: QtBot) -> None:
    place = cards.visualRect(panel.model.index(1, 0)).center()
    with qtbot.waitSignal(panel.claims_picked) as chosen:
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    assert chosen.args == [["safe"], "safe"]


def test_the_arrow_keys_go_from_card_to_card(panel: ClaimPanel, cards: CardView, qtbot: QtBot) -> None:
    panel.show_chosen(["bridge"])
    with qtbot.waitSignal(panel.claims_picked) as chosen:
        QTest.keyClick(cards, Qt.Key.Key_Down)
    assert chosen.args == [["safe"], "safe"]


def test_showing_the_current_claim_is_no_choice_of_the_person(panel: ClaimPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.claims_picked):
        panel.show_chosen(["letter"])
        panel.show_chosen([])
    assert panel.selected == []


def test_a_deleted_current_claim_chooses_no_other(panel: ClaimPanel, desk: Sheet, qtbot: QtBot) -> None:
    panel.show_chosen(["safe"])
    desk.put(replace(SAFE, deleted_at="2026-11-22T14:00:00.000Z"))
    with qtbot.assertNotEmitted(panel.claims_picked):
        panel.refresh(touched("safe"))


def test_several_cards_are_picked_with_shift_and_control(
    panel: ClaimPanel, cards: CardView, qtbot: QtBot
) -> None:
    panel.show_chosen(["bridge"])
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.keyClick(cards, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert picked.args == [["bridge", "safe"], "safe"]
    place = cards.visualRect(panel.model.index(2, 0)).center()
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, control, place)
    assert picked.args == [["bridge", "safe", "letter"], "letter"]
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, control, place)
    assert picked.args == [["bridge", "safe"], ""], "a second click takes the card out again"


def test_home_and_end_go_to_the_ends_of_the_list(panel: ClaimPanel, cards: CardView, qtbot: QtBot) -> None:
    panel.show_chosen(["safe"])
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.keyClick(cards, Qt.Key.Key_End)
    assert picked.args == [["letter"], "letter"]
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.keyClick(cards, Qt.Key.Key_Home)
    assert picked.args == [["bridge"], "bridge"]


def test_shift_reaches_from_the_card_that_was_lit_last(
    panel: ClaimPanel, cards: CardView, qtbot: QtBot
) -> None:
    QTest.keyClick(cards, Qt.Key.Key_Home)
    panel.show_chosen(["letter"])
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.keyClick(cards, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert picked.args == [["safe", "letter"], "safe"]


@pytest.mark.parametrize("button", [Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton])
@pytest.mark.parametrize("lit", [["safe"], ["bridge"], []])
def test_a_card_is_picked_with_either_button_also_where_it_is_lit_for_its_sentence(
    panel: ClaimPanel, cards: CardView, qtbot: QtBot, button: Qt.MouseButton, lit: list[str]
) -> None:
    panel.show_chosen(lit)
    place = cards.visualRect(panel.model.index(1, 0)).center()
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.mouseClick(cards.viewport(), button, Qt.KeyboardModifier.NoModifier, place)
    assert picked.args == [["safe"], "safe"]


def test_a_key_of_the_table_is_an_action_and_never_a_search(
    panel: ClaimPanel, cards: CardView, qtbot: QtBot
) -> None:
    panel.show_chosen(["bridge"])
    with qtbot.waitSignal(panel.action_requested) as action:
        QTest.keyClick(cards, Qt.Key.Key_2)
    assert action.args == ["claim.label.2"]
    QTest.keyClicks(cards, "A l")
    assert panel.selected == ["bridge"], "letters go nowhere, although a card begins with them"


def test_a_key_with_control_is_looked_up_and_not_taken_by_the_list(
    panel: ClaimPanel, cards: CardView, qtbot: QtBot
) -> None:
    panel.show_chosen(["bridge"])
    with qtbot.waitSignal(panel.action_requested) as action, qtbot.assertNotEmitted(panel.claim_opened):
        QTest.keyClick(cards, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert action.args == ["claim.accept"]


def test_control_a_picks_every_card(panel: ClaimPanel, cards: CardView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.claims_picked) as picked:
        QTest.keyClick(cards, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert picked.args[0] == ["bridge", "safe", "letter"]


def test_enter_opens_the_claim(panel: ClaimPanel, cards: CardView, qtbot: QtBot) -> None:
    panel.show_chosen(["letter"])
    with qtbot.waitSignal(panel.claim_opened) as opened:
        QTest.keyClick(cards, Qt.Key.Key_Return)
    assert opened.args == ["letter"]


def test_the_filter_lists_one_label_or_what_is_flagged(panel: ClaimPanel) -> None:
    choice = child(panel, QComboBox)
    panel.show_chosen(["letter"])
    choice.setCurrentText("Unverified")
    assert panel.model.rowCount() == 1
    assert panel.selected == ["letter"], "the current claim stays current"
    choice.setCurrentText("Flagged")
    assert [row.id for row in panel.model.rows] == ["safe"]
    assert "3" in words(panel), "the count is that of all claims"


def test_a_filter_that_finds_nothing_offers_to_show_all(panel: ClaimPanel, desk: Sheet, qtbot: QtBot) -> None:
    desk.put(replace(SAFE, flag=False))
    panel.refresh(touched("safe"))
    child(panel, QComboBox).setCurrentText("Flagged")
    assert "No claim is like that." in words(panel)
    button = next(button for button in panel.findChildren(QPushButton) if button.text() == "Show All")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert panel.model.rowCount() == 3


def test_an_article_without_claims_says_how_to_make_one(panel: ClaimPanel) -> None:
    panel.show_sheet(sheet())
    assert "No claims yet." in words(panel)
    panel.set_keys({"claim.label.1": "Alt+1", "claim.label.3": "Alt+3"})
    assert "No claims yet. Alt+1 Alt+3 label the lit sentence." in words(panel)
    panel.show_sheet(None)
    assert "No claims yet." in words(panel), "without an article no key labels anything"


def test_an_article_in_which_nothing_is_claimed_says_so(panel: ClaimPanel) -> None:
    empty = sheet()
    for unit in empty.units:
        if unit.annotatable:
            empty.put(Decision("article", unit.start, "anna", DecisionState.NO_CLAIM))
    panel.show_sheet(empty)
    assert "All sentences are decided: no claim." in words(panel)


def test_the_keyboard_goes_back_to_the_text_when_the_last_card_goes(
    panel: ClaimPanel, desk: Sheet, qtbot: QtBot
) -> None:
    for each in (BRIDGE, SAFE, LETTER):
        desk.put(replace(each, deleted_at="2026-11-22T14:00:00.000Z"))
    with qtbot.waitSignal(panel.text_focus_requested):
        panel.refresh(touched("bridge", "safe", "letter"))


def _is_in_sight(cards: CardView, row: int) -> bool:
    return cards.viewport().rect().contains(cards.visualRect(cards.model().index(row, 0)))


def test_a_new_claim_comes_into_sight_while_the_keyboard_is_elsewhere(
    panel: ClaimPanel, cards: CardView, desk: Sheet
) -> None:
    panel.resize(320, 150)
    child(panel, QComboBox).setFocus()
    for words in ("Experts doubt that.", "A letter", "Nobody was hurt."):
        desk.put(claim(words, words))
        panel.refresh(touched(words))
        panel.show_chosen([])
        assert _is_in_sight(cards, panel.model.row_of(words)), words
    desk.put(claim("first", "The bridge"))
    panel.refresh(touched("first"))
    assert _is_in_sight(cards, panel.model.row_of("first"))
    assert panel.selected == []


def test_the_list_stays_where_somebody_works_in_it(panel: ClaimPanel, cards: CardView, desk: Sheet) -> None:
    panel.resize(320, 150)
    panel.show_chosen(["bridge"])
    desk.put(claim("last", "Nobody was hurt."))
    panel.refresh(touched("last"))
    assert cards.hasFocus()
    assert _is_in_sight(cards, 0)
    assert not _is_in_sight(cards, 3)


def test_cards_grow_with_the_text(panel: ClaimPanel, cards: CardView) -> None:
    before = cards.rowHeight(0)
    font = QFont(panel.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    assert cards.rowHeight(0) >= 1.9 * before


def test_every_stop_of_the_tab_key_has_a_name_of_its_own(panel: ClaimPanel) -> None:
    assert names(panel) == {"Claims to list": 1, "Claims": 1}
    assert clipped(panel) == []


def test_of_several_chosen_ones_the_filter_lets_those_go_that_it_hides(
    panel: ClaimPanel, qtbot: QtBot
) -> None:
    panel.show_chosen(["bridge", "safe", "letter"])
    with qtbot.waitSignal(panel.claims_picked) as picked:
        child(panel, QComboBox).setCurrentText("Unverified")
    assert picked.args == [["letter"], ""]


def test_other_rows_leave_no_card_lit_beside_the_chosen_one(panel: ClaimPanel, desk: Sheet) -> None:
    panel.show_chosen(["bridge", "safe"], "safe")
    desk.put(claim("between", "The mayor"))
    panel.refresh(touched("between"))
    panel.show_chosen(["between"])
    assert panel.selected == ["between"]
