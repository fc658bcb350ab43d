"""Devices whose journal is here in part: their rows came by merge, without those about other people.

Who sends her work sends no row about anybody else's. So her device's chain has holes here, and only the
chains of such devices may have any. Each row keeps its own hash, and each link to a row that is here holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from annotator.store.database import Database
from annotator.store.facts import save_fact
from annotator.store.plain_records import canonical
from annotator.store.troubles import readable

FACT: Final = "devices_in_part"


@readable()
def devices_in_part(database: Database) -> frozenset[str]:
    """The names of the devices whose chains may have holes. Raises Damaged where that is not known."""
    row = database.row("SELECT value FROM meta WHERE key = ?", (FACT,))
    return frozenset(map(str, json.loads(str(row[0])))) if row else frozenset()


def allow_holes(database: Database, devices: Iterable[str]) -> None:
    """Let the chains of these devices have holes from now on. Only inside `write()`."""
    known = devices_in_part(database)
    wanted = known | frozenset(devices)
    if wanted != known:
        save_fact(database, FACT, canonical(sorted(wanted)))
