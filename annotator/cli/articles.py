"""import and label: what brings articles in, and what marks a stretch of one."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Final

import click

from annotator.cli.annotated import (
    AnnotationWishes,
    annotation_options,
    import_annotations,
    with_format,
)
from annotator.cli.opened import opened, project_argument, take_over_option
from annotator.cli.paths import PATH
from annotator.cli.reading_options import reading_options
from annotator.cli.terminal import plain, watched
from annotator.cli.words import WORDS
from annotator.domain import claim_steps
from annotator.domain.claiming import fragment_of
from annotator.domain.errors import Refused, Unavailable
from annotator.domain.person_names import person_name
from annotator.domain.records import Claim, Confidence
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.steps import Step
from annotator.exchange.articles.columns import CHOOSE_SHEET
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.decoding import CHOOSE_ENCODING
from annotator.exchange.outcomes import ImportReport, NearDuplicates, Outcome, Status
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project
from annotator.store.team import persons

_FEW_DUPLICATES: Final = 20
"""So many are named one by one."""
_NO_CLAIM: Final = ("no_claim", "no claim", "no-claim")


@click.command("import")
@project_argument
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="PATH...")
@reading_options
@click.option(
    "--near-duplicates",
    "near",
    type=click.Choice([choice.value for choice in NearDuplicates]),
    default=NearDuplicates.KEEP.value,
    help="What becomes of articles that are much like another: kept, which is said, or left out.",
)
@click.option("--annotator", "name", type=WORDS, default="", help="Who brings them in, for the journal.")
@annotation_options
@take_over_option
@click.pass_context
def import_command(
    context: click.Context,
    project: Path,
    paths: tuple[Path, ...],
    reading: Wishes,
    near: str,
    name: str,
    annotations: AnnotationWishes,
) -> None:
    """Bring articles in files, and in folders of them, into PROJECT. Those it has already are left out.

    Text, Markdown, web pages, Word, PDF, tables (CSV, TSV, XLSX), JSON, JSONL, WARC, and ZIP files of them.
    Where several came in, a backup is made, as in the window. Exit code 1 says that a file failed or was
    skipped, or nothing was there to bring in; the others are in.

    A file, folder or ZIP of another annotation tool brings its claims with it: exit code 1 then says that
    some of them found no place.
    """
    if wishes := with_format(paths, annotations):
        context.exit(import_annotations(project, paths, wishes, annotator=name))
    from annotator.exchange.finding import find_files
    from annotator.exchange.importing import import_texts

    with opened(project) as found, watched("Importing") as job:
        annotator_id = found.join(name).id if name else ""
        report = import_texts(
            job,
            found,
            find_files(paths),
            annotator_id=annotator_id,
            wishes=reading,
            near=NearDuplicates(near),
        )
        job.clear()
        if report.calls_for_backup:
            _back_up(found)
    _tell(report)
    context.exit(_exit_code(report))


def _exit_code(report: ImportReport) -> int:
    if report.is_cancelled:
        return 130
    return int(bool(report.failed + report.skipped) or not report.added + report.duplicates)


def _tell(report: ImportReport) -> None:
    """Say what became of each file that is not simply in, and the counts."""
    duplicates = 0
    for remark in report.remarks:
        duplicates += remark.status is Status.DUPLICATE
        if remark.status is not Status.DUPLICATE or duplicates <= _FEW_DUPLICATES:
            click.echo(plain(f"{remark.name}: {_reason(remark)}"), err=remark.status is Status.FAILED)
    if more := max(0, duplicates - _FEW_DUPLICATES):
        click.echo(f"{more} more hold texts that are there already. They were left out.")
    click.echo(
        f"{report.added} added, {report.duplicates} there already, {report.skipped} skipped, "
        f"{report.failed} failed" + (f", {report.not_reached} not reached" if report.is_cancelled else "")
    )
    if report.resembling:
        click.echo(
            f"{report.resembling} of those added are much like another. "
            "--near-duplicates skip leaves such out."
        )


def _reason(remark: Outcome) -> str:
    """What is said of a file, with the option where an encoding or a sheet has to be chosen."""
    likely = ", ".join(candidate.encoding for candidate in remark.candidates)
    option = f"{CHOOSE_ENCODING} with --encoding NAME" + (f" (likely: {likely})" if likely else "")
    return remark.reason.replace(CHOOSE_ENCODING, option).replace(
        CHOOSE_SHEET, f"{CHOOSE_SHEET} with --sheet NAME"
    )


def _back_up(project: Project) -> None:
    from annotator.store.backups import back_up

    try:
        back_up(project.database, why="import")
    except Unavailable as error:
        click.echo(f"claimdesk: No backup could be made. The project itself is safe. {error}", err=True)


@click.command("label")
@project_argument
@click.option(
    "--article",
    type=WORDS,
    required=True,
    help="The article's id, or as much of its start as tells it apart.",
)
@click.option("--start", type=int, required=True, help="Offset of the first code point, from 0.")
@click.option("--end", type=int, required=True, help="Offset after the last code point.")
@click.option(
    "--label", "label", type=WORDS, required=True, help="Key or name of one of the project's labels."
)
@click.option("--annotator", type=WORDS, required=True, help="Whose claim it is: somebody of the project.")
@click.option(
    "--new-annotator",
    "is_new",
    is_flag=True,
    help="She may be new in the project. The first one of all needs no such word.",
)
@click.option("--note", type=WORDS, default="", help="A note to keep with the claim.")
@click.option(
    "--confidence",
    type=click.Choice([level.value for level in Confidence]),
    default=Confidence.UNSET.value,
    help="How sure the annotator is.",
)
@take_over_option
def label_command(  # noqa: PLR0913, PLR0917 - one parameter an option
    project: Path,
    article: str,
    start: int,
    end: int,
    label: str,
    annotator: str,
    is_new: bool,
    note: str,
    confidence: str,
) -> None:
    """Make one claim over the code points from --start up to --end, and print its id.

    A claim of the same annotator over the same words gets the new label.
    """
    with opened(project) as found:
        article_id = _article(found, article)
        key = _label(found, label)
        text = found.articles.text(article_id)
        if not 0 <= start < end <= len(text):
            raise Refused(
                f"{start} to {end} is not a stretch of this article, which has {len(text)} characters. "
                "Nothing was changed. Give offsets with 0 ≤ start < end."
            )
        if not text[start:end].strip():
            raise Refused("There are no words there to label. Nothing was changed. Give other offsets.")
        known = {person.name: person.id for person in persons(found)}
        if known and not is_new:
            _check_known(found, annotator, known)
        person = found.join(annotator)
        sheet = load_sheet(found, article_id, person.id)
        claim = _mark(found, sheet, Span(start, end), key, note=note, confidence=Confidence(confidence))
    if person.id not in known.values():
        click.echo(f"claimdesk: {person.name} is new in this project.", err=True)
    click.echo(f"{claim.id}\t{claim.span.start}\t{claim.span.end}")


def _check_known(project: Project, name: str, known: Iterable[str]) -> None:
    """Raises Refused for somebody whom the project does not have: a name is easily mistyped."""
    if project.people.named(person_name(name)):
        return
    by_name = {each.casefold(): each for each in known}
    close = get_close_matches(name.casefold(), by_name, n=1)
    hint = f"Did you mean “{by_name[close[0]]}”?" if close else f"It has: {', '.join(known)}."
    raise Refused(
        f"This project has no annotator “{name}”. Nothing was changed. {hint} "
        "Add --new-annotator if she is new."
    )


def _mark(
    project: Project, sheet: Sheet, span: Span, label: str, *, note: str, confidence: Confidence
) -> Claim:
    """The claim over the words of `span`, new or as it was with what is asked for changed."""
    words = fragment_of(sheet.text, span).span
    _commit(project, sheet, claim_steps.mark(sheet, words, label, confidence=confidence, note=note))
    if note:
        _commit(project, sheet, claim_steps.write_note(sheet, [_claim_over(sheet, words)], note))
    if confidence is not Confidence.UNSET:
        _commit(project, sheet, claim_steps.set_confidence(sheet, [_claim_over(sheet, words)], confidence))
    return _claim_over(sheet, words)


def _commit(project: Project, sheet: Sheet, step: Step) -> None:
    if step.edits:
        commit(project, sheet, step)


def _claim_over(sheet: Sheet, span: Span) -> Claim:
    same = (claim for claim in sheet.claims_in(span) if len(claim.fragments) == 1 and claim.span == span)
    return next(same)


def _article(project: Project, beginning: str) -> str:
    found = project.articles.ids_starting(beginning) if beginning else []
    if len(found) != 1:
        how_many = f"{len(found)} articles" if found else "No article"
        raise Refused(
            f"{how_many} of this project {'have ids that start' if found else 'has an id that starts'} with "
            f"“{beginning}”. Nothing was changed. “claimdesk info PROJECT --articles” lists the ids."
        )
    return found[0]


def _label(project: Project, wanted: str) -> str:
    labels = project.labels()
    for label in labels:
        if wanted.casefold() in (label.key.casefold(), label.name.casefold()):
            return label.key
    known = ", ".join(label.key for label in labels)
    if wanted.casefold() in _NO_CLAIM:
        raise Refused(
            "No claim is not a label: it is said of a whole sentence, in the window, with 0. "
            f"Nothing was changed. The labels of this project are: {known}."
        )
    raise Refused(f"This project has no label “{wanted}”. Nothing was changed. Its labels are: {known}.")
