"""Says once that a project is older than the one that lay in its place, where something put it unasked."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from PySide6.QtCore import QCoreApplication

from annotator.desk.notices import Notice, Notices, Severity
from annotator.domain.errors import Unavailable
from annotator.store.backups import newest_backup
from annotator.store.project import Project

KEY: Final = "older"


def warn_of_older_copy(project: Project, notices: Notices) -> None:
    """Tell the person, unless nothing is missing. To be called before it is backed up itself."""
    if not project.missing:
        return
    changes = _tr("1 change is") if project.missing == 1 else _tr("{0} changes are").format(project.missing)
    said = _tr(
        "This project is older than the one that lay here last: %1 missing. Nothing was changed. "
        "If you did not put it here, a program that syncs folders may have: look for the newer file."
    )
    with suppress(Unavailable):
        if newest := newest_backup(project.database):
            said += " " + _tr("The newest backup is %2").replace("%2", str(newest.path))
    notices.tell(Notice(said.replace("%1", changes), KEY, Severity.WARNING))


def _tr(text: str) -> str:
    return QCoreApplication.translate("OlderCopy", text)
