"""pack and merge: one annotator's work on its way between project files."""

from __future__ import annotations

import json
from pathlib import Path

import click

from annotator.cli.opened import opened, project_argument, take_over_option
from annotator.cli.paths import PATH
from annotator.cli.terminal import plain, watched
from annotator.cli.words import WORDS
from annotator.domain.errors import Refused
from annotator.store.path_kinds import PathKind, kind_of

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
    merged as a whole or not at all, after a backup. What does not fit is told and left out, and the exit
    code is 1 then.
    """
    from annotator.cli.pack_words import in_words, json_of
    from annotator.exchange.packs.merging import merge
    from annotator.exchange.packs.reading import read_pack
    from annotator.exchange.packs.weighing import compare

    if name and len(packs) > 1:
        raise click.UsageError("--as names one person; merge her pack alone.")
    found = []
    with opened(project, read_only=dry_run) as target, watched("Merging") as job:
        for path in packs:
            pack = read_pack(path, job)
            do = compare if dry_run else merge
            result = do(target, pack, name=name, job=job)
            found.append(result)
            if not as_json:
                job.clear()
                for line in in_words(result, is_rehearsal=dry_run):
                    click.echo(plain(line))
    if as_json:
        click.echo(json.dumps(list(map(json_of, found)), ensure_ascii=False, indent=2))
    if any(result.left_out for result in found):
        context.exit(1)
