from __future__ import annotations

import sqlite3

import pytest

from annotator.store.inserting import insert
from annotator.store.project import Project


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 250, 263])
def test_every_row_is_added_whatever_their_number(project: Project, count: int) -> None:
    database = project.database
    rows = [(number, f"text {number}", "now", "") for number in range(1, count + 1)]
    with database.write():
        insert(database, "guideline", "version, text, at, annotator_id", rows)
    assert database.rows("SELECT * FROM guideline ORDER BY version") == rows


def test_nothing_is_added_where_one_of_many_rows_is_there_already(project: Project) -> None:
    database = project.database
    rows = [(number, "text", "now", "") for number in [*range(1, 120), 60]]
    with pytest.raises(sqlite3.IntegrityError), database.write():
        insert(database, "guideline", "version, text, at, annotator_id", rows)
    assert database.rows("SELECT * FROM guideline") == []


def test_what_rows_have_in_common_stands_in_each_of_them_beside_its_own(project: Project) -> None:
    database = project.database
    rows = [
        (number, f"text {number // 60}", "now", None if number % 7 else "Ada") for number in range(1, 151)
    ]
    with database.write():
        database.execute("CREATE TABLE note (number INTEGER, text TEXT, at TEXT, who TEXT)")
        insert(database, "note", "number, text, at, who", rows)
    assert database.rows("SELECT number, text, at, who FROM note ORDER BY number") == rows
