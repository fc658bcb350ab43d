"""The command line: the window, and everything that needs none. The rest is imported when it is asked for."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

import click

from annotator import __version__
from annotator.cli.paths import PATH, project_path
from annotator.cli.terminal import OutputLost, guarded_output, in_lines
from annotator.domain.errors import Cancelled, ClaimdeskError
from annotator.store.path_kinds import PathKind, kind_of

_COMMANDS: Final = {
    "new": "projects",
    "info": "projects",
    "check": "projects",
    "backup": "projects",
    "repair": "repair",
    "import": "articles",
    "label": "articles",
    "export": "datasets",
    "formats": "annotated",
    "agreement": "agreement",
    "people": "team",
    "allot": "team",
    "pack": "packs",
    "merge": "packs",
    "demo": "demo",
}
_INTERRUPTED: Final = 130


class _Commands(click.Group):
    """Commands that are loaded when they are used; a first word that is none names a project to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"annotator.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        first = args[0]
        if first in _COMMANDS:
            return super().resolve_command(ctx, args)
        if not Path(first).suffix and kind_of(project_path(Path(first))) is PathKind.NOTHING:
            ctx.fail(f"There is no command and no project “{first}”.")
        return "open", _open, args


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    subcommand_metavar="[PROJECT | COMMAND ...]",
    epilog="A project that is named like a command is opened with a folder before it, as in ./new.",
)
@click.version_option(__version__, prog_name="claimdesk", message="%(prog)s %(version)s")
@click.option("--sample", is_flag=True, help="Open a copy of the sample project.")
@click.pass_context
def _claimdesk(context: click.Context, sample: bool) -> None:
    """Mark what news articles state as confirmed, disputed or unverified.

    Without a command the window opens, on PROJECT where one is given.
    """
    if context.invoked_subcommand is None:
        context.exit(_open_window(None, sample=sample))
    if sample:
        raise click.UsageError("--sample opens a project of its own; it goes with nothing else.")


@click.command("open", hidden=True)
@click.argument("project", type=PATH)
@click.pass_context
def _open(context: click.Context, project: Path) -> None:
    """Open the window on PROJECT."""
    context.exit(_open_window(project_path(project), sample=False))


def _open_window(project: Path | None, *, sample: bool) -> int:
    from annotator.qt_loading import load_qt

    load_qt()
    from annotator.app import open_window

    return open_window(project, sample=sample)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what `arguments` say, by default those of the process, and return the exit code.

    0 is done, 1 refused, not possible now or problems found, 2 not understood, 130 interrupted.
    """
    try:
        with guarded_output():
            code = _claimdesk.main(
                list(sys.argv[1:] if arguments is None else arguments),
                prog_name="claimdesk",
                standalone_mode=False,
            )
    except click.UsageError as error:
        usage = f"{error.ctx.get_usage()}\n" if error.ctx else ""
        return _said(f"{usage}claimdesk: {error.format_message()}", error.exit_code)
    except click.ClickException as error:
        return _said(f"claimdesk: {error.format_message()}", error.exit_code)
    except (click.Abort, Cancelled) as error:
        return _said(f"claimdesk: {str(error) or Cancelled()}", _INTERRUPTED)
    except ClaimdeskError as error:
        return _said(in_lines(error), 1)
    except OutputLost as error:
        return _said(f"claimdesk: {error}", 1) if str(error) else 1
    return code if isinstance(code, int) else 0


def _said(message: str, code: int) -> int:
    # The code tells as well, where nobody can be told.
    with suppress(OSError):
        click.echo(message, err=True)
    return code
