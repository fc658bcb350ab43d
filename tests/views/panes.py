"""What the tests of panes share: plain colours, no keys, and what must hold for every pane."""

from __future__ import annotations

from collections import Counter
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from annotator.views.tokens import ThemeName, colours


class Paper:
    """The colours of the light theme."""

    def color(self, token: str) -> QColor:
        return colours(ThemeName.LIGHT)[token]


def no_key(event: QKeyEvent) -> str | None:
    """A table of actions without keys."""
    return None


def article_key(event: QKeyEvent) -> str | None:
    """A table of actions with a few keys, some of which mean something else in a list or a field."""
    actions = {
        Qt.Key.Key_2: "claim.label.2",
        Qt.Key.Key_Down: "go.next_sentence",
        Qt.Key.Key_Return: "claim.accept",
        Qt.Key.Key_Escape: "claim.unselect",
    }
    return actions.get(Qt.Key(event.key()))


def names(pane: QWidget) -> Counter[str]:
    """How often each name is read aloud, of all that the Tab key stops at in `pane`."""
    stops = [
        widget
        for widget in pane.findChildren(QWidget)
        if widget.isVisibleTo(pane)
        and widget.isEnabledTo(pane)
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]
    return Counter(
        widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")
        for widget in stops
    )


Child = TypeVar("Child", bound=QWidget)


def child(pane: QWidget, kind: type[Child]) -> Child:
    """The first widget of this kind in `pane`."""
    found = pane.findChild(kind)
    assert found is not None
    return found


def clipped(pane: QWidget) -> list[str]:
    """The words in `pane` for which there is not enough room."""
    found = []
    for widget in pane.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QAbstractButton) or not widget.text():
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            fits = widget.height() >= widget.heightForWidth(widget.width())
        else:
            fits = widget.width() >= widget.minimumSizeHint().width()
        parent = widget.parentWidget()
        is_inside = parent is None or parent.rect().contains(widget.geometry())
        if not fits or not is_inside:
            found.append(widget.text())
    return found
