"""Writes data sets: a file of records, and beside it its data dictionary and the choices that made it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from annotator import __version__
from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import NO_CLAIM, Broken, Dossier, open_dossier
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.headers import header_of
from annotator.exchange.names import printable
from annotator.exchange.planning import LeftOut, Plan, Reason, Thing, plan, survey
from annotator.exchange.target import manifest_path, schema_path, writable_target
from annotator.store.project import Project
from annotator.store.snapshot import snapshot
from annotator.store.writing import replacing_together


class NothingFinished(Refused):
    """There is work to export, but only in articles that are not finished, and those were not chosen."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written to `path`. `broken` rows are not in the file; everything else that was planned is."""

    path: Path
    records: int
    articles: int
    claims: int
    no_claims: int
    sha256: str
    size: int
    left_out: tuple[LeftOut, ...]
    broken: tuple[Broken, ...]

    @property
    def is_complete(self) -> bool:
        return not self.broken


def preview(project: Project, wanted: Plan, *, first: int = 0, count: int = 3) -> list[str]:
    """`count` records from number `first` (from 0) on, as they stand in the file, without their line ends."""
    found = _line_writer(wanted.choices)
    header = header_of(project, wanted)
    records = (
        record
        for _, dossier, _ in _dossiers(project, wanted)
        if dossier
        for record in found.records(dossier, header)
    )
    return [record.decode().rstrip("\r\n") for record in islice(records, first, first + count)]


def head(choices: ExportChoices) -> str:
    """What stands before the first record, without a byte order mark and its line end."""
    return _line_writer(choices).head(choices).decode("utf-8-sig").rstrip("\r\n")


def export(
    job: Job, project: Project, choices: ExportChoices, path: Path, *, apart: bool = False
) -> ExportReport:
    """Write the file `path` and `path`.schema.json and `path`.export.json, all whole or none at all.

    `apart` works on a copy of the project, so that nobody who goes on deciding has to wait. Raises Refused
    where there is nothing to write or `path` may not be written, Unavailable where the disk is in the way,
    and Cancelled; files that were there before are then unchanged.
    """
    path = writable_target(project, path)
    with snapshot(project) if apart else nullcontext(project) as still:
        wanted = plan(survey(still), choices)
        if not wanted.records:
            raise _nothing(wanted)
        return _write_files(job, still, wanted, path)


def _write_files(job: Job, project: Project, wanted: Plan, path: Path) -> ExportReport:
    # pydantic takes a while to load, and the window imports this module.
    from annotator.exchange.manifest import Manifest
    from annotator.exchange.schema import schema_of

    # The manifest comes last: it tells whether the two before it are those of the same export.
    with replacing_together() as files:
        report = _write_records(job, project, wanted, path, files.open(path))
        dictionary = schema_of(wanted.choices.format)
        files.open(schema_path(path)).write(dictionary)
        note = Manifest(
            made_with=f"claimdesk {__version__}",
            project_id=project.fact("id"),
            file=printable(path.name),
            sha256=report.sha256,
            size=report.size,
            schema_sha256=hashlib.sha256(dictionary).hexdigest(),
            complete=report.is_complete,
            records=report.records,
            articles=report.articles,
            claims=report.claims,
            no_claims=report.no_claims,
            choices=wanted.choices,
            left_out=report.left_out,
            broken=report.broken,
        )
        files.open(manifest_path(path)).write(note.content)
    return report


def _write_records(job: Job, project: Project, wanted: Plan, path: Path, file: BinaryIO) -> ExportReport:
    found = _line_writer(wanted.choices)
    header = header_of(project, wanted)
    first = found.head(wanted.choices)
    file.write(first)
    digest, size = hashlib.sha256(first), len(first)
    records = articles = claims = no_claims = 0
    unread = wanted.claims + wanted.no_claims
    broken: list[Broken] = []
    for number, dossier, unsound in _dossiers(project, wanted):
        job.check()
        job.step(number, len(wanted.articles), dossier.article.title if dossier else "")
        broken += unsound
        unread -= len(unsound)
        if dossier is None:
            unread += 1  # The article itself is among the unsound.
            continue
        written = list(found.records(dossier, header))
        chunk = b"".join(written)
        file.write(chunk)
        digest.update(chunk)
        size += len(chunk)
        records += len(written)
        articles += 1
        empty = sum(claim.label == NO_CLAIM for claim in dossier.claims)
        no_claims += empty
        claims += len(dossier.claims) - empty
    unread -= claims + no_claims
    if unread > 0:
        broken.append(Broken("", f"claims without words in the project file: {unread}"))
    job.step(len(wanted.articles), len(wanted.articles))
    return ExportReport(
        path, records, articles, claims, no_claims, digest.hexdigest(), size, wanted.left_out, tuple(broken)
    )


def _dossiers(project: Project, wanted: Plan) -> Iterator[tuple[int, Dossier | None, list[Broken]]]:
    """Each article's number, its dossier if it has its text, and what of it does not fit."""
    by_article = writer_named(wanted.choices.format).by_article
    for number, (article_id, people) in enumerate(wanted.articles):
        if people or by_article:
            names = {person: wanted.names[person] for person in people}
            yield number, *open_dossier(project, wanted.choices, article_id, names=names)


def _line_writer(choices: ExportChoices) -> LineWriter:
    found = writer_named(choices.format)
    if not isinstance(found, LineWriter):
        raise Refused(f"{choices.format} is no format of one text file. Nothing was written.")
    return found


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
