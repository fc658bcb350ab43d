"""repair: a damaged project made anew."""

from __future__ import annotations

import json
from pathlib import Path

import click

from annotator.cli.paths import PATH, project_path
from annotator.cli.terminal import plain, watched
from annotator.store.repair.left_out import write_left_out
from annotator.store.repair.rebuilding import Rebuilt
from annotator.store.repair.repairing import repair


@click.command("repair")
@click.argument("project", type=PATH)
@click.option("--out", required=True, type=PATH, help="The new project file.")
@click.option(
    "--backup",
    "backups",
    type=PATH,
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
    left_out = write_left_out(rebuilt, path)
    click.echo(json.dumps(_facts(rebuilt, path), ensure_ascii=False) if as_json else _words(rebuilt, path))
    if rebuilt.lost_articles:
        names = ", ".join(map(plain, rebuilt.lost_articles[:10]))
        count = len(rebuilt.lost_articles)
        whose = "1 article" if count == 1 else f"{count} articles"
        decided = f" What was decided in them is in {left_out.name}." if left_out else ""
        click.echo(
            f"claimdesk: The text of {whose} was not found anywhere: {names}.{decided} "
            "Import the articles again from their source.",
            err=True,
        )
        context.exit(1)


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
