"""Says once that a project is older than the one that lay in its place, where something put it unasked."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtCore import QCoreApplication

from annotator.desk.notices import Answer, Notice, Severity
from annotator.desk.other_copies import OtherCopies
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Unavailable
from annotator.store.backups import newest_backup
from annotator.store.project import Project


def warn_of_older_copy(project: Project, bench: Workbench, others: OtherCopies) -> None:
    """Tell the person how much is missing, and offer what the newest backup holds.

    To be called before the project is backed up itself.
    """
    changes = _tr("1 change is") if project.missing == 1 else _tr("{0} changes are").format(project.missing)
    said = _tr(
        "This project is older than the one that lay here last: %1 missing. Nothing was changed. "
        "If you did not put it here, a program that syncs folders may have: look for the newer file."
    )
    answers: tuple[Answer, ...] = ()
    with suppress(Unavailable):
        if newest := newest_backup(project.database):
            said += " " + _tr("The newest backup is %2").replace("%2", str(newest.path))
            merge = partial(others.merge, [newest.path])
            answers = (Answer(_tr("Merge from Backup…"), lambda: bench.attempt(merge)),)
    bench.notices.tell(Notice(said.replace("%1", changes), "older", Severity.WARNING, answers))


def _tr(text: str) -> str:
    return QCoreApplication.translate("OlderCopy", text)
