"""Kill a process that merges a pack: all of the pack is there, or nothing of it."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.store.project import open_project
from tests.packs import do, given_out, lead_project, marking, merged, packed, state
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_CLAIMS: Final = 60
_LEAD: Final = "lead.claimdesk"
_PACK: Final = "anna.annpack"


def _prepare(folder: Path) -> None:
    """A lead's project with nobody's work, and a pack of sixty claims for it."""
    hers = given_out(lead_project(folder), folder / "anna", "Anna")
    for number in range(_CLAIMS):
        do(hers, marking(number % 4 + 1), article_number=number % 2)
    packed(hers, folder / _PACK)


def _act(folder: Path) -> None:
    merged(folder / _LEAD, folder / _PACK)


def _state(folder: Path) -> State:
    """Every row about people's work."""
    with closing(open_project(folder / _LEAD)) as project:
        return tuple(state(project))


VICTIM: Final = Victim(_prepare, _act, _state)

CAMPAIGN = killing(
    "torture.kill_merging",
    "state is before or after, never between; merging again ends as without a kill",
    portion=20,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
