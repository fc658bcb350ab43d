"""Files of other programs are read within limits, and can do nothing."""

from __future__ import annotations

import random
import sqlite3
from contextlib import suppress

import pytest

from annotator.domain.errors import Refused
from annotator.store import foreign_tables as module
from annotator.store.foreign_tables import foreign_tables


def made(script: str) -> bytes:
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(script)
        return connection.serialize()


def test_rows_come_as_they_are() -> None:
    data = made(
        """CREATE TABLE "a""b" (x, "y z"); INSERT INTO "a""b" VALUES (1, 'é'), (2, x'00'), (3, NULL);"""
    )
    with foreign_tables(data, "f") as tables:
        assert tables.columns('a"b') == ("x", "y z")
        assert list(tables.rows('a"b', "y z", "x")) == [("é", 1), (b"\0", 2), (None, 3)]


def test_a_view_is_no_table() -> None:
    script = (
        "CREATE TABLE t (x); CREATE VIEW v AS WITH RECURSIVE n(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n;"
    )
    with foreign_tables(made(script), "f") as tables:
        assert tables.columns("v") == ()
        with pytest.raises(Refused, match="no column x in a table v"):
            list(tables.rows("v", "x"))


def test_a_column_that_is_not_there_is_refused() -> None:
    with (
        foreign_tables(made("CREATE TABLE t (x)"), "f") as tables,
        pytest.raises(Refused, match="no column y"),
    ):
        list(tables.rows("t", "x", "y"))


def test_reading_ends_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.0)
    data = made(
        "CREATE TABLE t (x); WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 20000) "
        "INSERT INTO t SELECT x FROM n;"
    )
    with (
        foreign_tables(data, "f") as tables,
        pytest.raises(Refused, match="seconds to read, which is the limit"),
    ):
        list(tables.rows("t", "x"))


def test_a_column_that_is_computed_is_no_column() -> None:
    data = made("CREATE TABLE t (x, y AS (upper(x))); INSERT INTO t (x) VALUES ('a');")
    with foreign_tables(data, "f") as tables:
        assert list(tables.rows("t", "x")) == [("a",)]
        with pytest.raises(Refused, match="no column y"):
            list(tables.rows("t", "y"))


def test_a_value_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_VALUE", 1000)
    data = made("CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(5000));")
    with foreign_tables(data, "f") as tables, pytest.raises(Refused, match="too big"):
        list(tables.rows("t", "x"))


def test_an_error_that_names_what_is_no_text_is_a_refusal() -> None:
    data = (
        made("CREATE TABLE tablename (x)")
        .replace(b"tablename", b"table\xd7ame")
        .replace(b"CREATE", b"CREATX")
    )
    with pytest.raises(Refused, match="damaged"), foreign_tables(data, "f") as tables:
        tables.columns("tablename")


def test_a_damaged_file_is_read_as_far_as_it_can_be_or_refused() -> None:
    data = made("CREATE TABLE t (x, y); INSERT INTO t VALUES (1, 'a'), (2, 'é'), (3, x'ff');")
    seeded = random.Random(7)
    for _ in range(300):
        damaged = bytearray(data)
        for place in seeded.sample(range(len(data)), seeded.choice((1, 3, 30))):
            damaged[place] = seeded.randrange(256)
        with suppress(Refused), foreign_tables(bytes(damaged), "f") as tables:
            assert all(len(row) == 2 for row in tables.rows("t", "x", "y"))


@pytest.mark.parametrize("data", [b"", b"SQLite format 3", b"SQLite format 3\0" + bytes(84)])
def test_what_is_no_file_of_sqlite_is_refused(data: bytes) -> None:
    with pytest.raises(Refused), foreign_tables(data, "f") as tables:
        tables.columns("t")
