from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.desk.action_records import ActionKind, load_action_records
from annotator.domain.records import Standing
from annotator.domain.sheet import UnitState
from annotator.domain.spans import Span
from annotator.resources import resource
from annotator.views.main_window import MainWindow
from tests.views.main_windows import press, working

ACTIONS = [
    record
    for record in load_action_records(resource("actions.json")).actions
    if record.contexts != ("review",) and record.id != "view.annotate"
]
COMMANDS = [record for record in ACTIONS if record.kind in (ActionKind.COMMAND, ActionKind.TOGGLE)]
KEYS = [(record, key) for record in COMMANDS for key in record.keys]
FERRY = "The ferry sank in 1999."


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    with working(qtbot, tmp_path) as window:
        yield window


def _marks(window: MainWindow) -> list[tuple[str, str]]:
    return [(claim.quote, claim.label) for claim in window.bench.desk.require_sheet().claims]


def _states(window: MainWindow) -> list[UnitState]:
    sheet = window.bench.desk.require_sheet()
    return [sheet.state(index) for index in range(len(sheet.units))]


def _unit(window: MainWindow) -> int:
    return window.bench.desk.cursor.unit


def _select(start: int, end: int) -> Callable[[MainWindow], None]:
    return lambda window: window.bench.movement.to_span(Span(start, end))


def _label_all(window: MainWindow) -> None:
    press(window, "1", "2")


def _label_all_and_undo(window: MainWindow) -> None:
    _label_all(window)
    window.bench.history.undo()


def _stand_on_a_claim(window: MainWindow) -> None:
    window.bench.decisions.label(1, stay=True)


def _nothing(window: MainWindow) -> None:
    """Begin as the window begins."""


# What is to be done, what is there before, the keys, and how to see that it was done.
TASKS: dict[str, tuple[Callable[[MainWindow], None], list[str], Callable[[MainWindow], bool]]] = {
    "label the sentence and go on": (
        _nothing,
        ["3"],
        lambda window: _marks(window) == [(FERRY, "unverified")] and _unit(window) == 1,
    ),
    "say that it claims nothing and go on": (
        _nothing,
        ["0"],
        lambda window: _states(window)[0] is UnitState.NO_CLAIM and _unit(window) == 1,
    ),
    "leave it for later and go on": (
        _nothing,
        ["X"],
        lambda window: _states(window)[0] is UnitState.SKIPPED and _unit(window) == 1,
    ),
    "label what is selected": (
        _select(0, 14),
        ["2"],
        lambda window: _marks(window) == [("The ferry sank", "disputed")],
    ),
    "label a part and the rest": (
        _select(0, 3),
        ["1", "2"],
        lambda window: _marks(window) == [("The", "confirmed"), ("ferry sank in 1999.", "disputed")],
    ),
    "give the same label again": (
        lambda window: window.bench.decisions.label(2),
        ["R"],
        lambda window: [label for _, label in _marks(window)] == ["disputed", "disputed"],
    ),
    "change the label of a claim": (
        _stand_on_a_claim,
        ["2"],
        lambda window: _marks(window) == [(FERRY, "disputed")],
    ),
    "delete a claim": (_stand_on_a_claim, ["Del"], lambda window: _marks(window) == []),
    "undo": (_label_all, ["Ctrl+Z"], lambda window: _marks(window) == [(FERRY, "confirmed")]),
    "redo": (
        _label_all_and_undo,
        ["Ctrl+Y"],
        lambda window: len(_marks(window)) == 2,
    ),
    "flag a claim": (
        _stand_on_a_claim,
        ["F"],
        lambda window: window.bench.desk.require_sheet().claims[0].flag,
    ),
    "say how sure": (
        _stand_on_a_claim,
        ["."],
        lambda window: window.bench.desk.require_sheet().claims[0].confidence.value == "low",
    ),
    "mark as boilerplate": (
        _nothing,
        ["B"],
        lambda window: _states(window)[0] is UnitState.BOILERPLATE,
    ),
    "go to the next undecided sentence": (_nothing, ["Space"], lambda window: _unit(window) == 1),
    "finish the article and open the next": (
        _label_all,
        ["Ctrl+Return"],
        lambda window: (
            window.bench.queue.rows[2].standing is Standing.FINISHED
            and window.bench.desk.require_sheet().article.title.startswith("The river")
        ),
    ),
}


@pytest.mark.parametrize("task", TASKS)
def test_a_task_takes_these_keys_and_no_more(window: MainWindow, task: str) -> None:
    prepare, chords, is_done = TASKS[task]
    prepare(window)
    assert not is_done(window)
    press(window, *chords)
    assert is_done(window)
    assert QApplication.focusWidget() is window.parts.article


def test_every_action_does_something(window: MainWindow) -> None:
    table = window.table
    idle = [record.id for record in COMMANDS if table.action(record.id).receivers("2triggered(bool)") == 0]
    empty = [
        record.id
        for record in ACTIONS
        if record.kind is ActionKind.SUBMENU and table.submenu(record.id).isEmpty()
    ]
    assert (idle, empty) == ([], [])


@pytest.fixture
def heard(window: MainWindow) -> list[str]:
    """The actions that keys reach; what they would do is not done."""
    heard: list[str] = []
    for record in COMMANDS:
        action = window.table.action(record.id)
        action.triggered.disconnect()
        action.triggered.connect(lambda _checked=False, id_=record.id: heard.append(id_))
        window.table.set_available(record.id, True)
        window.table.set_shown(record.id, True)
    # The list itself answers this key.
    window.parts.queue.article_requested.disconnect()
    window.parts.queue.article_requested.connect(lambda _id: heard.append("queue.open"))
    return heard


def test_every_key_is_heard_where_it_acts_and_nowhere_else(window: MainWindow, heard: list[str]) -> None:
    places = {"article": window.parts.article, "queue": window.parts.queue}
    wrong = []
    for record, key in KEYS:
        for place, pane in places.items():
            _give_keyboard(window, place)
            heard.clear()
            press(window, key)
            acts = record.is_window_wide or place in record.contexts
            wanted = [record.id] if acts else _others(key, place)
            if heard != wanted:
                wrong.append((record.id, key, place, list(heard)))
            assert pane.isVisible()
    assert wrong == []


@pytest.mark.parametrize("field", ["note", "filter"])
def test_no_key_decides_anything_in_a_field(window: MainWindow, heard: list[str], field: str) -> None:
    wrong = []
    for record, key in KEYS:
        if record.is_window_wide:
            continue
        _give_keyboard(window, field)
        heard.clear()
        press(window, key)
        # Enter in the filter opens the first article that is left.
        if set(heard) - {"queue.open"}:
            wrong.append((record.id, key, list(heard)))
    assert wrong == []


def test_the_marks_are_ticked_while_they_show_and_go_at_the_first_press(window: MainWindow) -> None:
    press(window, "1")
    ticked, shown = window.table.action("view.marks"), window.parts.article.viewport().grab().toImage()
    assert ticked.isChecked()
    press(window, "Ctrl+Shift+H")
    assert not ticked.isChecked()
    assert window.parts.article.viewport().grab().toImage() != shown
    press(window, "Ctrl+Shift+H")
    assert window.parts.article.viewport().grab().toImage() == shown


def test_the_inspector_tells_of_all_sentences_that_are_selected(window: MainWindow) -> None:
    press(window, "Shift+Down")
    shown = [label.text() for label in window.parts.inspector.findChildren(QLabel) if label.isVisible()]
    assert "Sentences 1 to 2 of 2" in shown
    press(window, "Esc")
    shown = [label.text() for label in window.parts.inspector.findChildren(QLabel) if label.isVisible()]
    assert "Sentence 1 of 2" in shown


def _give_keyboard(window: MainWindow, place: str) -> None:
    match place:
        case "article":
            window.parts.article.setFocus()
        case "queue":
            window.parts.queue.focus_list()
        case "note":
            window.parts.inspector.focus_note()
        case "filter":
            window.parts.queue.focus_filter()


def _others(key: str, place: str) -> list[str]:
    """The action that has the same key in another place."""
    return [record.id for record, its_key in KEYS if its_key == key and place in record.contexts]
