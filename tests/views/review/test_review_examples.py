"""A decided case becomes an example in the guidelines by one key and one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.domain.guideline_examples import Example, examples
from annotator.views.guidelines.guideline_dialog import GuidelineDialog
from annotator.views.review.review_window import ReviewWindow
from tests.views.review.review_windows import all_words, focus, press, reviewing


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[ReviewWindow]:
    with reviewing(qtbot, tmp_path) as window:
        queue = window.review.queue
        window.review.go_to(next(item.key for item in queue.items if "bridge" in queue.words(item)))
        yield window


def _examples(window: ReviewWindow) -> tuple[Example, ...]:
    newest = window.parts.bench.guidelines.newest
    return examples(newest.text) if newest else ()


@pytest.mark.parametrize("enter", ["Return", "Ctrl+Return"])
def test_a_key_and_a_sentence_make_an_example_of_the_case_just_decided(
    window: ReviewWindow, enter: str
) -> None:
    press(window, "2")
    opened = window.review.case.key
    press(window, "G")
    QTest.keyClicks(focus(window), "The mayor denies it.")
    press(window, enter)
    assert _examples(window) == (Example(1, "Disputed", "The bridge is closed", "The mayor denies it."),)
    assert window.review.case.key == opened
    assert focus(window) is window.text
    assert any("Version 1 of the guidelines" in words for words in all_words(window))


def test_giving_up_adds_nothing(window: ReviewWindow) -> None:
    press(window, "2", "G")
    QTest.keyClicks(focus(window), "The mayor")
    press(window, "Esc")
    assert _examples(window) == ()


def test_before_a_decision_it_says_that_there_is_nothing_to_add(window: ReviewWindow) -> None:
    press(window, "G")
    assert any("Nothing is decided here yet" in words for words in all_words(window))
    assert window.prompt.isHidden()


def test_an_example_without_a_sentence_is_refused(window: ReviewWindow) -> None:
    press(window, "2", "G", "Return")
    assert any("says in one sentence why" in words for words in all_words(window))
    assert _examples(window) == ()


def test_the_guidelines_can_be_read_beside_a_review(window: ReviewWindow) -> None:
    window.parts.bench.guidelines.write("# Rules\n")
    press(window, "F8")
    dialog = window.parts.window.findChild(GuidelineDialog)
    assert dialog is not None
    assert dialog.isVisible()
