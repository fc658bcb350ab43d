"""Finds out beside the window what an import would bring in, while a person changes how it is read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from annotator.desk.jobs import Questions, Runner
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.domain.work import Job
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.finding import Found, Source
from annotator.exchange.survey import Previews, Survey, Surveyed, columns_of, survey
from annotator.store.project import Project

_MANY: Final = 50
_FIRST: Final = 10


class ImportStudy(QObject):
    """`surveyed` carries a Survey, `previewed` an ArticleDraft, `outlined` an Outline or None.

    Of each kind only the newest question is answered. `surveyor` goes through everything; `reader` looks at
    single articles and columns meanwhile. Of many files, `begun` carries a Survey of the first few, so that
    nobody waits for the last one to look at the first.
    """

    begun = Signal(object)
    surveyed = Signal(object)
    survey_failed = Signal(str)
    previewed = Signal(object)
    preview_failed = Signal(str)
    outlined = Signal(object)
    outline_failed = Signal(str)
    _begun = Signal(int, object)

    def __init__(
        self,
        project: Project,
        found: Found,
        *,
        surveyor: Runner,
        reader: Runner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._found = found
        self._surveyor = surveyor
        self._reader = reader
        self._previews = Previews()
        self._surveys = Questions(surveyor)
        self._drafts, self._outlines = Questions(reader), Questions(reader)
        self._number = 0
        # Emitted by the thread that reads, and received by that of the window.
        self._begun.connect(self._on_begun)

    def look_at(self, found: Found) -> None:
        """Ask of these from now on."""
        self._found = found

    def survey(self, wishes: Wishes) -> None:
        """Read everything as `wishes` say; what was being read otherwise is stopped."""
        self.cancel_survey()
        work = partial(self._survey, self._found, wishes, self._number)
        self._ask(self._surveys, work, self.surveyed.emit, self.survey_failed.emit)

    def cancel_survey(self) -> None:
        """Stop reading; nothing was found out then."""
        self._number += 1
        self._surveyor.cancel()

    def preview(self, article: Surveyed, wishes: Wishes) -> None:
        """Read one article with its words."""
        self._reader.cancel()
        work = partial(self._previews.draft, article=article, wishes=wishes)
        self._ask(self._drafts, work, self.previewed.emit, self.preview_failed.emit)

    def outline(self, source: Source, wishes: Wishes) -> None:
        """Look at the columns of a table or the fields of records."""
        self._reader.cancel()
        work = partial(columns_of, source=source, wishes=wishes)
        self._ask(self._outlines, work, self.outlined.emit, self.outline_failed.emit)

    def stop(self) -> None:
        """Say nothing any more, as nobody is looking."""
        self._number += 1
        for questions in (self._surveys, self._drafts, self._outlines):
            questions.drop()
        self._surveyor.close()
        self._reader.close()
        self._previews.close()

    def _ask(
        self,
        questions: Questions,
        work: Callable[[Job], object],
        done: Callable[[object], None],
        failed: Callable[[str], None],
    ) -> None:
        def tell(error: ClaimdeskError) -> None:
            failed(self.tr("Stopped. Nothing was imported.") if isinstance(error, Cancelled) else str(error))

        questions.ask(self.tr("Reading"), work, answered=done, failed=tell)

    def _survey(self, found: Found, wishes: Wishes, number: int, job: Job) -> Survey:
        with closing(self._project.companion(read_only=True)) as project:
            if len(found.files) > _MANY:
                first = Found(found.files[:_FIRST])
                self._begun.emit(number, survey(job, project, first, wishes))
            return survey(job, project, found, wishes)

    @Slot(int, object)
    def _on_begun(self, number: int, first: Survey) -> None:
        if number == self._number:
            self.begun.emit(first)
