"""Copies that are made without being asked for, kept in the person's data folder and thinned with time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from annotator import places
from annotator.domain.errors import Unavailable
from annotator.domain.identity import derived_id, name_of_id
from annotator.domain.immutable import immutable
from annotator.domain.work import UNWATCHED, Job
from annotator.store.copying import copy_database
from annotator.store.database import Database
from annotator.store.facts import MADE_FOR, fact
from annotator.store.file_identity import SUFFIX
from annotator.store.journal import Journal
from annotator.store.tables import project_id
from annotator.store.writing import reason

BEFORE_UPGRADE: Final = "before-upgrade"
_KNOWN_WHOLE: Final = "checked-whole"
_STAMP: Final = "%Y%m%dT%H%M%S%f"
_KEPT_DAYS, _KEPT_WEEKS, _KEPT_MONTHS = 12, 10, 9
_KEPT_BEFORE_UPGRADE: Final = timedelta(days=90)


@immutable
class Backup:
    """A backup's file, when it was made (UTC) and why: "open", "time", "import", "before-upgrade" ...

    `state` is the beginning of the hash of the journal's last entry, which tells one state from another.
    """

    path: Path
    at: datetime
    why: str
    state: str = ""


def folder_of(id_: str) -> Path:
    """Where a project's backups are kept: not beside it, so that they outlive its folder.

    Raises Unavailable where that folder can't be made.
    """
    try:
        # The id comes out of a file: only what is surely an id may name a folder.
        folder = places.data_folder() / "backups" / name_of_id(id_)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise Unavailable(
            f"The folder for backups can't be made: {reason(error)}. Nothing was changed. "
            f"Look what is at {error.filename}, or free some space."
        ) from error
    return folder


def is_backup(path: Path) -> bool:
    """Whether the file lies where backups are kept, which stay as they are."""
    return path.resolve().is_relative_to((places.data_folder() / "backups").resolve())


def kept_under(id_: str, made_for: str) -> str:
    """The id under which a project's backups are kept.

    A project that was made of a pack has the id of the one that it came from, which may be on this computer
    too; their backups are not each other's.
    """
    return derived_id(id_, f"made for {made_for}") if made_for else id_


def backups_of(id_: str) -> list[Backup]:
    """The backups that are kept under this id, newest first."""
    return _backups_in(folder_of(id_))


def newest_backup(database: Database) -> Backup | None:
    """The newest backup of the project, None where there is none. Raises Unavailable as `folder_of` does."""
    kept = backups_of(kept_under(project_id(database), fact(database, MADE_FOR)))
    return kept[0] if kept else None


def is_known_whole(backup: Backup) -> bool:
    """Whether a full check of a backup of the same state has found nothing."""
    with suppress(OSError):
        return (backup.path.parent / _KNOWN_WHOLE).read_text(encoding="ascii") == backup.state
    return False


def know_as_whole(backup: Backup) -> None:
    """Remember that a full check found nothing. Where that can't be kept, it is checked once more."""
    with suppress(OSError):
        (backup.path.parent / _KNOWN_WHOLE).write_text(backup.state, encoding="ascii")


def _backups_in(folder: Path) -> list[Backup]:
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        stamp, _, rest = path.stem.partition("-")
        why, _, state = rest.rpartition("-")
        with suppress(ValueError):
            found.append(Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), why, state))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def back_up(database: Database, *, why: str, job: Job = UNWATCHED) -> Backup | None:
    """Copy the project into its backup folder unless the newest copy is of this state; then thin them.

    Returns the new backup, or None where none was needed. Raises Unavailable where it can't be made, and
    Cancelled where `job` was.
    """
    folder = folder_of(kept_under(project_id(database), fact(database, MADE_FOR)))
    state = Journal(database, "").last_hash()[:12]
    kept = _backups_in(folder)
    if not state or (kept and kept[0].state == state and why != BEFORE_UPGRADE):
        return None
    at = datetime.now(UTC)
    path = folder / f"{at.strftime(_STAMP)}-{why}-{state}{SUFFIX}"
    copy_database(database, path, job)
    backup = Backup(path, at, why, state)
    for old in superfluous([backup, *kept], today=at.date()):
        with suppress(OSError):
            old.path.unlink()
    return backup


def superfluous(backups: Sequence[Backup], *, today: date) -> list[Backup]:
    """Those that need not be kept.

    Kept are all of today and yesterday, then the newest of each of 12 days, 10 weeks and 9 months, those
    made before an upgrade for 90 days, and always the newest of all.
    """
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    keep = {backup.path for backup in newest_first[:1]}
    keep |= {backup.path for backup in newest_first if (today - backup.at.date()).days <= 1}
    keep |= {
        backup.path
        for backup in newest_first
        if backup.why == BEFORE_UPGRADE and today - backup.at.date() <= _KEPT_BEFORE_UPGRADE
    }
    keep |= _newest_of(newest_first, _KEPT_DAYS, "%Y-%m-%d")
    keep |= _newest_of(newest_first, _KEPT_WEEKS, "%G-%V")
    keep |= _newest_of(newest_first, _KEPT_MONTHS, "%Y-%m")
    return [backup for backup in newest_first if backup.path not in keep]


def _newest_of(newest_first: Iterable[Backup], periods: int, pattern: str) -> set[Path]:
    newest: dict[str, Path] = {}
    for backup in newest_first:
        newest.setdefault(backup.at.strftime(pattern), backup.path)
    return set(list(newest.values())[:periods])
