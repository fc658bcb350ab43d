"""A question goes to everybody concerned by one key, and to one of them by one more."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.store.team_settings import TeamSettings
from annotator.views.review.review_window import ReviewWindow
from tests.teams import NAMES
from tests.views.review.review_windows import all_words, focus, press, reviewing


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[ReviewWindow]:
    with reviewing(qtbot, tmp_path) as window:
        yield window


def _write(window: ReviewWindow, words: str) -> None:
    QTest.keyClicks(focus(window), words)


def _asked(window: ReviewWindow) -> Adjudication:
    (asked,) = window.parts.bench.desk.project.gold.each()
    assert asked.outcome is Outcome.ASKED_BACK
    return asked


def _whom(window: ReviewWindow) -> QComboBox:
    return window.prompt.findChildren(QComboBox)[0]


def _choices(window: ReviewWindow) -> list[str]:
    return [_whom(window).itemText(place) for place in range(_whom(window).count())]


def test_one_key_asks_everybody_whoever_was_chosen_before(window: ReviewWindow) -> None:
    press(window, "Q", "Down", "Escape", "T")
    assert _whom(window).isHidden()
    press(window, "Down", "Escape", "Q")
    _write(window, "Is today part of it?")
    press(window, "Return")
    assert (_asked(window).note, _asked(window).asked_ids) == ("Is today part of it?", ())


def test_up_and_down_choose_one_by_letter_or_by_name_once_revealed(window: ReviewWindow) -> None:
    assert window.review.current is not None
    key, wanted = window.review.current.item.key, window.review.case.annotator_of("B")
    press(window, "Q")
    assert _choices(window) == ["Everybody", "A", "B", "C"]
    press(window, "Down", "Down", "Down", "Down", "Up")
    _write(window, "Why?")
    press(window, "Return")
    assert _asked(window).asked_ids == (wanted,)
    window.review.go_to(key)
    window.showing.show_now()
    assert "question to B: Why?" in [label.text() for label in window.decision.findChildren(QLabel)]
    said = " ".join(all_words(window))
    assert not any(name in said for name in NAMES[1:])
    press(window, "V", "Q")
    first, *people = _choices(window)
    assert (first, [person[0] for person in people]) == ("Everybody", ["A", "B", "C"])
    assert {name for name in NAMES for person in people if name in person} == set(NAMES)


def test_a_question_before_the_versions_are_seen_goes_to_everybody(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path, settings=TeamSettings(blind_first=True)) as window:
        press(window, "Q")
        assert _choices(window) == ["Everybody"]
        assert _whom(window).isHidden()
