"""Gold and guidelines, as they are read. They are written by the ledger alone.

Gold claims are ordinary claims of one annotator who is nobody: the gold annotator of the project. So no
annotator's rows ever change by a review, and every reader of claims can tell gold by whose it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.guideline import Guideline
from annotator.domain.identity import derived_id
from annotator.store.database import Database
from annotator.store.review_tables import ADJUDICATION, GUIDELINE, adjudication_from, guideline_from
from annotator.store.tables import project_id

GOLD_NAME: Final = "Gold"


def gold_annotator_id(database: Database) -> str:
    """The id of the gold annotator, the same in all copies of a project."""
    return derived_id(project_id(database), "gold")


class Gold:
    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def annotator_id(self) -> str:
        """Whose the gold claims are; there is a row of this annotator once there is gold."""
        return gold_annotator_id(self._database)

    def get(self, adjudication_id: str) -> Adjudication | None:
        row = self._database.row(f"SELECT {ADJUDICATION} FROM adjudication WHERE id = ?", (adjudication_id,))
        return adjudication_from(row) if row else None

    def current(self, record: Adjudication | Guideline) -> Adjudication | Guideline | None:
        """The record of the same kind and key as it is in the project now."""
        return self.get(record.id) if isinstance(record, Adjudication) else self.guideline(record.number)

    def of_article(self, article_id: str) -> list[Adjudication]:
        """The adjudications of an article, also those that were opened again, by start and id."""
        rows = self._database.rows(
            f"SELECT {ADJUDICATION} FROM adjudication WHERE article_id = ? ORDER BY start, id", (article_id,)
        )
        return list(map(adjudication_from, rows))

    def each(self) -> Iterator[Adjudication]:
        """Every adjudication, by id."""
        return map(
            adjudication_from,
            self._database.each(f"SELECT {ADJUDICATION} FROM adjudication ORDER BY id"),
        )

    def guidelines(self) -> list[Guideline]:
        """Every version of the guidelines, the newest first."""
        rows = self._database.rows(f"SELECT {GUIDELINE} FROM guideline ORDER BY version DESC")
        return list(map(guideline_from, rows))

    def guideline(self, number: int) -> Guideline | None:
        row = self._database.row(f"SELECT {GUIDELINE} FROM guideline WHERE version = ?", (number,))
        return guideline_from(row) if row else None

    def guideline_number(self) -> int | None:
        """The number of the newest version, None where there is none."""
        row = self._database.row("SELECT max(version) FROM guideline")
        return int(str(row[0])) if row and row[0] is not None else None
