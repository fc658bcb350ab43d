"""Opens a task: makes a project of it for its annotator, or brings what is new into the one that is there."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from annotator.domain.errors import ClaimdeskError, Refused
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.names import safe_name
from annotator.exchange.packs.comparison import Comparison
from annotator.exchange.packs.cover import Cover
from annotator.exchange.packs.layout import MADE_FOR
from annotator.exchange.packs.merging import merge, write
from annotator.exchange.packs.reading import Pack, read_pack
from annotator.exchange.packs.weighing import compare
from annotator.store.facts import begin_with
from annotator.store.file_identity import SUFFIX
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.project import Project, create_project, open_project


def project_of(cover: Cover, candidates: Iterable[Path]) -> Path | None:
    """The first of these files that is the project made for the annotator of the pack; None for none.

    A file that can't be opened for reading is none.
    """
    for path in candidates:
        with suppress(ClaimdeskError):
            project = open_project(path, read_only=True)
            try:
                if (project.fact("id"), project.fact(MADE_FOR)) == (cover.project.id, cover.annotator.id):
                    return path
            finally:
                project.close()
    return None


def beside(pack: Path) -> list[Path]:
    """The project files in the folder of a pack, by name."""
    return sorted(path for path in pack.absolute().parent.glob(f"*{SUFFIX}") if os.path.isfile(path))


def open_task(
    path: Path, *, candidates: Iterable[Path] = (), job: Job = UNWATCHED
) -> tuple[Path, Comparison | None]:
    """The project in which the task at `path` is done, and what was merged into it where it was there.

    It is looked for beside the pack and among `candidates`, or else made beside the pack: whole or not at
    all. Raises as `read_pack` and `merge` do, and Refused for a pack that is no task.
    """
    pack = _task(path, job)
    there = project_of(pack.cover, [*beside(path), *candidates])
    if there is None:
        return _made(_free(path, pack.cover), pack, job), None
    project = open_project(there)
    try:
        return there, merge(project, pack, job=job)
    finally:
        project.close()


def make_project(path: Path, project: Path, *, job: Job = UNWATCHED) -> Path:
    """Make the project of the task at `path`, whole or not at all, and return where it is.

    Raises as `read_pack` and `create_project` do, and Refused for a pack that is no task.
    """
    return _made(project, _task(path, job), job)


def _task(path: Path, job: Job) -> Pack:
    pack = read_pack(path, job)
    if not pack.is_task:
        raise Refused(
            f"{pack.name} is the work of {pack.cover.annotator.name}, and nothing to label. "
            "Nothing was changed. Open the project that it belongs to, then merge it there."
        )
    return pack


def _made(path: Path, pack: Pack, job: Job) -> Path:
    """A new project with her rows so far."""

    def fill(project: Project) -> None:
        begin_with(project.database, pack.labels, {MADE_FOR: pack.cover.annotator.id})
        write(project, compare(project, pack, job=job), job)

    cover = pack.cover
    made = create_project(path, title=cover.project.title, id_=cover.project.id, fill=fill)
    made.close()
    return made.path


def _free(pack: Path, cover: Cover) -> Path:
    """A name for the project that nothing beside the pack has."""
    stem = safe_name(f"{cover.project.title} - {cover.annotator.name}")
    names = chain([stem], (f"{stem} {number}" for number in count(2)))
    paths = (pack.absolute().parent / f"{name}{SUFFIX}" for name in names)
    return next(path for path in paths if kind_of(path) is PathKind.NOTHING)
