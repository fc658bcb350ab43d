from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from annotator.store.database import Database
from annotator.store.file_identity import APPLICATION_ID, SCHEMA_DIGESTS, SCHEMA_VERSION, TABLES
from annotator.store.migrations import migrate
from annotator.store.opening import schema_digest
from annotator.store.project import Project
from tests.unit.store.samples import mark

REFUSED = (
    "UPDATE article SET length = 'long'",
    "UPDATE article SET length = 0",
    "UPDATE article SET direction = 'sideways'",
    "UPDATE article SET sha256 = 'short'",
    "UPDATE article SET sha256 = (SELECT max(sha256) FROM article)",
    "UPDATE article SET position = 1",
    "UPDATE article SET title = NULL",
    "UPDATE unit SET start = -1",
    'UPDATE unit SET "end" = start',
    "UPDATE unit SET annotatable = 2",
    "UPDATE claim SET label = 'true'",
    "UPDATE claim SET article_id = 'nowhere'",
    "UPDATE claim SET annotator_id = 'nobody'",
    "UPDATE claim SET basis = 'rumour'",
    "UPDATE claim SET confidence = 'very'",
    "UPDATE claim SET origin = 'machine'",
    "UPDATE claim SET flag = 2",
    "UPDATE claim SET version = 0",
    "UPDATE claim SET checksum = ''",
    'UPDATE fragment SET "end" = start',
    "UPDATE fragment SET quote = quote || '.'",
    "UPDATE annotator SET name = ''",
    "UPDATE annotator SET role = 'owner'",
    "UPDATE label SET digit = 0",
    "INSERT INTO decision VALUES ('nowhere', 0, 'nobody', 'maybe', 0, '', '', 1)",
    "DELETE FROM article",
    "DELETE FROM label WHERE key = 'disputed'",
    "DELETE FROM annotator",
    "DELETE FROM claim",
    "UPDATE article_text SET text = text || '.'",
    "DELETE FROM article_text",
    "UPDATE journal SET at = ''",
    "DELETE FROM journal",
)


def dump(project: Project) -> list[str]:
    return list(project.database.connection.iterdump())


@pytest.fixture
def marked(project: Project) -> Project:
    mark(project)
    return project


@pytest.mark.parametrize("sql", REFUSED)
def test_the_tables_refuse_what_no_project_holds(marked: Project, sql: str) -> None:
    before = dump(marked)
    with pytest.raises(sqlite3.IntegrityError), marked.database.write():
        marked.database.execute(sql)
    assert dump(marked) == before


def test_the_digest_of_the_schema_is_that_of_the_migrations(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    database = Database(path, read_only=False)
    migrate(database.connection)
    assert schema_digest(database) == SCHEMA_DIGESTS[SCHEMA_VERSION]
    assert database.row("PRAGMA user_version") == (SCHEMA_VERSION,)
    assert database.row("PRAGMA application_id") == (APPLICATION_ID,)
    migrate(database.connection)
    assert schema_digest(database) == SCHEMA_DIGESTS[SCHEMA_VERSION]
    database.close()


def test_s21_a_migration_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    database = Database(path, read_only=False)
    database.execute("CREATE TABLE fragment (in_the_way)")
    before = database.rows("SELECT name FROM sqlite_schema")
    with pytest.raises(sqlite3.OperationalError, match="already exists"):
        migrate(database.connection)
    assert database.rows("SELECT name FROM sqlite_schema") == before
    assert database.row("PRAGMA user_version") == (0,)
    database.close()


def test_a_migration_that_breaks_a_reference_changes_nothing(marked: Project) -> None:
    database = marked.database
    database.execute("PRAGMA foreign_keys = OFF")
    database.execute("UPDATE claim SET label = 'gone'")
    database.execute("PRAGMA user_version = 0")
    with pytest.raises(sqlite3.IntegrityError, match="a row of claim refers to one that is missing"):
        migrate(database.connection)
    assert database.row("PRAGMA user_version") == (0,)
    assert not database.connection.in_transaction


def test_the_tables_of_this_version_are_named(project: Project) -> None:
    assert {name for (name,) in project.database.rows("SELECT tbl_name FROM sqlite_schema")} == TABLES
