"""Kill a process that makes a project: afterwards there is a whole one or none."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.domain.errors import Refused
from annotator.store.project import create_project, open_project
from annotator.store.writing import remove_left_over
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_NEW: Final = "new.claimdesk"


def _prepare(_folder: Path) -> None:
    """There is nothing yet."""


def _act(folder: Path) -> None:
    try:
        create_project(folder / _NEW).close()
    except Refused:
        # It was made whole before; what that left goes when anything else is written there.
        remove_left_over(folder)


def _state(folder: Path) -> State:
    """The labels of the project and whether it has an id; nothing where there is none."""
    if not (folder / _NEW).exists():
        return ()
    with closing(open_project(folder / _NEW)) as project:
        return tuple(label.key for label in project.labels()), bool(project.fact("id"))


VICTIM: Final = Victim(_prepare, _act, _state)

CAMPAIGN = killing("torture.kill_creating", "state is before or after, never between", portion=20)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
