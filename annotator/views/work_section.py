"""How many annotate each article, and who gets which."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QPushButton, QVBoxLayout, QWidget

from annotator.desk.team import Team
from annotator.store.allotting import Allotment
from annotator.store.team_settings import MOST_ANNOTATORS
from annotator.views import count_words
from annotator.views.plain import heading_label, isolated, plain_label
from annotator.views.setting_fields import NumberField

_MOST_SEED = 2**31 - 1


class WorkSection(QWidget):
    """Allot… first says what everybody would get; a second press gives it."""

    def __init__(self, team: Team, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._team = team
        self._planned: Allotment | None = None
        self._number = NumberField(1, MOST_ANNOTATORS)
        self._seed = NumberField(0, _MOST_SEED)
        self._plan = QPushButton(self.tr("Allot…"))
        self._preview = plain_label()
        self._allot = QPushButton()
        self._build()
        self._number.chosen.connect(lambda value: team.change(annotators_per_article=value))
        self._seed.chosen.connect(lambda value: team.change(seed=value))
        self._plan.clicked.connect(team.plan)
        self._allot.clicked.connect(self._on_allot_clicked)
        team.planned.connect(self._on_team_planned)

    def refresh(self) -> None:
        """Show what holds now; a plan made before is of no more use."""
        settings = self._team.settings
        self._number.show_value(settings.annotators_per_article)
        self._seed.show_value(settings.seed)
        self._show_plan(None)
        self.setEnabled(self._team.is_mine_to_change)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading_label(self.tr("Work")))
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, field in (
            (self.tr("Annotators for each article"), self._number),
            (self.tr("Seed of the draw"), self._seed),
        ):
            label = plain_label(words)
            label.setWordWrap(False)
            label.setBuddy(field)
            field.setAccessibleName(words)
            form.addRow(label, field)
        column.addLayout(form)
        column.addWidget(
            plain_label(
                self.tr(
                    "Allotting gives each article to that many annotators, evenly, and shuffles everybody’s "
                    "queue. Nothing is taken away from anybody: another time only what is new is given out."
                )
            )
        )
        column.addWidget(self._preview)
        for button in (self._plan, self._allot):
            button.setAutoDefault(False)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _show_plan(self, planned: Allotment | None) -> None:
        had_focus = self._allot.hasFocus()
        self._planned = planned
        self._preview.setVisible(planned is not None)
        self._allot.setVisible(planned is not None and planned.count > 0)
        self._plan.setVisible(self._allot.isHidden())
        if planned is not None:
            self._preview.setText(self._words(planned))
            self._allot.setText(self.tr("Allot {0} Articles").format(count_words.number(planned.count)))
        if had_focus and self._allot.isHidden():
            self._plan.setFocus()

    def _words(self, planned: Allotment) -> str:
        if not planned.count:
            return self.tr("Everything is allotted already.")
        names = {load.person.id: load.person.name for load in self._team.loads}
        line = self.tr("{0}: {1} in all, {2} of them new")
        return "\n".join(
            line.format(
                isolated(names[person]),
                count_words.number(planned.before[person] + len(articles)),
                count_words.number(len(articles)),
            )
            for person, articles in planned.shares.items()
        )

    def _on_team_planned(self, planned: Allotment) -> None:
        self._show_plan(planned)
        if planned.count:
            self._allot.setFocus()

    def _on_allot_clicked(self) -> None:
        if self._planned is not None:
            planned, self._planned = self._planned, None
            self._team.allot(planned)
