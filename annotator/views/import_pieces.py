"""The pieces of an article before it comes in, kept and greyed, and the keys that change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QTableView, QVBoxLayout, QWidget

from annotator.domain.piece_changes import BY_HAND, Act, PieceChange
from annotator.domain.pieces import Piece
from annotator.exchange.article_text import ArticleDraft
from annotator.models.piece_model import WHY, PieceModel
from annotator.views.actions import ActionTable
from annotator.views.flow_layout import FlowLayout
from annotator.views.kind_names import greyed_by, kind_name
from annotator.views.plain import isolated
from annotator.views.plain_table import plain_table

_WIDE_EMS = 44


class ImportPieces(QWidget):
    """`change_requested` carries a PieceChange of the lit piece; the keys are those of the article."""

    change_requested = Signal(object)
    undo_requested = Signal()
    redo_requested = Signal()

    def __init__(self, table: ActionTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = table
        self._kept = PieceModel((self.tr("Kept"), self.tr("As")), self._said_kind, self)
        self._greyed = PieceModel((self.tr("Greyed"), self.tr("By")), self._said_rule, self)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._lists = [plain_table(self._kept, self.tr("Kept")), plain_table(self._greyed, self.tr("Greyed"))]
        self._lit = self._lists[0]
        self._grey = self._button(self._on_grey_clicked)
        self._join = self._button(lambda: self._ask(Act.JOIN))
        self._part = self._button(lambda: self._ask(Act.PART))
        self._undo = self._button(self.undo_requested.emit)
        self._redo = self._button(self.redo_requested.emit)
        self._build()

    def begin(self) -> None:
        """Give the keyboard to the list with the lit piece."""
        self._lit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pieces(self, draft: ArticleDraft, pieces: Sequence[Piece], *, lit: int | None = None) -> None:
        """Show `pieces` of the text of `draft`; lit is the one at the code point `lit`, else the same row."""
        rows = [max(each.currentIndex().row(), 0) for each in self._lists]
        shown = replace(draft, pieces=tuple(pieces))
        self._kept.show_pieces(shown, annotatable=True)
        self._greyed.show_pieces(shown, annotatable=False)
        for table, row in zip(self._lists, rows, strict=True):
            model = table.model()
            table.setCurrentIndex(model.index(min(row, model.rowCount() - 1), 0))
        if lit is not None:
            self._light(lit)
        if not self._lit.model().rowCount():
            self._turn_to(next(each for each in self._lists if each is not self._lit))
        self._refresh()

    def allow(self, *, undo: bool, redo: bool) -> None:
        """Say whether there is something to take back, or to do again."""
        self._undo.setEnabled(undo)
        self._redo.setEnabled(redo)

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key does; False where it means nothing here."""
        buttons = {
            "claim.boilerplate": self._grey,
            "claim.join": self._join,
            "claim.split": self._part,
            "edit.undo": self._undo,
            "edit.redo": self._redo,
        }
        for context in ("article", "window"):
            button = buttons.get(self._keys.match(event, context) or "")
            if button is not None:
                button.click()
                return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QTableView):
            self._lit = watched
            self._refresh()
        # A table would look for a piece that begins with the letter.
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self.press(event):
            return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _build(self) -> None:
        for table in self._lists:
            table.setColumnWidth(WHY, self.fontMetrics().height() * 9)
            table.installEventFilter(self)
            table.selectionModel().currentRowChanged.connect(self._refresh)
            self._split.addWidget(table)
        self._split.setChildrenCollapsible(False)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self._grey, self._join, self._part, self._undo, self._redo):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._split, 1)
        column.addWidget(buttons)
        self._name(self._join, self.tr("Join with Next"), "claim.join")
        self._name(self._part, self.tr("Take Apart"), "claim.split")
        self._name(self._undo, self.tr("Undo"), "edit.undo")
        self._name(self._redo, self.tr("Redo"), "edit.redo")
        self.allow(undo=False, redo=False)
        self._refresh()
        self._fit()

    def _button(self, clicked: Callable[[], None]) -> QPushButton:
        button = QPushButton()
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(clicked)
        return button

    def _name(self, button: QPushButton, name: str, action: str) -> None:
        key = self._keys.shown_key(action)
        button.setText(f"{name}  {isolated(key)}" if key else name)
        button.setAccessibleName(name)

    def _fit(self) -> None:
        """Side by side where there is room, else one above the other."""
        em = self.fontMetrics().height()
        is_wide = self.width() >= em * _WIDE_EMS
        self._split.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)
        self._split.setMinimumHeight(em * (8 if is_wide else 12))

    def _piece(self) -> Piece | None:
        model, row = self._lit.model(), self._lit.currentIndex().row()
        return model.rows[row] if isinstance(model, PieceModel) and row >= 0 else None

    def _refresh(self) -> None:
        """Offer what can be done with the lit piece, which alone looks chosen."""
        for table in self._lists:
            if table is self._lit:
                table.selectRow(table.currentIndex().row())
            else:
                table.clearSelection()
        piece = self._piece()
        is_greyed = piece is not None and not piece.annotatable
        self._name(self._grey, self.tr("Keep") if is_greyed else self.tr("Grey"), "claim.boilerplate")
        self._grey.setEnabled(piece is not None)
        last = max((each.start for model in (self._kept, self._greyed) for each in model.rows), default=0)
        self._join.setEnabled(piece is not None and piece.start < last)
        self._part.setEnabled(piece is not None and bool(piece.gaps))

    def _light(self, start: int) -> None:
        for table in self._lists:
            model = table.model()
            found = model.index_of(str(start)) if isinstance(model, PieceModel) else model.index(-1, 0)
            if found.isValid():
                table.setCurrentIndex(found)
                self._turn_to(table)

    def _turn_to(self, table: QTableView) -> None:
        """Go on in the other list; the keyboard goes with the light where it was in one of them."""
        if any(each.hasFocus() for each in self._lists):
            table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._lit = table

    def _on_grey_clicked(self) -> None:
        piece = self._piece()
        self._ask(Act.GREY if piece is not None and piece.annotatable else Act.KEEP)

    def _ask(self, act: Act) -> None:
        piece = self._piece()
        if piece is not None:
            self.change_requested.emit(PieceChange(act, piece.start))

    def _said_kind(self, piece: Piece) -> str:
        kind = kind_name(piece.kind)
        return self.tr("{0}, joined").format(kind) if piece.gaps else kind

    def _said_rule(self, piece: Piece) -> str:
        return self.tr("you") if piece.rule == BY_HAND else greyed_by(piece.rule or piece.kind.value)
