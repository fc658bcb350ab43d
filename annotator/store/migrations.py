"""The project file's schema, step by step. A step is never edited once it has been released.

Each step spells its tables out, so that it says the same thing whatever the records look like later.
CHECKs call no function that SQLite does not trust in a schema (json_valid among them), because projects
are opened with `trusted_schema` off.
"""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlite_utils import Database as Tables
from sqlite_utils import Migrations

from annotator.store.file_identity import APPLICATION_ID, SCHEMA_VERSION

_migrations: Final = Migrations("claimdesk")

_APPLIED: Final = (
    # As sqlite-utils 4.2 makes it, spelled out so that a later one does not change our schema.
    """CREATE TABLE IF NOT EXISTS _sqlite_migrations (
        id INTEGER PRIMARY KEY,
        migration_set TEXT,
        name TEXT,
        applied_at TEXT
    )""",
    "CREATE UNIQUE INDEX IF NOT EXISTS _sqlite_migrations_name ON _sqlite_migrations (migration_set, name)",
)

_FIRST: Final = (
    """CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE article (
        id TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
        title TEXT NOT NULL,
        length INTEGER NOT NULL CHECK (length > 0),
        asked INTEGER NOT NULL CHECK (asked >= 0),
        language TEXT NOT NULL,
        direction TEXT NOT NULL CHECK (direction IN ('auto', 'ltr', 'rtl')),
        url TEXT NOT NULL,
        archive_url TEXT NOT NULL,
        outlet TEXT NOT NULL,
        byline TEXT NOT NULL,
        published_at TEXT NOT NULL,
        accessed_at TEXT NOT NULL,
        source_path TEXT NOT NULL,
        source_sha256 TEXT NOT NULL,
        media_type TEXT NOT NULL,
        importer TEXT NOT NULL,
        metadata TEXT NOT NULL,
        imported_at TEXT NOT NULL,
        excluded_at TEXT,
        version INTEGER NOT NULL CHECK (version > 0)
    ) STRICT, WITHOUT ROWID""",
    "CREATE UNIQUE INDEX article_position ON article (position)",
    """CREATE TABLE article_text (
        article_id TEXT PRIMARY KEY REFERENCES article (id) ON DELETE RESTRICT,
        text TEXT NOT NULL
    ) STRICT""",
    """CREATE TRIGGER article_text_never_changes BEFORE UPDATE ON article_text
    BEGIN SELECT RAISE(ABORT, 'imported text never changes'); END""",
    """CREATE TRIGGER article_text_never_goes BEFORE DELETE ON article_text
    BEGIN SELECT RAISE(ABORT, 'imported text is never removed'); END""",
    """CREATE TABLE unit (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE RESTRICT,
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL,
        kind TEXT NOT NULL,
        annotatable INTEGER NOT NULL CHECK (annotatable IN (0, 1)),
        gaps TEXT NOT NULL,
        rule TEXT NOT NULL,
        retired INTEGER NOT NULL CHECK (retired IN (0, 1)),
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (article_id, start),
        CHECK (start < "end")
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE label (
        key TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        glyph TEXT NOT NULL,
        digit INTEGER NOT NULL CHECK (digit BETWEEN 1 AND 9),
        token TEXT NOT NULL,
        shape TEXT NOT NULL,
        line TEXT NOT NULL,
        position INTEGER NOT NULL,
        maps_to TEXT NOT NULL,
        archived INTEGER NOT NULL CHECK (archived IN (0, 1))
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE annotator (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL UNIQUE CHECK (name <> ''),
        role TEXT NOT NULL CHECK (role IN ('annotator', 'adjudicator', 'lead', 'model')),
        letter TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE assignment (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE RESTRICT,
        annotator_id TEXT NOT NULL REFERENCES annotator (id) ON DELETE RESTRICT,
        position INTEGER NOT NULL,
        due TEXT NOT NULL,
        finished_at TEXT,
        guideline_version INTEGER,
        active_milliseconds INTEGER NOT NULL CHECK (active_milliseconds >= 0),
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (article_id, annotator_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE claim (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE RESTRICT,
        annotator_id TEXT NOT NULL REFERENCES annotator (id) ON DELETE RESTRICT,
        label TEXT NOT NULL REFERENCES label (key) ON DELETE RESTRICT,
        statement_id TEXT,
        basis TEXT NOT NULL CHECK (basis IN ('in_text', 'external_evidence', 'both')),
        confidence TEXT NOT NULL CHECK (confidence IN ('unset', 'low', 'mid', 'high')),
        note TEXT NOT NULL,
        flag INTEGER NOT NULL CHECK (flag IN (0, 1)),
        as_of TEXT NOT NULL,
        origin TEXT NOT NULL CHECK (origin IN ('manual', 'suggested', 'imported', 'adjudicated')),
        suggested_label TEXT,
        guideline_version INTEGER,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        deleted_at TEXT,
        version INTEGER NOT NULL CHECK (version > 0),
        checksum TEXT NOT NULL CHECK (length(checksum) = 64)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX claim_article ON claim (article_id, annotator_id)",
    """CREATE TABLE fragment (
        claim_id TEXT NOT NULL REFERENCES claim (id) ON DELETE RESTRICT,
        number INTEGER NOT NULL CHECK (number >= 0),
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL,
        quote TEXT NOT NULL,
        prefix TEXT NOT NULL,
        suffix TEXT NOT NULL,
        PRIMARY KEY (claim_id, number),
        CHECK (start < "end"),
        CHECK (length(quote) = "end" - start)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE decision (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE RESTRICT,
        unit_start INTEGER NOT NULL,
        annotator_id TEXT NOT NULL REFERENCES annotator (id) ON DELETE RESTRICT,
        state TEXT NOT NULL CHECK (state IN ('undecided', 'no_claim', 'skipped', 'boilerplate', 'asked')),
        flag INTEGER NOT NULL CHECK (flag IN (0, 1)),
        note TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (article_id, annotator_id, unit_start)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE progress (
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE RESTRICT,
        annotator_id TEXT NOT NULL REFERENCES annotator (id) ON DELETE RESTRICT,
        unit_start INTEGER NOT NULL,
        selection_start INTEGER,
        selection_end INTEGER,
        furthest INTEGER NOT NULL,
        asked INTEGER NOT NULL,
        undecided INTEGER NOT NULL,
        skipped INTEGER NOT NULL,
        claims INTEGER NOT NULL,
        flags INTEGER NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (annotator_id, article_id)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE guideline (
        version INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        at TEXT NOT NULL,
        annotator_id TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE journal (
        device TEXT NOT NULL,
        sequence INTEGER NOT NULL CHECK (sequence > 0),
        id TEXT NOT NULL,
        step TEXT NOT NULL,
        at TEXT NOT NULL,
        annotator_id TEXT NOT NULL,
        verb TEXT NOT NULL,
        entity TEXT NOT NULL,
        entity_id TEXT NOT NULL,
        article_id TEXT NOT NULL,
        before TEXT,
        after TEXT,
        reverts TEXT,
        previous_hash TEXT NOT NULL,
        hash TEXT NOT NULL CHECK (length(hash) = 64),
        PRIMARY KEY (device, sequence)
    ) STRICT""",
    "CREATE INDEX journal_step ON journal (step)",
    "CREATE INDEX journal_article ON journal (article_id)",
    """CREATE TRIGGER journal_never_changes BEFORE UPDATE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
    """CREATE TRIGGER journal_never_shrinks BEFORE DELETE ON journal
    BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END""",
)


_REVIEW: Final = (
    """CREATE TABLE adjudication (
        id TEXT PRIMARY KEY,
        article_id TEXT NOT NULL REFERENCES article (id) ON DELETE RESTRICT,
        start INTEGER NOT NULL CHECK (start >= 0),
        "end" INTEGER NOT NULL,
        outcome TEXT NOT NULL
            CHECK (outcome IN ('claim', 'no_claim', 'disagreement', 'parked', 'asked_back', 'open')),
        method TEXT NOT NULL CHECK (method IN ('manual', 'unanimous', 'majority')),
        adjudicator_id TEXT NOT NULL REFERENCES annotator (id) ON DELETE RESTRICT,
        members TEXT NOT NULL,
        absent_ids TEXT NOT NULL,
        gold_ids TEXT NOT NULL,
        reasons TEXT NOT NULL,
        note TEXT NOT NULL,
        guideline_version INTEGER,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        CHECK (start < "end")
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX adjudication_article ON adjudication (article_id)",
    """CREATE TRIGGER guideline_never_changes BEFORE UPDATE ON guideline
    BEGIN SELECT RAISE(ABORT, 'a version of the guidelines never changes'); END""",
)

_ASKED: Final = "ALTER TABLE adjudication ADD COLUMN asked_ids TEXT NOT NULL DEFAULT '[]'"


@_migrations()
def m001_first_schema(tables: Tables) -> None:
    """Articles with their texts and units, people, claims, decisions, and the journal."""
    for statement in _FIRST:
        tables.execute(statement)


@_migrations()
def m002_review(tables: Tables) -> None:
    """Gold, and when it was decided on what."""
    for statement in _REVIEW:
        tables.execute(statement)


@_migrations()
def m003_asked(tables: Tables) -> None:
    """Whom a question of a review goes to. Those before it went to everybody whom the claims concern."""
    tables.execute(_ASKED)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema up to today's, in one transaction: afterwards it is the new one or still the old.

    Raises `sqlite3.Error` with nothing changed where a step fails or leaves a reference without its row.
    """
    tables = Tables(connection, execute_plugins=False)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        for statement in _APPLIED:
            connection.execute(statement)
        _migrations.apply(tables)
        if broken := connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError(f"a row of {broken[0]} refers to one that is missing")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
