"""Kill what goes back to a backup: a whole new file or none, and the project and the backup untouched."""

from __future__ import annotations

import hashlib
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.store.backups import back_up, backups_of
from annotator.store.project import open_project
from annotator.store.restoring import restore
from tests.unit.store.samples import mark, new_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_PROJECT: Final = "a.claimdesk"
_NEW: Final = "restored.claimdesk"


def _prepare(folder: Path) -> None:
    """A project with a backup, in which more was decided since."""
    with closing(new_project(folder / "a", articles=40)) as project:
        for _ in range(20):
            mark(project)
        back_up(project.database, why="time")
        mark(project, "Experts doubt", label="confirmed")


def _act(folder: Path) -> None:
    """Restore the backup, unless that is done, and open what came of it."""
    if not (folder / _NEW).exists():
        restore(_backup(folder), folder / _NEW)
    open_project(folder / _NEW).close()


def _state(folder: Path) -> State:
    """Project and backup, each as the hash of its bytes, and the claims of the new file, if there is one."""
    kept = tuple(
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (folder / _PROJECT, _backup(folder))
    )
    if not (folder / _NEW).exists():
        return *kept, None
    with closing(open_project(folder / _NEW)) as project:
        return *kept, sorted((claim.id, claim.quote, claim.label) for claim in project.claims.each())


def _backup(folder: Path) -> Path:
    with closing(open_project(folder / _PROJECT, read_only=True)) as project:
        return backups_of(project.fact("id"))[0].path


VICTIM: Final = Victim(_prepare, _act, _state)

CAMPAIGN = killing(
    "torture.kill_restoring",
    "a whole new file or none; the project and its backup are as they were",
    portion=50,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
