"""What annotators marked and which sentences they found empty, without words: enough to count votes with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby

from annotator.domain.immutable import immutable
from annotator.domain.records import Origin
from annotator.domain.spans import Span
from annotator.store.half_said import HALF_SAID
from annotator.store.precedence import Precedence
from annotator.store.project import Project
from annotator.store.same_words import counted


@immutable
class Mark:
    """Where a claim stands, and its label; None says of a sentence that it holds no claim."""

    id: str
    annotator_id: str
    label: str | None
    spans: tuple[Span, ...]
    is_adjudicated: bool = False


_Weighed = tuple[str, Mark, Precedence]
"""An article's id, a mark in it, and which of two on the same words counts."""


def marks_by_article(project: Project) -> dict[str, list[Mark]]:
    """Every mark that is not deleted, by article's id; of an annotator's on the same words, what counts."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for article_id, mark, _ in counted(_claims(project), place=_place, weight=lambda row: row[2]):
        found[article_id].append(mark)
    for article_id, mark in _empty_sentences(project):
        found[article_id].append(mark)
    return dict(found)


def _claims(project: Project) -> Iterator[_Weighed]:
    rows = project.database.each(
        "SELECT claim.id, article_id, annotator_id, label, origin, version, updated_at, checksum, "
        'start, "end" FROM claim JOIN fragment ON claim_id = claim.id '
        "WHERE deleted_at IS NULL ORDER BY claim.id, number"
    )
    for id_, group in groupby(rows, key=lambda row: row[0]):
        parts = list(group)
        _, article, annotator, label, origin, version, at, checksum, *_ = parts[0]
        spans = tuple(_span(part[-2:]) for part in parts)
        mark = Mark(str(id_), str(annotator), str(label), spans, origin == Origin.ADJUDICATED)
        yield str(article), mark, (int(str(version)), str(at), str(checksum))


def _place(row: _Weighed) -> Hashable:
    """Gold on the same words is kept, as a review may have left both."""
    article_id, mark, _ = row
    return article_id, mark.annotator_id, mark.spans, mark.id if mark.is_adjudicated else ""


def _empty_sentences(project: Project) -> Iterator[tuple[str, Mark]]:
    rows = project.database.each(
        'SELECT article_id, annotator_id, start, "end" FROM decision JOIN unit USING (article_id) '
        f"WHERE unit_start = start AND state = 'no_claim' AND NOT retired AND NOT {HALF_SAID} "
        "ORDER BY article_id, annotator_id, start"
    )
    for article, annotator, start, end in rows:
        id_ = f"{article}/{start}/{annotator}"
        yield str(article), Mark(id_, str(annotator), None, (_span((start, end)),))


def _span(ends: Sequence[object]) -> Span:
    start, end = ends
    return Span(int(str(start)), int(str(end)))
