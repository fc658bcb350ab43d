"""Everybody's claims side by side, an article at a time: what review and agreement are worked out from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Final

from annotator.domain.agreement.marks import Mark, MarkedArticle
from annotator.domain.immutable import immutable
from annotator.domain.records import JOINED, Annotator, Origin, Role
from annotator.domain.spans import Span
from annotator.store.precedence import Precedence
from annotator.store.project import Project
from annotator.store.same_words import counted

_VOTING: Final = frozenset({Role.ANNOTATOR, Role.LEAD})
_MARKS: Final = (
    'SELECT claim.id, annotator_id, label, version, updated_at, checksum, start, "end" '
    "FROM claim JOIN fragment ON claim_id = claim.id "
    "WHERE article_id = ? AND deleted_at IS NULL AND origin <> ? ORDER BY claim.id, number"
)
_SENTENCES: Final = (
    'SELECT start, "end" FROM unit WHERE article_id = ? AND annotatable AND NOT retired ORDER BY start'
)
_LEFT_OPEN: Final = f"""
    SELECT annotator_id, unit_start FROM decision WHERE article_id = ?1 AND state = 'skipped'
    UNION SELECT decision.annotator_id, unit.start FROM unit AS joined
    JOIN unit ON unit.article_id = joined.article_id AND NOT unit.retired
        AND unit.start < joined.start AND unit."end" > joined.start
    JOIN decision ON decision.article_id = unit.article_id
        AND decision.unit_start IN (unit.start, joined.start)
    WHERE joined.article_id = ?1 AND joined.retired AND joined.rule = '{JOINED}' AND NOT EXISTS (
        SELECT 1 FROM decision AS other WHERE other.article_id = decision.article_id
        AND other.annotator_id = decision.annotator_id AND other.state = decision.state
        AND other.unit_start IN (unit.start, joined.start) AND other.unit_start <> decision.unit_start
    )
"""
_WORK: Final = (
    "SELECT annotator_id, position > 0, finished_at IS NOT NULL FROM assignment WHERE article_id = ?"
)


@immutable
class Reading:
    """An article as everybody who votes has read it; `sentences` are those that ask for a decision.

    `left_open` are annotators with the starts of sentences that they skipped, or said different things of
    before they were joined.
    """

    article: MarkedArticle
    sentences: tuple[Span, ...]
    left_open: frozenset[tuple[str, int]]


def voters(project: Project) -> list[Annotator]:
    """Those whose claims count in agreement and review, in the order of joining.

    Models, adjudicators and the gold annotator are not among them.
    """
    return [person for person in project.people.all() if person.role in _VOTING]


def participants(project: Project) -> frozenset[str]:
    """The ids of those voters to whom articles were given, or who have finished or marked any."""
    rows = project.database.rows(
        "SELECT DISTINCT annotator_id FROM assignment "
        "UNION SELECT DISTINCT annotator_id FROM claim WHERE deleted_at IS NULL"
    )
    return frozenset(str(person) for (person,) in rows).intersection(one.id for one in voters(project))


class Readings:
    """Reads articles of a project with the work of `people`, who are voters.

    An article was asked of those to whom it is allotted, where it is allotted to anybody, and else of all
    who have finished any article; and of everybody who has begun it.
    """

    def __init__(self, project: Project, people: Collection[str]) -> None:
        self._database = project.database
        self._people = frozenset(people)
        rows = self._database.rows(
            "SELECT DISTINCT annotator_id FROM assignment WHERE finished_at IS NOT NULL"
        )
        self._active = self._people.intersection(str(person) for (person,) in rows)

    def ids(self) -> list[str]:
        """The articles that are not excluded, in the project's order."""
        rows = self._database.rows("SELECT id FROM article WHERE excluded_at IS NULL ORDER BY position")
        return [str(id_) for (id_,) in rows]

    def each(self, ids: Sequence[str]) -> Iterator[Reading]:
        """The articles of these ids one by one."""
        for article_id in ids:
            rows = self._database.rows(_LEFT_OPEN, (article_id,))
            left_open = frozenset((str(person), int(str(start))) for person, start in rows)
            sentences = tuple(map(_span, self._database.rows(_SENTENCES, (article_id,))))
            yield Reading(self.article(article_id), sentences, left_open)

    def article(self, article_id: str) -> MarkedArticle:
        """What everybody marked in an article; an unknown article is empty."""
        marks = tuple(self._marks(article_id))
        work = [row for row in self._database.rows(_WORK, (article_id,)) if row[0] in self._people]
        allotted = {str(person) for person, is_allotted, _ in work if is_allotted}
        begun = {str(person) for person, _, _ in work} | {mark.annotator_id for mark in marks}
        finished = {str(person) for person, _, is_finished in work if is_finished}
        asked = (allotted or self._active) | begun
        return MarkedArticle(
            article_id, self._length(article_id), frozenset(asked), frozenset(finished), marks
        )

    def _length(self, article_id: str) -> int:
        row = self._database.row("SELECT length FROM article WHERE id = ?", (article_id,))
        return int(str(row[0])) if row else 0

    def _marks(self, article_id: str) -> list[Mark]:
        """The marks of an article; of an annotator's on the same words, the one that counts."""
        weights: dict[str, Precedence] = {}
        marks = []
        rows = self._database.rows(_MARKS, (article_id, Origin.ADJUDICATED))
        for id_, parts in groupby(rows, key=lambda row: row[0]):
            group = list(parts)
            _, person, label, version, at, checksum, *_ = group[0]
            if person in self._people:
                spans = tuple(_span(part[-2:]) for part in group)
                marks.append(Mark(str(id_), str(person), str(label), spans))
                weights[str(id_)] = int(str(version)), str(at), str(checksum)
        return counted(
            marks, place=lambda mark: (mark.annotator_id, mark.spans), weight=lambda mark: weights[mark.id]
        )


def _span(ends: Sequence[object]) -> Span:
    start, end = ends
    return Span(int(str(start)), int(str(end)))
