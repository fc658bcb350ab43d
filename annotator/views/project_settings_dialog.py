"""What holds for everybody in a project, applied at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from annotator.desk.team import Team
from annotator.views.people_section import PeopleSection
from annotator.views.plain import plain_label
from annotator.views.review_section import ReviewSection
from annotator.views.work_section import WorkSection


class ProjectSettingsDialog(QDialog):
    """Stays open beside the window. Without a lead anybody changes it, with one only leads do."""

    def __init__(self, team: Team, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("projectSettingsDialog")
        self.setWindowTitle(self.tr("Project Settings"))
        team.setParent(self)
        self._people = PeopleSection(team)
        self._work = WorkSection(team)
        self._review = ReviewSection(team)
        self._trouble = plain_label()
        self._page = QVBoxLayout()
        self._scroll = QScrollArea()
        self._build()
        self._refresh()
        self._team = team
        team.changed.connect(self._on_team_changed)
        team.failed.connect(self._on_team_failed)
        self.finished.connect(team.stop)
        team.count()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_font()

    def _build(self) -> None:
        page = QWidget()
        page.setLayout(self._page)
        for section in (self._people, self._work, self._review):
            self._page.addWidget(section)
        self._page.addStretch(1)
        scroll = self._scroll
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(self._trouble)
        column.addWidget(close)
        self._trouble.hide()
        self._fit_font()
        em = self.fontMetrics().height()
        self.resize(QSize(em * 42, em * 40).boundedTo(self.screen().availableSize() * 0.94))

    def _fit_font(self) -> None:
        self._page.setSpacing(self.fontMetrics().height())
        self._fit_width()

    def _fit_width(self) -> None:
        """Nothing scrolls sideways, so nothing may be wider than its place."""
        least = self._page.minimumSize().width() + self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setMinimumWidth(min(least, int(self.screen().availableSize().width() * 0.9)))

    def _refresh(self) -> None:
        for section in (self._people, self._work, self._review):
            section.refresh()
        self._fit_width()

    def _on_team_changed(self) -> None:
        self._trouble.hide()
        self._refresh()
        self._team.count()

    def _on_team_failed(self, text: str) -> None:
        self._refresh()
        self._trouble.setText(text)
        self._trouble.show()
