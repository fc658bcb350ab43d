"""Which section of the guide speaks of where one is."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QApplication, QWidget

from annotator.views.parts import Parts

START: Final = "From the first launch to the first export"
TEXT: Final = "Choosing what a claim covers"
QUEUE: Final = "Go to another article"
CLAIMS: Final = "Work on a claim"
REVIEW: Final = "Review"

OF_DIALOGS: Final = MappingProxyType(
    {
        "agreement": "Agreement",
        "annotations": "Annotations of other tools",
        "annotator": START,
        "export": "Exports",
        "feedback": "Working in a team",
        "guidelines": "Working in a team",
        "guideline_editor": "Working in a team",
        "give_out": "Working in a team",
        "history": "What is stored",
        "import": "Bringing in articles",
        "merge": "Working in a team",
        "project_settings": "Working in a team",
        "shortcuts": "All keys",
        "wizard": "Bringing in articles",
    }
)
"""By the names that the window opens its dialogs with."""


def section_of_window(parts: Parts) -> str:
    """The heading for the pane that has the keyboard."""
    if not parts.bench.desk.has_project:
        return START
    focus = QApplication.focusWidget()

    def has_focus(*panes: QWidget) -> bool:
        return focus is not None and any(pane is focus or pane.isAncestorOf(focus) for pane in panes)

    if has_focus(parts.queue):
        return QUEUE
    return CLAIMS if has_focus(parts.claims, parts.inspector) else TEXT
