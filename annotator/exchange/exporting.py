"""Writes data sets: a file of records, and beside it its data dictionary and the choices that made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import fields, replace
from pathlib import Path

from annotator import __version__
from annotator.domain.adjudication import Outcome
from annotator.domain.collecting import collected_seldom
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.choices import Annotations, ExportChoices, OffsetUnit, has_gold_fields
from annotator.exchange.delivery import Delivery, Part, delivering
from annotator.exchange.dossier import NO_CLAIM, Broken, Dossier
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.shape import Header, Target, Writer, Writing
from annotator.exchange.gathering import Gathered, gather
from annotator.exchange.headers import header_of
from annotator.exchange.holdings import GOLD_ASIDE, survey_for
from annotator.exchange.losses import Loss, Losses
from annotator.exchange.names import printable
from annotator.exchange.planning import LeftOut, Plan, Reason, plan
from annotator.exchange.target import is_folder_wanted, writable_target
from annotator.store.project import Project
from annotator.store.snapshot import snapshot


class NothingFinished(Refused):
    """There is work to export, but only in articles that are not finished, and those were not chosen."""


class NothingGold(Refused):
    """Only adjudicated claims were chosen, and there are none."""


@immutable
class ExportReport:
    """What was written to `path`, a file or a folder.

    `broken` rows are not in it; everything else that was planned is, apart from `losses`, which the format
    could not hold. `sha256` is that of the file, or of the list of a folder's files; `unit` is what offsets
    count in it, None where it has none. `parts` are those of a release.
    """

    path: Path
    records: int
    articles: int
    claims: int
    no_claims: int
    sha256: str
    size: int
    unit: OffsetUnit | None
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]
    losses: tuple[Loss, ...]
    parts: tuple[Part, ...] = ()

    @property
    def is_complete(self) -> bool:
        return not self.broken


def export(
    job: Job, project: Project, choices: ExportChoices, path: Path, *, apart: bool = False
) -> ExportReport:
    """Write the file or folder `path` with its data dictionary and its manifest, all whole or none at all.

    `apart` works on a copy of the project, so that nobody who goes on deciding has to wait. Raises Refused
    where there is nothing to write or `path` may not be written, Unavailable where the disk is in the way,
    and Cancelled; files that were there before are then unchanged.
    """
    # pydantic takes a while to load, and the window imports this module.
    from annotator.exchange.manifest import check_replaceable

    writer = writer_named(choices.format)
    path = writable_target(project, path, writer)
    if is_folder_wanted(path, writer):
        check_replaceable(path)
    with snapshot(project, job) if apart else nullcontext(project) as still:
        wanted = planned(still, choices)
        # The manifest comes last: it tells whether what lies beside it is of the same export.
        with collected_seldom(), delivering(path, writer) as delivery:
            written = with_missing(write_records(job, still, wanted, delivery.target), wanted)
            return _explained(still, wanted, path, written, delivery)


@immutable
class Written:
    """What came of writing the records; `rows` claims and empty sentences were read, broken or not."""

    records: int
    articles: int
    claims: int
    no_claims: int
    broken: tuple[Broken, ...]
    losses: tuple[Loss, ...]
    rows: int


def _explained(
    project: Project, wanted: Plan, path: Path, written: Written, delivery: Delivery
) -> ExportReport:
    """Put the data dictionary and the manifest with what was written."""
    from annotator.exchange.manifest import Manifest
    from annotator.exchange.schema import RECORDS, schema_of

    choices, files = wanted.choices, delivery.files()
    schema = schema_of(choices.format) if choices.format in RECORDS else b""
    if schema:
        delivery.describe(schema)
    whole = delivery.whole(files)
    report = ExportReport(
        path,
        written.records,
        written.articles,
        written.claims,
        written.no_claims,
        whole.sha256,
        whole.size,
        choices.offset_unit,
        wanted.left_out,
        written.broken,
        written.losses,
    )
    found = {field.name: getattr(report, field.name) for field in fields(report)}
    manifest = Manifest(
        made_with=f"claimdesk {__version__}",
        project_id=project.fact("id"),
        file=printable(path.name),
        schema_sha256=hashlib.sha256(schema).hexdigest() if schema else "",
        files=files,
        offset_unit=report.unit,
        complete=report.is_complete,
        choices=choices,
        **{name: value for name, value in found.items() if name in Manifest.model_fields},
    )
    delivery.explain(manifest.content)
    return report


def planned(project: Project, choices: ExportChoices) -> Plan:
    """The plan of a data set. Raises Refused where there is nothing to write."""
    wanted = plan(survey_for(project, choices), choices)
    if not wanted.records:
        raise _nothing(wanted)
    return wanted


def write_records(
    job: Job,
    project: Project,
    wanted: Plan,
    target: Target,
    *,
    seen: Sequence[Callable[[Gathered], None]] = (),
    before: int = 0,
    total: int = 0,
) -> Written:
    """Write the articles of the plan, and show each of them to those in `seen`.

    `before` and `total` say how many articles came before these, and how many there are, where the plan is a
    part of a larger one. Whether all rows were there to be read is for `with_missing` to say.
    """
    writer = writer_named(wanted.choices.format)
    header = header_of(project, wanted)
    writing = writer.begin(target, wanted.choices, header)
    total = total or len(wanted.articles)
    records = articles = claims = no_claims = rows = 0
    broken: list[Broken] = []
    for gathered in gather(project, wanted):
        job.check()
        dossier = gathered.dossier
        job.step(before + gathered.number, total, dossier.article.title if dossier else "")
        broken += gathered.broken
        rows += gathered.rows
        for see in seen:
            see(gathered)
        if dossier is None:
            continue
        taken = len(dossier.claims) + header.losses.whole_claims
        records += write_dossier(writing, dossier, header, writer)
        taken -= header.losses.whole_claims
        empty = sum(claim.label == NO_CLAIM for claim in dossier.claims)
        articles += bool(taken or not dossier.claims)
        no_claims, claims = no_claims + empty, claims + taken - empty
    writing.end()
    job.step(before + len(wanted.articles), total)
    return Written(records, articles, claims, no_claims, tuple(broken), header.losses.found, rows)


def write_dossier(writing: Writing, dossier: Dossier, header: Header, writer: Writer) -> int:
    """Write an article, count what the format can't hold of it, and return how many records that made."""
    _count_votes_lost(dossier, writer, header.losses)
    _count_gold_lost(dossier, writer, header.losses)
    return writing.write(dossier)


def with_missing(written: Written, wanted: Plan) -> Written:
    """`written`, with claims that were counted but have no words in the project file among the broken."""
    unread = wanted.claims + wanted.no_claims - written.rows
    if unread <= 0 or wanted.is_voted:
        return written
    missing = Broken("", f"claims without words in the project file: {unread}")
    return replace(written, broken=(*written.broken, missing))


def _count_votes_lost(dossier: Dossier, writer: Writer, losses: Losses) -> None:
    """Count what a format says of votes by the label alone."""
    if dossier.choices.annotations is not Annotations.SOFT:
        return
    has_place = "votes" in writer.takes
    for id_, votes in dossier.votes.items():
        given = sorted((count for label, count in votes.items() if label != NO_CLAIM), reverse=True)
        if not has_place:
            losses.add("votes: only the label that most gave is written", id_)
        if given[1:] and given[0] == given[1]:
            losses.add("labels that equally many gave: the first by its key is written", id_)


def _count_gold_lost(dossier: Dossier, writer: Writer, losses: Losses) -> None:
    """Count what a format does not say of how gold came about."""
    if "units" in writer.takes or ("gold" in writer.takes and has_gold_fields(dossier.choices)):
        return
    for id_, note in dossier.gold.items():
        if GOLD_ASIDE in writer.takes and note.adjudication.outcome is not Outcome.DISAGREEMENT:
            losses.add("why gold was decided so", id_)
            continue
        losses.add("who decided on gold, how and why", id_)
        if note.is_stale:
            losses.add("that gold was decided on claims that have changed since", id_)


def _nothing(wanted: Plan) -> Refused:
    reasons = {left.reason for left in wanted.left_out if left.reason is not Reason.UNDECIDED}
    if wanted.choices.annotations is Annotations.GOLD:
        return NothingGold(
            "Nothing to export: no claim of these articles is adjudicated. No file was written. "
            "Choose other annotations, such as the majority."
        )
    if Reason.NOT_FINISHED in reasons and "units" in writer_named(wanted.choices.format).takes:
        return Refused(
            "Nothing to export: no article is finished, and only what was finished makes review units. "
            "No file was written. Finish an article, or choose a format of claims."
        )
    if Reason.NOT_FINISHED in reasons:
        return NothingFinished(
            "Nothing to export: no article is finished. No file was written. Include unfinished articles."
        )
    if reasons:
        return Refused(
            "Nothing to export: the choices leave everything out. No file was written. Choose differently."
        )
    return Refused(
        "Nothing to export: the project holds no claims yet. No file was written. Label some words first."
    )
