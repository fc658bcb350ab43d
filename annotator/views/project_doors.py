"""The ways into and out of projects: choosing files, and what is done with them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from annotator import places
from annotator.desk.doorbell import has_window, ring
from annotator.desk.intake import Intake, require_words
from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.identity import now
from annotator.exchange.packs.layout import SUFFIX as PACK_SUFFIX
from annotator.store.file_identity import SUFFIX
from annotator.store.lock import AlreadyOpen, OpenElsewhere
from annotator.store.opening import OtherFile, Unrecognised
from annotator.store.troubles import Damaged


class ProjectDoors(QObject):
    """Asks for files without stopping the window; file choosers are the only dialogs that stand in front.

    `packs_found` carries the paths of packs that are to be opened.
    """

    packs_found = Signal(object)

    def __init__(self, window: QWidget, bench: Workbench, session: Session, intake: Intake) -> None:
        super().__init__(window)
        self._window = window
        self._bench = bench
        self._session = session
        self._intake = intake
        self._after_opening: Callable[[], None] | None = None
        session.opened.connect(self._on_session_opened)
        session.closed.connect(self._forget_intent)
        session.copies.path_needed.connect(self._on_copies_path_needed)
        session.copies.file_needed.connect(self._on_copies_file_needed)

    def new_project(self) -> None:
        """Ask where the new project goes, and make it."""
        name = self._start_folder() / f"{self.tr('New project')}{SUFFIX}"
        self._save(self.tr("New Project"), name, self._session.create, self._projects())

    def open_project(self) -> None:
        """Ask for a project and open it."""
        kinds = self.tr("Claimdesk projects and packs (*%1 *%2)").replace("%1", SUFFIX)
        dialog = self._chooser(self.tr("Open Project"), kinds.replace("%2", PACK_SUFFIX))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self._bench.attempt(lambda: self.open_path(Path(path))))
        dialog.open()

    def open_path(self, path: Path | str) -> None:
        """Open a project, or what a pack holds.

        Where another window has it open, that one is offered; where another computer has, to take it over;
        where it is damaged, to recover it; where it is an article, to import it.
        """
        path = Path(path)
        if path.suffix == PACK_SUFFIX:
            self.packs_found.emit((path,))
            return
        try:
            self._session.open(path)
        except OpenElsewhere as error:
            self._offer_way_in(path, error, Answer(self.tr("Take Over"), lambda: self._take_over(path)))
        except AlreadyOpen as error:
            if not has_window(path):
                raise
            show = Answer(self.tr("Show That Window"), lambda: self._show_window_of(path))
            self._offer_way_in(path, error, show)
        except (Damaged, Unrecognised) as error:
            self._session.recovery.offer(path.absolute(), error)
        except OtherFile as error:
            self._offer_import(path, error)

    def open_sample(self) -> None:
        """Make a fresh copy of the sample project and open it; earlier copies stay where they are."""
        from annotator.exchange.sample import build_sample

        folder = places.data_folder() / "samples"
        folder.mkdir(mode=0o700, exist_ok=True)
        stamp = now().replace(":", "").replace(".", "")[:19]
        path = folder / f"Sample {stamp}{SUFFIX}"
        build_sample(path).close()
        self._session.open(path)

    def locate(self, path: str) -> None:
        """Ask where a project went that is not where it was."""

        def found(chosen: Path) -> None:
            self._bench.settings.forget_project(path)
            self._bench.attempt(lambda: self.open_path(chosen))

        self._locate(Path(path), found)

    def import_articles(self) -> None:
        """Ask for articles and import them; without a project, ask for a new one first."""
        self._with_project(self._choose_articles)

    def import_folder(self) -> None:
        """Ask for a folder and import its articles; without a project, ask for a new one first."""
        self._with_project(self._choose_folder)

    def import_annotations(self) -> None:
        """Ask for files of other tools and import their annotations; without a project, ask for one first."""
        self._with_project(self._choose_annotations)

    def take_in(self, paths: list[Path]) -> None:
        """What was dropped: a project is opened, packs are opened or merged, everything else imported."""
        projects = [path for path in paths if path.suffix == SUFFIX]
        packs = tuple(path for path in paths if path.suffix == PACK_SUFFIX)
        if projects:
            self.open_path(projects[0])
        elif packs:
            self.packs_found.emit(packs)
        elif paths:
            self._with_project(lambda: self._intake.take_in(paths))

    def take_in_text(self, text: str) -> None:
        """Make an article of text that was dropped or copied. Raises Refused for one without words."""
        require_words(text)
        self._with_project(lambda: self._intake.import_pasted(text))

    def paste_article(self) -> None:
        """Make an article of what was copied."""
        self.take_in_text(QApplication.clipboard().text())

    def save_copy(self) -> None:
        """Ask where a copy of the project goes, and write it."""
        path = self._bench.desk.project.path
        name = path.with_name(f"{path.stem} {now()[:10]}{SUFFIX}")
        self._save(self.tr("Save a Backup Copy"), name, self._intake.save_copy, self._projects())

    def _offer_way_in(self, path: Path, error: AlreadyOpen, way: Answer) -> None:
        """Say who has the project open, and offer `way` besides trying again."""
        again = Answer(self.tr("Try Again"), lambda: self._try_again(path))
        answers = (again, way) if isinstance(error, OpenElsewhere) else (way, again)
        self._bench.notices.tell(Notice(str(error), "unavailable", Severity.WARNING, answers))

    def _try_again(self, path: Path) -> None:
        self._bench.notices.withdraw("unavailable")
        self._bench.attempt(lambda: self.open_path(path))

    def _take_over(self, path: Path) -> None:
        self._bench.notices.withdraw("unavailable")
        self._bench.attempt(lambda: self._session.open(path, take_over=True))

    def _show_window_of(self, path: Path) -> None:
        """Ask the window that has this project; open it here if that window was closed meanwhile."""
        if not ring(path):
            self._bench.attempt(lambda: self.open_path(path))

    def _offer_import(self, path: Path, error: OtherFile) -> None:
        """Say that the file is no project, and offer to bring in what it may hold."""
        from annotator.exchange.articles.kinds import kind_by_name

        if kind_by_name(path.name) is None:
            raise error
        answer = Answer(
            self.tr("Import It…"), lambda: self._bench.attempt(lambda: self.take_in([path.absolute()]))
        )
        self._bench.notices.tell(Notice(str(error), "unavailable", Severity.WARNING, (answer,)))

    def _choose_articles(self) -> None:
        # Loads what a start of the window does not need.
        from annotator.exchange.articles.kinds import SUFFIXES

        patterns = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        kinds = self.tr("Articles (%1)").replace("%1", patterns)
        self._choose_several(self.tr("Import Articles"), kinds, self._intake.take_in)

    def _choose_annotations(self) -> None:
        self._choose_several(self.tr("Import Annotations"), "", self._intake.take_in_annotations)

    def _choose_several(self, title: str, kinds: str, act: Callable[[list[Path]], None]) -> None:
        from annotator.views.chosen_files import chosen_files

        dialog = self._chooser(title, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        # Nobody reads twenty endings in a row.
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.filesSelected.connect(
            lambda paths: self._bench.attempt(lambda: act(chosen_files(dialog, paths)))
        )
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = self._chooser(self.tr("Import Folder"), "")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(
            lambda path: self._bench.attempt(lambda: self._intake.take_in([Path(path)]))
        )
        dialog.open()

    def _with_project(self, act: Callable[[], None]) -> None:
        if self._bench.desk.has_project:
            act()
            return
        self._after_opening = act
        self.new_project()

    def _on_session_opened(self) -> None:
        act, self._after_opening = self._after_opening, None
        if act is not None:
            self._bench.attempt(act)

    def _save(self, title: str, name: Path, act: Callable[[Path], None], kinds: str) -> None:
        dialog = self._chooser(title, kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setDirectory(str(name.parent))
        dialog.selectFile(name.name)
        dialog.fileSelected.connect(lambda path: self._act_on(path, act))
        dialog.open()

    @Slot()
    def _on_copies_path_needed(self) -> None:
        """Not beside the project: its disk may be full, or its folder gone."""
        name = self._own_folder() / self._bench.desk.project.path.name
        self._save(self.tr("Save a Copy Elsewhere"), name, self._session.copies.save, self._projects())

    @Slot()
    def _on_copies_file_needed(self) -> None:
        self._locate(self._bench.desk.project.path, self._session.copies.locate)

    def _locate(self, path: Path, found: Callable[[Path], None]) -> None:
        dialog = self._chooser(self.tr("Locate %1").replace("%1", path.name), self._projects())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda chosen: found(Path(chosen)))
        dialog.open()

    def _act_on(self, path: str, act: Callable[[Path], None]) -> None:
        if not self._bench.attempt(lambda: act(Path(path))):
            self._forget_intent()

    def _chooser(self, title: str, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, str(self._start_folder()), kinds)
        dialog.setObjectName("fileChooser")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.rejected.connect(self._forget_intent)
        return dialog

    def _forget_intent(self) -> None:
        self._after_opening = None

    def _start_folder(self) -> Path:
        recent = self._bench.settings.values.recent
        if recent and os.path.isdir(Path(recent[0].path).parent) and "samples" not in recent[0].path:
            return Path(recent[0].path).parent
        return self._own_folder()

    def _own_folder(self) -> Path:
        from PySide6.QtCore import QStandardPaths

        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if os.path.isdir(documents) else Path.home()

    def _projects(self) -> str:
        return self.tr("Claimdesk projects (*%1)").replace("%1", SUFFIX)
