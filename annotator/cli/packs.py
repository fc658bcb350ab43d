"""pack and merge: one annotator's work on its way between project files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.opened import opened, project_argument, take_over_option
from annotator.cli.paths import PATH
from annotator.cli.terminal import in_lines, plain, watched
from annotator.cli.words import WORDS
from annotator.domain.errors import Refused, Unavailable
from annotator.store.path_kinds import PathKind, kind_of

if TYPE_CHECKING:
    # Packs are loaded when there is one.
    from annotator.domain.work import Job
    from annotator.exchange.packs.comparison import Comparison
    from annotator.store.project import Project

_KINDS = click.Choice(["task", "work"])


@click.command("pack")
@project_argument
@click.option("--annotator", type=WORDS, default="", help="Whose pack it is to be.")
@click.option("--out", type=PATH, required=True, help="The pack, ending in .annpack.")
@click.option(
    "--kind",
    type=_KINDS,
    help="task: her articles, labels and guidelines. work: what she did. "
    "Work where the project was made of a task, else a task.",
)
@click.option("--replace", "--force", is_flag=True, help="Write over a file that is there.")
def pack_command(project: Path, annotator: str, out: Path, kind: str | None, *, replace: bool) -> None:
    """Write what one annotator is given, or what she did, to one file.

    There is nothing of anybody else in it.
    """
    if not replace and kind_of(out) is not PathKind.NOTHING:
        # It may be the work that she sent back, which is nowhere else.
        raise Refused(
            f"{out.name} is there already. It was not touched. Choose another name, or add --replace."
        )
    from annotator.cli.pack_words import contents
    from annotator.exchange.packs.feedback import feedback_for
    from annotator.exchange.packs.layout import PackKind
    from annotator.exchange.packs.writing import annotator_to_pack, default_kind, write_pack

    with opened(project, read_only=True) as found, watched("Packing") as job:
        person = annotator_to_pack(found, annotator)
        chosen = PackKind(kind) if kind else default_kind(found)
        told = feedback_for(found, person.id) if chosen is PackKind.TASK else ()
        cover = write_pack(found, out, annotator=person, kind=chosen, feedback=told, job=job)
    what = "To label" if chosen is PackKind.TASK else "Done"
    click.echo(plain(f"{out}: {what} by {person.name}: {contents(cover)}."))


@click.command("merge")
@project_argument
@click.argument("packs", nargs=-1, required=True, type=PATH)
@click.option(
    "--as",
    "name",
    type=WORDS,
    default="",
    help="What the annotator of the pack is called here, where somebody else has that name.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be merged, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON array, with an object for each pack.")
@take_over_option
@click.pass_context
def merge_command(
    context: click.Context, project: Path, packs: tuple[Path, ...], name: str, dry_run: bool, as_json: bool
) -> None:
    """Bring annotators' packs together in PROJECT.

    Rows are known by their ids: in any order, and the same pack twice, it comes to the same. Each pack is
    merged as a whole or not at all, after a backup, whatever becomes of the others. What does not fit is
    told and left out, and the exit code is 1 then.
    """
    from annotator.cli.pack_words import in_words, json_of, json_of_trouble

    if name and len(packs) > 1:
        raise click.UsageError("--as names one person; merge her pack alone.")
    found: list[tuple[Path, Comparison | Refused]] = []
    try:
        with opened(project, read_only=dry_run) as target, watched("Merging") as job:
            for path in packs:
                result = _tried(target, path, name=name, job=job, is_rehearsal=dry_run)
                found.append((path, result))
                job.clear()
                if isinstance(result, Refused):
                    click.echo(in_lines(result), err=True)
                elif not as_json:
                    for line in in_words(result, is_rehearsal=dry_run):
                        click.echo(plain(line))
    finally:
        # What was merged before something went wrong is merged, and is told.
        if as_json and found:
            told = [
                json_of_trouble(path, result) if isinstance(result, Refused) else json_of(result)
                for path, result in found
            ]
            click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    refused = [path for path, result in found if isinstance(result, Refused)]
    if refused and len(found) > 1:
        names = ", ".join(plain(path.name) for path in refused)
        click.echo(f"claimdesk: {len(refused)} of {len(found)} packs left out: {names}.", err=True)
    if any(isinstance(result, Refused) or result.left_out for _path, result in found):
        context.exit(1)


def _tried(project: Project, path: Path, *, name: str, job: Job, is_rehearsal: bool) -> Comparison | Refused:
    """What came of merging one pack, or why it can't be: those beside it can be merged all the same."""
    from annotator.exchange.packs.merging import merge
    from annotator.exchange.packs.reading import read_pack
    from annotator.exchange.packs.weighing import compare

    try:
        pack = read_pack(path, job)
    except (Refused, Unavailable) as error:
        return Refused(str(error))
    try:
        return (compare if is_rehearsal else merge)(project, pack, name=name, job=job)
    except Refused as error:
        return error
