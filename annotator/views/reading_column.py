"""The article with what belongs right above it, its title, the find bar, a warning; and the toast over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.boundaries import rough_word_count
from annotator.domain.hidden_characters import hidden_offsets
from annotator.domain.sheet import Sheet
from annotator.views.article_view import ArticleView
from annotator.views.empty_state import EmptyState
from annotator.views.icons import Colours
from annotator.views.plain import ElidedLabel, isolated
from annotator.views.toast import Toast

if TYPE_CHECKING:
    from annotator.views.hidden_bar import HiddenBar


class ReadingColumn(QWidget):
    """The middle of the window. `spelling_requested` wishes hidden characters to be shown, or no longer."""

    spelling_requested = Signal()

    def __init__(self, article: ArticleView, colours: Colours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readingColumn")
        self.article = article
        self.toast = Toast(article, lambda: article.kept_clear)
        article.current_placed.connect(self.toast.make_way)
        self.empty = EmptyState()
        self.hidden_bar: HiddenBar | None = None
        self._is_spelled = False
        self._title = ElidedLabel()
        self._title.setObjectName("articleTitle")
        self._title.setContentsMargins(8, 4, 8, 4)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._title)
        column.addWidget(article, 1)
        column.addWidget(self.empty, 1)
        self.empty.show_words(
            self.tr("No article is open. Drop articles anywhere on this window, or choose some."),
            button=self.tr("Import Articles…"),
        )
        # Return presses it, as in a dialog.
        self.empty.button.setAutoDefault(True)
        self.show_title(None)

    def focus_first(self) -> None:
        """Give the keyboard to the text, or without one to the button that gets some."""
        first = self.empty.button if self.article.isHidden() else self.article
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_above(self, bar: QWidget) -> None:
        """Let `bar` stand between the title and the text."""
        self._column.insertWidget(1, bar)

    def show_title(self, sheet: Sheet | None) -> None:
        """Say which article it is: outlet, date, length in words. Without one, say how to get some.

        Warn of what it holds that nobody sees.
        """
        self.article.setVisible(sheet is not None)
        self.empty.setVisible(sheet is None)
        self._warn_of_hidden(sheet.text if sheet else "")
        if sheet is None:
            self._title.setText("")
            return
        words = rough_word_count(sheet.text[:200_000])
        article = sheet.article
        length = self.tr("%n words", "", words) if words < 20_000 else self.tr("a long article")
        parts = (article.title, article.outlet, article.published_at[:10], length)
        self._title.setText(" · ".join(isolated(part) for part in parts if part))

    def set_spelled(self, *, on: bool) -> None:
        """Whether hidden characters are shown now."""
        self._is_spelled = on
        if self.hidden_bar is not None:
            self.hidden_bar.set_spelled(on=on)

    def _warn_of_hidden(self, text: str) -> None:
        offsets = hidden_offsets(text)
        if offsets and self.hidden_bar is None:
            # Few articles need it.
            from annotator.views.hidden_bar import HiddenBar

            self.hidden_bar = HiddenBar()
            self.hidden_bar.set_spelled(on=self._is_spelled)
            self.hidden_bar.toggle_requested.connect(self.spelling_requested)
            self._column.insertWidget(self._column.indexOf(self.article), self.hidden_bar)
            # Made late, it would else come last of all that Tab goes to.
            self.setTabOrder(self.article, self.hidden_bar.button)
        if self.hidden_bar is not None:
            self.hidden_bar.show_found(text, offsets)
            self.article.announce(self.hidden_bar.words)

    def set_title_shown(self, *, shown: bool) -> None:
        """Keep or spare the line with the title."""
        self._title.setVisible(shown)
