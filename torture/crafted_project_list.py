"""Project files that are made to do harm, or are none: a sound one, changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Final

from annotator.store.file_identity import APPLICATION_ID, SCHEMA_VERSION
from tests.unit.store.samples import raw
from torture.crafted_project import CraftedProject, Make, Verdict

_ENDLESS: Final = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
_ADDED: Final = "something was added, changed or damaged"
_NONE: Final = "is not a project of Claimdesk"
_ROWS_OF_ANOTHER: Final = (
    "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'meta') "
    "WHERE name = 'label'"
)
_LOUD: Final = "Robert'); DROP TABLE claim; --"


def _by_sql(*statements: str) -> Make:
    """With our rules as they were, what another program did to it."""

    def make(path: Path) -> None:
        with raw(path) as connection:
            for statement in statements:
                connection.execute(statement)

    return make


def _by_schema(table: str, old: str, new: str) -> Make:
    """With another definition of a table, written past SQLite's own rules."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA writable_schema = ON")
            sql = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?"
            assert connection.execute(sql, (old, new, table)).rowcount == 1

    return make


def _bytes(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def _head(place: int, value: bytes) -> Make:
    """With other bytes at one place."""

    def make(path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[:place] + value + content[place + len(value) :])

    return make


def _cut(path: Path, *, part: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])


def _built_anew(path: Path, *, settings: str) -> None:
    """The same rows in a file that SQLite lays out otherwise."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in settings.split(";"):
            connection.execute(setting)
        connection.execute("VACUUM")


def _in_utf_16(path: Path) -> None:
    """The same rows in a file whose texts are UTF-16."""
    other = path.with_suffix(".other")
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(other, isolation_level=None)) as new:
        new.execute("PRAGMA encoding = 'UTF-16le'")
        for line in old.iterdump():
            if not line.startswith(("BEGIN", "COMMIT")):
                new.execute(line)
        for pragma in ("application_id", "user_version"):
            new.execute(f"PRAGMA {pragma} = {old.execute(f'PRAGMA {pragma}').fetchone()[0]}")
    other.replace(path)


def _tables_of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE votes (party, count)")


def _only_our_mark(path: Path) -> None:
    _tables_of_another_program(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _in_wal(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def _refused(number: str, what: str, make: Make, says: str) -> CraftedProject:
    return CraftedProject(number, what, make, Verdict.REFUSED, says)


def _added(what: str, *statements: str) -> CraftedProject:
    return _refused("S22", what, _by_sql(*statements), _ADDED)


def _found(number: str, what: str, statement: str, says: str = "") -> CraftedProject:
    return CraftedProject(number, what, _by_sql(statement), Verdict.FOUND, says)


ALL: Final = (
    _added("a trigger that deletes", "CREATE TRIGGER x AFTER INSERT ON claim BEGIN DELETE FROM claim; END"),
    _added(
        "a trigger that relabels",
        "CREATE TRIGGER x AFTER INSERT ON claim BEGIN UPDATE claim SET label = 'confirmed'; END",
    ),
    _added(
        "one of our triggers, which does nothing",
        "DROP TRIGGER IF EXISTS journal_never_changes",
        "CREATE TRIGGER x BEFORE UPDATE ON journal BEGIN SELECT 1; END",
    ),
    _added("a table", "CREATE TABLE extra (x)"),
    _added("a table with SQL in its name", f'CREATE TABLE "{_LOUD}" (x)'),
    _added("an endless view", f"CREATE VIEW extra AS {_ENDLESS}"),
    _added(
        "an endless view in the place of a table",
        "ALTER TABLE progress RENAME TO hidden",
        f"CREATE VIEW progress AS {_ENDLESS}",
    ),
    _added(
        "an endless view in the place of the facts",
        "ALTER TABLE meta RENAME TO hidden",
        f"CREATE VIEW meta AS {_ENDLESS}",
    ),
    _added(
        "a column that is computed", "ALTER TABLE claim ADD COLUMN x TEXT GENERATED ALWAYS AS (upper(note))"
    ),
    _added("a column", "ALTER TABLE claim ADD COLUMN x TEXT"),
    _added("a column called otherwise", "ALTER TABLE claim RENAME COLUMN note TO remark"),
    _added("an index of an expression", "CREATE INDEX extra ON claim (hex(zeroblob(length(note))))"),
    _added("one index less", "DROP INDEX claim_article"),
    _added("a table that another module keeps", "CREATE VIRTUAL TABLE extra USING fts5(x)"),
    _added("what ANALYZE leaves", "ANALYZE"),
    _refused(
        "S23",
        "a costly rule on claims",
        _by_schema("claim", "CHECK (flag IN (0, 1))", "CHECK (length(hex(zeroblob(900000000))) > 0)"),
        _ADDED,
    ),
    _refused(
        "S22",
        "a table without its rules",
        _by_schema("fragment", 'CHECK (length(quote) = "end" - start)', "CHECK (1)"),
        _ADDED,
    ),
    _refused(
        "S22", "a definition that is no SQL", _by_schema("claim", "CREATE TABLE claim", f"CREATE {_LOUD}"), ""
    ),
    CraftedProject(
        "S22",
        "a table whose rows are those of another",
        _by_sql("PRAGMA writable_schema = ON", _ROWS_OF_ANOTHER),
        Verdict.FOUND,
        "2nd reference to page",
    ),
    _refused("S20", "a newer version", _by_sql("PRAGMA user_version = 9"), "made by a newer version"),
    _refused(
        "S20",
        "the newest version that there can be",
        _by_sql("PRAGMA user_version = 2147483647"),
        "made by a newer version",
    ),
    _refused("S20", "a version below all", _by_sql("PRAGMA user_version = -1"), "of version -1"),
    _refused("S20", "no version", _by_sql("PRAGMA user_version = 0"), "of version 0"),
    _refused(
        "S20",
        "an earlier version, with the tables of this one",
        _by_sql("PRAGMA user_version = 1"),
        "of version 1",
    ),
    _refused("S18", "nothing", _bytes(b""), "looks like an empty file"),
    _refused("S18", "a text", _bytes(b"Dear diary, " * 20), _NONE),
    _refused("S18", "a ZIP archive", _bytes(b"PK\x03\x04" + bytes(200)), "a ZIP archive"),
    _refused("S18", "a PDF", _bytes(b"%PDF-1.7\n" + bytes(200)), "a PDF"),
    _refused(
        "S18",
        "a page to sign in",
        _bytes(b"\xef\xbb\xbf\n <!DOCTYPE html><title>Sign in</title>"),
        "a web page",
    ),
    _refused(
        "S18",
        "a pointer of Git LFS",
        _bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n"),
        "was not fetched",
    ),
    _refused("S18", "NULs", _bytes(bytes(8192)), _NONE),
    _refused("S18", "the database of another program", _tables_of_another_program, "the tables are others"),
    _refused("S18", "the database of another program with our mark", _only_our_mark, _ADDED),
    _refused("S18", "our mark taken off", _head(68, b"\0\0\0\0"), "the tables are others"),
    _refused("S18", "the mode WAL", _in_wal, "mode WAL"),
    _refused(
        "S18",
        "the first 50 bytes",
        lambda path: path.write_bytes(path.read_bytes()[:50]),
        "a damaged project",
    ),
    _refused("S17", "a fiftieth of it", partial(_cut, part=0.02), "damaged"),
    _refused("S17", "a half of it", partial(_cut, part=0.5), "damaged"),
    _refused("S17", "a size of pages that there is not", _head(16, b"\x00\x03"), ""),
    _refused("S17", "a format that no SQLite reads", _head(44, b"\0\0\0\x09"), "damaged"),
    _refused(
        "S17", "more pages in the list of free ones than there are", _head(0, b"SQLite format 4\0"), _NONE
    ),
    CraftedProject(
        "S24", "larger pages", partial(_built_anew, settings="PRAGMA page_size = 65536"), Verdict.SAME
    ),
    CraftedProject(
        "S24",
        "smaller pages that tidy themselves",
        partial(_built_anew, settings="PRAGMA page_size = 512;PRAGMA auto_vacuum = FULL"),
        Verdict.SAME,
    ),
    CraftedProject("S24", "texts in UTF-16", _in_utf_16, Verdict.SAME),
    _found(
        "S24", "another label for a claim", "UPDATE claim SET label = 'confirmed' WHERE label <> 'confirmed'"
    ),
    _found("S24", "another annotator for a claim", "UPDATE claim SET note = 'no'"),
    _found("S24", "a claim that lies elsewhere", 'UPDATE fragment SET start = start + 1, "end" = "end" + 1'),
    _found(
        "S24",
        "a claim past the end of its article",
        'UPDATE fragment SET start = start + 100000, "end" = "end" + 100000',
    ),
    _found(
        "S24",
        "a claim at the last number that there is",
        "UPDATE fragment SET \"end\" = 9223372036854775807, quote = ''",
    ),
    _found("S24", "a decision less", "DELETE FROM decision"),
    _found("S24", "an entry of the journal less", "DELETE FROM journal WHERE sequence = 3"),
    _found(
        "S24",
        "an entry of the journal that says otherwise",
        "UPDATE journal SET after = replace(after, 'disputed', 'confirmed')",
    ),
    _found("S24", "a journal of lists in each other", f"UPDATE journal SET after = '{'[' * 100_000}'"),
    _found("S24", "no journal", "DELETE FROM journal"),
    _found(
        "S24",
        "another word in an article",
        "UPDATE article_text SET text = replace(text, 'bridge', 'fridge')",
    ),
    _found(
        "S24",
        "an article of 70 million characters",
        "UPDATE article_text SET text = hex(zeroblob(35000000)) WHERE rowid = 1",
    ),
    _found(
        "S24",
        "a name with SQL in it",
        f"UPDATE annotator SET name = replace('{_LOUD.replace(chr(39), chr(34))}', '\"', char(39))",
    ),
    _found(
        "S24",
        "a label of a million characters",
        "UPDATE label SET name = hex(zeroblob(500000)) WHERE key = 'disputed'",
    ),
    _found(
        "S24",
        "a label with markup in it",
        "UPDATE label SET name = '<img src=file:///etc/passwd>' WHERE key = 'disputed'",
    ),
    _found("S24", "a fact that is another", "UPDATE meta SET value = 'x' WHERE key = 'title'"),
    _found("S24", "no facts", "DELETE FROM meta"),
    _found(
        "S25",
        "a text that is no UTF-8",
        "UPDATE article_text SET text = CAST(x'fffe41' AS TEXT) WHERE rowid = 1",
    ),
    _found("S25", "a note that is no UTF-8", "UPDATE claim SET note = CAST(x'c3' AS TEXT)"),
    _found("S25", "a title with a NUL", "UPDATE article SET title = 'a' || char(0) || 'b'"),
    _found("S24", "a metadata that is no JSON", "UPDATE article SET metadata = '{'"),
)
