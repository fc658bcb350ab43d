"""Kill exports: a file with those beside it, a ZIP and a folder, each over one that was there before."""

from __future__ import annotations

import hashlib
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.domain.errors import ClaimdeskError
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.manifest import manifest_of
from annotator.store.project import Project, open_project
from tests.unit.store.samples import mark, new_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_WORDS: Final = ("bridge is closed", "mayor says", "Experts doubt", "A letter warns")
_OF_ANOTHER: Final = "is of another export"
_KINDS: Final = {"claims.jsonl": "jsonl", "claims.zip": "brat", "folder": "brat"}


def _prepare(folder: Path) -> None:
    """A project that says more than what was exported of it."""
    with closing(new_project(folder / "a", articles=3)) as project:
        mark(project, _WORDS[0])
        (folder / "folder").mkdir()
        _export_all(project, folder)
        for words in _WORDS[1:]:
            mark(project, words, label="confirmed")


def _act(folder: Path) -> None:
    with closing(open_project(folder / "a.claimdesk")) as project:
        _export_all(project, folder)


def _export_all(project: Project, folder: Path) -> None:
    for name, format_ in _KINDS.items():
        export(Unwatched(), project, ExportChoices(format=format_, finished_only=False), folder / name)


def _state(folder: Path) -> State:
    """Of each data set its bytes, as a hash, and how many claims it says it holds or what people are told."""
    return tuple(_found(folder / name) for name in _KINDS)


def _found(path: Path) -> tuple[str, int | str]:
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    digest = hashlib.sha256()
    for file in files:
        if file.is_file():
            digest.update(file.read_bytes())
    try:
        return digest.hexdigest(), manifest_of(path).claims
    except ClaimdeskError as error:
        return digest.hexdigest(), str(error)


def _is_whole(found: State, before: State, after: State) -> bool:
    """Each is the old one or the new one; where files beside each other differ, people are told that."""
    return all(
        one in (old, new) or (one[0] in (old[0], new[0]) and _OF_ANOTHER in str(one[1]))
        for one, old, new in zip(found, before, after, strict=True)
    )


VICTIM: Final = Victim(_prepare, _act, _state, _is_whole)

CAMPAIGN = killing(
    "torture.kill_exporting",
    "each data set is the old or the new one, or says that its parts do not belong together",
    portion=50,
)

if __name__ == "__main__":
    tell(partial(try_kills, VICTIM))
