"""The line above a review says how far annotators agree, and nobody has to wait for that."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.agreement.figure import Figure, Interval, Reason
from annotator.domain.work import Unwatched
from annotator.exchange.agreement.measuring import label_agreement, measured
from annotator.exchange.agreement.question import Question
from annotator.views.review.figure_words import figure_words
from annotator.views.review.review_window import ReviewWindow
from tests.views.review.review_windows import FLOOD, all_words, many, press, reviewing


def shown(window: ReviewWindow) -> list[QLabel]:
    return [label for label in window.header.findChildren(QLabel) if label.text().startswith("α")]


def test_alpha_stands_above_the_items_and_stays_when_something_is_decided(
    qtbot: QtBot, tmp_path: Path
) -> None:
    with reviewing(qtbot, tmp_path, many(8, agreed=6)) as window:
        qtbot.waitUntil(lambda: bool(shown(window)))
        label = shown(window)[0]
        project = window.parts.bench.desk.project
        figure = label_agreement(Unwatched(), project)
        assert label.text() == figure_words(figure)[0]
        assert label.text().endswith("n = 14")
        assert not {"Anna", "Ben", "Chen"} & set(" ".join(all_words(window)).split())
        press(window, "A", "0", "1")
        assert not window.figures.is_working
        assert label_agreement(Unwatched(), project) == figure


def test_it_is_the_alpha_of_the_agreement_pane(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        project = window.parts.bench.desk.project
        assert (
            label_agreement(Unwatched(), project) == measured(Unwatched(), project, Question()).labels.alpha
        )


def test_what_is_undefined_is_said_with_its_reason(qtbot: QtBot, tmp_path: Path) -> None:
    articles = ((FLOOD, {"Anna": [("The river rose", "confirmed")], "Ben": []}),)
    with reviewing(qtbot, tmp_path, articles) as window:
        qtbot.waitUntil(lambda: bool(shown(window)))
        assert (
            shown(window)[0].text()
            == "α of labels undefined, as nothing was labelled by two annotators (n = 0)"
        )


def test_closing_the_review_ends_the_counting(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        window.figures.stop()
        assert not window.figures.is_working
        window.review.queue.read.emit()
        assert not window.figures.is_working


@pytest.mark.parametrize(
    ("figure", "text", "why"),
    [
        (
            Figure(value=0.7123, units=312, labels=900, interval=Interval(0.65, 0.774, 0.95, 40)),
            "α of labels 0.712 [0.650, 0.774], n = 312",
            "95% from 0.650 to 0.774",
        ),
        (
            Figure(value=-0.2, units=4, labels=8, interval_reason=Reason.TOO_FEW_UNITS),
            "α of labels −0.200, n = 4",
            "Too little to rely on.",
        ),
    ],
)
def test_a_value_says_its_interval_and_what_it_rests_on(
    qtbot: QtBot, figure: Figure, text: str, why: str
) -> None:
    said, meaning = figure_words(figure)
    assert said == text
    assert why in meaning
