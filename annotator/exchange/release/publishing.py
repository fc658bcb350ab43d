"""Writes what the choices ask for: a plain data set, or a release of one."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Final

from annotator import __version__
from annotator.domain.immutable import immutable
from annotator.domain.records import Article, Role
from annotator.domain.work import Job
from annotator.exchange.choices import ExportChoices
from annotator.exchange.delivery import Delivery, Part, delivering
from annotator.exchange.exporting import ExportReport, Written, export, planned, with_missing, write_records
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.shape import Carded, Writer
from annotator.exchange.losses import Losses
from annotator.exchange.manifest import Manifest, check_replaceable
from annotator.exchange.names import printable
from annotator.exchange.outputs import NoOutput
from annotator.exchange.planning import Plan
from annotator.exchange.release import card, croissant
from annotator.exchange.release.census import Agreement, Census, summed
from annotator.exchange.release.kinship import kin_of
from annotator.exchange.release.licence import checked_licence
from annotator.exchange.release.parts import PartTarget, Recorded, data_file, part_folder
from annotator.exchange.release.rehearsal import Rehearsal
from annotator.exchange.release.splitting import WHOLE, divided, groups_of, part_names
from annotator.exchange.schema import RECORDS, schema_of
from annotator.exchange.target import is_folder_wanted, writable_target
from annotator.store.project import Project
from annotator.store.snapshot import snapshot

_SCHEMA: Final = "claimdesk.schema.json"
_MANIFEST: Final = "claimdesk.export.json"
_CHECKSUMS: Final = "checksums.sha256"


@immutable
class Layout:
    """A release is a folder, or a ZIP where its name ends so."""

    suffix: str = ""
    beside: tuple[str, ...] = ()


RELEASE: Final = Layout()


@immutable
class Division:
    """The articles of each part, and how many of all resemble another one."""

    parts: dict[str, frozenset[str]]
    families: int = 0


def publish(
    job: Job, project: Project, choices: ExportChoices, path: Path, *, apart: bool = False
) -> ExportReport:
    """Write the data set of these choices to `path`; a release is a folder or a ZIP, all of it or nothing.

    `apart` and errors are as in `export`; raises Refused, too, for a split or a licence that can't be.
    """
    if not choices.is_release:
        return export(job, project, choices, path, apart=apart)
    choices = replace(choices, licence=checked_licence(choices.licence))
    part_names(choices.shares)
    path = writable_target(project, path, RELEASE)
    if is_folder_wanted(path, RELEASE):
        check_replaceable(path)
    with snapshot(project) if apart else nullcontext(project) as still:
        wanted = planned(still, choices)
        division = divide(job, still, wanted)
        with delivering(path, RELEASE) as delivery:
            return _Release(job, still, wanted, division).write(path, delivery)


def rehearse(job: Job, project: Project, choices: ExportChoices) -> Rehearsal:
    """Make the release of these choices and keep nothing but what there is to tell of it.

    Raises as `publish` does, but for where it is written.
    """
    choices = replace(choices, licence=checked_licence(choices.licence))
    part_names(choices.shares)
    wanted = planned(project, choices)
    return _Release(job, project, wanted, divide(job, project, wanted)).rehearse()


def divide(job: Job, project: Project, wanted: Plan) -> Division:
    """The parts of a planned data set: of its articles, those that give it records."""
    choices = wanted.choices
    ids = [id_ for (id_, _), count in zip(wanted.articles, wanted.counts, strict=True) if count]
    if not choices.shares:
        return Division({WHOLE: frozenset(ids)})
    articles: list[Article] = [found for id_ in ids if (found := project.articles.get(id_))]
    kin = kin_of(job, project, articles)
    groups = groups_of(articles, kin, by=choices.split_by, seed=choices.seed)
    alike = sum(kin[id_] != id_ for id_ in kin)
    return Division(divided(groups, choices.shares, by=choices.split_by), alike)


class _Release:
    """One release that is being written."""

    def __init__(self, job: Job, project: Project, wanted: Plan, division: Division) -> None:
        self._job = job
        self._project = project
        self._plan = wanted
        self._division = division
        self._writer: Writer = writer_named(wanted.choices.format)
        voters = {person.id for person in project.people.all() if person.role in {Role.ANNOTATOR, Role.LEAD}}
        self._agreement = Agreement(voters)
        self._censuses: list[Census] = []
        self._parts: list[Part] = []

    def write(self, path: Path, delivery: Delivery) -> ExportReport:
        target = Recorded(delivery.target)
        written = self._write_data(target)
        self._explain(target, written)
        manifest = self._manifest(path, written, target)
        if is_folder_wanted(path, RELEASE):
            delivery.explain(manifest.content)
        else:
            target.write(_MANIFEST, manifest.content)
            (archive,) = delivery.files()
            manifest = manifest.model_copy(
                update={"files": (archive,), "sha256": archive.sha256, "size": archive.size}
            )
            delivery.explain(manifest.content)
        return ExportReport(
            path,
            written.records,
            written.articles,
            written.claims,
            written.no_claims,
            manifest.sha256,
            manifest.size,
            self._plan.choices.offset_unit,
            self._plan.left_out,
            written.broken,
            written.losses,
            tuple(self._parts),
        )

    def rehearse(self) -> Rehearsal:
        written = self._write_data(Recorded(NoOutput()))
        return Rehearsal(tuple(self._parts), self._card(written).decode())

    def _write_data(self, target: Recorded) -> Written:
        """The data of every part, and what all of them came to."""
        found = []
        before, total = 0, len(self._plan.articles)
        for name, ids in self._division.parts.items():
            census = Census()
            written = write_records(
                self._job,
                self._project,
                self._plan.only(ids),
                PartTarget(target, name, self._writer),
                seen=(census.see, self._agreement.see),
                before=before,
                total=total,
            )
            before += len(ids)
            found.append(written)
            self._censuses.append(census)
            self._parts.append(
                Part(name, written.articles, written.records, written.claims, written.no_claims)
            )
        return with_missing(_sum(found), self._plan)

    def _explain(self, target: Recorded, written: Written) -> None:
        """Write what lies beside the data."""
        choices = self._plan.choices
        if choices.format in RECORDS:
            target.write(_SCHEMA, schema_of(choices.format))
        seen = summed(self._censuses)
        description = f"{written.claims} claims in {written.articles} news articles, by label."
        target.write(
            croissant.FILE,
            croissant.croissant(
                choices,
                title=self._title(),
                description=description,
                day=(seen.newest or self._project.fact("created_at"))[:10],
                languages=seen.languages,
                files=target.files,
                parts=self._data_files(),
            ),
        )
        target.write(card.FILE, self._card(written))
        sums = "".join(f"{file.sha256}  {file.name}\n" for file in target.files)
        target.write(_CHECKSUMS, sums.encode())

    def _card(self, written: Written) -> bytes:
        choices = self._plan.choices
        facts = card.Facts(
            self._title(),
            f"claimdesk {__version__}",
            choices,
            format_named(choices.format).title,
            self._parts,
            self._censuses,
            self._agreement,
            self._data_files(),
            self._plan.left_out,
            written.losses,
            len(written.broken),
            self._division.families,
            self._card_head(),
        )
        return card.card(facts)

    def _card_head(self) -> tuple[str, ...]:
        """How the parts are loaded, where the format says so in a card."""
        if not isinstance(self._writer, Carded):
            return ()
        folders = {name: part_folder(name) for name in self._division.parts}
        return tuple(self._writer.card_head(folders, self._plan.choices, self._project.labels()))

    def _title(self) -> str:
        return self._project.fact("title") or "Dataset"

    def _data_files(self) -> dict[str, str]:
        return {name: file for name in self._division.parts if (file := data_file(name, self._writer))}

    def _manifest(self, path: Path, written: Written, target: Recorded) -> Manifest:
        files = target.files
        listed = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
        return Manifest(
            made_with=f"claimdesk {__version__}",
            project_id=self._project.fact("id"),
            file=printable(path.name),
            sha256=hashlib.sha256(listed).hexdigest(),
            size=sum(file.size for file in files),
            schema_sha256="",
            files=files,
            offset_unit=self._plan.choices.offset_unit,
            complete=not written.broken,
            records=written.records,
            articles=written.articles,
            claims=written.claims,
            no_claims=written.no_claims,
            choices=self._plan.choices,
            left_out=self._plan.left_out,
            broken=written.broken,
            losses=written.losses,
            parts=tuple(self._parts),
        )


def _sum(found: Sequence[Written]) -> Written:
    """What several parts came to together."""
    losses = Losses()
    for written in found:
        for loss in written.losses:
            losses.add(loss.what, loss.example, count=loss.count)
    return Written(
        sum(written.records for written in found),
        sum(written.articles for written in found),
        sum(written.claims for written in found),
        sum(written.no_claims for written in found),
        tuple(broken for written in found for broken in written.broken),
        losses.found,
        sum(written.rows for written in found),
    )
