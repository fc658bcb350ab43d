"""Makes a pack out of a project: one annotator's rows, and for a task also what she is to label."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Final

from annotator import __version__
from annotator.domain.errors import Refused
from annotator.domain.identity import now
from annotator.domain.records import Annotator
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.outputs import ArchiveOutput
from annotator.exchange.packs import lines
from annotator.exchange.packs.cover import Cover, Origin, Owner
from annotator.exchange.packs.feedback import feedback_for
from annotator.exchange.packs.layout import (
    ALWAYS,
    ARTICLES,
    ASSIGNMENTS,
    CLAIMS,
    COVER,
    DECISIONS,
    FEEDBACK,
    GUIDELINES,
    JOURNAL,
    LABELS,
    LARGEST_MEMBER,
    MADE_FOR,
    SUFFIX,
    PackKind,
)
from annotator.store.own_rows import OwnRows, all_labels
from annotator.store.plain_records import canonical
from annotator.store.project import Project
from annotator.store.snapshot import snapshot
from annotator.store.team_settings import FACT as TEAM_FACT
from annotator.store.writing import replacing

_HELD: Final = 8 << 20
"""Bytes of a member that are held in memory before they go to a temporary file."""
_NEEDED: Final = ("reasons", "level", "label_order")
"""The settings of the team that an annotator needs; the others would tell of how articles were allotted."""


def default_kind(project: Project) -> PackKind:
    """What a project sends: work where it was made of a task, else tasks."""
    return PackKind.WORK if project.fact(MADE_FOR) else PackKind.TASK


def annotator_to_pack(project: Project, name: str = "") -> Annotator:
    """The annotator of this name, or whom the project was made for. Raises Refused where there is none."""
    made_for = project.people.get(project.fact(MADE_FOR))
    found = project.people.named(" ".join(name.split())) if name else made_for
    if found is None or found.id == project.gold.annotator_id:
        raise Refused(
            (f"There is no annotator “{name}” in this project. " if name else "Whose pack is it to be? ")
            + "No pack was made. Name one of its annotators."
        )
    return found


def write_pack(
    project: Project,
    path: Path,
    *,
    annotator: Annotator,
    kind: PackKind,
    feedback: Sequence[Mapping[str, object]] | None = None,
    made_at: str = "",
    job: Job = UNWATCHED,
) -> Cover:
    """Write one annotator's pack to `path`, in the place of an older one, and return its cover.

    `feedback` are records about her claims, each with an "id", for a task, by default what was decided. The
    same project and `made_at` give the same bytes. Raises Refused for another suffix and for the work of
    somebody whom the project does not show, and Unavailable where the file can't be written.
    """
    if path.suffix != SUFFIX:
        raise Refused(f"{path.name} is no name of a pack. No pack was made. Let it end in {SUFFIX}.")
    if project.database.sight.annotator_id not in ("", annotator.id):
        raise Refused(
            f"What {annotator.name} does is not shown to you. No pack was made. Send your own work."
        )
    with snapshot(project, job) as still, ExitStack() as spools:
        members = {
            name: _Member(name, spools, found)
            for name, found in _contents(still, annotator, kind, feedback, job).items()
        }
        cover = _cover(still, annotator, kind, members, made_at)
        job.check()
        with replacing(path) as file:
            _pack(file, cover, members)
    return cover


def _cover(
    project: Project, annotator: Annotator, kind: PackKind, members: Mapping[str, _Member], made_at: str
) -> Cover:
    return Cover(
        kind=kind,
        project=Origin(id=project.fact("id"), title=project.fact("title")),
        annotator=Owner(id=annotator.id, name=annotator.name, role=annotator.role),
        made_at=made_at or now(),
        made_with=f"claimdesk {__version__}",
        counts={name.partition(".")[0]: member.count for name, member in members.items()},
        settings=_settings(project) if kind is PackKind.TASK else "",
        members={name: member.sha256 for name, member in members.items()},
    ).identified()


def _pack(file: BinaryIO, cover: Cover, members: Mapping[str, _Member]) -> None:
    archive = ArchiveOutput(file)
    try:
        with archive.file(COVER) as place:
            place.write(cover.text.encode())
        for name, member in members.items():
            with archive.file(name) as place:
                shutil.copyfileobj(member.file, place)
    except BaseException:
        # It would write its directory later, when nobody expects it.
        with suppress(OSError):
            archive.end()
        raise
    archive.end()


class _Member:
    """The lines of a member, on their way through a temporary file."""

    def __init__(self, name: str, spools: ExitStack, found: Iterable[str]) -> None:
        spool = SpooledTemporaryFile(max_size=_HELD)  # noqa: SIM115 - `spools` closes it
        self.file: IO[bytes] = spools.enter_context(spool)
        digest = hashlib.sha256()
        self.count = size = 0
        for line in found:
            data = f"{line}\n".encode()
            size += len(data)
            if size > LARGEST_MEMBER:
                raise Refused(
                    f"The pack would hold more than {LARGEST_MEMBER // 1_000_000:,} MB of {name}. "
                    "No pack was made. Allot fewer articles, and give out the others later."
                )
            digest.update(data)
            self.file.write(data)
            self.count += 1
        self.file.seek(0)
        self.sha256 = digest.hexdigest()


def _contents(
    project: Project,
    annotator: Annotator,
    kind: PackKind,
    feedback: Sequence[Mapping[str, object]] | None,
    job: Job,
) -> dict[str, Iterable[str]]:
    """The lines of each member, in the order of members."""
    rows = OwnRows(project.database, annotator.id)
    is_task = kind is PackKind.TASK
    guidelines = reversed(project.gold.guidelines()) if is_task else ()
    found: dict[str, Iterable[str]] = {
        LABELS: [lines.labels_line(all_labels(project.database))],
        GUIDELINES: (lines.guideline_line(guideline) for guideline in guidelines),
        ARTICLES: _articles(project, rows, job) if is_task else _hashes(rows),
        CLAIMS: map(lines.line_of, rows.claims()),
        DECISIONS: (lines.decision_line(*found) for found in rows.decisions()),
        ASSIGNMENTS: map(lines.line_of, rows.assignments()),
        JOURNAL: (canonical(list(row)) for row in rows.journal()),
    }
    assert tuple(found) == ALWAYS
    said = feedback_for(project, annotator.id) if feedback is None else feedback
    if is_task and said:
        found[FEEDBACK] = map(canonical, sorted(said, key=lambda record: str(record["id"])))
    return found


def _articles(project: Project, rows: OwnRows, job: Job) -> Iterator[str]:
    ids = rows.articles_given()
    for number, id_ in enumerate(ids):
        job.check()
        job.step(number, len(ids), "")
        article = project.articles.get(id_)
        assert article is not None
        yield lines.article_line(article, project.articles.text(id_), project.articles.units(id_))


def _hashes(rows: OwnRows) -> Iterator[str]:
    return (lines.hash_line(*found) for found in rows.articles_worked_on())


def _settings(project: Project) -> str:
    """What of the team's settings an annotator needs, as JSON; "" where nothing is settled."""
    kept = project.fact(TEAM_FACT)
    if not kept:
        return ""
    values = json.loads(kept)
    return canonical({name: values[name] for name in _NEEDED if name in values})
