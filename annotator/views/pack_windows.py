"""The ways of packs: sending one's own work, giving out articles, and merging what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from annotator.desk.jobs import JobRunner
from annotator.desk.notices import Answer, Notice
from annotator.desk.packing import Packing, Sent
from annotator.domain.errors import Refused
from annotator.domain.identity import now
from annotator.exchange.packs.layout import MADE_FOR, SUFFIX
from annotator.views import count_words
from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts
from annotator.views.project_doors import ProjectDoors

if TYPE_CHECKING:
    # What merges is loaded when somebody asks for it.
    from annotator.desk.merge_study import PackSeen


class PackWindows(QObject):
    """Asks for files and people, and tells what became of packs."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs, doors: ProjectDoors) -> None:
        super().__init__(parts.window)
        self._parts, self._dialogs, self._doors = parts, dialogs, doors
        self._bench = parts.bench
        self._packing = Packing(parts.bench)
        self._packing.sent.connect(self._on_packing_sent)
        self._packing.given_out.connect(self._on_packing_given_out)
        self._packing.task_opened.connect(self._on_packing_task_opened)

    def send(self) -> None:
        """Ask where one's own work goes, and write it."""
        self._parts.inspector.flush()
        project, name = self._bench.desk.project, self._packing.own_name()
        rows = [row for row in self._bench.queue.rows if row.claims or row.decided or row.skipped]
        claims, articles = (
            count_words.claims(sum(row.claims for row in rows)),
            count_words.articles(len(rows)),
        )
        title = self.tr("Send My Annotations: {0}, {1}, without texts").format(claims, articles)
        dialog = self._chooser(title, project.path.parent)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self._attempt_send(Path(path)))
        dialog.open()

    def give_out(self) -> None:
        """Ask who gets a pack and where the packs go, and write them."""
        from annotator.views.give_out_dialog import GiveOutDialog

        people = self._packing.people()
        dialog = GiveOutDialog(people, self._bench.desk.project.path.parent, self._parts.window)
        dialog.packs_requested.connect(self._on_dialog_packs_requested)
        dialog.folder_requested.connect(lambda: self._choose_folder(dialog))
        self._dialogs.show("give_out", dialog)

    def choose_merge(self) -> None:
        """Ask for packs, and show what merging them would do."""
        dialog = self._chooser(self.tr("Merge Annotators’ Work"), self._bench.desk.project.path.parent)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(
            lambda paths: self._bench.attempt(lambda: self.merge([Path(path) for path in paths]))
        )
        dialog.open()

    def merge(self, paths: Sequence[Path]) -> None:
        """Show what merging these packs would do, and merge them when a person says so."""
        from annotator.desk.merge_study import MergeStudy
        from annotator.views.merge_dialog import MergeDialog

        project = self._bench.desk.project
        if project.read_only:
            raise Refused(
                self.tr("This project is open for reading only, so nothing can be merged. Open a copy of it.")
            )
        self._parts.inspector.flush()
        dialog = MergeDialog(self._parts.theme, self._parts.window)
        # A worker of its own: a preview must not wait until an export is done.
        runner = JobRunner(dialog)
        study = MergeStudy(project, paths, runner, dialog)
        dialog.compare_requested.connect(study.compare)
        dialog.merge_requested.connect(study.merge)
        dialog.stop_requested.connect(study.cancel)
        dialog.finished.connect(study.stop)
        runner.progressed.connect(
            lambda _title, done, total, text: dialog.progress.show_progress(done, total, text)
        )
        study.compared.connect(dialog.show_packs)
        study.merged.connect(dialog.show_result)
        study.merged.connect(self._on_study_merged)
        self._dialogs.show("merge", dialog)
        dialog.begin()

    def open(self, paths: Sequence[Path]) -> None:
        """Merge work into the open project, and open a task as a project of its own.

        Raises Refused where work comes and no project is open, and as `read_cover` does.
        """
        from annotator.exchange.packs.layout import PackKind
        from annotator.exchange.packs.reading import read_cover

        covers = {path: read_cover(path) for path in paths}
        tasks = [path for path in paths if covers[path].kind is PackKind.TASK]
        if tasks and not self._is_here(covers[tasks[0]].project.id, covers[tasks[0]].annotator.id):
            self._packing.open_task(tasks[0])
        elif self._bench.desk.has_project:
            self.merge(paths)
        else:
            title = covers[paths[0]].project.title
            raise Refused(
                self.tr(
                    "This is somebody’s work on the project “%1”. Open that project, then merge it."
                ).replace("%1", title),
                ways=("file.open_project",),
            )

    def _is_here(self, project_id: str, annotator_id: str) -> bool:
        """Whether the open project is the one that a task is done in."""
        desk = self._bench.desk
        if not desk.has_project:
            return False
        return (desk.project.fact("id"), desk.project.fact(MADE_FOR)) == (project_id, annotator_id)

    def _attempt_send(self, path: Path) -> None:
        self._bench.attempt(lambda: self._packing.send(path))

    def _choose_folder(self, dialog: QObject) -> None:
        from annotator.views.give_out_dialog import GiveOutDialog

        assert isinstance(dialog, GiveOutDialog)
        chooser = self._chooser(self.tr("Folder for the Packs"), self._bench.desk.project.path.parent)
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.setOption(QFileDialog.Option.ShowDirsOnly)
        chooser.fileSelected.connect(dialog.show_folder)
        chooser.open()

    def _chooser(self, title: str, folder: Path) -> QFileDialog:
        kinds = self.tr("Packs (*%1)").replace("%1", SUFFIX)
        dialog = QFileDialog(self._parts.window, title, str(folder), kinds)
        dialog.setObjectName("fileChooser")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    @Slot(list)
    def _on_study_merged(self, packs: list[PackSeen]) -> None:
        """Show what came in, and tell the news of decisions about one's own work."""
        if any(seen.has_written for seen in packs):
            self._parts.intake.see_annotations(written_at=now())
        self._bench.feedback.count_unread()

    @Slot(object, list)
    def _on_dialog_packs_requested(self, folder: Path, people: list[object]) -> None:
        chosen = [person for person in self._packing.people() if person in people]
        self._bench.attempt(lambda: self._packing.give_out(folder, chosen))

    @Slot(object)
    def _on_packing_sent(self, sent: Sent) -> None:
        from annotator.views.pack_words import contents

        said = self.tr("%1 is ready to be sent: %2. No texts and nothing of anybody else are in it.")
        said = said.replace("%2", contents(sent.cover)).replace("%1", sent.path.name)
        self._tell(said, sent.path.parent)

    @Slot(list)
    def _on_packing_given_out(self, packs: list[Sent]) -> None:
        names = ", ".join(sent.path.name for sent in packs)
        self._tell(self.tr("Packs are ready to be given out: %1.").replace("%1", names), packs[0].path.parent)

    @Slot(object)
    def _on_packing_task_opened(self, path: Path) -> None:
        self._bench.attempt(lambda: self._doors.open_path(path))

    def _tell(self, said: str, folder: Path) -> None:
        show = Answer(
            self.tr("Show in Folder"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        )
        self._bench.notices.tell(Notice(said, key="export", answers=(show,), passing=True))
