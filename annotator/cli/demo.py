"""demo: the whole job without a screen, from articles to data sets."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Final

import click

from annotator.cli.terminal import watched
from annotator.domain.errors import Unavailable
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.sample import build_sample
from annotator.store.writing import reason

_PROJECT: Final = "claimdesk-demo.claimdesk"
_PICTURE: Final = "window.png"
_ANNOTATOR: Final = "Ada"
_DATA: Final = {
    "claims.jsonl": ExportChoices("jsonl", names=True, notes=True, finished_only=False),
    "articles.jsonl": ExportChoices("articles-jsonl", names=True, notes=True, finished_only=False),
    "claims.csv": ExportChoices("csv", names=True, notes=True, finished_only=False),
}


@click.command("demo")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder for it."
)
def demo_command(out: Path) -> None:
    """Import the sample articles, label them as two people did, and export their claims.

    Makes a project, three data sets and, where Qt is installed, a picture of the window. Those of an
    earlier demo in the same folder are replaced.
    """
    path = out / _PROJECT
    try:
        out.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable(
            f"{out} can't be used: {reason(error)}. Nothing was changed. Choose another folder."
        ) from error
    with watched("Importing") as job:
        project = build_sample(path, job=job)
    try:
        click.echo(f"{path}: {project.articles.count()} articles, labelled by two people")
        for name, choices in _DATA.items():
            with watched("Exporting") as job:
                report = export(job, project, choices, out / name)
            click.echo(f"{report.path}: {report.records} records, {len(report.broken)} damaged")
    finally:
        project.close()
    if importlib.util.find_spec("PySide6"):
        from annotator.app import screenshot

        screenshot(path, out / _PICTURE, annotator=_ANNOTATOR)
        click.echo(out / _PICTURE)
