"""What people ask of the program that writes files: each with its ground, the act, and what it leaves."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.desk.settings import Settings
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.importing import import_pasted
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.store.backups import back_up
from annotator.store.project import Project, create_project, open_project
from annotator.store.restoring import restore
from tests import packs
from tests.older_projects import make_older
from tests.unit.store.samples import anna, findings, mark, new_project

State = object
PROJECT: Final = "a.claimdesk"
_OLD: Final = b"what was there before"


@dataclass(frozen=True, slots=True)
class Operation:
    """`prepare` makes the ground in an empty folder, `act` works on it, `state` says what came of it.

    Two states are equal where a person finds the same, whatever ids and times are in them.
    """

    prepare: Callable[[Path], object]
    act: Callable[[Path], object]
    state: Callable[[Path], State]


def sound(folder: Path) -> list[str]:
    """What is wrong with the projects in a folder; parts that were left behind, too."""
    wrong = []
    for path in sorted(folder.glob("*.claimdesk")):
        with closing(open_project(path)) as project:
            wrong += [f"{path.name}: {finding}" for finding in findings(project)]
    return wrong + [f"{path.name} was left behind" for path in folder.rglob("*.part*")]


def _with_project(act: Callable[[Project, Path], object]) -> Callable[[Path], object]:
    def opened(folder: Path) -> None:
        with closing(open_project(folder / PROJECT)) as project:
            act(project, folder)

    return opened


def _new(folder: Path) -> None:
    project = new_project(folder / PROJECT)
    mark(project)
    project.close()


def _said(folder: Path, name: str = PROJECT) -> State:
    """Titles of articles, and every claim with its words and label."""
    if not (folder / name).exists():
        return None
    with closing(open_project(folder / name)) as project:
        claims = {(claim.quote, claim.label) for claim in project.claims.each()}
        return sorted(article.title for article in project.articles.each()), claims


def _with_old_files(*names: str) -> Callable[[Path], object]:
    def prepare(folder: Path) -> None:
        _new(folder)
        for name in names:
            (folder / name).write_bytes(_OLD)

    return prepare


def _is_new(name: str) -> Callable[[Path], State]:
    """Whether the file is whole: as it was before, or as long as it is to be."""

    def state(folder: Path) -> State:
        content = (folder / name).read_bytes()
        return "old" if content == _OLD else len(content)

    return state


def _export(project: Project, folder: Path) -> None:
    export(Unwatched(), project, ExportChoices(finished_only=False), folder / "claims.jsonl")


def _with_copy(folder: Path) -> None:
    _new(folder)
    with closing(open_project(folder / PROJECT)) as project:
        project.copy_to(folder / "copy.claimdesk")
        mark(project, "Experts doubt", label="confirmed")


def _automatic_backups(folder: Path) -> State:
    kept = sorted((folder / "home").rglob("*.claimdesk"))
    for path in kept:
        with closing(sqlite3.connect(path)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return "a damaged backup"
    return len(kept)


def _older(folder: Path) -> None:
    """A project as the first version made it."""
    _new(folder)
    make_older(folder / PROJECT, 1)


def _schema(folder: Path) -> State:
    with closing(sqlite3.connect(folder / PROJECT)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()
        return version, connection.execute("SELECT name FROM sqlite_schema ORDER BY name").fetchall()


def _for_merge(folder: Path) -> None:
    lead = packs.lead_project(folder)
    hers = packs.given_out(lead, folder / "anna", "Anna")
    for number in range(4):
        packs.do(hers, packs.marking(number % 4 + 1), article_number=number % 2)
    packs.packed(hers, folder / "anna.annpack")
    shutil.rmtree(folder / "anna")
    lead.rename(folder / PROJECT)


def _merged(folder: Path) -> State:
    with closing(open_project(folder / PROJECT)) as project:
        return packs.state(project)


def _is_pack(folder: Path) -> State:
    path = folder / "anna.annpack"
    return "old" if path.read_bytes() == _OLD else len(read_pack(path).claims)


def _pack(project: Project, folder: Path) -> None:
    write_pack(
        project, folder / "anna.annpack", annotator=annotator_to_pack(project, "Anna"), kind=PackKind.WORK
    )


def _set(folder: Path) -> None:
    settings, troubles = Settings(folder / "settings.json"), list[str]()
    settings.not_kept.connect(troubles.append)
    settings.change(zoom=175)
    if told := settings.trouble or "".join(troubles):
        raise Unavailable(told)


def _setting(folder: Path) -> State:
    return Settings(folder / "settings.json").values.zoom


def _make(folder: Path) -> None:
    try:
        create_project(folder / PROJECT).close()
    except Refused:
        # It is there, and only opening it had failed.
        open_project(folder / PROJECT).close()


def _restore(folder: Path) -> None:
    try:
        restore(folder / "copy.claimdesk", folder / "restored.claimdesk")
    except Refused:
        # It is there, and only what came after it had failed.
        open_project(folder / "restored.claimdesk").close()


OPERATIONS: Final[dict[str, Operation]] = {
    "label": Operation(
        _new, _with_project(lambda project, _: mark(project, "Experts doubt", label="confirmed")), _said
    ),
    "import": Operation(
        _new,
        _with_project(
            lambda project, _: import_pasted(project, "A storm came. " * 400, annotator_id=anna(project).id)
        ),
        _said,
    ),
    "export": Operation(_with_old_files("claims.jsonl"), _with_project(_export), _is_new("claims.jsonl")),
    "backup copy": Operation(
        _with_copy,
        _with_project(lambda project, folder: project.copy_to(folder / "copy.claimdesk")),
        lambda folder: _said(folder, "copy.claimdesk"),
    ),
    "automatic backup": Operation(
        _new, _with_project(lambda project, _: back_up(project.database, why="time")), _automatic_backups
    ),
    "migration": Operation(_older, lambda folder: open_project(folder / PROJECT).close(), _schema),
    "merge": Operation(
        _for_merge,
        _with_project(lambda project, folder: merge(project, read_pack(folder / "anna.annpack"))),
        _merged,
    ),
    "pack": Operation(_with_old_files("anna.annpack"), _with_project(_pack), _is_pack),
    "settings": Operation(lambda folder: Settings(folder / "settings.json").change(zoom=120), _set, _setting),
    "new project": Operation(lambda _: None, _make, _said),
    "restore": Operation(_with_copy, _restore, lambda folder: _said(folder, "restored.claimdesk")),
}
