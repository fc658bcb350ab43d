"""Going back to a backup: always in a new file, so that neither it nor what was done since is lost."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from annotator.domain.errors import Refused
from annotator.domain.work import UNWATCHED, Job
from annotator.store.file_identity import SUFFIX
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.project import open_project


def restore(backup: Path, target: Path, job: Job = UNWATCHED) -> Path:
    """Write a whole, checked copy of a backup to `target`, where nothing is yet. Returns where it is.

    Raises Refused where something is there, and otherwise as `open_project` and `copy_database` do; the
    backup is only read.
    """
    target = target if target.suffix == SUFFIX else target.with_name(target.name + SUFFIX)
    if kind_of(target) is not PathKind.NOTHING:
        raise Refused(f"{target.name} is there already. It was not touched. Choose another name.")
    with closing(open_project(backup, read_only=True)) as project:
        project.copy_to(target, job)
    return target
