"""Whose work is seen through a connection: the one place where blindness is kept.

Whoever works blind gets a connection on which the names of the tables of people's work stand for views of her
own rows. So there is no query, in this room or above it, that could read somebody else's by mistake. What has
to reach the tables themselves says so: it names them as `main.claim`. That is done by what writes, and by the
few questions that are not about people's work: how a chain of the journal ends, and whether an id is taken.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.records import Role

_OWN: Final = {
    "claim": "SELECT * FROM main.claim WHERE annotator_id = {me}",
    "fragment": (
        "SELECT * FROM main.fragment WHERE EXISTS "
        "(SELECT 1 FROM main.claim WHERE id = claim_id AND annotator_id = {me})"
    ),
    "decision": "SELECT * FROM main.decision WHERE annotator_id = {me}",
    "assignment": "SELECT * FROM main.assignment WHERE annotator_id = {me}",
    "progress": "SELECT * FROM main.progress WHERE annotator_id = {me}",
    "adjudication": "SELECT * FROM main.adjudication WHERE adjudicator_id = {me}",
    # A view has no numbers of rows of its own, and they are the order in which entries came.
    "journal": "SELECT rowid AS rowid, * FROM main.journal WHERE annotator_id = {me}",
}
SEES_ALL: Final = frozenset({Role.LEAD, Role.ADJUDICATOR})
"""The roles that see everybody's work in a project that has a lead."""


@immutable
class Sight:
    """`annotator_id` sees her own rows alone; "" where everybody's are seen."""

    annotator_id: str = ""

    @property
    def is_blind(self) -> bool:
        return bool(self.annotator_id)


EVERYBODY: Final = Sight()


def look(connection: sqlite3.Connection, before: Sight, after: Sight) -> None:
    """Show through `connection` what `after` says, where it showed what `before` says."""
    if before.is_blind:
        for table in _OWN:
            connection.execute(f"DROP VIEW temp.{table}")
    if after.is_blind:
        me = "'" + after.annotator_id.replace("'", "''") + "'"
        for table, sql in _OWN.items():
            connection.execute(f"CREATE TEMP VIEW {table} AS {sql.format(me=me)}")
