"""One key decides and goes on, in every pane, and nobody's name is read before the reveal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.desk.action_records import ActionKind
from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.review.case_state import CaseState
from annotator.store.team_settings import TeamSettings
from annotator.views.review.review_header import ReviewHeader
from annotator.views.review.review_window import ReviewWindow
from annotator.views.thin_bar import ThinBar
from tests.teams import NAMES
from tests.views.panes import child, clipped, names
from tests.views.review.review_windows import (
    BRIDGE,
    all_words,
    cells,
    focus,
    many,
    press,
    reviewing,
)

HELD = 250


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[ReviewWindow]:
    with reviewing(qtbot, tmp_path) as window:
        yield window


def _decided(window: ReviewWindow) -> list[Adjudication]:
    """What was decided so far, in the order of time."""
    project = window.parts.bench.desk.project
    return sorted(project.gold.each(), key=lambda each: each.created_at)


def _gold(window: ReviewWindow) -> list[tuple[str, str]]:
    project = window.parts.bench.desk.project
    mine = project.gold.annotator_id
    return [(claim.quote, claim.label) for claim in project.claims.each() if claim.annotator_id == mine]


def _open(window: ReviewWindow) -> str:
    review = window.review
    return review.current.item.key if review.current else ""


def _letter(window: ReviewWindow, name: str) -> str:
    """The letter that stands for somebody in the open item."""
    current, case = window.review.current, window.review.case
    person = window.parts.bench.desk.project.people.named(name)
    assert person is not None
    assert current is not None
    letters = [lane.letter for lane in current.lanes]
    return next(letter for letter in letters if case.annotator_of(letter) == person.id)


def _to(window: ReviewWindow, words: str) -> None:
    """Open the item about these words."""
    queue = window.review.queue
    window.review.go_to(next(item.key for item in queue.items if words in queue.words(item)))


# What is pressed on the item "The bridge is closed", and how to see that it was done.
KEYS: dict[str, tuple[list[str], Callable[[ReviewWindow], bool]]] = {
    "a label": (["3"], lambda window: [label for _, label in _gold(window)] == ["unverified"]),
    "no claim": (["0"], lambda window: _decided(window)[0].outcome is Outcome.NO_CLAIM),
    "the majority": (["M"], lambda window: [label for _, label in _gold(window)] == ["disputed"]),
    "all words": (["U"], lambda window: _gold(window) == [("The bridge is closed today", "disputed")]),
    "the words in common": (["I"], lambda window: _gold(window) == [("The bridge is closed", "disputed")]),
    "both side by side": (["S"], lambda window: len(_gold(window)) > 1),
    "legitimate disagreement": (["O"], lambda window: _decided(window)[0].outcome is Outcome.DISAGREEMENT),
    "park": (["P"], lambda window: _decided(window)[0].outcome is Outcome.PARKED),
    "ask back": (
        ["Q", "S", "O", "Return"],
        lambda window: (_decided(window)[0].outcome, _decided(window)[0].note) == (Outcome.ASKED_BACK, "so"),
    ),
}


@pytest.mark.parametrize("task", KEYS)
def test_a_decision_takes_these_keys_and_goes_on(window: ReviewWindow, task: str) -> None:
    chords, is_done = KEYS[task]
    _to(window, "bridge is closed")
    before = _open(window)
    press(window, *chords)
    assert is_done(window)
    assert _open(window) != before
    assert focus(window) is window.text


@pytest.mark.parametrize("name", NAMES)
def test_a_letter_takes_the_version_of_whom_it_stands_for(window: ReviewWindow, name: str) -> None:
    _to(window, "bridge is closed")
    press(window, _letter(window, name))
    labels = {"Anna": "confirmed", "Ben": "disputed", "Chen": "disputed"}
    words = BRIDGE.partition(".")[0] if name == "Chen" else "The bridge is closed"
    assert _gold(window) == [(words, labels[name])]


@pytest.mark.parametrize("pane", ["text", "queue", "version", "button", "header"])
def test_keys_mean_the_same_in_every_pane(window: ReviewWindow, pane: str) -> None:
    _to(window, "bridge is closed")
    places: dict[str, Callable[[], QWidget]] = {
        "text": lambda: window.text,
        "queue": lambda: _list(window),
        "version": lambda: window.decision.cards[0],
        "button": lambda: _button(window, "review.park"),
        "header": lambda: window.header.findChildren(QAbstractButton)[0],
    }
    place = places[pane]()
    place.setFocus()
    assert focus(window) is place
    press(window, "2")
    assert [label for _, label in _gold(window)] == ["disputed"]


def _list(window: ReviewWindow) -> QWidget:
    found = window.queue.findChild(QWidget, "reviewQueue")
    assert found is not None
    return found


def _button(window: ReviewWindow, id_: str) -> QAbstractButton:
    found = window.keys.findChild(QAbstractButton, id_)
    assert found is not None
    return found


def test_every_action_does_something(window: ReviewWindow) -> None:
    table = window.table
    commands = [record for record in table.records.actions if record.kind is not ActionKind.SUBMENU]
    idle = [record.id for record in commands if table.action(record.id).receivers("2triggered(bool)") == 0]
    menus = [record.id for record in table.records.actions if record.kind is ActionKind.SUBMENU]
    empty = [id_ for id_ in menus if table.submenu(id_).isEmpty()]
    assert (idle, empty) == ([], [])


def test_every_key_is_heard_once(window: ReviewWindow) -> None:
    table, heard = window.table, []
    for record in table.records.actions:
        action = table.action(record.id)
        if record.kind is not ActionKind.SUBMENU:
            action.triggered.disconnect()
            action.triggered.connect(lambda _checked=False, id_=record.id: heard.append(id_))
        table.set_available(record.id, True)
        table.set_shown(record.id, True)
    wrong = []
    for record in table.records.actions:
        for key in table.keymap.working_keys(record.id):
            # A button is pressed with Space, as everywhere.
            for pane in (window.text, window.decision.cards[0])[: 1 if key == "Space" else 2]:
                pane.setFocus()
                heard.clear()
                press(window, key)
                if heard != [record.id]:
                    wrong.append((record.id, key, list(heard)))
    assert not wrong, str(wrong)


def test_a_french_keyboard_decides_without_shift(window: ReviewWindow) -> None:
    _to(window, "bridge is closed")
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Eacute, none, 11, 0, 0, "é")
    QApplication.sendEvent(window.text, event)
    assert [label for _, label in _gold(window)] == ["disputed"]


def test_no_key_decides_while_a_question_is_written(window: ReviewWindow) -> None:
    press(window, "Q", "1", "M", "P", "Escape")
    assert _decided(window) == []
    assert focus(window) is window.text


def test_a_result_stays_in_sight_until_its_time_is_over(qtbot: QtBot, window: ReviewWindow) -> None:
    _to(window, "bridge is closed")
    press(window, "M")
    assert window.showing.is_holding
    exhibit = window.text.exhibit
    assert exhibit is not None
    assert exhibit.gold
    with qtbot.waitSignal(window.showing.displayed, timeout=4 * HELD):
        pass
    assert window.text.exhibit != exhibit
    assert not window.showing.is_holding


def test_a_key_pressed_meanwhile_decides_the_next_item(window: ReviewWindow) -> None:
    press(window, "1", "2", "3")
    assert [each.outcome for each in _decided(window)] == [Outcome.CLAIM] * 3
    assert sorted(label for _, label in _gold(window)) == ["confirmed", "disputed", "unverified"]


def test_a_reason_right_after_a_decision_goes_to_what_was_decided(window: ReviewWindow) -> None:
    press(window, "1", "Alt+2")
    assert [each.reasons for each in _decided(window)] == [("contradicted_in_article",)]
    assert _button(window, "review.reason.2").isChecked()


def test_a_rationale_is_written_in_line(window: ReviewWindow) -> None:
    press(window, "1", "T", "B", "E", "C", "Return")
    assert [each.note for each in _decided(window)] == ["bec"]


def test_undo_and_redo_take_a_decision_back_and_give_it_again(window: ReviewWindow) -> None:
    first = _open(window)
    press(window, "1", "Ctrl+Z")
    assert _gold(window) == []
    assert _open(window) == first
    press(window, "Ctrl+Y")
    assert len(_gold(window)) == 1


def test_a_decision_is_opened_again_and_stays_in_sight(window: ReviewWindow) -> None:
    first = _open(window)
    press(window, "1")
    window.review.go_to(first)
    press(window, "Delete")
    assert _open(window) == first
    (item,) = [item for item in window.review.queue.items if item.key == first]
    assert item.state is CaseState.OPEN
    assert _gold(window) == []


def test_moving_decides_nothing(window: ReviewWindow) -> None:
    places = [_open(window)]
    for key in ("J", "J", "K", "Space", "Down", "Up"):
        press(window, key)
        places.append(_open(window))
    assert len(set(places)) == 3
    assert _decided(window) == []


def test_thirty_one_disagreements_take_few_keys(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path, many(31, agreed=40)) as window:
        presses = 0
        for number in range(31):
            presses += press(window, "M")
            if number % 5 == 0:
                presses += press(window, "Alt+1")
        counts = window.review.queue.counts
        assert (counts.resolved, counts.total) == (31, 31)
        assert presses <= 1.3 * 31


def test_unanimous_items_are_accepted_after_their_count_was_told(window: ReviewWindow) -> None:
    press(window, "Ctrl+Shift+Return")
    assert "1" in window.prompt.accessibleName()
    assert _gold(window) == []
    press(window, "Return")
    assert _gold(window) == [("Nobody was hurt at all", "confirmed")]


def test_the_last_decision_says_that_it_was_the_last(window: ReviewWindow) -> None:
    press(window, "1", "2", "3")
    assert any("Every disagreement is decided" in words for words in _labels_in(window))


def test_before_the_reveal_nobody_is_named_anywhere(window: ReviewWindow) -> None:
    # Every item, with what was decided, asked and given a reason.
    for chords in (
        [],
        ["M"],
        ["Alt+1"],
        ["L"],
        ["Q", "Escape"],
        ["0"],
        ["Space"],
        ["Ctrl+Shift+Return", "Escape"],
    ):
        press(window, *chords)
        said = [words for words in all_words(window) for name in NAMES if name in words]
        assert said == []


def test_the_reveal_names_everybody(window: ReviewWindow) -> None:
    press(window, "V")
    said = "\n".join(all_words(window))
    assert all(name in said for name in NAMES)
    assert "Names shown" in said


def test_similar_decided_cases_are_listed(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path, many(3, agreed=0)) as window:
        press(window, "L")
        assert "Nothing like this was decided yet." in list(all_words(window))
        (item,) = [item for item in window.review.queue.items if item.key == _open(window)]
        press(window, "2", "L")
        quote = f"“{window.review.queue.words(item)}”"
        qtbot.waitUntil(lambda: quote in _labels_in(window.decision))


def _labels_in(pane: QWidget) -> list[str]:
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_blind_first_shows_no_version_before_a_label(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path, settings=TeamSettings(blind_first=True)) as window:
        exhibit = window.text.exhibit
        assert exhibit is not None
        assert exhibit.shown_lanes == ()
        assert window.decision.cards == []
        press(window, "2")
        assert _decided(window) == []
        assert len(window.decision.cards) == 3
        press(window, "2")
        assert len(_decided(window)) == 1


def test_blind_first_the_list_does_not_say_who_agrees(qtbot: QtBot, tmp_path: Path) -> None:
    telling = ("A=", "A≠", "B=", "B≠", "C=", "C≠", "missing", "disputed", "unverified", "confirmed")
    with reviewing(qtbot, tmp_path, settings=TeamSettings(blind_first=True)) as window:
        shown = " ".join(cells(window.queue.model))
        assert "bridge is closed" in shown
        assert [word for word in telling if word in shown] == []
    (tmp_path / "open").mkdir()
    with reviewing(qtbot, tmp_path / "open") as window:
        shown = " ".join(cells(window.queue.model))
        assert [word for word in telling if word in shown] != []


def test_a_version_is_taken_with_the_mouse_too(window: ReviewWindow) -> None:
    _to(window, "bridge is closed")
    card = next(card for card in window.decision.cards if card.letter == _letter(window, "Anna"))
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert _gold(window) == [("The bridge is closed", "confirmed")]


def test_an_item_is_spoken_when_it_comes(window: ReviewWindow) -> None:
    _to(window, "bridge is closed")
    display = window.showing.display
    assert display is not None
    letters = {_letter(window, name): name for name in NAMES}
    said = {
        "Anna": "confirmed, first 4 words",
        "Ben": "disputed, first 4 words",
        "Chen": "disputed, whole sentence",
    }
    lanes = ". ".join(f"{letter}: {said[letters[letter]]}" for letter in sorted(letters))
    place = window.review.queue.place(_open(window)) + 1
    assert window.showing.speech(display) == f"Item {place} of 3, label, span. {lanes}."


def test_nothing_to_compare_says_what_is_needed(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path, ((BRIDGE, {"Anna": [("The bridge is closed", "confirmed")]}),)) as window:
        assert any("two annotators" in words for words in _labels_in(window))


def test_no_disagreement_offers_to_accept_what_all_agree_on(qtbot: QtBot, tmp_path: Path) -> None:
    marks = [("The bridge is closed", "confirmed")]
    with reviewing(qtbot, tmp_path, ((BRIDGE, dict.fromkeys(NAMES, marks)),)) as window:
        words = _labels_in(window)
        assert any("no disagreement" in each for each in words)
        press(window, "Ctrl+Shift+Return")
        assert window.prompt.isVisible()
        press(window, "Return")
        assert _gold(window) == [("The bridge is closed", "confirmed")]


def test_tab_goes_round_and_every_stop_has_a_name_of_its_own(window: ReviewWindow) -> None:
    start = focus(window)
    stops = [start]
    for _ in range(41):
        press(window, "Tab")
        if focus(window) is start:
            break
        stops.append(focus(window))
    assert focus(window) is start
    assert len(set(stops)) == len(stops) <= 40
    repeated = {name: count for name, count in names(window).items() if count > 1 or not name}
    assert repeated == {}


def test_every_button_is_large_enough(window: ReviewWindow) -> None:
    small = [
        (button.text(), button.size())
        for button in window.findChildren(QAbstractButton)
        if button.isVisible() and min(button.width(), button.height()) < 24
    ]
    assert small == []


@pytest.mark.parametrize(("size", "zoom"), [((1024, 640), 200), ((800, 600), 100), ((1280, 800), 100)])
def test_no_word_is_cut_off(qtbot: QtBot, tmp_path: Path, size: tuple[int, int], zoom: int) -> None:
    with reviewing(qtbot, tmp_path, size=size, zoom=zoom) as window:
        assert (window.width(), window.height()) == size
        assert clipped(window.header) == []
        assert clipped(window.keys) == []
        assert [words for card in window.decision.cards for words in clipped(card)] == []


@pytest.mark.parametrize(("width", "has_room"), [(500, False), (1200, True)])
def test_the_bar_gives_way_before_words_need_a_second_line(qtbot: QtBot, width: int, has_room: bool) -> None:
    header = ReviewHeader()
    qtbot.addWidget(header)
    header.set_figures("α of labels 0.797, n = 47")
    header.set_reveal("Reveal", "V")
    header.resize(width, header.sizeHint().height())
    with qtbot.waitExposed(header):
        header.show()
    assert child(header, ThinBar).isVisible() is has_room


def test_the_review_goes_with_its_project(window: ReviewWindow) -> None:
    review = window.review
    window.parts.session.close()
    assert not review.is_open
    assert window.isHidden()


def test_opening_the_review_writes_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        project = window.parts.bench.desk.project
        before = project.database.row("SELECT max(rowid) FROM journal")
        press(window, "J", "K", "L", "V", "Space")
        assert project.database.row("SELECT max(rowid) FROM journal") == before
        assert list(project.gold.each()) == []


def test_from_a_review_the_dashboard_comes_and_goes(qtbot: QtBot, window: ReviewWindow) -> None:
    press(window, "Ctrl+Shift+D")
    (shown,) = [one for one in QApplication.topLevelWidgets() if one.objectName() == "dashboardDialog"]
    assert shown.isVisible()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window.text, Qt.Key.Key_M)
    assert len(_decided(window)) == 1
