"""Writes data sets: a file of records, and beside it its data dictionary and the choices that made it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path

from annotator import __version__
from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.delivery import Delivery, delivering
from annotator.exchange.dossier import NO_CLAIM, Broken, Dossier, open_dossier
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.shape import Target, Writer
from annotator.exchange.headers import header_of
from annotator.exchange.losses import Loss
from annotator.exchange.names import printable
from annotator.exchange.planning import LeftOut, Plan, Reason, Thing, plan, survey
from annotator.exchange.target import is_folder_wanted, writable_target
from annotator.store.project import Project
from annotator.store.snapshot import snapshot


class NothingFinished(Refused):
    """There is work to export, but only in articles that are not finished, and those were not chosen."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written to `path`, a file or a folder.

    `broken` rows are not in it; everything else that was planned is, apart from `losses`, which the format
    could not hold. `sha256` is that of the file, or of the list of a folder's files; `unit` is what offsets
    count in it.
    """

    path: Path
    records: int
    articles: int
    claims: int
    no_claims: int
    sha256: str
    size: int
    unit: OffsetUnit
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]
    losses: tuple[Loss, ...]

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
    with snapshot(project) if apart else nullcontext(project) as still:
        wanted = plan(survey(still), choices)
        if not wanted.records:
            raise _nothing(wanted)
        # The manifest comes last: it tells whether what lies beside it is of the same export.
        with delivering(path, writer) as delivery:
            written = _write_records(job, still, wanted, writer, delivery.target)
            return _explained(still, wanted, path, written, delivery)


@dataclass(frozen=True, slots=True)
class _Written:
    """What came of writing the records."""

    records: int
    articles: int
    claims: int
    no_claims: int
    broken: tuple[Broken, ...]
    losses: tuple[Loss, ...]


def _explained(
    project: Project, wanted: Plan, path: Path, written: _Written, delivery: Delivery
) -> ExportReport:
    """Put the data dictionary and the manifest with what was written."""
    from annotator.exchange.manifest import Manifest
    from annotator.exchange.schema import RECORDS, schema_of

    files = delivery.files()
    is_folder = is_folder_wanted(path, writer_named(wanted.choices.format))
    listed = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
    sha256 = hashlib.sha256(listed).hexdigest() if is_folder else files[0].sha256
    size = sum(file.size for file in files) if is_folder else files[0].size
    schema = schema_of(wanted.choices.format) if wanted.choices.format in RECORDS else b""
    if schema:
        delivery.describe(schema)
    manifest = Manifest(
        made_with=f"claimdesk {__version__}",
        project_id=project.fact("id"),
        file=printable(path.name),
        sha256=sha256,
        size=size,
        schema_sha256=hashlib.sha256(schema).hexdigest() if schema else "",
        files=files,
        offset_unit=wanted.choices.offset_unit,
        complete=not written.broken,
        choices=wanted.choices,
        left_out=wanted.left_out,
        **asdict(written),
    )
    delivery.explain(manifest.content)
    return ExportReport(
        path,
        written.records,
        written.articles,
        written.claims,
        written.no_claims,
        sha256,
        size,
        wanted.choices.offset_unit,
        wanted.left_out,
        written.broken,
        written.losses,
    )


def _write_records(job: Job, project: Project, wanted: Plan, writer: Writer, target: Target) -> _Written:
    header = header_of(project, wanted)
    writing = writer.begin(target, wanted.choices, header)
    records = articles = claims = no_claims = 0
    unread = wanted.claims + wanted.no_claims
    broken: list[Broken] = []
    for number, dossier, unsound in dossiers(project, wanted):
        job.check()
        job.step(number, len(wanted.articles), dossier.article.title if dossier else "")
        broken += unsound
        unread -= len(unsound)
        if dossier is None:
            unread += 1  # The article itself is among the unsound.
            continue
        records += writing.write(dossier)
        articles += 1
        empty = sum(claim.label == NO_CLAIM for claim in dossier.claims)
        no_claims += empty
        claims += len(dossier.claims) - empty
    writing.end()
    unread -= claims + no_claims
    if unread > 0:
        broken.append(Broken("", f"claims without words in the project file: {unread}"))
    job.step(len(wanted.articles), len(wanted.articles))
    return _Written(records, articles, claims, no_claims, tuple(broken), header.losses.found)


def dossiers(project: Project, wanted: Plan) -> Iterator[tuple[int, Dossier | None, list[Broken]]]:
    """Each article's number, its dossier if it has its text, and what of it does not fit."""
    by_article = writer_named(wanted.choices.format).by_article
    for number, (article_id, people) in enumerate(wanted.articles):
        if people or by_article:
            names = {person: wanted.names[person] for person in people}
            yield number, *open_dossier(project, wanted.choices, article_id, names=names)


def _nothing(wanted: Plan) -> Refused:
    reasons = {left.reason for left in wanted.left_out if left.thing is not Thing.UNDECIDED}
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
