"""repair: a damaged project made anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import click

from annotator.cli.paths import project_path
from annotator.cli.terminal import plain, watched
from annotator.domain.steps import Record, entity_of
from annotator.store.plain_records import canonical
from annotator.store.plain_records import plain as plain_values
from annotator.store.repair.rebuilding import Rebuilt
from annotator.store.repair.repairing import repair
from annotator.store.writing import replacing

_LEFT_OUT_SUFFIX: Final = ".left-out.jsonl"


@click.command("repair")
@click.argument("project", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The new project file.")
@click.option(
    "--backup",
    "backups",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="A copy made earlier, instead of the newest backups; can be repeated.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def repair_command(
    context: click.Context, project: Path, out: Path, backups: tuple[Path, ...], as_json: bool
) -> None:
    """Make the damaged PROJECT anew from its pages, its journal and its backups. PROJECT is only read.

    What cannot be kept because the text of its article is lost is written beside the new file, a record a
    line, and the exit code is 1.
    """
    with watched("Repairing") as job:
        made, rebuilt = repair(project_path(project), out, backups=backups or None, job=job)
    path = made.path
    made.close()
    left_out = path.with_name(path.name + _LEFT_OUT_SUFFIX)
    if rebuilt.left_out:
        with replacing(left_out) as file:
            file.writelines(f"{_line(record)}\n".encode() for record in rebuilt.left_out)
    click.echo(json.dumps(_facts(rebuilt, path), ensure_ascii=False) if as_json else _words(rebuilt, path))
    if rebuilt.lost_articles:
        names = ", ".join(map(plain, rebuilt.lost_articles[:10]))
        count = len(rebuilt.lost_articles)
        whose = "1 article" if count == 1 else f"{count} articles"
        click.echo(
            f"claimdesk: The text of {whose} was not found anywhere: {names}. What was decided in them is in "
            f"{left_out.name}. Import the articles again from their source.",
            err=True,
        )
        context.exit(1)


def _line(record: Record) -> str:
    return canonical({"kind": entity_of(record), **plain_values(record)})


def _words(rebuilt: Rebuilt, path: Path) -> str:
    lost = rebuilt.lost_entries
    return (
        f"{path}: articles {rebuilt.articles}, journal entries {rebuilt.entries}.\n"
        f"Journal entries that could not be read: {lost}. "
        f"Records kept without them, from the project's other tables: {rebuilt.from_tables}."
    )


def _facts(rebuilt: Rebuilt, path: Path) -> dict[str, object]:
    return {
        "path": str(path),
        "articles": rebuilt.articles,
        "entries": rebuilt.entries,
        "lost_entries": rebuilt.lost_entries,
        "from_tables": rebuilt.from_tables,
        "lost_articles": list(rebuilt.lost_articles),
        "left_out": len(rebuilt.left_out),
    }
