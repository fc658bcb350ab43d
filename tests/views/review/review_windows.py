"""The window of a review on a small team's project, with everything behind it running at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.store.project import Project
from annotator.store.team_settings import TeamSettings, keep_team_settings
from annotator.views.review.review_window import ReviewWindow
from tests.teams import Marked, team_project
from tests.views.main_windows import bare_window, settings_of, showing

BRIDGE = "The bridge is closed today.\nThe mayor says it is safe.\nNobody was hurt at all.\n"
FLOOD = "The river rose by two metres and the road is blocked.\nExperts doubt that.\n"
Articles = Sequence[tuple[str, Marked]]

THREE_WAYS: Articles = (
    (
        BRIDGE,
        {
            "Anna": [("The bridge is closed", "confirmed"), ("Nobody was hurt at all", "confirmed")],
            "Ben": [("The bridge is closed", "disputed"), ("Nobody was hurt at all", "confirmed")],
            "Chen": [("The bridge is closed today", "disputed"), ("Nobody was hurt at all", "confirmed")],
        },
    ),
    (
        FLOOD,
        {
            "Anna": [("The river rose by two metres", "unverified"), ("Experts doubt that", "disputed")],
            "Ben": [("The river rose by two metres", "confirmed"), ("Experts doubt that", "disputed")],
            "Chen": [("The river rose by two metres", "unverified")],
        },
    ),
)
"""Three items to decide, one on which everybody agrees."""


def many(count: int, *, agreed: int) -> Articles:
    """An article of `count` sentences with labels that differ, two against one, and `agreed` others."""
    lines = [f"Sentence {number} says that something happened there." for number in range(count + agreed)]

    def marks(label: str) -> Iterable[tuple[str, str]]:
        return [(line, label if at < count else "unverified") for at, line in enumerate(lines)]

    marked: Mapping[str, Iterable[tuple[str, str]]] = {
        "Anna": marks("confirmed"),
        "Ben": marks("disputed"),
        "Chen": marks("disputed"),
    }
    return (("\n".join(lines) + "\n", marked),)


@contextmanager
def reviewing(
    qtbot: QtBot,
    folder: Path,
    articles: Articles = THREE_WAYS,
    *,
    settings: TeamSettings | None = None,
    size: tuple[int, int] = (1280, 800),
    zoom: int = 100,
) -> Iterator[ReviewWindow]:
    """Anna reviews a project with these articles."""
    project = team_project(folder, articles)
    if settings is not None:
        keep_team_settings(project, settings)
    project.close()
    with reviewing_project(qtbot, project, folder, size=size, zoom=zoom) as window:
        yield window


@contextmanager
def reviewing_project(
    qtbot: QtBot, project: Project, folder: Path, *, size: tuple[int, int] = (1280, 800), zoom: int = 100
) -> Iterator[ReviewWindow]:
    """Anna reviews this project, which is closed."""
    with showing(qtbot, bare_window(settings_of("Anna", folder, zoom=zoom))) as main:
        main.bench.attempt(lambda: main.session.open(project.path))
        window = main.further.review.open()
        window.resize(*size)
        qtbot.waitUntil(window.isActiveWindow)
        yield window


def press(window: ReviewWindow, *chords: str) -> int:
    """Press chords where the keyboard is; the answer counts them."""
    for chord in chords:
        combination = QKeySequence.fromString(chord)[0]  # type: ignore[index]
        QTest.keyClick(focus(window), combination.key(), combination.keyboardModifiers())
    return len(chords)


def focus(window: ReviewWindow) -> QWidget:
    """What has the keyboard."""
    return QApplication.focusWidget() or window


def all_words(window: ReviewWindow) -> Iterator[str]:
    """Everything that the window says, shows, tells on hovering or has read aloud."""
    for widget in [window, *window.findChildren(QWidget)]:
        yield from _words(widget)
        for action in widget.actions():
            yield from (action.text(), action.toolTip(), action.statusTip(), action.iconText())
        if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
            yield from cells(model)


def _words(widget: QWidget) -> Iterator[str]:
    yield from (
        widget.windowTitle(),
        widget.toolTip(),
        widget.statusTip(),
        widget.whatsThis(),
        widget.accessibleName(),
        widget.accessibleDescription(),
    )
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(place) for place in range(widget.count()))


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """All that a list knows, whichever role it is asked for."""
    for row in range(model.rowCount(QModelIndex())):
        for role in [*range(16), *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 12)]:
            yield str(model.data(model.index(row, 0), role) or "")
