"""Claims and decisions, as they are read. They are written by the ledger alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from annotator.domain.records import Annotator, Assignment, Claim, Decision, Fragment, Progress
from annotator.store.database import Database, Row
from annotator.store.tables import (
    ANNOTATOR,
    ASSIGNMENT,
    CLAIM,
    DECISION,
    FRAGMENT,
    PROGRESS,
    annotator_from,
    assignment_from,
    claim_from,
    decision_from,
    progress_from,
)

_CLAIM_COLUMNS: Final = ", ".join(f"claim.{name}" for name in CLAIM.split(", "))
_FRAGMENT_COLUMNS: Final = ", ".join(f"fragment.{name}" for name in FRAGMENT.split(", "))
_WITH_FRAGMENTS: Final = (
    f"SELECT {_CLAIM_COLUMNS}, {_FRAGMENT_COLUMNS} FROM claim JOIN fragment ON fragment.claim_id = claim.id"
)
_WIDTH: Final = len(CLAIM.split(", "))


def _claims_of(rows: Iterable[Row]) -> Iterator[Claim]:
    """Claims of rows in which those of one claim follow each other."""
    for _, group in groupby(rows, key=itemgetter(0)):
        parts: list[Any] = list(group)
        yield claim_from(parts[0][:_WIDTH], tuple([Fragment(*part[_WIDTH:]) for part in parts]))


class Claims:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, claim_id: str) -> Claim | None:
        """The claim, deleted or not."""
        return next(self._read("WHERE claim.id = ? ORDER BY fragment.number", (claim_id,)), None)

    def of_article(self, article_id: str, annotator_id: str) -> list[Claim]:
        """One annotator's claims in an article that are not deleted, in no promised order.

        This is where blindness is kept: nobody's view asks for the claims of somebody else.
        """
        rows = self._database.rows(
            f"{_WITH_FRAGMENTS} WHERE claim.article_id = ? AND claim.annotator_id = ? "
            "AND claim.deleted_at IS NULL ORDER BY claim.id, fragment.number",
            (article_id, annotator_id),
        )
        return list(_claims_of(rows))

    def each(self, *, deleted: bool = False) -> Iterator[Claim]:
        """Every annotator's claims by article, annotator and id; with the deleted ones if `deleted`."""
        for (article_id,) in self._database.each("SELECT id FROM article ORDER BY position"):
            # An article at a time the index gives this order, and SQLite need not sort all claims.
            yield from self._read(
                "WHERE claim.article_id = ? AND (claim.deleted_at IS NULL OR ?) "
                "ORDER BY claim.annotator_id, claim.id, fragment.number",
                (article_id, deleted),
            )

    def by_id(self, annotator_id: str = "") -> Iterator[Claim]:
        """One annotator's claims, or every annotator's, in the order of ids, with the deleted ones."""
        where = "WHERE claim.annotator_id = ?" if annotator_id else ""
        values = (annotator_id,) if annotator_id else ()
        return self._read(f"{where} ORDER BY claim.id, fragment.number", values)

    def decisions(self, article_id: str, annotator_id: str) -> list[Decision]:
        rows = self._database.rows(
            f"SELECT {DECISION} FROM decision WHERE article_id = ? AND annotator_id = ? ORDER BY unit_start",
            (article_id, annotator_id),
        )
        return list(map(decision_from, rows))

    def decision(self, article_id: str, annotator_id: str, unit_start: int) -> Decision | None:
        row = self._database.row(
            f"SELECT {DECISION} FROM decision WHERE article_id = ? AND annotator_id = ? AND unit_start = ?",
            (article_id, annotator_id, unit_start),
        )
        return decision_from(row) if row else None

    def _read(self, tail: str, values: tuple[object, ...] = ()) -> Iterator[Claim]:
        return _claims_of(self._database.each(f"{_WITH_FRAGMENTS} {tail}", values))


class People:
    """Annotators, what they are to do, and where they are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Annotator]:
        return list(
            map(annotator_from, self._database.rows(f"SELECT {ANNOTATOR} FROM annotator ORDER BY id"))
        )

    def get(self, annotator_id: str) -> Annotator | None:
        row = self._database.row(f"SELECT {ANNOTATOR} FROM annotator WHERE id = ?", (annotator_id,))
        return annotator_from(row) if row else None

    def named(self, name: str) -> Annotator | None:
        row = self._database.row(f"SELECT {ANNOTATOR} FROM annotator WHERE name = ?", (name,))
        return annotator_from(row) if row else None

    def assignment(self, article_id: str, annotator_id: str) -> Assignment | None:
        row = self._database.row(
            f"SELECT {ASSIGNMENT} FROM assignment WHERE article_id = ? AND annotator_id = ?",
            (article_id, annotator_id),
        )
        return assignment_from(row) if row else None

    def has_allotted(self, annotator_id: str) -> bool:
        """Whether any article is allotted to an annotator."""
        sql = "SELECT 1 FROM assignment WHERE annotator_id = ? AND position > 0 LIMIT 1"
        return self._database.row(sql, (annotator_id,)) is not None

    def progress(self, article_id: str, annotator_id: str) -> Progress | None:
        row = self._database.row(
            f"SELECT {PROGRESS} FROM progress WHERE annotator_id = ? AND article_id = ?",
            (annotator_id, article_id),
        )
        return progress_from(row) if row else None

    def finished(self, annotator_id: str) -> int:
        """How many articles of her queue an annotator has finished."""
        row = self._database.row(
            "SELECT count(*) FROM assignment JOIN article ON article.id = article_id"
            " WHERE annotator_id = ?1 AND finished_at IS NOT NULL AND excluded_at IS NULL"
            " AND (assignment.position > 0 OR NOT EXISTS"
            " (SELECT 1 FROM assignment AS other WHERE other.annotator_id = ?1 AND other.position > 0))",
            (annotator_id,),
        )
        return int(str(row[0])) if row else 0

    def last_place(self, annotator_id: str) -> Progress | None:
        """Where the annotator was last, in whichever article; of one millisecond, in the one added later."""
        row = self._database.row(
            f"SELECT {PROGRESS} FROM progress WHERE annotator_id = ? "
            "ORDER BY at DESC, article_id DESC LIMIT 1",
            (annotator_id,),
        )
        return progress_from(row) if row else None
