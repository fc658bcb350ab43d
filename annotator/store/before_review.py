"""Articles as annotators had marked them by themselves, before anybody looked at what they said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

from annotator.domain.adjudication import Adjudication
from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim
from annotator.domain.spans import Span
from annotator.store.plain_records import record_from
from annotator.store.project import Project
from annotator.store.troubles import readable

_LOOKS = "SELECT rowid, after FROM journal WHERE article_id = ? AND entity = 'adjudication' ORDER BY rowid"
_SAID = (
    "SELECT rowid, before, after FROM journal "
    "WHERE article_id = ? AND entity = 'claim' AND entity_id = ? ORDER BY rowid"
)


@immutable
class _Look:
    """What a review saw in some words when it first looked; `place` is that in the journal."""

    place: int
    span: Span
    members: dict[str, Mark]
    people: frozenset[str]

    def concerns(self, mark: Mark) -> bool:
        """Whether it saw what the annotator of a mark had said of these words."""
        is_there = any(map(self.span.overlaps, mark.spans))
        return mark.id in self.members or (is_there and mark.annotator_id in self.people)


def before_review(
    project: Project, article: MarkedArticle, decisions: Sequence[Adjudication]
) -> MarkedArticle:
    """The article with every mark as it was when a review first looked at it or its words.

    What somebody changed, added or took away there later, having been asked back or told what was decided,
    says nothing of how far annotators agree by themselves. `decisions` are those on the article.
    """
    looks = _looks(project, article.article_id) or [_look(0, one) for one in decisions]
    marks: dict[str, Mark] = {}
    for look in looks:
        seen = look.members.items()
        marks = {id_: mark for id_, mark in seen if mark.annotator_id in article.finished} | marks
    marks = {mark.id: mark for mark in article.marks} | marks
    first = list(_first(project, article.article_id, looks, marks))
    # Of two on the same words she spoke by the one that a review saw, whichever counts by now.
    first.sort(key=lambda mark: not any(mark.id in look.members for look in looks))
    spoken: dict[tuple[str, tuple[Span, ...]], Mark] = {}
    for mark in first:
        spoken.setdefault((mark.annotator_id, mark.spans), mark)
    return replace(article, marks=tuple(spoken.values()))


def _first(
    project: Project, article_id: str, looks: Sequence[_Look], marks: dict[str, Mark]
) -> Iterator[Mark]:
    for mark in marks.values():
        look = next((look for look in looks if look.concerns(mark)), None)
        if look is None:
            yield mark
        elif mark.id in look.members:
            yield look.members[mark.id]
        elif said := _as_of(project, article_id, mark, look.place):
            yield said


@readable()
def _looks(project: Project, article_id: str) -> list[_Look]:
    """All looks that the journal knows of, the first one first."""
    found = []
    for place, after in project.database.rows(_LOOKS, (article_id,)):
        record = record_from("adjudication", json.loads(str(after)))
        assert isinstance(record, Adjudication)
        found.append(_look(int(str(place)), record))
    return found


def _look(place: int, one: Adjudication) -> _Look:
    members = {
        member.claim_id: Mark(member.claim_id, member.annotator_id, member.label, member.spans)
        for member in one.members
    }
    return _Look(place, one.span, members, one.people)


@readable()
def _as_of(project: Project, article_id: str, mark: Mark, place: int) -> Mark | None:
    """A mark as it was at a place in the journal; None where it was not there."""
    rows = project.database.rows(_SAID, (article_id, mark.id))
    if not rows:
        return mark
    said = rows[0][1]
    for number, _, after in rows:
        said = after if int(str(number)) < place else said
    claim = None if said is None else record_from("claim", json.loads(str(said)))
    if not isinstance(claim, Claim) or claim.deleted_at is not None:
        return None
    return Mark(claim.id, claim.annotator_id, claim.label, tuple(part.span for part in claim.fragments))
