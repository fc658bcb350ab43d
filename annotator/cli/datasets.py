"""export: data sets out of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from annotator.cli.opened import opened, project_argument
from annotator.cli.paths import PATH
from annotator.cli.release_options import ReleaseWishes, release_options
from annotator.cli.terminal import plain, watched
from annotator.cli.words import WORDS, FormatName
from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.exporting import ExportReport, NothingFinished
from annotator.exchange.formats import writer_named
from annotator.exchange.manifest import is_export_of
from annotator.exchange.planning import Thing
from annotator.exchange.release.publishing import RELEASE, publish
from annotator.exchange.target import writable_target
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.project import Project
from annotator.store.team import persons

_THINGS: Final = {
    Thing.ARTICLE: "articles",
    Thing.CLAIM: "claims",
    Thing.NO_CLAIM: "sentences without a claim",
    Thing.UNDECIDED: "sentences",
}
_UNITS: Final = {
    OffsetUnit.CODE_POINT: "code points",
    OffsetUnit.UTF16: "UTF-16 units",
    OffsetUnit.UTF8: "UTF-8 bytes",
}


@click.command("export")
@project_argument
@click.option(
    "--format",
    "format_name",
    required=True,
    type=FormatName(is_read=False),
    help="What to write; “claimdesk formats” lists the names.",
)
@click.option(
    "--out",
    required=True,
    type=PATH,
    help="The file or folder. One that is there is replaced if it is an earlier export of PROJECT in the "
    "same format, and nobody changed it since.",
)
@click.option(
    "--replace",
    "--force",
    is_flag=True,
    help="Replace any file that is there. A folder that holds anything else never is.",
)
@click.option("--finished/--all", default=True, help="Finished articles only (the default), or all.")
@click.option(
    "--annotator", "people", type=WORDS, multiple=True, help="Only this annotator's work; can be repeated."
)
@click.option("--names/--letters", default=False, help="Annotators by name, or as A, B, … (the default).")
@click.option(
    "--offsets",
    type=click.Choice([unit.value for unit in OffsetUnit]),
    help="What start and end count, where the format leaves a choice; else it is what the format asks for.",
)
@click.option("--with-text/--no-text", "text", default=None, help="The articles' text, in articles-jsonl.")
@click.option("--empty-sentences", is_flag=True, help="Sentences that were said to hold no claim, too.")
@click.option("--no-claims", "empty_sentences_as_before", is_flag=True, hidden=True)
@click.option("--notes", is_flag=True, help="Notes and flags, too.")
@click.option("--boilerplate", is_flag=True, help="Pieces that nobody was asked about, in articles-jsonl.")
@release_options
@click.pass_context
def export_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    project: Path,
    format_name: str,
    out: Path,
    replace: bool,
    finished: bool,
    people: tuple[str, ...],
    names: bool,
    offsets: str | None,
    text: bool | None,
    empty_sentences: bool,
    empty_sentences_as_before: bool,
    notes: bool,
    boilerplate: bool,
    wishes: ReleaseWishes,
) -> None:
    """Write claims or articles of PROJECT to a file, with its data dictionary and its choices beside it.

    A release is a folder or a ZIP with parts to train and to test with, a card and checksums.

    Exit code 1 with a file written says that some rows were damaged and are not in it.
    """
    _check_place(format_name, text=text is not None, boilerplate=boilerplate)
    with opened(project, read_only=True) as found, watched("Exporting") as job:
        choices = ExportChoices(
            format_name,
            annotators=_ids(found, people) if people else None,
            names=names,
            finished_only=finished,
            no_claims=empty_sentences or empty_sentences_as_before,
            notes=notes,
            text=bool(text),
            boilerplate=boilerplate,
            offset_unit=OffsetUnit(offsets) if offsets else writer_named(format_name).unit,
        )
        report = _export(job, found, wishes.on(choices, found), out, replace=replace)
    _tell(report)
    if not report.is_complete:
        context.exit(1)


def _export(job: Job, project: Project, choices: ExportChoices, out: Path, *, replace: bool) -> ExportReport:
    if not replace:
        _check_replaceable(project, choices, out)
    try:
        return publish(job, project, choices, out, apart=True)
    except NothingFinished as error:
        raise Refused(
            "Nothing to export: no article is finished. No file was written. "
            "Add --all to include unfinished articles."
        ) from error


def _check_place(format_name: str, **wanted: bool) -> None:
    takes = writer_named(format_name).takes
    for name, is_wanted in wanted.items():
        if is_wanted and name not in takes:
            raise click.UsageError(f"{format_name} leaves no choice about {name}.")


def _check_replaceable(project: Project, choices: ExportChoices, out: Path) -> None:
    """Raises Refused where this would replace a file that nothing else may hold.

    To folders the export itself sees.
    """
    target = writable_target(project, out, RELEASE if choices.is_release else writer_named(choices.format))
    if kind_of(target) is PathKind.FILE and not is_export_of(target, project.fact("id"), choices.format):
        raise Refused(
            f"{out.name} is there already. It is no export of this project as {choices.format}, or it was "
            "changed since. Nothing was written. Choose another name, or add --replace."
        )


def _tell(report: ExportReport) -> None:
    click.echo(
        f"{report.path}: records {report.records}, claims {report.claims}, "
        f"sentences without a claim {report.no_claims}, articles {report.articles}; "
        + (f"offsets count {_UNITS[report.unit]}" if report.unit else "it holds no offsets")
    )
    for part in report.parts:
        click.echo(f"{part.name}: articles {part.articles}, records {part.records}, claims {part.claims}")
    for left in report.left_out:
        click.echo(f"left out: {_THINGS[left.thing]} {left.count} ({left.reason.value})")
    for loss in report.losses:
        example = f" (for example {plain(loss.example)})" if loss.example else ""
        click.echo(f"not kept: {loss.count} × {loss.what}{example}")
    for broken in report.broken:
        click.echo(plain(f"claimdesk: {broken.id or report.path.name}: {broken.reason}"), err=True)
    if not report.is_complete:
        click.echo(
            f"claimdesk: The file is incomplete: {len(report.broken)} damaged rows are not in it. "
            "Everything else is. “claimdesk check” tells what is damaged.",
            err=True,
        )


def _ids(project: Project, names: tuple[str, ...]) -> tuple[str, ...]:
    known = {person.name: person.id for person in persons(project)}
    for name in names:
        if name not in known:
            raise Refused(
                f"This project has no annotator “{name}”. Nothing was written. "
                f"It has: {', '.join(known) or 'nobody yet'}."
            )
    return tuple(known[name] for name in names)
