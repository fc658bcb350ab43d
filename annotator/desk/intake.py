"""Bringing articles in and datasets out beside the window, and telling how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.desk.notices import Answer, Notice
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.domain.text import has_words
from annotator.domain.work import Job
from annotator.store.project import Project

if TYPE_CHECKING:
    # What reads and writes data sets is loaded when somebody does.
    from annotator.exchange.choices import ExportChoices
    from annotator.exchange.exporting import ExportReport
    from annotator.exchange.importing import ImportOrder
    from annotator.exchange.outcomes import ImportReport

_LOOK_EVERY: Final = 500
"""Milliseconds between two looks whether the first article of a project has come in."""


class Intake(QObject):
    """`imported` carries an ImportReport, `exported` an ExportReport.

    `look_needed` carries a Look at what is more than a few plain texts: a person says how it comes in.
    `annotations_found` carries the paths of files with annotations, and the name of their format, "" where it
    has to be chosen.
    """

    imported = Signal(object)
    look_needed = Signal(object)
    annotations_found = Signal(object, str)
    exported = Signal(object)

    def __init__(self, bench: Workbench, session: Session) -> None:
        super().__init__(bench)
        self._bench = bench
        self._session = session
        self._arrivals = QTimer(self)
        self._arrivals.setInterval(_LOOK_EVERY)
        self._arrivals.timeout.connect(self._on_arrivals_timeout)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Bring in a few plain texts at once; ask for a person's look at everything else."""
        self._writable()
        annotator = self._bench.desk.annotator.id

        def work(job: Job, project: Project) -> object:
            from annotator.exchange.importing import import_texts
            from annotator.exchange.look import look_at

            look = look_at(paths)
            if look.format_name or not look.is_little:
                return look
            return import_texts(job, project, look.found, annotator_id=annotator)

        self._run(self.tr("Importing articles"), work, self._on_looked)

    def take_in_annotations(self, paths: Sequence[Path]) -> None:
        """Find out the format of files with annotations, and ask for a person's look."""
        self._writable()

        def work(job: Job, project: Project) -> str:
            from annotator.exchange.look import format_of

            return format_of(paths)

        def done(format_name: object) -> None:
            self.annotations_found.emit(tuple(paths), str(format_name))

        self._run(self.tr("Looking at annotations"), work, done, read_only=True)

    def see_annotations(self, *, written_at: str = "") -> None:
        """Show in the queue and in the open article what came in with annotations.

        `written_at` is when that was, UTC, where the journal says when others wrote it elsewhere.
        """
        queue, desk = self._bench.queue, self._bench.desk
        if not desk.has_project:
            return
        desk.saved_at = written_at or desk.project.journal.last_at()
        queue.load()
        if desk.sheet is not None:
            self._open(desk.sheet.article.id)

    def import_ordered(self, order: ImportOrder) -> None:
        """Bring in what a person looked at, as she chose."""
        self._writable()
        annotator = self._bench.desk.annotator.id

        def work(job: Job, project: Project) -> ImportReport:
            return order.carry_out(job, project, annotator_id=annotator)

        if not self._bench.desk.project.articles.count():
            self._arrivals.start()
        self._run(self.tr("Importing articles"), work, self._on_imported)

    def import_files(self, paths: Sequence[Path], *, encoding: str | None = None) -> None:
        """Read articles from files and folders, in the background."""
        self._writable()
        annotator = self._bench.desk.annotator.id
        rules_off = frozenset(self._bench.settings.values.rules_off)

        def work(job: Job, project: Project) -> ImportReport:
            from annotator.exchange.articles.shape import Wishes
            from annotator.exchange.finding import find_files
            from annotator.exchange.importing import import_texts

            wishes = Wishes(encoding=encoding, without_rules=rules_off)
            return import_texts(job, project, find_files(paths), annotator_id=annotator, wishes=wishes)

        self._run(self.tr("Importing articles"), work, self._on_imported)

    def import_pasted(self, text: str) -> None:
        """Make an article of a text that was copied. Raises Refused for one without words."""
        require_words(text)
        self._writable()
        annotator = self._bench.desk.annotator.id

        def work(job: Job, project: Project) -> ImportReport:
            from annotator.exchange.importing import import_pasted

            return import_pasted(project, text, annotator_id=annotator)

        self._run(self.tr("Importing articles"), work, self._on_imported)

    def export(self, choices: ExportChoices, path: Path) -> None:
        """Write a dataset in the background, from a copy, so that no decision waits for it."""

        def work(job: Job, project: Project) -> ExportReport:
            from annotator.exchange.release.publishing import publish

            return publish(job, project, choices, path, apart=True)

        self._run(self.tr("Exporting"), work, self._on_exported, read_only=True)

    def save_copy(self, path: Path) -> None:
        """Write a whole copy of the project."""

        def work(job: Job, project: Project) -> Path:
            project.copy_to(path, job)
            return path

        self._run(self.tr("Saving a copy"), work, self._on_copied, read_only=True)

    def _writable(self) -> None:
        if self._bench.desk.project.read_only:
            raise Refused(
                "This project is open for reading only, so no article can be added. Open a copy of it."
            )

    def _run(
        self,
        title: str,
        work: Callable[[Job, Project], object],
        done: Callable[[object], None],
        *,
        read_only: bool = False,
    ) -> None:
        project = self._bench.desk.project

        def with_companion(job: Job) -> object:
            companion = project.companion(read_only=read_only)
            try:
                return work(job, companion)
            finally:
                companion.close()

        self._bench.runner.start(title, with_companion, done=done, failed=self._on_failed)

    def _on_looked(self, found: object) -> None:
        from annotator.exchange.look import Look

        if isinstance(found, Look) and found.format_name:
            self.annotations_found.emit(found.paths, found.format_name)
        elif isinstance(found, Look):
            self.look_needed.emit(found)
        else:
            self._on_imported(found)

    @Slot()
    def _on_arrivals_timeout(self) -> None:
        """Open the first article of an empty project while the others come in; there is no other to read."""
        queue, desk = self._bench.queue, self._bench.desk
        if not (desk.has_project and desk.has_annotator) or desk.sheet is not None:
            self._arrivals.stop()
        elif desk.project.articles.count(desk.annotator.id):
            self._arrivals.stop()
            queue.load()
            self._bench.notices.attempt(queue.open_where_left)

    def _on_imported(self, report: object) -> None:
        from annotator.exchange.outcomes import ImportReport

        self._arrivals.stop()
        if not isinstance(report, ImportReport):
            return
        queue, desk = self._bench.queue, self._bench.desk
        desk.saved_at = desk.project.journal.last_at() if desk.has_project else ""
        queue.load()
        if desk.sheet is None and report.first_article_id and desk.has_project:
            self._open(report.first_article_id)
        self._tell_import(report)
        if report.calls_for_backup:
            self._session.back_up("import")

    def _tell_import(self, report: ImportReport) -> None:
        one, many = self.tr("1 article imported"), self.tr("%n articles imported", "", report.added)
        said = one if report.added == 1 else many
        if report.duplicates:
            said += self.tr(", %n here already", "", report.duplicates)
        if report.resembling:
            said += self.tr(", %n of them much like another", "", report.resembling)
        if report.not_reached:
            said += self.tr(", stopped before %n more", "", report.not_reached)
        answers: tuple[Answer, ...] = ()
        sheet = self._bench.desk.sheet
        is_open = sheet is not None and sheet.article.id == report.first_article_id
        if report.added and report.first_article_id and not is_open:
            answers = (Answer(self.tr("Open"), lambda: self._open(report.first_article_id)),)
        self.imported.emit(report)
        if not (report.added or report.duplicates or report.not_reached):
            return
        self._bench.notices.tell(Notice(f"{said}.", key="import", answers=answers, passing=True))

    def _open(self, article_id: str) -> None:
        self._bench.notices.attempt(lambda: self._bench.desk.open_article(article_id))

    def _on_exported(self, report: object) -> None:
        self.exported.emit(report)

    def _on_copied(self, path: object) -> None:
        self._bench.notices.passing(self.tr("A copy was saved as %1.").replace("%1", str(path)))

    def _on_failed(self, error: Exception) -> None:
        self._arrivals.stop()
        self._bench.notices.tell_failure(error, key="job")


def require_words(text: str) -> None:
    """Raise Refused for a text without words, which makes no article."""
    if not has_words(text):
        raise Refused("What was pasted or dropped holds no text, so nothing was added.")
