"""new, info, check and backup: what concerns a project as a whole."""

from __future__ import annotations

import json
from pathlib import Path

import click

from annotator.cli.opened import opened, project_argument
from annotator.cli.paths import PATH, project_path
from annotator.cli.terminal import watched
from annotator.cli.words import WORDS
from annotator.domain.errors import Refused
from annotator.store.file_identity import SUFFIX
from annotator.store.path_kinds import PathKind, kind_of


@click.command("new")
@click.argument("project", type=PATH)
@click.option(
    "--title", type=WORDS, default="", help="What the project is called; the file's name otherwise."
)
@click.option(
    "--pack",
    type=PATH,
    help="A task: the project is that of its annotator, with her articles.",
)
def new_command(project: Path, title: str, pack: Path | None) -> None:
    """Make a project and print where it is. It is empty where no pack gives it articles."""
    from annotator.store.project import create_project

    if pack is not None:
        from annotator.exchange.packs.opening import make_project

        if title:
            raise click.UsageError("A project that is made of a pack has that one's title.")
        click.echo(make_project(pack, project))
        return
    made = create_project(project, title=title)
    made.close()
    click.echo(made.path)


@click.command("info")
@project_argument
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--articles", "with_articles", is_flag=True, help="List the articles with their ids, too.")
def info_command(project: Path, as_json: bool, with_articles: bool) -> None:
    """Count articles, sentences by kind, and claims by annotator and label."""
    from annotator.cli.facts import in_words, project_facts

    with opened(project, read_only=True) as found:
        facts = project_facts(found, with_articles=with_articles)
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2) if as_json else in_words(facts))


@click.command("check")
@project_argument
@click.pass_context
def check_command(context: click.Context, project: Path) -> None:
    """Test the file, every claim's words against its article, and the journal against the state.

    In the place of PROJECT an exported file or folder is tested: whether it, its data dictionary and what is
    said of them are of one export.
    """
    if _is_data(project):
        if not _is_whole(project):
            context.exit(1)
        return
    from annotator.store.checking import check
    from annotator.store.snapshot import snapshot

    count = 0
    with opened(project, read_only=True) as found, watched("Checking") as job, snapshot(found, job) as still:
        name = found.path.name
        for finding in check(still, job):
            job.clear()
            click.echo(finding)
            count += 1
    if count:
        click.echo(
            f"claimdesk: {count} {'problem' if count == 1 else 'problems'} found in {name}. "
            "Nothing was changed. Keep the file, and go on with what “claimdesk repair” makes of it.",
            err=True,
        )
        context.exit(1)
    click.echo(f"{name} is whole.")


def _is_data(path: Path) -> bool:
    """Whether `path` is a file, or a folder of an export, that can't be meant as a project."""
    from annotator.exchange.target import manifest_path
    from annotator.store.opening import check_header

    if kind_of(path) is PathKind.FOLDER:
        return kind_of(manifest_path(path)) is PathKind.FILE
    if path.suffix == SUFFIX or kind_of(path) is not PathKind.FILE:
        return False
    try:
        check_header(path)
    except Refused:
        return True
    return False


def _is_whole(data: Path) -> bool:
    """Say what is beside the file `data`, and return whether it holds all that it should."""
    from annotator.exchange.manifest import manifest_of

    manifest = manifest_of(data)
    if manifest.complete:
        click.echo(f"{data.name} is whole: records {manifest.records}.")
    else:
        count = len(manifest.broken)
        click.echo(
            f"claimdesk: {data.name} is as it was written, but without {count} damaged "
            f"{'row' if count == 1 else 'rows'}. "
            "Nothing was changed. “claimdesk check PROJECT” tells what is damaged.",
            err=True,
        )
    return manifest.complete


@click.command("backup")
@project_argument
@click.argument("path", type=PATH)
@click.option("--replace", "--force", is_flag=True, help="Write over an older copy that is there.")
def backup_command(project: Path, path: Path, replace: bool) -> None:
    """Write a whole, checked copy of PROJECT to PATH, also while it is open in a window."""
    if kind_of(path) is PathKind.FOLDER:
        path = path / project_path(project).name
    if not replace and kind_of(path) is not PathKind.NOTHING:
        raise Refused(
            f"{path.name} is there already. It was not touched. Choose another name, or add --replace."
        )
    with opened(project, read_only=True) as found, watched("Copying") as job:
        found.copy_to(path, job)
    click.echo(path)
