"""What changed in my work: the news at the start, the list, and giving results out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.review import Review
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.models.feedback_model import FeedbackColumn
from annotator.views.article_words import review_words
from annotator.views.feedback_dialog import FeedbackDialog
from annotator.views.main_window import MainWindow
from tests.teams import Marked, team_project
from tests.views.main_windows import bare_window, press, settings_of, showing
from tests.views.panes import child, clipped, names

BRIDGE = "The bridge is closed.\nThe mayor says so.\nNobody was hurt.\n"
MARKED: Marked = {
    "Anna": [("The bridge is closed", "confirmed"), ("The mayor says so", "disputed")],
    "Ben": [("The bridge is closed", "disputed"), ("The mayor says so", "disputed")],
}


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Lea leads and sits at the desk; nothing is decided yet."""
    project = team_project(tmp_path, [(BRIDGE, MARKED)])
    lea = project.join("Lea")
    edit = Edit(lea, replace(lea, role=Role.LEAD))
    project.ledger.commit(Step(new_id(), Verb.ROLE, lea.id, "", (edit,)))
    project.close()
    with showing(qtbot, bare_window(settings_of("Lea", tmp_path))) as window:
        window.session.open(project.path)
        yield window


def _decide(window: MainWindow) -> None:
    """The bridge is disputed, as Ben said; the mayor is disputed, as both said."""
    review = Review(window.bench)
    review.open()
    for words in ("The bridge", "The mayor"):
        every = review.queue.docket.every()
        item = next(item for item in every if review.queue.words(item).startswith(words))
        review.go_to(item.key)
        review.rationales.write("Ask <b>two</b> sources.")
        review.rulings.label(2)
    review.close()
    review.deleteLater()


def _news(window: MainWindow) -> str:
    notice = window.parts.pages.notices.notice
    return notice.text if notice else ""


def _dialog(qtbot: QtBot, window: MainWindow) -> FeedbackDialog:
    """The list, once it was read."""
    (dialog,) = [each for each in window.findChildren(FeedbackDialog) if each.isVisible()]
    qtbot.waitUntil(child(dialog, QCheckBox).isEnabled)
    return dialog


def _rows(dialog: FeedbackDialog) -> list[tuple[str, ...]]:
    model = child(dialog, QTableView).model()
    return [
        tuple(str(model.index(row, column).data()) for column in range(3)) for row in range(model.rowCount())
    ]


def _button(place: QWidget, words: str) -> QPushButton:
    return next(button for button in place.findChildren(QPushButton) if button.text() == words)


def test_results_are_news_once_a_lead_gave_them_out(qtbot: QtBot, window: MainWindow) -> None:
    _decide(window)
    window.session.sit_down("Anna")
    assert _news(window) == ""
    window.session.sit_down("Lea")
    window.table.action("file.give_back").trigger()
    assert "Notes and questions are shown as they are written" in _news(window)
    _button(window.parts.pages.notices, "Give Out").click()
    window.session.sit_down("Anna")
    assert _news(window) == "New to you: 1 decision about your work."
    _button(window.parts.pages.notices, "What Changed").click()
    assert _rows(_dialog(qtbot, window)) == [("The bridge is closed", "Confirmed", "Disputed")]
    window.session.sit_down("Anna")
    assert _news(window) == ""


def test_the_list_says_why_in_plain_words_and_names_nobody(qtbot: QtBot, window: MainWindow) -> None:
    _decide(window)
    window.bench.feedback.give_back()
    window.session.sit_down("Anna")
    press(window, "Shift+F8")
    dialog = _dialog(qtbot, window)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    details = next(text for text in texts if text.startswith("You had"))
    assert "Ask <b>two</b> sources." in details
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel))
    said = " ".join([*texts, *(word for row in _rows(dialog) for word in row)])
    assert not {"Ben", "Lea"} & set(said.replace(",", " ").split())


def test_who_is_asked_reads_the_question_and_how_to_answer_and_nobody_else_does(
    qtbot: QtBot, window: MainWindow
) -> None:
    review = Review(window.bench)
    review.open()
    ben = window.bench.desk.project.people.named("Ben")
    assert review.current is not None
    assert ben is not None
    letters = (lane.letter for lane in review.current.lanes)
    letter = next(letter for letter in letters if review.case.annotator_of(letter) == ben.id)
    review.rulings.ask_back("Who says so?", letter)
    review.close()
    review.deleteLater()
    window.session.sit_down("Anna")
    assert _news(window) == ""
    window.session.sit_down("Ben")
    assert _news(window) == "New to you: 1 decision about your work."
    press(window, "Shift+F8")
    dialog = _dialog(qtbot, window)
    details = next(label.text() for label in dialog.findChildren(QLabel) if "You had" in label.text())
    assert "Who says so?" in details
    assert "To answer, change your claim or its note" in details
    assert "Decided" not in details
    model = dialog.findChildren(QTableView)[0].model()
    assert model.index(0, FeedbackColumn.DECIDED).data() == "A question"
    assert model.headerData(FeedbackColumn.DECIDED, Qt.Orientation.Horizontal) == "In review"


def test_what_was_decided_alike_is_shown_when_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    _decide(window)
    window.bench.feedback.give_back()
    window.session.sit_down("Ben")
    press(window, "Shift+F8")
    dialog = _dialog(qtbot, window)
    assert _rows(dialog) == []
    child(dialog, QCheckBox).setChecked(True)
    qtbot.waitUntil(lambda: len(_rows(dialog)) > 0)
    assert {row[0] for row in _rows(dialog)} == {"The bridge is closed", "The mayor says so"}


def test_one_goes_to_the_sentence(qtbot: QtBot, window: MainWindow) -> None:
    _decide(window)
    window.bench.feedback.give_back()
    window.session.sit_down("Anna")
    window.bench.movement.to_end(last=True)
    press(window, "Shift+F8")
    _button(_dialog(qtbot, window), "Go to the Sentence").click()
    assert window.bench.desk.cursor.unit == 0


def test_who_does_not_lead_gives_nothing_out(window: MainWindow) -> None:
    window.session.sit_down("Anna")
    window.table.action("file.give_back").trigger()
    assert _news(window) == ""
    assert window.bench.feedback.given_back_at == ""


def test_nothing_is_cut_off_with_large_letters(qtbot: QtBot, window: MainWindow) -> None:
    _decide(window)
    window.bench.feedback.give_back()
    window.bench.settings.change(zoom=200)
    window.session.sit_down("Anna")
    press(window, "Shift+F8")
    dialog = _dialog(qtbot, window)
    dialog.resize(1000, 620)
    assert clipped(dialog) == []
    assert [name for name, count in names(dialog).items() if not name or count > 1] == []


def _in_article(window: MainWindow) -> list[str]:
    """What the article says aloud of the bridge and of the mayor, as far as it was decided."""
    sheet = window.bench.desk.require_sheet()
    labels = {label.key: label for label in window.bench.desk.labels}
    return [", ".join(review_words(sheet, index, labels)) for index in (0, 1)]


def test_a_lead_sees_in_the_article_where_gold_stands_as_soon_as_it_does(window: MainWindow) -> None:
    assert _in_article(window) == ["", ""]
    _decide(window)
    assert _in_article(window) == ["gold: Disputed", "gold: Disputed"]
    review = Review(window.bench)
    review.open()
    review.history.load()
    review.history.undo()
    review.close()
    assert sorted(_in_article(window)) == ["", "gold: Disputed"]


def test_an_annotator_sees_in_the_article_what_was_given_back_and_no_more(window: MainWindow) -> None:
    _decide(window)
    window.session.sit_down("Anna")
    assert _in_article(window) == ["", ""], "nothing was given out"
    window.session.sit_down("Lea")
    window.bench.feedback.give_back()
    window.session.sit_down("Anna")
    assert _in_article(window) == ["decided in review: Disputed, was Confirmed", "gold"]
    window.session.sit_down("Chen")
    assert _in_article(window) == ["", ""], "nothing of hers was decided on"


def test_the_inspector_says_what_was_decided_and_why(window: MainWindow) -> None:
    _decide(window)
    window.bench.feedback.give_back()
    window.session.sit_down("Anna")
    window.bench.movement.to_unit(0)
    texts = [label.text() for label in window.parts.inspector.findChildren(QLabel) if label.isVisible()]
    decided = next(text for text in texts if text.startswith("Decided in review"))
    assert decided.splitlines()[0] == "Decided in review: Disputed, was Confirmed"
    assert "Ask <b>two</b> sources." in decided
    window.session.sit_down("Lea")
    window.bench.movement.to_unit(0)
    texts = [label.text() for label in window.parts.inspector.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("Gold: Disputed, ") and "The bridge is closed" in text for text in texts)
