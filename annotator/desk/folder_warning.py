"""Says once that a project lies where it is in danger. It is opened all the same."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication

from annotator.desk.copies import Copies
from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.workbench import Workbench
from annotator.store.project import Project
from annotator.store.surroundings import Danger, Surroundings, surroundings

KEY: Final = "folder"
_MOST_KEPT: Final = 100


def warn_of_folder(project: Project, bench: Workbench, copies: Copies) -> None:
    """Tell the person about the folder of `project`, unless she was told before or it is a safe one."""
    found, id_ = surroundings(project.path), project.fact("id")
    warned = bench.settings.values.warned
    if found is None or id_ in warned:
        return
    bench.settings.change(warned=(*warned[1 - _MOST_KEPT :], id_))
    answers = (
        Answer(_tr("Copy It and Open the Copy…"), copies.move),
        Answer(_tr("Leave It There"), lambda: None),
    )
    bench.notices.tell(Notice(_words(found), KEY, Severity.WARNING, answers))


def _words(found: Surroundings) -> str:
    match found.danger:
        case Danger.NETWORK:
            said = _tr(
                "This project lies on a network folder (%1). Nothing is wrong with it now, but its file can "
                "be damaged there when two people write. "
                "Keep it on this computer, or open it in one place only."
            )
        case Danger.SYNCED:
            said = _tr(
                "This project lies in a folder that %1 keeps the same on several computers. Decisions are "
                "saved as usual, but those of one computer can be lost when it is open on two. "
                "Keep it outside of that folder, or open it in one place only."
            )
    return said.replace("%1", found.name)


def _tr(text: str) -> str:
    return QCoreApplication.translate("FolderWarning", text)
