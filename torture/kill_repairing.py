"""Kill what makes a damaged project anew: a whole new file or none, the damaged one untouched."""

from __future__ import annotations

import hashlib
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.domain.errors import Refused
from annotator.store.backups import back_up
from annotator.store.project import open_project
from annotator.store.repair.repairing import repair
from annotator.store.writing import remove_left_over
from tests.unit.store.samples import mark, new_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_DAMAGED: Final = "a.damaged"
_PAGE: Final = 4096


def _prepare(folder: Path) -> None:
    """A project of which a page is overwritten, with a backup of it."""
    with closing(new_project(folder / "a", articles=40)) as project:
        for _ in range(20):
            mark(project)
        back_up(project.database, why="time")
        path = project.path
    content = bytearray(path.read_bytes())
    content[5 * _PAGE : 6 * _PAGE] = b"\xa5" * _PAGE
    # Not under the name of a project, as what is looked at afterwards has to be whole.
    (folder / _DAMAGED).write_bytes(content)
    path.unlink()


def _act(folder: Path) -> None:
    try:
        repair(folder / _DAMAGED, folder / "new.claimdesk")[0].close()
    except Refused:
        # It was made whole before, and only opening it was cut off; what that left goes with the next write.
        open_project(folder / "new.claimdesk").close()
        remove_left_over(folder)


def _state(folder: Path) -> State:
    """The damaged file's bytes as a hash, and what is said in the new one, None where there is none."""
    damaged = hashlib.sha256((folder / _DAMAGED).read_bytes()).hexdigest()
    new = folder / "new.claimdesk"
    if not new.exists():
        return damaged, None
    with closing(open_project(new)) as project:
        claims = sorted((claim.id, claim.quote, claim.label) for claim in project.claims.each())
        return damaged, (project.articles.count(), claims)


VICTIM: Final = Victim(_prepare, _act, _state)

CAMPAIGN = killing(
    "torture.kill_repairing",
    "a whole new file or none; the damaged one and its backups are as they were",
    portion=50,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
