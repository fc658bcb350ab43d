"""Who is in the team, in which role, and how the lead is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from annotator.desk.team import Team
from annotator.domain.records import Role
from annotator.models.people_model import PeopleColumn, PeopleModel, role_words
from annotator.store.team import Workload
from annotator.views.flow_layout import FlowLayout
from annotator.views.name_hint import name_hint
from annotator.views.plain import heading_label, isolated, plain_label
from annotator.views.plain_table import plain_table
from annotator.views.setting_fields import ListField

_LONGEST = 100
_MOST_ROWS = 8


class PeopleSection(QWidget):
    def __init__(self, team: Team, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._team = team
        self._model = PeopleModel(self)
        self._state = plain_label()
        self._ask = QPushButton(self.tr("Take the Lead of This Project…"))
        self._offer = QWidget()
        self._take = QPushButton(self.tr("Take the Lead"))
        self._leave = QPushButton(self.tr("Not Now"))
        self._table = plain_table(self._model, self.tr("People of this project"))
        self._role_of = plain_label()
        self._role = ListField({role.value: role_words(role) for role in Role})
        self._name = QLineEdit()
        self._add = QPushButton(self.tr("Add"))
        self._build()
        self._ask.clicked.connect(lambda: self._show_offer(is_open=True))
        self._leave.clicked.connect(lambda: self._show_offer(is_open=False))
        self._take.clicked.connect(self._on_take_clicked)
        self._role.chosen.connect(self._on_role_chosen)
        self._add.clicked.connect(self._on_add_clicked)
        self._name.returnPressed.connect(self._on_add_clicked)
        self._name.textChanged.connect(self._allow_adding)
        self._table.selectionModel().currentRowChanged.connect(self._show_role)
        team.counted.connect(self._show_loads)

    def refresh(self) -> None:
        """Show the people as they are now."""
        self._show_loads()
        if not self._table.currentIndex().isValid():
            self._table.setCurrentIndex(self._model.index(0, 0))
        leads, is_mine = self._team.leads, self._team.is_mine_to_change
        self._state.setText(self._state_words([lead.name for lead in leads]))
        self._ask.setVisible(not leads and is_mine and self._offer.isHidden())
        if leads:
            self._offer.hide()
        for field in (self._role, self._name):
            field.setEnabled(is_mine)
        self._allow_adding()
        self._show_role()

    def _show_loads(self) -> None:
        self._model.set_rows(self._team.loads)
        self._fit()

    def _state_words(self, leads: list[str]) -> str:
        if not leads:
            return self.tr("Nobody leads this project: everybody may see and set everything.")
        names = ", ".join(map(isolated, leads))
        if self._team.is_mine_to_change:
            said = self.tr("{0} leads. Annotators work blind: they see only what they did themselves.")
        else:
            said = self.tr("{0} leads, and alone changes what is set here.")
        return said.format(names)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading_label(self.tr("People")))
        column.addWidget(self._state)
        column.addWidget(self._ask, 0, Qt.AlignmentFlag.AlignLeading)
        self._build_offer()
        column.addWidget(self._offer)
        column.addWidget(self._table)
        roles, names = QHBoxLayout(), QHBoxLayout()
        self._role_of.setBuddy(self._role)
        roles.addWidget(self._role_of, 1)
        roles.addWidget(self._role, 1)
        self._name.setMaxLength(_LONGEST)
        self._name.setPlaceholderText(self.tr("Name of somebody new"))
        self._name.setAccessibleName(self.tr("Name of somebody new"))
        names.addWidget(self._name, 1)
        names.addWidget(self._add)
        column.addLayout(roles)
        column.addLayout(names)
        column.addWidget(name_hint(self._name, lambda: [load.person.name for load in self._team.loads]))
        for button in (self._ask, self._take, self._leave, self._add):
            button.setAutoDefault(False)

    def _build_offer(self) -> None:
        words = self.tr(
            "As the lead you say who labels what, decide where annotators differ, and name other leads. From "
            "then on everybody else works blind: annotators see, count, find and export only what they did "
            "themselves. Only a lead can name another, and one always stays. This is no lock: whoever has "
            "the file can sit down under any name."
        )
        column = QVBoxLayout(self._offer)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(plain_label(words))
        row = QWidget()
        flow = FlowLayout(row)
        flow.addWidget(self._take)
        flow.addWidget(self._leave)
        column.addWidget(row)
        self._offer.hide()

    def _allow_adding(self) -> None:
        self._add.setEnabled(self._name.isEnabled() and bool(self._name.text().strip()))

    def _show_offer(self, *, is_open: bool) -> None:
        self._offer.setVisible(is_open)
        self._ask.setVisible(not is_open)
        (self._take if is_open else self._ask).setFocus()

    def _selected(self) -> Workload | None:
        row = self._table.currentIndex().row()
        return self._model.rows[row] if 0 <= row < self._model.rowCount() else None

    def _show_role(self) -> None:
        load = self._selected()
        self._role.setEnabled(load is not None and self._team.is_mine_to_change and bool(self._team.leads))
        if load is not None:
            name = self.tr("Role of {0}").format(isolated(load.person.name))
            self._role_of.setText(name)
            self._role.setAccessibleName(name)
            self._role.show_value(load.person.role.value)

    def _fit(self) -> None:
        """As high as the table's rows, so that the page scrolls and not the table."""
        em = self.fontMetrics().height()
        for column in list(PeopleColumn)[1:]:
            self._table.resizeColumnToContents(column)
            self._table.setColumnWidth(column, self._table.columnWidth(column) + em // 2)
        rows = min(max(self._model.rowCount(), 1), _MOST_ROWS)
        height = self._table.verticalHeader().defaultSectionSize() * rows
        self._table.setFixedHeight(height + self._table.horizontalHeader().sizeHint().height() + 4)

    def _on_take_clicked(self) -> None:
        self._team.take_lead()
        self._table.setFocus()

    def _on_role_chosen(self, value: object) -> None:
        load = self._selected()
        if load is not None:
            self._team.give_role(load.person.id, Role(str(value)))
            self.refresh()

    def _on_add_clicked(self) -> None:
        if self._add.isEnabled():
            name = self._name.text()
            self._name.clear()
            self._team.join(name)
