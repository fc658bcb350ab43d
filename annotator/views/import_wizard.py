"""Looks at files before they are imported: what there is, what is greyed, and what comes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.article_text import ArticleDraft
from annotator.exchange.articles.columns import Outline
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.finding import Source, pasted
from annotator.exchange.import_presets import ImportPreset, preset_of
from annotator.exchange.importing import ImportOrder
from annotator.exchange.look import Look
from annotator.exchange.survey import Survey, Surveyed
from annotator.views.actions import ActionTable
from annotator.views.icons import Colours
from annotator.views.import_clean import ImportClean
from annotator.views.import_presets import ImportPresets
from annotator.views.import_summary import ImportSummary
from annotator.views.import_what import ImportWhat
from annotator.views.plain import heading_label, isolated
from annotator.views.reading_progress import ReadingProgress


class ImportWizard(QDialog):
    """Three steps; Enter goes on, and the third imports.

    `survey_requested` (Wishes) is answered with `show_survey`, `preview_requested` (Surveyed, Wishes) with
    `show_draft`, `columns_requested` (Source, Wishes) with `show_outline`. `import_requested` carries an
    ImportOrder, `annotations_meant` the paths of what holds annotations, `more_dropped` all paths with those
    that were dropped on it; the answer comes with `show_look`. `look_changed` carries the Found that is read
    now, `rules_remembered` the names of the rules that are off from now on, `presets_changed` all presets as
    settings keep them. `table` gives the keys that change pieces.
    """

    survey_requested = Signal(object)
    survey_stopped = Signal()
    preview_requested = Signal(object, object)
    columns_requested = Signal(object, object)
    import_requested = Signal(object)
    annotations_meant = Signal(object)
    more_dropped = Signal(object)
    look_changed = Signal(object)
    rules_remembered = Signal(object)
    presets_changed = Signal(object)

    def __init__(
        self,
        colours: Colours,
        table: ActionTable,
        look: Look,
        parent: QWidget | None = None,
        *,
        rules_off: frozenset[str] = frozenset(),
        presets: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("importWizard")
        self.setWindowTitle(self.tr("Import Articles"))
        # The project must not change or close behind it.
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAcceptDrops(True)
        self._look = look
        self._survey: Survey | None = None
        self._heading = heading_label()
        self.what = ImportWhat(look.listed)
        self.clean = ImportClean(colours, table, rules_off)
        self.presets = ImportPresets(presets or {}, ImportPreset(without_rules=rules_off))
        self.summary = ImportSummary(colours)
        self._pages = QStackedWidget()
        self.progress = ReadingProgress()
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._back = self._button(self.tr("Back"))
        self._next = self._button(self.tr("Next"))
        self._build()
        self._connect()

    @property
    def wishes(self) -> Wishes:
        """How the files are to be read."""
        return Wishes(
            encoding=self.what.encoding,
            language=self.clean.reading.language,
            columns=self.what.columns,
            sheet=self.what.sheet,
            without_rules=self.clean.without_rules,
            encodings=dict(self.clean.reading.encodings),
            changes=self.clean.changes,
        )

    @property
    def look(self) -> Look:
        """What is read now."""
        return self._look

    def begin(self) -> None:
        """Show the first step, and have everything read meanwhile."""
        self._go_to(0)
        self._ask()

    def show_look(self, look: Look) -> None:
        """Read these instead, and what was pasted before."""
        for source in self._pasted():
            look = look.with_source(source)
        self._read(look)

    def show_beginning(self, survey: Survey) -> None:
        """Show the first of many articles, while the others are still being read."""
        self.clean.show_survey(survey, is_whole=False)

    def show_survey(self, survey: Survey) -> None:
        """Show what was found in the files."""
        self._survey = survey
        self.progress.end()
        counts = Counter({each.name: 0 for each in self._look.listed if each.source})
        counts.update(article.source.name for article in survey.articles)
        self.what.show_counts(counts)
        self.clean.show_survey(survey)
        self._sum_up()

    def show_survey_trouble(self, text: str) -> None:
        """Say why it is not known what is in the files."""
        self.progress.end()
        self.summary.show_trouble(text)

    def show_draft(self, draft: ArticleDraft) -> None:
        """Show one article with its words."""
        self.clean.show_draft(draft)

    def show_outline(self, outline: Outline | None) -> None:
        """Offer the columns of a table."""
        self.what.show_outline(outline)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _paths(event):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at everything anew, with what was dropped."""
        event.acceptProposedAction()
        self.more_dropped.emit((*self._look.paths, *_paths(event)))

    def _read(self, look: Look) -> None:
        self._look = look
        self.what.show_listed(look.listed)
        self.look_changed.emit(look.found)
        self._ask()

    def _pasted(self) -> list[Source]:
        return [source for source in self._look.found.files if source.text is not None]

    def _button(self, text: str) -> QPushButton:
        return self._buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)

    def _build(self) -> None:
        for page in (self.what, self.clean, self.summary):
            area = QScrollArea()
            area.setWidget(page)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._pages.addWidget(area)
        column = QVBoxLayout(self)
        column.addWidget(self._heading)
        column.addWidget(self.presets)
        column.addWidget(self._pages, 1)
        column.addWidget(self.progress)
        column.addWidget(self._buttons)
        for button in self._buttons.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self._next.setDefault(True)
        em = self.fontMetrics().height()
        self.resize(QSize(em * 60, em * 40).boundedTo(self.screen().availableSize() * 0.94))

    def _connect(self) -> None:
        self._buttons.rejected.connect(self.reject)
        self._back.clicked.connect(lambda: self._go_to(self._pages.currentIndex() - 1))
        self._next.clicked.connect(self._on_next_clicked)
        self.what.changed.connect(self._ask)
        self.what.columns_requested.connect(self._on_what_columns_requested)
        self.what.text_pasted.connect(self._on_what_text_pasted)
        self.presets.chosen.connect(self._on_presets_chosen)
        self.presets.save_requested.connect(self._on_presets_save_requested)
        self.presets.kept_changed.connect(self.presets_changed)
        self.what.annotations_meant.connect(self._on_what_annotations_meant)
        self.clean.changed.connect(self._ask)
        self.clean.chosen.connect(self._sum_up)
        self.clean.preview_requested.connect(self._on_clean_preview_requested)
        self.summary.near_chosen.connect(self._sum_up)
        self.summary.encoding_chosen.connect(self._on_summary_encoding_chosen)
        self.summary.skip_chosen.connect(self._on_summary_skip_chosen)
        self.progress.stop_requested.connect(self.survey_stopped)

    def _go_to(self, step: int) -> None:
        titles = (
            self.tr("Step 1 of 3: What there is"),
            self.tr("Step 2 of 3: What is greyed"),
            self.tr("Step 3 of 3: What comes in"),
        )
        self._heading.setText(titles[step])
        self._back.setEnabled(step > 0)
        self._next.setText(self.tr("Import") if step == self._pages.count() - 1 else self.tr("Next"))
        self._pages.setCurrentIndex(step)
        (self.what, self.clean, self.summary)[step].begin()
        self._allow()

    def _allow(self) -> None:
        """There is nothing to press Import for where nothing would come in."""
        is_last = self._pages.currentIndex() == self._pages.count() - 1
        self._next.setEnabled(not (is_last and self.summary.is_empty))

    def _ask(self) -> None:
        """Have everything read as it is wished now."""
        self._survey = None
        self.clean.forget_counts()
        self.progress.show_progress(0, 0, "")
        self.summary.show_waiting()
        self._allow()
        self.survey_requested.emit(self.wishes)

    def _sum_up(self) -> None:
        if self._survey is not None:
            self.summary.show_survey(self.clean.counted(self._survey), self.clean.left_out)
        self._allow()

    def _on_next_clicked(self) -> None:
        step = self._pages.currentIndex()
        if step < self._pages.count() - 1:
            self._go_to(step + 1)
            return
        if self.clean.is_to_be_remembered:
            self.rules_remembered.emit(self.clean.without_rules)
        self.accept()
        self.import_requested.emit(self._order())

    def _order(self) -> ImportOrder:
        left_out = frozenset(self.clean.left_out)
        foreseen = {each.name for each in self._survey.others} if self._survey else set()
        return ImportOrder(
            self._look.found, self.wishes, self.summary.near, left_out, left_out.union(foreseen)
        )

    def _on_what_columns_requested(self, source: Source) -> None:
        self.columns_requested.emit(source, self.wishes)

    def _on_what_annotations_meant(self) -> None:
        self.reject()
        self.annotations_meant.emit(self._look.paths)

    def _on_clean_preview_requested(self, article: Surveyed) -> None:
        # What is changed by hand is shown at once, over the article as it was read.
        self.preview_requested.emit(article, replace(self.wishes, changes={}))

    def _on_what_text_pasted(self, text: str) -> None:
        name = self.tr("pasted text {0}").format(len(self._pasted()) + 1)
        self._read(self._look.with_source(pasted(text, name)))

    def _on_presets_chosen(self, preset: ImportPreset) -> None:
        self.clean.use_rules(preset.without_rules, preset.language)
        missing = ", ".join(self.what.use(preset))
        self.presets.say(self.tr("No such column here: {0}").format(isolated(missing)) if missing else "")
        self._ask()

    def _on_presets_save_requested(self, name: str) -> None:
        self.presets.add(name, preset_of(self.wishes))

    def _on_summary_encoding_chosen(self, names: tuple[str, ...], encoding: str) -> None:
        files = {each.name: each.source.name for each in self._survey.articles} if self._survey else {}
        chosen = {files[name]: encoding for name in names if name in files}
        self.clean.reading.encodings.update(chosen)
        self._ask()

    def _on_summary_skip_chosen(self, names: tuple[str, ...]) -> None:
        self.clean.left_out.update(names)
        self._sum_up()


def _paths(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
