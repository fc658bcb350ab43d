"""Opening, making and closing projects, who annotates, and the copies made meanwhile."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from annotator.desk import folder_warning
from annotator.desk.copies import Copies
from annotator.desk.doorbell import Doorbell
from annotator.desk.notices import Notice, Severity
from annotator.desk.recovery import Recovery
from annotator.desk.setting_values import RecentProject
from annotator.desk.soundness import Soundness
from annotator.desk.workbench import Workbench
from annotator.domain.errors import ClaimdeskError
from annotator.domain.identity import now
from annotator.domain.work import Job
from annotator.exchange.packs.layout import MADE_FOR
from annotator.store.backups import Backup, back_up, is_backup
from annotator.store.file_identity import SCHEMA_VERSION
from annotator.store.lock import was_left
from annotator.store.project import Project, create_project, open_project
from annotator.store.team import persons

if TYPE_CHECKING:
    from annotator.desk.other_copies import OtherCopies

_BACKUP_EVERY: Final = 10 * 60 * 1000
"""Milliseconds; a copy is only made if something was decided since the last one."""


_LOOK_AFTER: Final = 2_000
"""Milliseconds, so that who begins has everything to herself at first."""

_OF_A_PROJECT: Final = (
    *("backup", "read-only", "unavailable", "article", "conflicted", "older"),
    folder_warning.KEY,
)
"""Notices that no longer hold when the project is closed."""


class Session(QObject):
    """`annotator_needed` asks for a name, with those known in the project; `sit_down` answers it.

    `bell` rings when a second start wants the project that is open here; `copies` are for going on elsewhere,
    `recovery` for going on where the file is damaged, which `soundness` finds out beside the work. Whoever
    opens a backup is not let into it: `backup_found` carries its path.
    """

    opened = Signal()
    closed = Signal()
    annotator_needed = Signal(list)
    backup_found = Signal(object)

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._project: Project | None = None
        self._came_from: Path | None = None
        self.bell = Doorbell(self)
        self.copies = Copies(bench, self, self)
        self.recovery = Recovery(bench, self, self)
        self.soundness = Soundness(self.recovery, self)
        self._look_clock = QTimer(self, singleShot=True, interval=_LOOK_AFTER)
        self._look_clock.timeout.connect(lambda: self.others.look())  # noqa: PLW0108 - it would be made now
        self._backup_clock = QTimer(self)
        self._backup_clock.setInterval(_BACKUP_EVERY)
        self._backup_clock.timeout.connect(lambda: self.back_up("time"))

    @property
    def project(self) -> Project | None:
        return self._project

    @cached_property
    def others(self) -> OtherCopies:
        """For merging what lies in other copies. Made late: few ever need it."""
        from annotator.desk.other_copies import OtherCopies

        others = OtherCopies(self._bench, self)
        self.closed.connect(others.forget)
        return others

    def open(self, path: Path, *, take_over: bool = False) -> None:
        """Open a project in place of the present one, which stays if this one cannot be opened.

        `take_over` opens what another computer seems to have open, after a backup.
        """
        if self._project is not None and self._project.path == Path(path).absolute():
            return
        if is_backup(Path(path)):
            self.backup_found.emit(Path(path))
            return
        self._bench.desk.withheld.clear_the_way()
        was_interrupted = was_left(Path(path))
        self._begin(open_project(path, take_over=take_over))
        if take_over:
            said = self.tr("Taken over from the other computer. A backup of how it was then was made first.")
            self._bench.notices.passing(said)
        elif was_interrupted:
            said = self.tr("The last session ended unexpectedly. Everything that was shown as saved is here.")
            self._bench.notices.passing(said)

    def create(self, path: Path) -> None:
        """Make a new project and open it."""
        self._bench.desk.withheld.clear_the_way()
        self._begin(create_project(path))

    def sit_down(self, name: str) -> None:
        """Say who annotates, and go to where she was."""
        if self._project is None:
            return
        annotator = self._project.people.named(name) if self._project.read_only else self._project.join(name)
        if annotator is None:
            people = persons(self._project)
            annotator = people[0] if people else None
        if not self._project.read_only:
            self._bench.settings.change(annotator=name)
        self._bench.desk.take(self._project, annotator)
        self._came_from = None
        # First the panes, then the article: where it scrolls to depends on their size.
        self.opened.emit()
        if annotator is not None:
            self._bench.queue.open_where_left()
            self._look_clock.start()
        self._remember()

    def ask_who(self) -> None:
        """Ask for the annotator again."""
        self._bench.desk.withheld.clear_the_way()
        if self._project is not None:
            self.annotator_needed.emit([person.name for person in persons(self._project)])

    def give_up(self) -> None:
        """Close a project that nobody sat down at, and come back to the one before it if there was one."""
        if self._project is None or self._bench.desk.has_project:
            return
        before = self._came_from
        self.close()
        if before is not None:
            self._bench.attempt(lambda: self.open(before))

    def close(self) -> None:
        """Put everything away and stop its long work. Nothing has to be saved: it is."""
        if self._project is None:
            return
        self._backup_clock.stop()
        self._look_clock.stop()
        self.soundness.stop()
        stopped = self._bench.runner.close()
        self._remember()
        self._bench.desk.take(None)
        self.bell.take_down()
        self._project.close()
        self._project, self._came_from = None, None
        for key in _OF_A_PROJECT:
            self._bench.notices.withdraw(key)
        self.closed.emit()
        if stopped:
            said = self.tr("Stopped with its project: %1. What was finished before stays.")
            self._bench.notices.tell(Notice(said.replace("%1", stopped), key="job", passing=True))

    def back_up(self, why: str) -> None:
        """Copy the project in the background if anything changed since the last copy."""
        project = self._project
        if project is None or project.read_only:
            return

        def copy(job: Job) -> Backup | None:
            companion = project.companion(read_only=True)
            try:
                return back_up(companion.database, why=why, job=job)
            finally:
                companion.close()

        self._bench.runner.start(
            self.tr("Backup"), copy, done=self._on_backup_done, failed=self._on_backup_failed, is_quiet=True
        )

    def _begin(self, project: Project) -> None:
        desk = self._bench.desk
        # Only a project that somebody sat down at is on the desk, and a place to come back to.
        before = desk.project.path if desk.has_project else self._came_from
        self.close()
        self._project, self._came_from = project, before
        if project.read_only:
            said = self._why_read_only(project.newer_schema)
            self._bench.notices.tell(Notice(said, key="read-only", severity=Severity.WARNING))
        else:
            self.bell.hang(project.path)
            folder_warning.warn_of_folder(project, self._bench, self.copies)
            if project.missing:
                # Loaded where something is.
                from annotator.desk.older_copy import warn_of_older_copy

                warn_of_older_copy(project, self._bench, self.others)
            self.soundness.expect(project)
        self._backup_clock.start()
        self.back_up("open")
        known = [person.name for person in persons(project)]
        name = self._bench.settings.values.annotator
        # Nobody is asked for a name that she gave before, unless others work here and it may be one of them.
        is_clear = name in known or (name and not known)
        made_for = project.people.get(project.fact(MADE_FOR))
        if made_for is not None:
            # A project that was made of a pack is one person's.
            self.sit_down(made_for.name)
        elif is_clear or (project.read_only and known):
            self.sit_down(name if is_clear else known[0])
        else:
            self.annotator_needed.emit(known)

    def _why_read_only(self, newer_schema: int) -> str:
        if not newer_schema:
            return self.tr(
                "This project is open for reading only: its folder may not be written to. "
                "To work on it, save a copy (File ▸ Save a Backup Copy) and open that."
            )
        said = self.tr(
            "This project is open for reading only: a newer version of Claimdesk made it (schema %1, this "
            "one knows %2). What only that version knows is not shown. To work on it, use that version."
        )
        return said.replace("%1", str(newer_schema)).replace("%2", str(SCHEMA_VERSION))

    def _remember(self) -> None:
        if self._project is None or not self._bench.desk.has_project:
            return
        desk = self._bench.desk
        self._bench.settings.remember_project(
            RecentProject(
                path=str(self._project.path),
                title=self._project.fact("title"),
                articles=self._bench.queue.count,
                finished=self._project.people.finished(desk.annotator.id) if desk.has_annotator else 0,
                opened_at=now(),
            )
        )

    @Slot(object)
    def _on_backup_done(self, _backup: Backup | None) -> None:
        self._bench.notices.withdraw("backup")

    def _on_backup_failed(self, error: Exception) -> None:
        if not isinstance(error, ClaimdeskError):
            raise error
        if self._project is not None:
            from annotator.desk.backup_words import no_backup_words

            said = no_backup_words(self._project, error)
            self._bench.notices.tell(Notice(said, key="backup", severity=Severity.WARNING))
