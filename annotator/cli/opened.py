"""The project that a command is about."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from annotator.cli.paths import PATH, project_path
from annotator.store.lock import AlreadyOpen, OpenElsewhere
from annotator.store.project import Project, open_project

_PATIENCE: Final = 2.0
"""Seconds to wait for another command that writes to the same project; a window is there for longer."""
_PAUSE: Final = 0.02

project_argument = click.argument("project", type=PATH)


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Project]:
    """The project at `path`, with or without its suffix, closed at the end. Raises as `open_project` does."""
    project = _awaited(project_path(path), read_only=read_only)
    try:
        yield project
    finally:
        project.close()


def _awaited(path: Path, *, read_only: bool) -> Project:
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_project(path, read_only=read_only)
        except OpenElsewhere:
            raise
        except AlreadyOpen:
            if time.monotonic() > end:
                raise
        time.sleep(_PAUSE)
