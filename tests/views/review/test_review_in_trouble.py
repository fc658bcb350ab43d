"""Who may not decide, and what cannot be written or read, is told in words, and stops nothing else."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import open_project
from annotator.views.help_dialog import HelpDialog
from annotator.views.review.review_window import ReviewWindow
from tests.teams import team_project
from tests.unit.store.samples import edited
from tests.views.main_windows import bare_window, settings_of, showing
from tests.views.panes import child
from tests.views.review.review_windows import (
    THREE_WAYS,
    focus,
    press,
    reviewing,
    reviewing_project,
)


def _told(window: QWidget) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_a_project_for_reading_only_can_be_looked_through(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = team_project(tmp_path, THREE_WAYS)
    project.close()
    monkeypatch.setattr("annotator.desk.session.open_project", partial(open_project, read_only=True))
    with reviewing_project(qtbot, project, tmp_path) as window:
        table = window.table
        assert not table.action("review.label.1").isEnabled()
        assert "reading only" in table.reason("review.label.1")
        before = window.review.case.key
        press(window, "1", "M", "J", "V")
        assert window.review.case.key != before
        assert "Names shown" in _told(window)
        assert list(window.parts.bench.desk.project.gold.each()) == []


def test_who_may_not_decide_is_told_so_and_gets_no_window(qtbot: QtBot, tmp_path: Path) -> None:
    project = team_project(tmp_path, THREE_WAYS)
    ben = project.people.named("Ben")
    assert ben is not None
    lead = Edit(ben, replace(ben, role=Role.LEAD))
    project.ledger.commit(Step(new_id(), Verb.ROLE, ben.id, "", (lead,)))
    project.close()
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as main:
        main.session.open(project.path)
        main.table.action("view.review").trigger()
        assert main.further.review.window is None
        assert "has a lead" in _told(main)


def test_a_damaged_article_leaves_the_others_to_be_decided(qtbot: QtBot, tmp_path: Path) -> None:
    project = team_project(tmp_path, THREE_WAYS)
    project.close()
    edited(
        project.path,
        "UPDATE article_text SET text = text || '.' "
        "WHERE article_id IN (SELECT id FROM article WHERE title LIKE 'The bridge%')",
    )
    with reviewing_project(qtbot, project, tmp_path) as window:
        decided = 0
        for _ in range(4):
            press(window, "M")
            decided = window.review.queue.counts.resolved
        assert decided >= 2


def test_a_decision_that_can_not_be_written_stays_in_sight_until_retry(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        path, first = window.parts.bench.desk.project.path, window.review.case.key
        moved = path.rename(tmp_path / "moved.claimdesk")
        press(window, "2")
        assert "moved or replaced – 1 decision is not saved yet" in _told(window)
        assert "decided, not saved" in _told(window)
        press(window, "J", "1")
        assert (window.review.case.key, window.queue.current_key) == (first, first)
        moved.rename(path)
        retry = next(each for each in window.notices.findChildren(QPushButton) if each.text() == "Retry")
        retry.click()
        assert window.review.queue.counts.resolved == 1
        assert "not saved" not in _told(window)
        qtbot.waitUntil(lambda: window.queue.current_key != first)
        press(window, "2")
        assert window.review.queue.counts.resolved == 2


def test_what_makes_no_sense_is_refused_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        press(window, "Q", "Return")
        assert "A question needs words." in _told(window)
        assert focus(window) is window.text


def test_a_pane_key_goes_round_queue_text_and_versions(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        places = []
        for _ in range(3):
            press(window, "F6")
            places.append(focus(window).objectName())
        assert places == [window.decision.cards[0].objectName(), "reviewQueue", "reviewText"]
        press(window, "Shift+F6")
        assert focus(window).objectName() == "reviewQueue"


def test_the_guide_opens_where_it_speaks_of_the_review(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        press(window, "F1")
        guide = child(window, HelpDialog)
        assert guide.isVisible()
        guide.close()


def test_the_keys_of_now_lie_over_the_window(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        press(window, "?")
        overlay = next(each for each in window.findChildren(QWidget) if "J Next" in _spoken(each))
        assert overlay.isVisible()
        press(window, "J")
        assert not overlay.isVisible()


def _spoken(widget: QWidget) -> str:
    return widget.accessibleDescription().replace("  Down", "")


def test_the_palette_offers_what_a_review_can_do(qtbot: QtBot, tmp_path: Path) -> None:
    with reviewing(qtbot, tmp_path) as window:
        press(window, "Ctrl+K", "M", "A", "J", "Return")
        assert window.review.queue.counts.resolved == 1
        assert QApplication.focusWidget() is window.text


@pytest.mark.parametrize("theme", ["light", "dark", "high_contrast_light", "high_contrast_dark"])
def test_a_change_of_theme_reaches_every_pane(qtbot: QtBot, tmp_path: Path, theme: str) -> None:
    with reviewing(qtbot, tmp_path) as window:
        window.parts.bench.settings.change(theme=theme)
        _is_painted_in(window, "bg.article")


def _is_painted_in(window: ReviewWindow, token: str) -> None:
    colour = window.parts.theme.color(token)
    picture = window.text.viewport().grab().toImage()
    assert picture.pixelColor(2, picture.height() - 2) == colour
