"""The guide in a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from annotator.resources import guide
from annotator.views.guide_page import GuidePage


class HelpDialog(QDialog):
    """Can stay open beside the work. It opens at `section`, the words of a heading."""

    def __init__(self, section: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpDialog")
        self.setWindowTitle(self.tr("Help"))
        page = GuidePage(guide().read_text("utf-8"))
        page.setAccessibleName(self.tr("Guide"))
        page.go_to(section)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(page)
        column.addWidget(buttons)
        character = self.fontMetrics().averageCharWidth()
        room = self.screen().availableGeometry().size()
        self.resize(min(100 * character, room.width()), min(40 * self.fontMetrics().height(), room.height()))
