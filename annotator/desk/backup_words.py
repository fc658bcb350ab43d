"""What is said where no backup can be made: that work goes on, and how old the last one is."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication

from annotator.domain.errors import ClaimdeskError, Unavailable
from annotator.store.backups import newest_backup
from annotator.store.project import Project


def no_backup_words(project: Project, error: ClaimdeskError) -> str:
    """Of `project`, of which no backup could be made because of `error`."""
    said = _tr("No backup could be made. The project itself is safe.")
    try:
        newest = newest_backup(project.database)
    except Unavailable:
        return f"{said} {error}"
    if newest is None:
        return f"{said} {_tr('There is none of it yet.')} {error}"
    days = (datetime.now(UTC).date() - newest.at.date()).days
    ages = {0: _tr("today"), 1: _tr("yesterday")}
    age = ages.get(max(days, 0), _tr("{0} days ago").format(days))
    return f"{said} {_tr('Last good backup: {0}.').format(age)} {error}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("BackupWords", text)
