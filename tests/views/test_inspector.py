from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPlainTextEdit, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from annotator.domain.history import HistoryRow
from annotator.domain.records import Confidence, Decision, DecisionState, Fragment
from annotator.domain.steps import Verb
from annotator.views.inspector import Inspector
from annotator.views.note_field import NoteField
from annotator.views.quote_field import QuoteField
from tests.models.sheets import claim, sheet
from tests.views.panes import Paper, article_key, child, clipped, names

SAFE = claim("safe", "it is safe", note="Ask the mayor", flag=True)
LETTER = claim("letter", "A letter warns of cracks.", label="unverified")


@pytest.fixture
def inspector(qtbot: QtBot) -> Inspector:
    inspector = Inspector(Paper(), article_key)
    qtbot.addWidget(inspector)
    inspector.resize(420, 700)
    with qtbot.waitExposed(inspector):
        inspector.show()
    inspector.activateWindow()
    inspector.show_claim(SAFE, number=2, count=3)
    return inspector


@pytest.fixture
def note(inspector: Inspector) -> NoteField:
    return child(inspector, NoteField)


def words(inspector: Inspector) -> list[str]:
    return [label.text() for label in inspector.findChildren(QLabel) if label.isVisible()]


def edge(inspector: Inspector, name: str) -> QPushButton:
    return next(each for each in inspector.findChildren(QPushButton) if name in each.text())


def radio(inspector: Inspector, name: str) -> QRadioButton:
    return next(each for each in inspector.findChildren(QRadioButton) if each.text() == name)


def checked(inspector: Inspector) -> list[str]:
    return [each.text() for each in inspector.findChildren(QRadioButton) if each.isChecked()]


def test_a_claim_is_shown_with_all_that_is_known_of_it(inspector: Inspector, note: NoteField) -> None:
    assert "Claim 2 of 3" in words(inspector)
    assert checked(inspector) == ["Disputed", "Fairly sure"]
    quote = next(each for each in inspector.findChildren(QPlainTextEdit) if each.isReadOnly())
    assert quote.toPlainText() == "it is safe"
    assert note.toPlainText() == "Ask the mayor"
    assert child(inspector, QCheckBox).isChecked()


def test_a_label_is_a_wish_until_it_is_granted(inspector: Inspector, qtbot: QtBot) -> None:
    with qtbot.waitSignal(inspector.label_requested) as wish:
        QTest.mouseClick(radio(inspector, "Confirmed"), Qt.MouseButton.LeftButton)
    assert wish.args == ["confirmed"]
    assert checked(inspector) == ["Disputed", "Fairly sure"]
    inspector.show_claim(replace(SAFE, label="confirmed"), number=2, count=3)
    assert checked(inspector) == ["Confirmed", "Fairly sure"]


@pytest.mark.parametrize(("label", "focused"), [("disputed", "Disputed"), ("satire", "Confirmed")])
def test_the_keyboard_comes_in_at_the_label(inspector: Inspector, label: str, focused: str) -> None:
    inspector.show_claim(replace(SAFE, label=label), number=2, count=3)
    inspector.focus_first()
    assert radio(inspector, focused).hasFocus()


def test_the_arrow_keys_go_from_label_to_label(inspector: Inspector, qtbot: QtBot) -> None:
    disputed = radio(inspector, "Disputed")
    disputed.setFocus()
    with qtbot.waitSignal(inspector.label_requested) as wish:
        QTest.keyClick(disputed, Qt.Key.Key_Right)
    assert wish.args == ["unverified"]


def test_digits_label_from_every_field_but_the_note(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(inspector.action_requested) as action:
        QTest.keyClick(radio(inspector, "Disputed"), Qt.Key.Key_2)
    assert action.args == ["claim.label.2"]
    inspector.focus_note()
    with qtbot.assertNotEmitted(inspector.action_requested):
        QTest.keyClick(note, Qt.Key.Key_2)
    assert note.toPlainText() == "Ask the mayor2"
    note.flush()


@pytest.mark.parametrize(("press", "wanted"), [("Unsure", Confidence.LOW), ("Fairly sure", Confidence.UNSET)])
def test_sureness_is_set_and_taken_back(
    inspector: Inspector, qtbot: QtBot, press: str, wanted: Confidence
) -> None:
    with qtbot.waitSignal(inspector.sureness_requested) as wish:
        QTest.mouseClick(radio(inspector, press), Qt.MouseButton.LeftButton)
    assert wish.args == [wanted]
    assert "Fairly sure" in checked(inspector), "shown until the wish is granted"


def test_flag_and_edges_are_wishes(inspector: Inspector, qtbot: QtBot) -> None:
    with qtbot.waitSignal(inspector.flag_requested) as wish:
        child(inspector, QCheckBox).click()
    assert wish.args == [False]
    assert child(inspector, QCheckBox).isChecked()
    for name, wanted in (("Start", "start"), ("End", "end")):
        with qtbot.waitSignal(inspector.edge_requested) as edges:
            edge(inspector, name).click()
        assert edges.args == [wanted]


def test_a_note_keeps_itself_soon_after_the_last_key(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    inspector.focus_note()
    with qtbot.waitSignal(inspector.note_edited, timeout=2_000) as edited:
        QTest.keyClicks(note, "!")
    assert edited.args == ["safe", "Ask the mayor!"]
    assert not note.is_waiting


def test_a_note_is_kept_when_the_keyboard_leaves_it(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    inspector.focus_note()
    QTest.keyClicks(note, "!")
    with qtbot.waitSignal(inspector.note_edited) as edited:
        QTest.keyClick(note, Qt.Key.Key_Tab)
    assert edited.args == ["safe", "Ask the mayor!"]
    assert not note.hasFocus(), "the Tab key is never typed"


@pytest.mark.parametrize("shows", ["claim", "sentence", "draft", "several", "empty"])
def test_what_is_typed_is_kept_before_anything_else_is_shown(
    inspector: Inspector, note: NoteField, qtbot: QtBot, shows: str
) -> None:
    desk = sheet(SAFE, LETTER)
    QTest.keyClicks(note, "!")
    with qtbot.waitSignal(inspector.note_edited) as edited:
        match shows:
            case "claim":
                inspector.show_claim(LETTER, number=3, count=3)
            case "sentence":
                inspector.show_sentence(desk, 0)
            case "draft":
                inspector.show_draft("The bridge", unit_start=0)
            case "several":
                inspector.show_several((SAFE, LETTER))
            case _:
                inspector.show_empty()
    assert edited.args == ["safe", "!Ask the mayor"]
    assert note.toPlainText() == ""


def test_typing_goes_on_while_the_same_claim_is_shown_again(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    inspector.focus_note()
    QTest.keyClicks(note, "!")
    inspector.show_claim(replace(SAFE, label="confirmed"), number=2, count=3)
    assert note.toPlainText() == "Ask the mayor!"
    note.flush()
    inspector.show_claim(replace(SAFE, note="Undone"), number=2, count=3)
    assert note.toPlainText() == "Undone"


def test_a_sentence_has_its_own_note(inspector: Inspector, note: NoteField, qtbot: QtBot) -> None:
    desk = sheet()
    start = desk.units[2].start
    desk.put(Decision("article", start, "anna", DecisionState.SKIPPED, flag=True, note="Which bridge?"))
    inspector.show_sentence(desk, 2)
    assert {"Sentence 2 of 5", "skipped"} <= set(words(inspector))
    assert (note.toPlainText(), child(inspector, QCheckBox).isChecked()) == ("Which bridge?", True)
    assert checked(inspector) == []
    QTest.keyClicks(note, "!")
    with qtbot.waitSignal(inspector.sentence_note_edited) as edited:
        inspector.flush()
    assert edited.args == [start, "!Which bridge?"]


def test_boilerplate_has_no_number(inspector: Inspector) -> None:
    inspector.show_sentence(sheet(), 1)
    assert "Boilerplate" in words(inspector)


def test_words_over_two_sentences_are_shown_with_both(inspector: Inspector) -> None:
    desk = sheet()
    index, following = [each for each in range(len(desk.units)) if desk.is_asked(each)][:2]
    first = desk.units[index]
    both = first.span.hull(desk.units[following].span)
    inspector.show_sentence(desk, index, words=both)
    assert f"Sentences 1 to 2 of {desk.asked}" in words(inspector)
    assert child(inspector, QuoteField).toPlainText() == " ".join(both.of(desk.text).split())
    inspector.show_sentence(desk, index, words=first.span)
    assert f"Sentence 1 of {desk.asked}" in words(inspector)
    assert child(inspector, QuoteField).toPlainText() == first.span.of(desk.text)


def test_a_draft_waits_for_its_label(inspector: Inspector) -> None:
    inspector.show_draft("The bridge", unit_start=0, confidence=Confidence.LOW, note="Ask")
    assert {"New claim", "Waits for its label."} <= set(words(inspector))
    assert checked(inspector) == ["Unsure"]


def test_several_claims_show_what_they_have_in_common(inspector: Inspector, note: NoteField) -> None:
    inspector.show_several((SAFE, replace(SAFE, id="other", flag=False, confidence=Confidence.HIGH)))
    assert "2 claims selected" in words(inspector)
    assert checked(inspector) == ["Disputed"], "they are not equally sure"
    assert not child(inspector, QCheckBox).isChecked()
    assert not note.isVisible()


def test_the_history_of_the_claim_is_listed(inspector: Inspector) -> None:
    rows = (
        HistoryRow("2", "", "Anna", "Disputed", Verb.RETAG),
        HistoryRow("1", "", "Ben", "Made", Verb.MARK),
    )
    inspector.show_claim(SAFE, number=2, count=3, history=rows)
    assert "Anna · Disputed\nBen · Made" in words(inspector)


def test_without_a_sentence_it_names_no_key(inspector: Inspector) -> None:
    inspector.set_keys({"claim.label.1": "F", "claim.none": "0"})
    inspector.show_empty()
    assert words(inspector) == ["A claim or a sentence is shown here in detail."]


def test_keys_stand_beside_the_fields_and_where_there_is_none_nothing_does(inspector: Inspector) -> None:
    inspector.show_claim(SAFE, number=2, count=3)
    assert {"How sure", "Note"} <= set(words(inspector))
    inspector.set_keys({"claim.more_sure": ">", "claim.note": "Alt+N", "claim.label.2": "D"})
    told = [word.replace("\u2068", "").replace("\u2069", "") for word in words(inspector)]
    assert {"How sure    > more", "Note    Alt+N"} <= set(told)
    described = {
        button.accessibleName(): button.accessibleDescription()
        for button in inspector.findChildren(QRadioButton)
    }
    assert (described["Confirmed"], described["Disputed"]) == ("", "D")


def test_escape_keeps_the_note_and_goes_back_to_the_text(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    inspector.focus_note()
    QTest.keyClicks(note, "!")
    with qtbot.waitSignals([inspector.note_edited, inspector.text_focus_requested]):
        QTest.keyClick(note, Qt.Key.Key_Escape)


def test_every_stop_of_the_tab_key_has_a_name_of_its_own(inspector: Inspector) -> None:
    found = names(inspector)
    assert set(found.values()) == {1}
    assert {"Confirmed", "Move the start edge", "Note", "The words", "Flag for the lead"} <= set(found)
    assert clipped(inspector) == []


def test_a_note_that_could_not_be_kept_stays_in_sight_and_is_told_again(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    note.setPlainText("Ask again")
    inspector.flush()
    inspector.wait_on_note("safe")
    inspector.show_claim(SAFE, number=2, count=3)
    assert note.toPlainText() == "Ask again"
    with qtbot.waitSignal(inspector.note_edited) as told:
        inspector.show_claim(LETTER, number=3, count=3)
    assert told.args == ["safe", "Ask again"]


def test_the_note_stays_in_sight_when_the_words_above_become_longer(
    inspector: Inspector, note: NoteField, qtbot: QtBot
) -> None:
    inspector.resize(420, 330)
    inspector.focus_note()
    words = "The bridge over the river is closed for weeks, the ministry said. " * 12
    inspector.show_claim(replace(SAFE, fragments=(Fragment(0, len(words), words),)), number=2, count=3)
    quote = next(each for each in inspector.findChildren(QPlainTextEdit) if each.isReadOnly())
    qtbot.waitUntil(lambda: quote.height() > 5 * quote.fontMetrics().lineSpacing())

    def is_in_sight() -> bool:
        top = note.mapTo(inspector, note.rect().topLeft()).y()
        return top >= 0 and top + note.height() <= inspector.viewport().height()

    qtbot.waitUntil(is_in_sight)
