"""The project that a command is about."""

from __future__ import annotations

import shlex
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

import click

from annotator.cli.paths import PATH, project_path
from annotator.domain.errors import Unavailable
from annotator.store.file_identity import SUFFIX
from annotator.store.lock import AlreadyOpen, OpenElsewhere
from annotator.store.opening import NewerProject, Unrecognised
from annotator.store.project import Project, open_project
from annotator.store.troubles import Damaged

_PATIENCE: Final = 2.0
"""Seconds to wait for another command that writes to the same project; a window is there for longer."""
_PAUSE: Final = 0.02

_TAKE_OVER: Final = "annotator.cli.opened.take_over"

project_argument = click.argument("project", type=PATH)


def _remember(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    context.meta[_TAKE_OVER] = value


take_over_option = click.option(
    "--take-over",
    is_flag=True,
    expose_value=False,
    callback=_remember,
    help="Write to PROJECT although another computer seems to have it open, after a backup. "
    "Where it really is open there, both can damage the file.",
)
"""For commands that write to their project; `opened` knows of it."""


@contextmanager
def opened(path: Path, *, read_only: bool = False) -> Iterator[Project]:
    """The project at `path`, with or without its suffix, closed at the end. Raises as `open_project` does.

    A newer version's is only read, as far as it may be, and that is told. Where it is damaged, the command
    that makes it anew is named.
    """
    path = project_path(path)
    try:
        with closing(_awaited(path, read_only=read_only)) as project:
            if project.newer_schema:
                _tell_of_newer(project.newer_schema, read_only=read_only)
            yield project
    except (Damaged, Unrecognised) as error:
        command = shlex.join(["claimdesk", "repair", str(path), "--out", f"{path.stem} repaired{SUFFIX}"])
        raise Unavailable(f"{error}\nWhat is left of a damaged project comes back with: {command}") from error


def _tell_of_newer(schema: int, *, read_only: bool) -> None:
    if not read_only:
        raise NewerProject(schema)
    told = f"A newer version made this project (schema {schema}). What only that version knows is left out."
    click.echo(f"claimdesk: {told}", err=True)


def _awaited(path: Path, *, read_only: bool) -> Project:
    context = click.get_current_context(silent=True)
    take_over = context is not None and bool(context.meta.get(_TAKE_OVER))
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return open_project(path, read_only=read_only, take_over=take_over)
        except OpenElsewhere as error:
            raise Unavailable(f"{error} Here that is the option --take-over.") from error
        except AlreadyOpen:
            if time.monotonic() > end:
                raise
        time.sleep(_PAUSE)
