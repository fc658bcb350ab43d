"""How review and agreement go about."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFormLayout, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.desk.team import Team
from annotator.domain.agreement.level import Level
from annotator.views.label_order_field import LabelOrderField
from annotator.views.plain import heading_label, plain_label
from annotator.views.setting_fields import ChoiceField, NumberField, SwitchField

_LINES = 6


class ReviewSection(QWidget):
    def __init__(self, team: Team, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._team = team
        self._blind = SwitchField(self.tr("Versions are hidden until a label was chosen"))
        self._unanimous = SwitchField(self.tr("What all agree on becomes gold without a look"))
        self._threshold = NumberField(1, 100, step=5, suffix=self.tr(" %"))
        level = self.tr("Labels are")
        self._level = ChoiceField(
            level,
            {
                Level.NOMINAL.value: self.tr("the same or not"),
                Level.ORDINAL.value: self.tr("nearer and farther, in this order"),
            },
        )
        self._order = LabelOrderField(team.labels)
        self._reasons = _ReasonsField()
        self._form = QFormLayout()
        self._build(level)
        self._blind.chosen.connect(lambda value: team.change(blind_first=value))
        self._unanimous.chosen.connect(lambda value: team.change(accept_unanimous=value))
        self._threshold.chosen.connect(lambda value: team.change(overlap_threshold=value))
        self._level.chosen.connect(lambda value: team.change(level=Level(value)))
        self._order.chosen.connect(lambda value: team.change(label_order=value))
        self._reasons.chosen.connect(self._on_reasons_chosen)

    def refresh(self) -> None:
        """Show what holds now."""
        settings = self._team.settings
        self._blind.show_value(settings.blind_first)
        self._unanimous.show_value(settings.accept_unanimous)
        self._threshold.show_value(settings.overlap_threshold)
        self._level.show_value(settings.level.value)
        self._order.show_value(settings.label_order)
        self._form.setRowVisible(self._order, settings.level is Level.ORDINAL)
        self._reasons.show_value("\n".join(reason.text for reason in settings.reasons))
        self.setEnabled(self._team.is_mine_to_change)

    def _build(self, level: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading_label(self.tr("Review and agreement")))
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for words, field in (
            (self.tr("Blind first"), self._blind),
            (self.tr("Unanimous"), self._unanimous),
            (self.tr("Overlap of words that counts as the same place"), self._threshold),
            (level, self._level),
            (self.tr("Order of the labels"), self._order),
            (self.tr("Reasons to choose from, one a line, at most nine"), self._reasons),
        ):
            label = plain_label(words)
            label.setBuddy(field)
            if not isinstance(field, ChoiceField):
                field.setAccessibleName(words)
            self._form.addRow(label, field)
        column.addLayout(self._form)

    def _on_reasons_chosen(self, text: object) -> None:
        self._team.change_reasons(str(text).splitlines())


class _ReasonsField(QPlainTextEdit):
    """A few lines of text; what is being typed counts when the keyboard leaves."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self._shown = ""
        self._fit()

    def show_value(self, text: str) -> None:
        self._shown = text
        if text != self.toPlainText():
            with QSignalBlocker(self):
                self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.toPlainText() != self._shown:
            self.chosen.emit(self.toPlainText())

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().lineSpacing() * (_LINES + 1))
