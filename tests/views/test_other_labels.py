"""A project with other labels than the three that projects start with: two, five, nine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMenu, QRadioButton, QToolButton
from pytestqt.qtbot import QtBot

from annotator.domain.labels import DEFAULT_LABELS, DIGITS
from annotator.domain.records import Label
from annotator.domain.work import Unwatched
from annotator.models.palette_model import Entry
from annotator.store.checking import check
from annotator.views.action_entries import action_entries
from annotator.views.context_menus import Place, context_menu
from annotator.views.main_window import MainWindow
from tests.labels import FIVE_LABELS, NINE_LABELS, TWO_LABELS, project_with
from tests.views.main_windows import bare_window, open_titled, press, settings_of, showing

Opened = Callable[..., AbstractContextManager[MainWindow]]

EACH = pytest.mark.parametrize("labels", [TWO_LABELS, FIVE_LABELS, NINE_LABELS], ids=["two", "five", "nine"])


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Opens a window on the small project with other labels, Anna at the untouched article."""

    @contextmanager
    def open_with(labels: tuple[Label, ...], width: int = 1280) -> Iterator[MainWindow]:
        project = project_with(tmp_path, labels, monkeypatch)
        project.close()
        with showing(qtbot, bare_window(settings_of("Anna", tmp_path)), width) as window:
            window.session.open(project.path)
            open_titled(window, "The ferry")
            yield window

    return open_with


def _given(labels: tuple[Label, ...]) -> list[Label]:
    return [label for label in labels if not label.archived]


def _buttons(window: MainWindow) -> list[str]:
    strip = window.parts.article.strip
    return [button.accessibleName() for button in strip.findChildren(QToolButton) if button.isVisible()]


def _entries(window: MainWindow) -> dict[str, Entry]:
    found = {entry.id: entry for entry in action_entries(window.table, "article")}
    return {id_: entry for id_, entry in found.items() if id_.startswith("claim.label.")}


@EACH
def test_each_label_has_its_key_and_no_other_digit_means_anything(
    opened: Opened, labels: tuple[Label, ...]
) -> None:
    with opened(labels) as window:
        given = {str(label.digit): label.key for label in _given(labels)}
        for digit in map(str, DIGITS):
            press(window, "Home", digit)
            claims = window.bench.desk.require_sheet().claims
            if digit in given:
                assert claims[0].label == given[digit]
            else:
                assert {claim.label for claim in claims} <= set(given.values())
        press(window, "Home", f"Shift+{next(iter(given))}")
        assert window.bench.desk.cursor.claim_id is not None
        sheet = window.bench.desk.require_sheet()
        assert len(sheet.claims) == 1


@EACH
def test_strip_inspector_palette_and_menus_offer_them(opened: Opened, labels: tuple[Label, ...]) -> None:
    names = [label.name for label in _given(labels)]
    with opened(labels) as window:
        assert _buttons(window) == [*names, "No claim", "Note"]
        radios = window.parts.inspector.findChildren(QRadioButton)
        assert [radio.text() for radio in radios if radio.isVisible()][: len(names)] == names
        assert [entry.title for entry in _entries(window).values()] == names
        assert [entry.key for entry in _entries(window).values()] == [
            str(label.digit) for label in _given(labels)
        ]
        actions = (window.table.action(f"claim.label.{digit}") for digit in DIGITS)
        assert [action.iconText() for action in actions if action.isVisible()] == names
        menu = context_menu(window.table, Place.SENTENCE, window)
        offered = [action for action in menu.actions() if not action.isSeparator()]
        assert len(offered) <= 9
        within = menu.findChildren(QMenu)
        listed = within[0].actions() if within else offered
        assert [action.iconText() for action in listed[: len(names)]] == names
        menu.close()


@EACH
def test_a_narrow_window_shows_every_label_too(opened: Opened, labels: tuple[Label, ...]) -> None:
    with opened(labels, 800) as window:
        assert len(_buttons(window)) == len(_given(labels)) + 2
        assert window.parts.article.rect().contains(window.parts.article.strip.geometry())


def test_the_shortcut_page_lists_the_labels_of_the_project(opened: Opened) -> None:
    from annotator.views.shortcuts_page import ShortcutsPage

    with opened(FIVE_LABELS) as window:
        page = ShortcutsPage(window.table, window)
        model = page.view.model()
        shown = [model.index(row, 0).data() for row in range(model.rowCount())]
        page.deleteLater()
    assert "Not checkable" in shown
    assert "Not checkable, stay and add details" in shown
    assert not [name for name in shown if name.startswith("Label ")]


def test_a_label_says_what_it_is_for_only_where_that_is_known(opened: Opened) -> None:
    with opened(FIVE_LABELS) as window:
        assert "Independent sources agree" in window.table.action("claim.label.1").toolTip()
        assert "Gives this label." in window.table.action("claim.label.4").toolTip()


def test_after_a_project_with_more_labels_the_usual_ones_are_back(opened: Opened) -> None:
    with opened(FIVE_LABELS) as window:
        window.session.close()
        usual = [label.name for label in DEFAULT_LABELS]
        assert [entry.title for entry in _entries(window).values()] == usual


def test_the_label_that_is_repeated_was_given_in_this_project(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    project = project_with(other, DEFAULT_LABELS, monkeypatch)
    project.close()
    with opened(FIVE_LABELS) as window:
        press(window, "5")
        window.session.open(project.path)
        open_titled(window, "The ferry")
        press(window, "R")
        (repeated,) = window.bench.desk.require_sheet().claims
        assert repeated.label == "unverified", "what she gave last in this project"


def test_claims_of_a_label_that_was_put_away_are_still_shown(opened: Opened) -> None:
    with opened(TWO_LABELS) as window:
        open_titled(window, "The river")
        assert [claim.label for claim in window.bench.desk.require_sheet().claims] == ["unverified"]
        assert not window.grab().isNull()
        press(window, "Home", "1")
        assert [claim.label for claim in window.bench.desk.require_sheet().claims] == ["confirmed"]


@EACH
def test_the_project_stays_sound(opened: Opened, labels: tuple[Label, ...]) -> None:
    with opened(labels) as window:
        press(window, "Home", str(_given(labels)[-1].digit), "Ctrl+Z", "Ctrl+Shift+Z")
        assert not window.grab().isNull()
        assert list(check(window.bench.desk.project, Unwatched())) == []
