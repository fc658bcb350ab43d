"""Projects as later versions of Claimdesk may make them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.store.file_identity import READABLE_FROM, SCHEMA_VERSION
from annotator.store.project import open_project
from tests.unit.store.samples import raw

NEWER: Final = 9
_BESIDE: Final = (
    "CREATE TABLE evidence (id TEXT PRIMARY KEY, claim_id TEXT REFERENCES claim (id)) STRICT",
    "CREATE INDEX evidence_claim ON evidence (claim_id)",
    "INSERT INTO evidence SELECT 'e', id FROM claim LIMIT 1",
)


def make_newer(path: Path, *statements: str, readable_from: str = str(SCHEMA_VERSION)) -> None:
    """Make the project one of a later version, which has a table more, and then run `statements`.

    `readable_from` is the first version that may read it, "" where it says nothing of that.
    """
    if readable_from:
        with closing(open_project(path)) as project:
            project.keep_fact(READABLE_FROM, readable_from)
    with raw(path) as connection:
        for statement in (*_BESIDE, f"PRAGMA user_version = {NEWER}"):
            connection.execute(statement)
    with raw(path) as connection:
        for statement in statements:
            connection.execute(statement)
