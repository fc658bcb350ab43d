from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import Refused, Unavailable
from annotator.store import backups
from annotator.store.database import Database
from annotator.store.file_identity import SCHEMA_DIGESTS, SCHEMA_VERSION
from annotator.store.newest import check_newest
from annotator.store.opening import NewerProject, schema_digest
from annotator.store.project import open_project
from annotator.store.troubles import Damaged
from tests.newer_projects import NEWER, make_newer
from tests.older_projects import make_older
from tests.unit.store.samples import edited, findings, mark, new_project, raw

NOT_PROJECTS = {
    "an empty file": b"",
    "a ZIP archive": b"PK\x03\x04" + bytes(200),
    "a PDF": b"%PDF-1.7\n" + bytes(200),
    "a web page": b"\xef\xbb\xbf\n <!DOCTYPE html><title>Sign in</title>",
    "a pointer to a file that was not fetched": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    "a text file": "Liebes Tagebuch – ".encode() * 20,
    "something else": bytes(range(256)),
    "a damaged project": b"SQLite format 3\0" + bytes(20),
}


def picture(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, byte for byte."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def assert_left_alone(path: Path, kind: type[Exception], message: str) -> None:
    """`path` is refused with this message, for writing and for reading, and nothing beside it changes."""
    before = picture(path.parent)
    for read_only in (False, True):
        with pytest.raises(kind, match=message) as refusal:
            open_project(path, read_only=read_only)
        assert "changed" in str(refusal.value)
        assert str(refusal.value).endswith((".", "'"))
    assert picture(path.parent) == before


@pytest.mark.parametrize(("what", "content"), NOT_PROJECTS.items(), ids=NOT_PROJECTS)
def test_s18_what_is_no_project_is_named_and_left_alone(tmp_path: Path, what: str, content: bytes) -> None:
    path = tmp_path / "file.claimdesk"
    path.write_bytes(content)
    assert_left_alone(path, Refused, f"“file.claimdesk” is not a project of Claimdesk: it looks like {what}")


def test_s18_a_missing_path_never_becomes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "missing.claimdesk"
    assert_left_alone(path, Unavailable, "can't be opened: no such file or directory.*Look for the file")
    assert picture(tmp_path) == {}


def test_a_folder_is_no_project(tmp_path: Path) -> None:
    assert_left_alone(tmp_path, Refused, "not a project of Claimdesk: it is a folder")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_no_project_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.claimdesk")
    with pytest.raises(Refused, match="it is not an ordinary file"):
        open_project(tmp_path / "pipe.claimdesk")


def test_a_link_is_not_followed(closed: Path) -> None:
    link = closed.with_name("link.claimdesk")
    link.symlink_to(closed)
    assert_left_alone(link, Refused, "it is a link to another file")


def test_another_programs_tables_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "elections.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE votes (party, count)")
    assert_left_alone(path, Refused, "It is a SQLite file, but the tables are others.*Choose another file")


def test_s20_a_newer_project_names_both_versions(closed: Path) -> None:
    with raw(closed) as connection:
        connection.execute("PRAGMA user_version = 9")
    assert_left_alone(
        closed, NewerProject, rf"newer version.*schema 9, this one knows {SCHEMA_VERSION}.*with that version"
    )


def test_s20_a_newer_project_that_may_be_read_is_and_stays_as_it_was(closed: Path) -> None:
    with closing(open_project(closed)) as project:
        said = list(project.claims.each())
    make_newer(closed)
    before = picture(closed.parent)
    with closing(open_project(closed)) as project:
        assert (project.newer_schema, project.read_only) == (NEWER, True)
        assert list(project.claims.each()) == said
        assert findings(project) == []
        assert not project.was_changed_beside()
        with pytest.raises(Unavailable, match="reading only"):
            mark(project)
    assert picture(closed.parent) == before


_FORGED = "INSERT INTO sqlite_schema SELECT type, name, 'evidence', rootpage + 1, sql FROM sqlite_schema "


@pytest.mark.parametrize(
    "statements",
    [
        ("CREATE TRIGGER evil AFTER INSERT ON claim BEGIN DELETE FROM claim; END",),
        ("CREATE VIEW evil AS SELECT * FROM claim",),
        ("CREATE VIRTUAL TABLE evil USING fts5 (words)",),
        ("CREATE INDEX evil ON claim (note)",),
        ("PRAGMA writable_schema = ON", _FORGED + "WHERE name LIKE 'sqlite_autoindex_journal%'"),
        ("DROP INDEX claim_article",),
        ("ALTER TABLE claim ADD COLUMN withdrawn TEXT",),
        ("UPDATE meta SET value = 'x' WHERE key = 'title'",),
    ],
)
def test_s20_a_newer_project_is_not_read_where_anything_else_is_in_it(
    closed: Path, statements: tuple[str, ...]
) -> None:
    make_newer(closed, *statements)
    assert_left_alone(closed, NewerProject, "newer version")


@pytest.mark.parametrize("readable_from", ["", "0", str(SCHEMA_VERSION + 1), "1" * 5_000, "two"])
def test_s20_a_newer_project_is_not_read_where_it_does_not_say_that_it_may(
    closed: Path, readable_from: str
) -> None:
    make_newer(closed, readable_from=readable_from)
    assert_left_alone(closed, NewerProject, "newer version")


@pytest.mark.parametrize("version", [0, -1])
def test_a_version_that_never_was_is_refused(closed: Path, version: int) -> None:
    with raw(closed) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert_left_alone(closed, Refused, f"not those of a Claimdesk project of version {version}")


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TRIGGER evil AFTER INSERT ON claim BEGIN DELETE FROM claim; END",
        "CREATE TRIGGER evil AFTER INSERT ON claim BEGIN UPDATE claim SET label = 'confirmed'; END",
        "CREATE TABLE extra (x)",
        "CREATE VIEW extra AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) SELECT x FROM n",
        "CREATE INDEX extra ON claim (note)",
        "ALTER TABLE claim ADD COLUMN extra TEXT",
        "ALTER TABLE claim RENAME COLUMN note TO remark",
        "DROP INDEX claim_article",
    ],
)
def test_s22_one_object_more_or_less_is_refused(closed: Path, sql: str) -> None:
    with raw(closed) as connection:
        connection.execute(sql)
    assert_left_alone(closed, Refused, r"something was added, changed or damaged.*newest backup")


def test_s23_a_view_in_place_of_a_table_is_refused_at_once(closed: Path) -> None:
    with raw(closed) as connection:
        connection.execute("ALTER TABLE progress RENAME TO hidden")
        connection.execute(
            "CREATE VIEW progress AS "
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
        )
    assert_left_alone(closed, Refused, "something was added")


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_a_truncated_project_is_damaged(closed: Path, part: float) -> None:
    whole = closed.read_bytes()
    closed.write_bytes(whole[: int(len(whole) * part)])
    assert_left_alone(
        closed, Damaged, r"closed\.claimdesk is damaged. Nothing was changed. Open the newest backup"
    )


def test_a_project_that_another_program_put_into_wal_is_left_alone(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert_left_alone(
        closed, Refused, "mode WAL.*run: sqlite3 'closed.claimdesk' 'PRAGMA journal_mode = DELETE'"
    )
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    open_project(closed).close()


@pytest.mark.parametrize(
    "name", ["what?mode=memory", "50%25", "a#b", "a b'c\"d", "\u202eksedmialc", "ä\U0001f600"]
)
def test_s19_any_name_opens_that_very_file(closed: Path, name: str) -> None:
    path = closed.with_name(f"{name}.claimdesk")
    closed.rename(path)
    project = open_project(path)
    assert project.articles.count() == 2
    project.close()
    assert list(picture(path.parent)) == [path.name]


def test_a_relative_path_stays_right_when_the_folder_changes(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(closed.parent)
    project = open_project(Path(closed.name))
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    companion = project.companion()
    assert companion.articles.count() == 2
    companion.close()
    project.close()


def wrong_label(path: Path) -> None:
    edited(path, "UPDATE claim SET label = 'confirmed'")


def wrong_words(path: Path) -> None:
    edited(path, 'UPDATE fragment SET quote = \'bridge was closed\', "end" = "end" + 1')


def no_last_entry(path: Path) -> None:
    edited(path, "DELETE FROM journal WHERE sequence = 3")


def other_entry(path: Path) -> None:
    edited(path, "UPDATE journal SET annotator_id = 'ben' WHERE sequence = 4")


def other_meaning_of_a_label(path: Path) -> None:
    edited(path, "UPDATE label SET name = 'Confirmed' WHERE key = 'disputed'")


def no_id(path: Path) -> None:
    edited(path, "UPDATE meta SET value = '../../somewhere' WHERE key = 'id'")


def unreadable_entry(path: Path) -> None:
    edited(path, "UPDATE journal SET after = '[[[' WHERE sequence = 4")


def no_text(path: Path) -> None:
    edited(path, "UPDATE claim SET note = CAST(x'ff' AS TEXT)")


@pytest.mark.parametrize(
    "damage",
    [
        wrong_label,
        wrong_words,
        no_last_entry,
        other_entry,
        other_meaning_of_a_label,
        no_id,
        unreadable_entry,
        no_text,
    ],
)
def test_damage_to_the_newest_rows_is_found_before_anything_is_written(
    closed: Path, damage: Callable[[Path], None]
) -> None:
    damage(closed)
    before = picture(closed.parent)
    with pytest.raises(Damaged, match="is damaged"):
        open_project(closed)
    assert picture(closed.parent) == before
    project = open_project(closed, read_only=True)
    assert findings(project)
    project.close()


def test_the_look_before_writing_reads_as_much_of_a_large_project_as_of_a_small_one(tmp_path: Path) -> None:
    read = []
    for articles in (30, 300):
        project = new_project(tmp_path / f"{articles}.claimdesk", articles=articles)
        statements: list[str] = []
        project.database.connection.set_trace_callback(statements.append)
        check_newest(project.database)
        project.database.connection.set_trace_callback(None)
        read.append(len(statements))
        project.close()
    assert read[0] == read[1] < 100


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION))
def test_s21_an_older_project_is_backed_up_and_upgraded(closed: Path, version: int) -> None:
    make_older(closed, version)
    older = Database(closed, read_only=True)
    assert schema_digest(older) == SCHEMA_DIGESTS[version]
    older.close()

    project = open_project(closed)
    assert list(project.gold.each()) == []
    assert schema_digest(project.database) == SCHEMA_DIGESTS[SCHEMA_VERSION]
    assert project.database.row("PRAGMA user_version") == (SCHEMA_VERSION,)
    assert findings(project) == []
    assert [backup.why for backup in backups.backups_of(project.fact("id"))] == [backups.BEFORE_UPGRADE]
    project.close()
    open_project(closed).close()
