"""The quick look at a project before it is worked on: its labels, and the newest entries of the journal."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from annotator.domain.identity import is_id
from annotator.store.database import Database, Row
from annotator.store.journal import COLUMNS, Journal, chained, entry_from
from annotator.store.ledger import Ledger
from annotator.store.partial_chains import devices_in_part
from annotator.store.plain_records import record_from
from annotator.store.tables import facts_checksum
from annotator.store.troubles import Damaged, readable

_LOOKED_AT: Final = 20


@readable()
def check_newest(database: Database) -> None:
    """Raises Damaged where the newest entries are not chained, or the rows they speak of differ."""
    facts = {row[0]: row[1] for row in database.rows("SELECT key, value FROM meta")}
    rows = database.rows(f"SELECT {COLUMNS} FROM journal ORDER BY rowid DESC LIMIT {_LOOKED_AT}")
    if not (is_id(facts.get("id")) and facts.get("checksum") == facts_checksum(database)):
        raise _misfit(database, "What it says of itself")
    if not _is_chained(rows, devices_in_part(database)):
        raise _misfit(database, "The end of its journal")
    if not _is_present_state(database, rows):
        raise _misfit(database, "What was decided last")


def _is_chained(rows: list[Row], in_part: frozenset[str]) -> bool:
    """Whether each row has its hash, and each but the first of a device that of the row before it.

    Where a device is here in part, the row before it may be missing.
    """
    by_place = sorted(rows, key=lambda row: (str(row[2]), -int(str(row[3]))))
    return all(chained(row[:-1]) == row[-1] for row in rows) and all(
        later[-2] == earlier[-1] if later[3] == int(str(earlier[3])) + 1 else str(later[2]) in in_part
        for later, earlier in pairwise(by_place)
        if later[2] == earlier[2]
    )


def _is_present_state(database: Database, rows: list[Row]) -> bool:
    """Whether no record is older than the entries say, or of the same version with other content.

    Two computers can have written the same version; then either of the two is present.
    """
    journal = Journal(database, "")
    ledger = Ledger(database, journal)
    for entry in map(entry_from, rows):
        record = record_from(entry.entity, entry.after or {})
        current = ledger.current(record)
        if current is None or current.version < record.version:
            return False
        if current.version == record.version and current != record:
            others = journal.entries("WHERE entity = ? AND entity_id = ?", (entry.entity, entry.entity_id))
            if not any(record_from(other.entity, other.after or {}) == current for other in others):
                return False
    return True


def _misfit(database: Database, what: str) -> Damaged:
    return Damaged(
        f"The project file {database.path.name} is damaged. {what} does not fit its checksums. "
        "Nothing was changed. Open the newest backup, or recover what is in it into a new file."
    )
