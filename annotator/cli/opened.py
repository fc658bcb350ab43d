"""The project that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from annotator.cli.paths import project_path
from annotator.store.project import Project, open_project

project_argument = click.argument("project", type=click.Path(path_type=Path))


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Project]:
    """The project at `path`, with or without its suffix, closed at the end. Raises as `open_project` does."""
    project = open_project(project_path(path), read_only=read_only)
    try:
        yield project
    finally:
        project.close()
