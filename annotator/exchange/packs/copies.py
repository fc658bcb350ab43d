"""Other copies of a project: what was done in one and is not here, as packs. A copy is only read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.domain.errors import Refused
from annotator.domain.records import Annotator
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.names import printable, safe_name
from annotator.exchange.packs.layout import MADE_FOR, SUFFIX, PackKind
from annotator.exchange.packs.writing import write_pack
from annotator.store.merging import who_did_more
from annotator.store.project import Project, open_project
from annotator.store.team import persons


class AnotherProject(Refused):
    """The file is no copy of this project."""


def holds_more(project: Project, copy: Path) -> bool:
    """Whether there is something in a copy for `pack_more`. Raises as that does."""
    with _opened(project, copy) as other:
        return bool(_who_did_more(project, other))


def pack_more(project: Project, copy: Path, folder: Path, job: Job = UNWATCHED) -> list[Path]:
    """Write a pack to `folder` for each annotator who did something in `copy` that is not in `project`.

    It holds all of her work there. Whose work the project does not show is left out. Raises AnotherProject
    where it is none of this one, and otherwise as `open_project` and `write_pack` do.
    """
    packs = []
    with _opened(project, copy) as other:
        for person in _who_did_more(project, other):
            path = folder / f"{safe_name(f'{person.name} - {printable(copy.stem)}')}{SUFFIX}"
            write_pack(other, path, annotator=person, kind=PackKind.WORK, job=job)
            packs.append(path)
    return packs


@contextmanager
def _opened(project: Project, copy: Path) -> Iterator[Project]:
    with closing(open_project(copy, read_only=True)) as other:
        if other.fact("id") != project.fact("id"):
            raise AnotherProject(
                f"{printable(copy.name)} is another project. Nothing was changed. "
                "Open it, or choose a copy of this one."
            )
        yield other


def _who_did_more(project: Project, other: Project) -> list[Annotator]:
    """Those whose work may come into the project and be seen by who merges it."""
    wanted = {project.fact(MADE_FOR), project.database.sight.annotator_id} - {""}
    found = who_did_more(project.database, other.database)
    return [person for person in persons(other) if person.id in found and wanted <= {person.id}]
