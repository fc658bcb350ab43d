"""The second step of an import: any article as it will come in, and what is greyed in it by which rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListView, QToolButton, QVBoxLayout, QWidget

from annotator.desk.piece_work import PieceEntry, PieceWork
from annotator.domain.piece_changes import PieceChange, changed, misplaced
from annotator.domain.pieces import Piece
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.language_data import boilerplate_rules
from annotator.exchange.survey import Survey, Surveyed
from annotator.models.rule_model import RuleModel
from annotator.views import count_words
from annotator.views.actions import ActionTable
from annotator.views.icons import Colours, themed_icon
from annotator.views.import_pieces import ImportPieces
from annotator.views.import_reading import ImportReading
from annotator.views.plain import ElidedLabel, plain_label


class ImportClean(QWidget):
    """`preview_requested` carries a Surveyed; `show_draft` answers, without what a person changed in it.

    `changed` says that articles are to be read otherwise, `chosen` that one is left out or taken again, or
    that its pieces are others.
    """

    changed = Signal()
    chosen = Signal()
    preview_requested = Signal(object)

    def __init__(
        self,
        colours: Colours,
        table: ActionTable,
        rules_off: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._articles: tuple[Surveyed, ...] = ()
        self._number = 0
        self._is_whole = True
        self._off = set(rules_off)
        self._draft: ArticleDraft | None = None
        self._work = PieceWork()
        self._counted: dict[str, Surveyed] = {}
        self._lit: int | None = None
        self.left_out: set[str] = set()
        self._before, self._after = QToolButton(), QToolButton()
        self._before.setIcon(themed_icon("chevron_left", colours))
        self._after.setIcon(themed_icon("chevron_right", colours))
        self._which, self._counts = plain_label(), plain_label()
        self._title = ElidedLabel()
        self._wanted = QCheckBox(self.tr("Import this article"))
        self._pieces = ImportPieces(table)
        self._rules = RuleModel(self)
        self.reading = ImportReading()
        self._rule_list = QListView()
        self._remembered = QCheckBox(self.tr("Remember these rules"))
        self._build()
        self._connect()

    @property
    def without_rules(self) -> frozenset[str]:
        return frozenset(self._off)

    @property
    def is_to_be_remembered(self) -> bool:
        """Whether the rules are to be the same the next time."""
        return self._remembered.isChecked()

    @property
    def changes(self) -> dict[str, tuple[PieceChange, ...]]:
        """What was changed in pieces, by the SHA-256 of the texts."""
        return self._work.changes

    def begin(self) -> None:
        """Give the keyboard to the pieces of the article."""
        self._pieces.begin()

    def use_rules(self, rules_off: Collection[str], language: str) -> None:
        """Ask for these as a preset does; the articles are to be read again."""
        self._off = set(rules_off)
        self.reading.use_language(language)

    def show_survey(self, survey: Survey, *, is_whole: bool = True) -> None:
        """Show what was found; the article that was looked at stays. `is_whole`: there will be no more."""
        self._is_whole = is_whole
        name = self._articles[self._number].name if self._articles else ""
        self._articles = survey.articles
        names = [article.name for article in survey.articles]
        self._number = names.index(name) if name in names else 0
        self._show_rules()
        self._go(0)

    def forget_counts(self) -> None:
        """The articles are read anew, with all that was changed until now."""
        self._counted.clear()

    def counted(self, survey: Survey) -> Survey:
        """The survey with what was changed in pieces since."""
        articles = tuple(self._counted.get(each.name, each) for each in survey.articles)
        return replace(survey, articles=articles)

    def show_draft(self, draft: ArticleDraft) -> None:
        """Show the words of the article that was asked for."""
        self._draft = draft
        self._show_pieces()
        self.reading.show_draft(draft)

    def show_trouble(self, text: str) -> None:
        """Say why the article can't be shown."""
        self._counts.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pieces.press(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()

    def _build(self) -> None:
        self._before.setAccessibleName(self.tr("The article before"))
        self._after.setAccessibleName(self.tr("The next article"))
        self._which.setWordWrap(False)
        self._title.setProperty("heading", True)
        line = QHBoxLayout()
        for part in (self._before, self._which, self._after):
            line.addWidget(part)
        line.addWidget(self._title, 1)
        line.addWidget(self._wanted)
        self._rule_list.setModel(self._rules)
        self._rule_list.setSpacing(3)
        self._rule_list.setAccessibleName(self.tr("Rules, and how much each greys in all articles"))
        label = plain_label(self.tr("Greyed in all articles; untick a rule to keep what it greys:"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._counts)
        column.addWidget(self._pieces, 3)
        self._remembered.setChecked(True)
        rules = QHBoxLayout()
        rules.addWidget(label, 1)
        rules.addWidget(self._remembered)
        column.addLayout(rules)
        column.addWidget(self._rule_list)
        column.addWidget(self.reading)
        self._fit()

    def _fit(self) -> None:
        self._rule_list.setFixedHeight(self.fontMetrics().height() * 5)

    def _connect(self) -> None:
        self._before.clicked.connect(lambda: self._go(-1))
        self._after.clicked.connect(lambda: self._go(1))
        self._wanted.toggled.connect(self._on_wanted_toggled)
        self._rules.switched.connect(self._on_rules_switched)
        self.reading.changed.connect(self.changed)
        self._pieces.change_requested.connect(self._on_pieces_change_requested)
        self._pieces.undo_requested.connect(lambda: self._go_back(self._work.undo()))
        self._pieces.redo_requested.connect(lambda: self._go_back(self._work.redo()))

    def _go(self, by: int) -> None:
        """Show the article `by` further on; round at the ends."""
        self._wanted.setEnabled(bool(self._articles))
        if not self._articles:
            self._which.setText(self.tr("No article"))
            self._title.setText("")
            return
        self._number = (self._number + by) % len(self._articles)
        article = self._articles[self._number]
        at, of = count_words.number(self._number + 1), count_words.number(len(self._articles))
        said = self.tr("Article {0} of {1}") if self._is_whole else self.tr("Article {0} of {1} so far")
        self._which.setText(said.format(at, of))
        self._title.setText(article.title)
        self._title.setAccessibleDescription(article.name)
        with QSignalBlocker(self._wanted):
            self._wanted.setChecked(article.name not in self.left_out)
        self.reading.show_article(article)
        self.preview_requested.emit(article)

    def _show_pieces(self) -> None:
        """Show the article as it is cut, with what was changed in it."""
        if self._draft is None:
            return
        draft, changes = self._draft, self._work.of(self._draft.sha256)
        pieces = changed(draft.text, draft.pieces, changes)
        lit, self._lit = self._lit, None
        self._pieces.show_pieces(draft, pieces, lit=lit)
        self._pieces.allow(undo=self._work.can_undo, redo=self._work.can_redo)
        kept = sum(piece.annotatable for piece in pieces)
        said = self.tr("{0} pieces: {1} kept, {2} greyed").format(
            *map(count_words.number, (len(pieces), kept, len(pieces) - kept))
        )
        if count := misplaced(draft.text, draft.pieces, changes):
            said += self.tr(" · changes that have no place any more: {0}").format(count_words.number(count))
        self._counts.setText(said)
        self._count(next((each for each in self._articles if each.name == draft.name), None), pieces)

    def _count(self, article: Surveyed | None, pieces: tuple[Piece, ...]) -> None:
        """Count the pieces of an article anew where they are not as they were surveyed."""
        if article is None:
            return
        counted = article.with_pieces(pieces)
        if counted != self._counted.get(article.name, article):
            self._counted[article.name] = counted
            self._show_rules()
            self.chosen.emit()

    def _show_rules(self) -> None:
        greyed: Counter[str] = Counter()
        for article in self._articles:
            greyed.update(self._counted.get(article.name, article).greyed)
        known = {rule.name for rule in boilerplate_rules().rules}
        self._rules.show_rules(greyed, known, self._off)

    def _go_back(self, entry: PieceEntry | None) -> None:
        """Show the article in which something was taken back or done again, with the light on it."""
        if entry is None:
            return
        self._lit = entry.change.start
        names = [article.name for article in self._articles]
        shown = self._draft.sha256 if self._draft else ""
        if entry.sha256 != shown and entry.article in names:
            self._go(names.index(entry.article) - self._number)
        else:
            self._show_pieces()

    def _on_pieces_change_requested(self, change: PieceChange) -> None:
        if self._draft is not None:
            self._work.add(PieceEntry(self._draft.name, self._draft.sha256, change))
            self._show_pieces()

    def _on_wanted_toggled(self, is_wanted: bool) -> None:
        name = self._articles[self._number].name if self._articles else ""
        if is_wanted:
            self.left_out.discard(name)
        else:
            self.left_out.add(name)
        self.chosen.emit()

    def _on_rules_switched(self, name: str, is_on: bool) -> None:
        if is_on:
            self._off.discard(name)
        else:
            self._off.add(name)
        self.changed.emit()
