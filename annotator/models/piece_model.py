"""The pieces of an article as it would come in: those that are kept, or those that are greyed and why."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QModelIndex, QObject, Qt

from annotator.domain.pieces import Piece
from annotator.domain.records import Direction
from annotator.exchange.article_text import ArticleDraft
from annotator.models.rows import Index, RowModel

WORDS, WHY = 0, 1
_RIGHT_TO_LEFT = "\u2067"
"""Begins an isolate, which the end of the line ends."""
_LONGEST = 400
"""Code points of a piece in a line, and in what is said when the mouse rests on it."""


class PieceModel(RowModel[Piece]):
    """`name_of` says what a piece is, or what greyed it."""

    def __init__(
        self, titles: tuple[str, str], name_of: Callable[[Piece], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = titles
        self._name_of = name_of
        self._text = ""
        self._is_rtl = False

    def key_of(self, row: Piece) -> str:
        return str(row.start)

    def show_pieces(self, draft: ArticleDraft, *, annotatable: bool) -> None:
        """Show those pieces that are asked, or those that are not."""
        self._text = draft.text
        self._is_rtl = draft.direction is Direction.RIGHT_TO_LEFT
        self._reset([piece for piece in draft.pieces if piece.annotatable is annotatable])

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._titles)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return super().headerData(section, orientation, role)
        return self._titles[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        piece = self._rows[index.row()]
        is_words = index.column() == WORDS
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._shown(piece) if is_words else self._name_of(piece)
            case Qt.ItemDataRole.ToolTipRole if is_words:
                # Marked up, or Qt would guess whether the words are.
                return f"<p>{escape(self._words(piece))}</p>"
            case Qt.ItemDataRole.TextAlignmentRole if is_words and self._is_rtl:
                side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._words(piece)}, {self._name_of(piece)}"
            case _:
                return None

    def _shown(self, piece: Piece) -> str:
        """The words, running the way of the article also where they are cut off."""
        return f"{_RIGHT_TO_LEFT}{self._words(piece)}" if self._is_rtl else self._words(piece)

    def _words(self, piece: Piece) -> str:
        words = self._text[piece.start : min(piece.end, piece.start + _LONGEST)]
        return " ".join(words.split()) + ("…" if piece.end - piece.start > _LONGEST else "")
