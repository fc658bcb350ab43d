"""The fields of the inspector, of which each state shows some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.domain.cursor import Edge
from annotator.domain.immutable import immutable
from annotator.domain.records import Confidence, Label
from annotator.views.flow_layout import FlowLayout
from annotator.views.icons import Colours
from annotator.views.label_choice import LabelChoice
from annotator.views.note_field import NoteField, Owner
from annotator.views.plain import heading_label, isolated, plain_label
from annotator.views.quote_field import QuoteField
from annotator.views.sureness_choice import SurenessChoice
from annotator.views.tab_stops import stand_before


@immutable
class Content:
    """What the form shows. A field that is None is left out; `label` "" shows the labels with none chosen.

    `decided` are lines on what was decided in review.
    """

    title: str
    state: str = ""
    decided: tuple[str, ...] = ()
    quote: str | None = None
    label: str | None = None
    has_edges: bool = False
    confidence: Confidence | None = None
    note: str = ""
    owner: Owner | None = None
    flag: bool | None = None
    history: tuple[str, ...] = ()
    is_draft: bool = False


class InspectorForm(QWidget):
    label_requested = Signal(str)
    sureness_requested = Signal(Confidence)
    flag_requested = Signal(bool)
    edge_requested = Signal(str)

    def __init__(self, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_draft = False
        self._title = heading_label()
        self._state = _quiet()
        self._decided = plain_label()
        self._quote = QuoteField()
        self._edges = QWidget()
        self._start = QPushButton()
        self._end = QPushButton()
        self._labels = LabelChoice(colours)
        self._sureness_title = _quiet()
        self._sureness = SurenessChoice()
        self._note_title = _quiet()
        self.note = NoteField()
        self._flag = QCheckBox()
        self._history_title = _quiet(self.tr("History"))
        self._history = _quiet()
        self._build()
        self.set_keys({})
        self._labels.label_requested.connect(self.label_requested)
        self._sureness.sureness_requested.connect(self.sureness_requested)
        self._flag.clicked.connect(self._on_flag_clicked)
        self._start.clicked.connect(lambda: self.edge_requested.emit(Edge.START.value))
        self._end.clicked.connect(lambda: self.edge_requested.emit(Edge.END.value))

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Where Tab stops, from top to bottom."""
        edges = self._start, self._end
        return *self._labels.buttons, self._quote, *edges, *self._sureness.buttons, self.note, self._flag

    def set_labels(self, labels: Sequence[Label]) -> None:
        self._labels.set_labels([label for label in labels if not label.archived])
        stand_before(self._quote, self._labels.buttons)

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Write keys beside the fields, by action id; what has none goes without."""
        shown = {action: isolated(key) for action, key in keys.items() if key}
        less, more = shown.get("claim.less_sure"), shown.get("claim.more_sure")
        steps = (less and self.tr("{0} less").format(less), more and self.tr("{0} more").format(more))
        self._start.setText(_beside(shown.get("claim.edge_start"), self.tr("Start"), gap="  "))
        self._end.setText(_beside(self.tr("End"), shown.get("claim.edge_end"), gap="  "))
        self._sureness_title.setText(_beside(self.tr("How sure"), _beside(*steps, gap="   ")))
        self._note_title.setText(_beside(self.tr("Note"), shown.get("claim.note")))
        self._flag.setText(_beside(self.tr("Flag for the lead"), shown.get("claim.flag")))
        self._labels.set_keys(keys)

    def focus_first(self) -> None:
        """Give the keyboard to the label, or to the note where there is no label to choose."""
        first = self._labels if self._labels.isVisibleTo(self) else self.note
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_content(self, content: Content) -> None:
        """Show other values, after what was typed before is kept."""
        self.note.show_note(content.owner, content.note)
        self._title.setText(content.title)
        self._state.setText(content.state)
        self._state.setVisible(bool(content.state))
        self._decided.setText("\n".join(content.decided))
        self._decided.setVisible(bool(content.decided))
        self._quote.show_quote(content.quote or "")
        self._quote.setVisible(content.quote is not None)
        self._edges.setVisible(content.has_edges)
        self._labels.setVisible(content.label is not None)
        self._labels.show_label(content.label or "")
        for sureness in (self._sureness_title, self._sureness):
            sureness.setVisible(content.confidence is not None)
        self._sureness.show_confidence(content.confidence or Confidence.UNSET)
        for note in (self._note_title, self.note):
            note.setVisible(content.owner is not None)
        self._flag.setVisible(content.flag is not None)
        self._flag.setChecked(bool(content.flag))
        for part in (self._history_title, self._history):
            part.setVisible(bool(content.history))
        self._history.setText("\n".join(content.history))
        if content.is_draft != self._is_draft:
            self._is_draft = content.is_draft
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._is_draft:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1.5, Qt.PenStyle.DashLine))
            radius = self.fontMetrics().height() / 3
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), radius, radius)

    def _build(self) -> None:
        self._quote.setAccessibleName(self.tr("The words"))
        self._start.setAccessibleName(self.tr("Move the start edge"))
        self._end.setAccessibleName(self.tr("Move the end edge"))
        self._labels.setAccessibleName(self.tr("Label"))
        self._sureness.setAccessibleName(self.tr("How sure"))
        self.note.setAccessibleName(self.tr("Note"))
        self._flag.setAccessibleName(self.tr("Flag for the lead"))
        self._decided.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._history.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        edges = FlowLayout(self._edges)
        for button in (self._start, self._end):
            button.setAutoDefault(False)
            edges.addWidget(button)
        column = QVBoxLayout(self)
        for part in (
            self._title,
            self._state,
            self._decided,
            self._labels,
            self._quote,
            self._edges,
            self._sureness_title,
            self._sureness,
            self._note_title,
            self.note,
            self._flag,
            self._history_title,
            self._history,
        ):
            column.addWidget(part)
        column.addStretch(1)

    def _on_flag_clicked(self, wish: bool) -> None:
        self._flag.setChecked(not wish)
        self.flag_requested.emit(wish)


def _beside(*parts: str | None, gap: str = "    ") -> str:
    return gap.join(part for part in parts if part)


def _quiet(text: str = "") -> QLabel:
    label = plain_label(text)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label
