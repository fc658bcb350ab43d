"""Writes a case of the corpus in a format and reads it back, without a project."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from annotator.domain.claiming import fragment_of
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Article, Claim, Confidence, Label, Unit
from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.placing import Ground, Placed, measure_of, vote
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.shape import Format, Header, Writer
from annotator.exchange.losses import Loss, Losses
from annotator.exchange.outputs import MemoryOutput
from annotator.exchange.ruler import Ruler
from tests.unit.exchange.corpus import LABELS, NOTES, Case

NAMES = {"ada-id": "Ada", "ben-id": "Ben, B."}
AT = "2026-01-02T03:04:05.678Z"


@dataclass(frozen=True, slots=True)
class Kept:
    """What has to come back of a claim."""

    label: str
    spans: tuple[Span, ...]
    annotator: str
    note: str


def dossier_of(case: Case, writer: Writer, choices: ExportChoices, *, number: int = 0) -> Dossier:
    """The dossier of a case as the exporter would give it: two annotators take turns, labels too."""
    article_id = f"article-{number}"
    text = case.text
    article = Article(
        article_id,
        hashlib.sha256(text.encode()).hexdigest(),
        f"Case {number}: {case.name}",
        len(text),
        language="en",
        url=f"https://example.org/{number}",
        imported_at=AT,
    )
    start, units = 0, []
    for line in text.split("\n"):
        if line.strip():
            units.append(Unit(article_id, start, start + len(line)))
        start += len(line) + 1
    claims = [_claim(text, article_id, spans, at, number) for at, spans in enumerate(case.claims)]
    unit = choices.offset_unit if "offset_unit" in writer.takes else writer.unit
    claims.sort(key=lambda claim: (claim.span.start, -claim.span.end, claim.annotator_id, claim.id))
    return Dossier(replace(choices, offset_unit=unit), article, text, units, claims, NAMES, Ruler(text, unit))


def _claim(text: str, article_id: str, spans: Sequence[Span], at: int, number: int) -> Claim:
    return Claim(
        f"00000000-0000-7000-8000-{number:06x}{at:06x}",
        article_id,
        list(NAMES)[at % 2],
        LABELS[at % len(LABELS)],
        tuple(fragment_of(text, span) for span in spans),
        note=NOTES[at % len(NOTES)],
        confidence=list(Confidence)[at % 4],
        flag=at % 3 == 0,
        created_at=AT,
        updated_at=AT,
    )


def header() -> Header:
    keys = [label.key for label in DEFAULT_LABELS]
    others = [
        Label(key, key, "!", 4, "label.confirmed", "circle", "solid", 4) for key in LABELS if key not in keys
    ]
    labels = (*DEFAULT_LABELS, *others)
    colours = {label.key: "#2b66d9" for label in labels}
    return Header("project-id", "News", "claimdesk 0", labels, colours, NAMES, Losses())


def written(
    writer: Writer, dossiers: Iterable[Dossier], choices: ExportChoices
) -> tuple[dict[str, bytes], tuple[Loss, ...]]:
    """The files that the writer makes, "" being the one of a format of one file, and what was lost."""
    output, head = MemoryOutput(), header()
    writing = writer.begin(output, choices, head)
    for dossier in dossiers:
        writing.write(dossier)
    writing.end()
    return output.files, head.losses.found


class MemorySource(AnnotationSource):
    """Files in memory. The one without a name is called as the format's files are."""

    def __init__(self, files: Mapping[str, bytes], name: str = "data") -> None:
        super().__init__(name)
        self._bytes = {file or name: data for file, data in files.items()}

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self._bytes))

    def size(self, name: str) -> int:
        return len(self._bytes[name])

    def fingerprint(self) -> tuple[object, ...]:
        return tuple(self._bytes.items())

    def _open(self, name: str) -> BinaryIO:
        return io.BytesIO(self._bytes[name])


def read(
    reader: Reader, files: Mapping[str, bytes], name: str
) -> tuple[list[ForeignArticle], tuple[Loss, ...]]:
    """The articles that the reader finds in files, and what it could not take."""
    losses = Losses()
    return list(reader.articles(MemorySource(files, name), Unwatched(), losses)), losses.found


def placed(
    articles: Sequence[ForeignArticle], declared: Measure | None, texts: Mapping[str, str] | None = None
) -> dict[str, list[Kept]]:
    """By stored text, the claims that found their place; fails where one does not.

    `texts`, by hash, are those of the project for files that have none of their own.
    """
    known = texts or {}
    articles = [replace(each, text=each.text or known.get(each.text_sha256, "")) for each in articles]
    measure = measure_of(vote(articles), declared)
    found: dict[str, list[Kept]] = {}
    for article in articles:
        ground = Ground(article.text)
        kept = found.setdefault(ground.text, [])
        for claim in article.claims:
            place = ground.place(claim, article.measure or measure)
            assert isinstance(place, Placed), (place, claim, article.text[:100])
            kept.append(Kept(claim.label, place.spans, claim.annotator, claim.note))
    return found


def expected(dossiers: Iterable[Dossier]) -> dict[str, list[Kept]]:
    """By text, what the dossiers hold."""
    found: dict[str, list[Kept]] = {}
    for dossier in dossiers:
        found.setdefault(dossier.text, []).extend(
            Kept(
                claim.label,
                tuple(part.span for part in claim.fragments),
                dossier.names[claim.annotator_id],
                claim.note,
            )
            for claim in dossier.claims
            if claim.label != NO_CLAIM
        )
    return found


def in_order(kept: Mapping[str, Sequence[Kept]]) -> dict[str, list[Kept]]:
    """The same with the claims of each text in one order, to compare; texts without claims are left out."""
    return {
        text: sorted(claims, key=lambda claim: (claim.spans, claim.label, claim.annotator, claim.note))
        for text, claims in kept.items()
        if claims
    }


@dataclass(frozen=True, slots=True)
class Trip:
    """What was sent and what came back, by text and in one order, and what was lost on either way."""

    sent: dict[str, list[Kept]]
    back: dict[str, list[Kept]]
    lost: tuple[Loss, ...]
    not_taken: tuple[Loss, ...]


def round_trip(found: Format, some: Sequence[Case], choices: ExportChoices | None = None) -> Trip:
    """Write the cases in a format and read them back."""
    assert found.writer
    assert found.reader
    chosen = choices or ExportChoices(found.name, names=True, notes=True)
    dossiers = [dossier_of(case, found.writer, chosen, number=number) for number, case in enumerate(some)]
    files, lost = written(found.writer, dossiers, chosen)
    articles, not_taken = read(found.reader, files, f"data{found.writer.suffix}")
    texts = {dossier.article.sha256: dossier.text for dossier in dossiers}
    back = placed(articles, found.reader.measure, texts)
    return Trip(in_order(expected(dossiers)), in_order(back), lost, not_taken)
