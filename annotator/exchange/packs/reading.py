"""Reads a pack: every byte against its hash and every record against its kind, before it is believed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from annotator.domain.errors import Refused, Unavailable
from annotator.domain.guideline import Guideline
from annotator.domain.immutable import immutable
from annotator.domain.records import Assignment, Claim, Label
from annotator.domain.work import UNWATCHED, Job
from annotator.exchange.articles.archive import Archive, opened_archive
from annotator.exchange.names import printable
from annotator.exchange.packs import layout, lines
from annotator.exchange.packs.cover import Cover
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.lines import JournalLine, LineKind, PackedArticle, PackedDecision
from annotator.exchange.packs.soundness import is_sound
from annotator.store.writing import reason

_Record = TypeVar("_Record")
_BETWEEN: Final = 1_000
"""Records between two looks at whether somebody stopped the reading."""


@immutable
class Pack:
    """A pack whose bytes are those that its cover names. What its rows say is not yet compared.

    Claims come with their canonical JSON, of which their checksum is made.
    """

    name: str
    cover: Cover
    labels: tuple[Label, ...]
    guidelines: tuple[Guideline, ...]
    articles: tuple[PackedArticle, ...]
    claims: tuple[tuple[Claim, str], ...]
    decisions: tuple[PackedDecision, ...]
    assignments: tuple[Assignment, ...]
    journal: tuple[JournalLine, ...]
    feedback: tuple[dict[str, object], ...]

    @property
    def is_task(self) -> bool:
        return self.cover.kind is PackKind.TASK


def read_cover(path: Path) -> Cover:
    """Whose pack it is, and of which project. Raises as `read_pack` does, without looking at the rest."""
    with _opened(path) as archive:
        return _cover(archive, path)


def read_pack(path: Path, job: Job = UNWATCHED) -> Pack:
    """All of a pack, in memory.

    Raises Refused for what is no pack, was damaged or changed, or is of a newer version, Unavailable where
    the file can't be read, and Cancelled where `job` was. Nothing of it is ever written to a file.
    """
    with _opened(path) as archive:
        cover = _cover(archive, path)
        members = _Members(archive, cover, path, job)
        records = members.records
        pack = Pack(
            printable(path.name),
            cover,
            tuple(label for labels, _ in records(layout.LABELS, lines.LABEL_LINES) for label in labels),
            tuple(guideline for guideline, _ in records(layout.GUIDELINES, lines.GUIDELINE_LINES)),
            tuple(article for article, _ in records(layout.ARTICLES, lines.ARTICLE_LINES)),
            tuple(records(layout.CLAIMS, lines.CLAIM_LINES)),
            tuple(decision for decision, _ in records(layout.DECISIONS, lines.DECISION_LINES)),
            tuple(assignment for assignment, _ in records(layout.ASSIGNMENTS, lines.ASSIGNMENT_LINES)),
            tuple(row for row, _ in records(layout.JOURNAL, lines.JOURNAL_LINES)),
            tuple(record for record, _ in records(layout.FEEDBACK, lines.FEEDBACK_LINES)),
        )
    if not is_sound(cover, pack.labels, pack.guidelines, pack.articles):
        raise _changed(path)
    return pack


class _Members:
    """Goes through the members line by line."""

    def __init__(self, archive: Archive, cover: Cover, path: Path, job: Job) -> None:
        self._archive = archive
        self._cover = cover
        self._path = path
        self._job = job
        self._total = sum(cover.counts.values())
        self._done = 0

    def records(self, member: str, kind: LineKind[_Record]) -> Iterator[tuple[_Record, str]]:
        """The records of a member, each with its line; nothing where a pack need not have that member."""
        if member not in self._cover.members:
            return
        data = self._archive.read(member, largest=layout.LARGEST_MEMBER)
        if hashlib.sha256(data).hexdigest() != self._cover.members[member]:
            raise _changed(self._path)
        found = data.split(b"\n")
        if found.pop() or len(found) != self._cover.counts.get(member.partition(".")[0]):
            raise _changed(self._path)
        for number, line in enumerate(found):
            if number % _BETWEEN == 0:
                self._job.check()
                self._job.step(self._done, self._total, self._path.name)
            self._done += 1
            try:
                text = line.decode()
                record = kind.read(text)
            except (ValueError, TypeError, RecursionError) as error:
                raise _changed(self._path) from error
            yield record, text


@contextmanager
def _opened(path: Path) -> Iterator[Archive]:
    """The members of the file, which must be exactly those that a pack has."""
    try:
        with path.open("rb") as file:
            try:
                with opened_archive(file) as archive:
                    yield archive
            except Refused as error:
                if isinstance(error, _PackRefused):
                    raise
                raise _changed(path) from error
    except OSError as error:
        raise Unavailable(
            f"{printable(path.name)} can't be read: {reason(error)}. Nothing was changed. "
            "Look for the file, or ask for it again."
        ) from error


def _cover(archive: Archive, path: Path) -> Cover:
    if layout.COVER not in archive:
        raise _PackRefused(
            f"{printable(path.name)} is no pack of Claimdesk. Nothing was changed. Choose another file."
        )
    data = archive.read(layout.COVER, largest=layout.LARGEST_COVER)
    try:
        values = json.loads(data)
        if isinstance(values, dict) and values.get("format") == layout.FORMAT:
            _check_version(values.get("format_version"), path)
        cover = Cover.model_validate_json(data)
    except (ValueError, RecursionError) as error:
        raise _changed(path) from error
    names = [info.filename for info in archive.members]
    feedback = [layout.FEEDBACK] if layout.FEEDBACK in cover.members else []
    wanted = [*layout.ALWAYS, *feedback]
    is_whole = names == [layout.COVER, *wanted] and sorted(cover.members) == sorted(wanted)
    if not is_whole or cover.text.encode() != data or cover.id != cover.digest:
        raise _changed(path)
    return cover


def _check_version(version: object, path: Path) -> None:
    if isinstance(version, int) and version > layout.FORMAT_VERSION:
        raise _PackRefused(
            f"{printable(path.name)} was made by a newer version of Claimdesk (packs of version {version}, "
            f"this one knows {layout.FORMAT_VERSION}). Nothing was changed. Merge it with that version."
        )


class _PackRefused(Refused):
    """What is told of a pack in words of its own."""


def _changed(path: Path) -> Refused:
    return _PackRefused(
        f"{printable(path.name)} is not as it was written: it is damaged, incomplete or was changed. "
        "Nothing was changed here. Ask for the pack again."
    )
