"""Kill what makes copies of a project: one over an older copy, and one made unasked."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.store.backups import back_up, backups_of
from annotator.store.project import open_project
from tests.unit.store.samples import mark, new_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_COPY: Final = "copy.claimdesk"


def _prepare(folder: Path) -> None:
    """A project with an older copy and an older backup, and with more in it than both."""
    with closing(new_project(folder / "a", articles=40)) as project:
        mark(project)
        project.copy_to(folder / _COPY)
        back_up(project.database, why="open")
        for _ in range(20):
            mark(project, "Experts doubt", label="confirmed")


def _act(folder: Path) -> None:
    with closing(open_project(folder / "a.claimdesk")) as project:
        project.copy_to(folder / _COPY)
        back_up(project.database, why="time")


def _state(folder: Path) -> State:
    """How many claims are in the project, in its copy, and in each of its backups."""
    with closing(open_project(folder / "a.claimdesk", read_only=True)) as project:
        kept = backups_of(project.fact("id"))
    copies = [folder / _COPY, *(backup.path for backup in kept)]
    return _claims(folder / "a.claimdesk"), tuple(map(_claims, copies))


def _claims(path: Path) -> int:
    with closing(open_project(path, read_only=True)) as project:
        return len(list(project.claims.each()))


def _is_whole(found: State, before: State, after: State) -> bool:
    """The copy comes first, so that it may be new while there is no new backup yet."""
    (project, (_, *old)), (_, (copy, *_)) = before, after
    return found in (before, (project, (copy, *old)), after)


VICTIM: Final = Victim(_prepare, _act, _state, _is_whole)

CAMPAIGN = killing(
    "torture.kill_backing_up",
    "each copy is the old one, the new one or not there; the project is as it was",
    portion=50,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
