"""Texts name the keys of now."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

import annotator
from annotator.desk.notices import Notice
from annotator.domain.labels import DEFAULT_LABELS
from annotator.views.actions import ActionTable
from annotator.views.key_words import no_claims_words, with_ways

_KEY = re.compile(r"\b(Ctrl|Alt|Shift|Meta)\+\S|\b(Del|Space)\b|\b[A-Z0-9] (goes|removes|label|says)\b")


@pytest.fixture
def table(qtbot: QtBot) -> ActionTable:
    window = QMainWindow()
    qtbot.addWidget(window)
    return ActionTable(window)


def _plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def test_the_ways_on_of_a_notice_are_named_with_their_keys(table: ActionTable) -> None:
    notice = Notice("3 sentences are undecided.", ways=("go.next_todo", "file.export"))
    told = with_ways(table, notice)
    assert _plain(told.text) == "3 sentences are undecided. Next Undecided: Space; Export Dataset: Ctrl+E."
    table.keymap.take_key("go.next_todo", "U")
    assert "Next Undecided: U;" in _plain(with_ways(table, notice).text)


def test_a_way_without_a_key_is_named_alone(table: ActionTable) -> None:
    table.keymap.single_keys = False
    told = with_ways(table, Notice("No claim is here to open.", ways=("go.next_claim",)))
    assert _plain(told.text) == "No claim is here to open. Next Claim."


def test_a_notice_without_ways_stays_as_it_is(table: ActionTable) -> None:
    notice = Notice("Saved.")
    assert with_ways(table, notice) is notice


def test_only_keys_that_work_are_named_for_the_first_claim() -> None:
    keys = {"claim.label.1": "F", "claim.label.2": "", "claim.label.3": "S", "claim.none": "A"}
    said = no_claims_words(DEFAULT_LABELS, keys)
    assert said == "No claims yet. F S label the lit sentence, A if it states nothing."
    assert no_claims_words(DEFAULT_LABELS, {"claim.none": "A"}) == "No claims yet."


def _texts(source: str) -> Iterator[str]:
    """The strings of a module that are not docstrings."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_text_of_the_window_names_a_key_that_may_be_another_one() -> None:
    package = Path(annotator.__file__).parent
    rooms = ("domain", "desk", "models", "views")
    sources = [path for room in rooms for path in (package / room).rglob("*.py")]
    texts = [(path.name, text) for path in sources for text in _texts(path.read_text("utf-8"))]
    assert len(texts) > 1000
    sentences = [(name, text) for name, text in texts if " " in text]
    assert [(name, text) for name, text in sentences if _KEY.search(text)] == []
