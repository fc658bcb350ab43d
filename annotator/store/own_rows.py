"""One annotator's rows and nobody else's, as they leave a project with her.

This is where the blindness of packs is kept: each query asks for one annotator's rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.records import Assignment, Claim, Decision, Label
from annotator.store.claims import Claims
from annotator.store.database import Database, Row
from annotator.store.half_said import HALF_SAID
from annotator.store.journal import COLUMNS
from annotator.store.tables import (
    ASSIGNMENT,
    DECISION,
    LABEL,
    assignment_from,
    decision_from,
    label_from,
)

_HERS: Final = f"""
    SELECT {COLUMNS} FROM journal
    WHERE annotator_id = ?1 AND (
        (entity = 'claim' AND entity_id IN (SELECT id FROM claim WHERE annotator_id = ?1))
        OR (entity IN ('decision', 'assignment') AND substr(entity_id, -length(?1) - 1) = '/' || ?1)
    ) ORDER BY device, sequence
"""
_IN_HER_ORDER: Final = """
    SELECT article.id FROM article
    LEFT JOIN assignment ON article_id = article.id AND annotator_id = ?1
"""


class OwnRows:
    """What an annotator did in a project, and what she was given to do."""

    def __init__(self, database: Database, annotator_id: str) -> None:
        self._database = database
        self._id = annotator_id

    def claims(self) -> Iterator[Claim]:
        """Her claims by id, with the deleted ones."""
        return Claims(self._database).by_id(self._id)

    def decisions(self) -> Iterator[tuple[Decision, int | None]]:
        """Her decisions by article and place, each with the end of its sentence as it is cut now.

        None where there is no such sentence now, or what was said does not hold for all of it.
        """
        names = ", ".join(f"decision.{name}" for name in DECISION.split(", "))
        sql = (
            f"SELECT {names}, CASE WHEN state = 'undecided' OR NOT {HALF_SAID} THEN unit.\"end\" END "
            "FROM decision LEFT JOIN unit "
            "ON unit.article_id = decision.article_id AND unit.start = unit_start AND NOT unit.retired "
            "WHERE decision.annotator_id = ? ORDER BY decision.article_id, decision.unit_start"
        )
        for *row, end in self._database.each(sql, (self._id,)):
            yield decision_from(row), None if end is None else int(str(end))

    def assignments(self) -> Iterator[Assignment]:
        """Her work on articles, by article."""
        sql = f"SELECT {ASSIGNMENT} FROM assignment WHERE annotator_id = ? ORDER BY article_id"
        return map(assignment_from, self._database.each(sql, (self._id,)))

    def journal(self) -> Iterator[Row]:
        """Her entries about those rows, of the columns COLUMNS, as each device wrote them."""
        return self._database.each(_HERS, (self._id,))

    def articles_given(self) -> list[str]:
        """The ids of the articles that are hers to label, in her order, and of others that she has rows in.

        Those are the allotted ones, or all that are not excluded where nothing is allotted to her.
        """
        mine = "SELECT 1 FROM assignment WHERE annotator_id = ?1 AND position > 0"
        has_rows = (
            "finished_at IS NOT NULL OR EXISTS (SELECT 1 FROM claim WHERE article_id = article.id AND "
            "annotator_id = ?1) OR EXISTS (SELECT 1 FROM decision WHERE article_id = article.id AND "
            "annotator_id = ?1)"
        )
        given = f"(excluded_at IS NULL AND (assignment.position > 0 OR NOT EXISTS ({mine})))"
        sql = (
            f"{_IN_HER_ORDER} WHERE {given} OR {has_rows} "
            "ORDER BY coalesce(nullif(assignment.position, 0), 1 << 60), article.position"
        )
        return [str(id_) for (id_,) in self._database.rows(sql, (self._id,))]

    def articles_worked_on(self) -> list[tuple[str, str]]:
        """Id and text hash of every article that her rows are about, by id."""
        rows = self._database.rows(
            "SELECT id, sha256 FROM article WHERE id IN ("
            "SELECT article_id FROM claim WHERE annotator_id = ?1 "
            "UNION SELECT article_id FROM decision WHERE annotator_id = ?1 "
            "UNION SELECT article_id FROM assignment WHERE annotator_id = ?1) ORDER BY id",
            (self._id,),
        )
        return [(str(id_), str(sha256)) for id_, sha256 in rows]


def all_labels(database: Database) -> tuple[Label, ...]:
    """Every label of a project in its order, also those that are not given any more."""
    return tuple(map(label_from, database.rows(f"SELECT {LABEL} FROM label ORDER BY position, key")))
