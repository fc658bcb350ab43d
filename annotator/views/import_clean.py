"""The second step of an import: any article as it will come in, and what is greyed in it by which rule."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListView, QSplitter, QToolButton, QVBoxLayout, QWidget

from annotator.domain.segmentation import Piece
from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.language_data import boilerplate_rules
from annotator.exchange.survey import Survey, Surveyed
from annotator.models.piece_model import WHY, PieceModel
from annotator.models.rule_model import RuleModel
from annotator.views import count_words
from annotator.views.icons import Colours, themed_icon
from annotator.views.import_reading import ImportReading
from annotator.views.kind_names import greyed_by, kind_name
from annotator.views.plain import ElidedLabel, plain_label
from annotator.views.plain_table import plain_table

_WIDE_EMS = 44


class ImportClean(QWidget):
    """`preview_requested` carries a Surveyed; the answer comes with `show_draft`.

    `changed` says that articles are to be read otherwise, `chosen` that one is left out or taken again.
    """

    changed = Signal()
    chosen = Signal()
    preview_requested = Signal(object)

    def __init__(
        self, colours: Colours, rules_off: frozenset[str] = frozenset(), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._articles: tuple[Surveyed, ...] = ()
        self._number = 0
        self._off = set(rules_off)
        self.left_out: set[str] = set()
        self._before, self._after = QToolButton(), QToolButton()
        self._before.setIcon(themed_icon("chevron_left", colours))
        self._after.setIcon(themed_icon("chevron_right", colours))
        self._which, self._counts = plain_label(), plain_label()
        self._title = ElidedLabel()
        self._wanted = QCheckBox(self.tr("Import this article"))
        self._kept = PieceModel((self.tr("Kept"), self.tr("As")), self._said_kind, self)
        self._greyed = PieceModel((self.tr("Greyed"), self.tr("By")), _said_rule, self)
        self._rules = RuleModel(self)
        self.reading = ImportReading()
        self._split = QSplitter(Qt.Orientation.Horizontal)
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

    def begin(self) -> None:
        """Give the keyboard to the way to the next article."""
        self._after.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_survey(self, survey: Survey) -> None:
        """Show what was found; the article that was looked at stays."""
        name = self._articles[self._number].name if self._articles else ""
        self._articles = survey.articles
        names = [article.name for article in survey.articles]
        self._number = names.index(name) if name in names else 0
        known = {rule.name for rule in boilerplate_rules().rules}
        self._rules.show_rules(survey.greyed, known, self._off)
        self._go(0)

    def show_draft(self, draft: ArticleDraft) -> None:
        """Show the words of the article that was asked for."""
        self._kept.show_pieces(draft, annotatable=True)
        self._greyed.show_pieces(draft, annotatable=False)
        kept, greyed = self._kept.rowCount(), self._greyed.rowCount()
        self._counts.setText(
            self.tr("{0} pieces: {1} kept, {2} greyed").format(
                *map(count_words.number, (kept + greyed, kept, greyed))
            )
        )
        self.reading.show_draft(draft)

    def show_trouble(self, text: str) -> None:
        """Say why the article can't be shown."""
        self._counts.setText(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

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
        for model, name in ((self._kept, self.tr("Kept")), (self._greyed, self.tr("Greyed"))):
            table = plain_table(model, name)
            table.setColumnWidth(WHY, self.fontMetrics().height() * 9)
            self._split.addWidget(table)
        self._split.setChildrenCollapsible(False)
        self._rule_list.setModel(self._rules)
        self._rule_list.setSpacing(3)
        self._rule_list.setAccessibleName(self.tr("Rules, and how much each greys in all articles"))
        label = plain_label(self.tr("Greyed in all articles; untick a rule to keep what it greys:"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self._counts)
        column.addWidget(self._split, 3)
        self._remembered.setChecked(True)
        rules = QHBoxLayout()
        rules.addWidget(label, 1)
        rules.addWidget(self._remembered)
        column.addLayout(rules)
        column.addWidget(self._rule_list)
        column.addWidget(self.reading)
        self._fit()

    def _connect(self) -> None:
        self._before.clicked.connect(lambda: self._go(-1))
        self._after.clicked.connect(lambda: self._go(1))
        self._wanted.toggled.connect(self._on_wanted_toggled)
        self._rules.switched.connect(self._on_rules_switched)
        self.reading.changed.connect(self.changed)

    def _fit(self) -> None:
        """Side by side where there is room, else one above the other."""
        em = self.fontMetrics().height()
        is_wide = self.width() >= em * _WIDE_EMS
        self._split.setOrientation(Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical)
        self._split.setMinimumHeight(em * (8 if is_wide else 12))
        self._rule_list.setFixedHeight(em * 5)

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
        self._which.setText(self.tr("Article {0} of {1}").format(at, of))
        self._title.setText(article.title)
        self._title.setAccessibleDescription(article.name)
        with QSignalBlocker(self._wanted):
            self._wanted.setChecked(article.name not in self.left_out)
        self.reading.show_article(article)
        self.preview_requested.emit(article)

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

    def _said_kind(self, piece: Piece) -> str:
        kind = kind_name(piece.kind)
        return self.tr("{0}, joined").format(kind) if piece.gaps else kind


def _said_rule(piece: Piece) -> str:
    return greyed_by(piece.rule or piece.kind.value)
