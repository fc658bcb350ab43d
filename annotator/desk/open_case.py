"""The case that lies open in a review, with its article, its letters and what is prepared to be said."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.desk import Desk
from annotator.desk.review_queue import ReviewQueue
from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.records import Claim, Decision
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case, Lane
from annotator.domain.review.gold_steps import Authority, CaseFile
from annotator.domain.review.items import GoldShown, Item, OpenItem
from annotator.domain.review.letters import lettered
from annotator.domain.review.showing import opened, unsaved_gold
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step
from annotator.exchange.sheets import sheet_of

_NOTHING = GoldShown(Outcome.OPEN)


class OpenCase(QObject):
    """`changed` says that another case is open, or something of it is different.

    In a project that is reviewed blind first, an item shows no versions until a label was pressed for it.
    """

    changed = Signal()

    def __init__(self, desk: Desk, queue: ReviewQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._queue = queue
        self._item: Item | None = None
        self._file: CaseFile | None = None
        self._lanes: dict[str, Lane] = {}
        self._shown: OpenItem | None = None
        self._sheet: Sheet | None = None
        self._ahead: Sheet | None = None
        self._prepared = _NOTHING
        self._looked: set[str] = set()
        desk.withheld.changed.connect(self._on_withheld_changed)

    @property
    def key(self) -> str:
        """The key of the item, "" where none is open."""
        return self._item.key if self._item else ""

    @property
    def shown(self) -> OpenItem | None:
        """What is shown of it."""
        return self._shown

    @property
    def sheet(self) -> Sheet | None:
        return self._sheet

    @property
    def file(self) -> CaseFile:
        """The case with all that was made of it. Refused where none is open."""
        if self._file is None:
            raise Refused(self.tr("No item is open. Nothing was changed. Choose one in the list."))
        return self._file

    @property
    def prepared(self) -> GoldShown:
        """The reasons and the note to be kept with the next decision."""
        return self._prepared

    @property
    def may_write(self) -> bool:
        """Whether decisions can be kept: the project is not open for reading only."""
        return not self._desk.project.read_only

    @property
    def authority(self) -> Authority:
        """Who decides, and under which guidelines."""
        project = self._desk.project
        versions = project.gold.guidelines()
        return Authority(
            self._desk.annotator.id, project.gold.annotator_id, versions[0].number if versions else None
        )

    def open(self, item: Item) -> None:
        """Show the case of this item as it is now."""
        if item.key != self.key:
            self._prepared = _NOTHING
        case = self.find(item)
        if case is None:
            self.put_away()
            return
        self._item = item
        self._sheet = self._read_sheet(item.article_id)
        self._file = self._queue.reader.file_of(case, self._sheet.text)
        self._lanes = lettered(case, seed=self._queue.reader.settings.seed)
        self._show()

    def put_away(self) -> None:
        """Show nothing."""
        self._item = self._file = self._shown = self._sheet = self._ahead = None
        self._lanes, self._prepared = {}, _NOTHING
        self.changed.emit()

    def note(self, step: Step) -> None:
        """Take over into the article what a step wrote there: gold, and how it is cut into sentences."""
        if self._ahead is not None and self._ahead.article.id == step.article_id:
            self._ahead = None
        sheet = self._sheet
        if sheet is None or sheet.article.id != step.article_id:
            return
        for edit in step.edits:
            record = edit.after
            if not isinstance(record, Claim | Decision) or record.annotator_id == sheet.annotator_id:
                sheet.keep(record)

    def read_ahead(self, article_id: str) -> None:
        """Read an article that will be asked for next."""
        if self._sheet is not None and self._sheet.article.id != article_id:
            self._ahead = self._read_sheet(article_id)

    def find(self, item: Item) -> Case | None:
        """The case of an item as it is now; None where its claims are others."""
        return next((case for case in self._queue.cases(item.article_id) if case.key == item.key), None)

    def annotator_of(self, letter: str) -> str:
        """The id behind a letter. Refused where there is no such lane."""
        if letter not in self._lanes:
            raise Refused(self.tr("There is no version %1 here. Nothing was changed.").replace("%1", letter))
        return self._lanes[letter].annotator_id

    def look(self) -> None:
        """Show the versions of an item that was blind until now."""
        self._looked.add(self.key)
        self._show()

    def prepare(self, prepared: GoldShown) -> None:
        """Keep reasons and a note for the decision that comes next."""
        self._prepared = replace(_NOTHING, reasons=prepared.reasons, note=prepared.note)
        self._show()

    @Slot()
    def _on_withheld_changed(self) -> None:
        """A decision waits that could not be written, or waits no more."""
        if self._item is not None:
            self._show()

    def _show(self) -> None:
        assert self._item is not None
        is_blind = (
            self._queue.reader.settings.blind_first
            and self._item.state is CaseState.OPEN
            and self._item.key not in self._looked
        )
        waiting = self._desk.withheld.waiting
        self._shown = opened(
            self._item,
            self.file,
            self._lanes,
            self._queue.reader.claims(self.file.case),
            prepared=self._prepared,
            unsaved=unsaved_gold(waiting.step, self.file.case, self._lanes) if waiting else None,
            is_blind=is_blind,
        )
        self.changed.emit()

    def _read_sheet(self, article_id: str) -> Sheet:
        """The article with gold alone: the claims of nobody who annotated it."""
        project = self._desk.project
        for sheet in (self._sheet, self._ahead):
            if sheet is not None and sheet.article.id == article_id:
                return sheet
        article = project.articles.get(article_id)
        if article is None:
            raise Refused(self.tr("That article is not in this project. Choose another item."))
        return sheet_of(project, article, project.gold.annotator_id, furthest=article.length)
