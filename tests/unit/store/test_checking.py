from __future__ import annotations

import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled
from annotator.domain.identity import new_id
from annotator.domain.records import Decision, DecisionState
from annotator.domain.steps import Edit
from annotator.store.checking import check
from annotator.store.database import Database, Row
from annotator.store.project import Project, open_project
from annotator.store.troubles import Finding
from tests.unit.store.samples import anna, edited, findings, mark, new_claim, new_project, raw, step

CHECKSUM = "differs from its checksum"
JOURNAL = "differs from what the journal says"


@pytest.fixture
def worked_on(tmp_path: Path) -> Path:
    """A closed project with a claim of two annotators' and a decision, and enough after them to hide in."""
    project = new_project(tmp_path / "worked.claimdesk")
    mark(project)
    article = next(project.articles.each())
    unit = project.articles.units(article.id)[2]
    project.ledger.commit(
        step(project, Edit(None, Decision(article.id, unit.start, anna(project).id, DecisionState.NO_CLAIM)))
    )
    split = Edit(unit, type(unit)(unit.article_id, unit.start, unit.end - 4))
    project.ledger.commit(step(project, split))
    for _ in range(30):
        mark(project, "Experts doubt")
    project.close()
    return project.path


def found_in(path: Path) -> list[Finding]:
    project = open_project(path, read_only=True)
    found = findings(project)
    project.close()
    return found


def assert_found(path: Path, where: str, what: str) -> None:
    found = found_in(path)
    assert any(where in finding.where and what in finding.what for finding in found), found


def test_a_whole_project_is_found_whole(worked_on: Path) -> None:
    assert found_in(worked_on) == []


@pytest.mark.parametrize(
    ("sql", "where", "what"),
    [
        ("UPDATE article_text SET text = replace(text, 'is', 'was')", "article", CHECKSUM),
        ("UPDATE article_text SET text = CAST(x'ff' AS TEXT)", "articles", "damaged"),
        ("UPDATE article SET title = 'Another'", "article", "differs from what the journal says"),
        ("UPDATE article SET length = length + 1", "article", "its text differs from its checksum"),
        ("UPDATE article SET position = position + 7", "article", "not at its place"),
        ("UPDATE article SET asked = 1", "article", "not at its place"),
        ("UPDATE article SET metadata = '{'", "journal", "damaged"),
        ("UPDATE unit SET annotatable = 1 - annotatable WHERE start > 60", "unit", "was imported"),
        ("UPDATE unit SET \"end\" = \"end\" + 1 WHERE version > 1", "unit", JOURNAL),
        ("DELETE FROM unit WHERE start = 0", "unit", "differs from what was imported"),
        ("UPDATE claim SET label = 'confirmed'", "claim", CHECKSUM),
        ("UPDATE claim SET note = 'x'", "claim", CHECKSUM),
        ("UPDATE claim SET checksum = replace(checksum, 'a', 'b')", "claim", CHECKSUM),
        ("UPDATE claim SET basis = 'rumour'", "quotes", "damaged"),
        ("UPDATE fragment SET quote = upper(quote)", "claim", "not the article's text"),
        ("UPDATE fragment SET number = 1 WHERE start < 30", "claim", "not numbered one after the other"),
        ("UPDATE fragment SET prefix = 'x'", "claim", CHECKSUM),
        ("UPDATE decision SET state = 'skipped'", "decision", JOURNAL),
        ("UPDATE decision SET version = 2", "decision", JOURNAL),
        ("UPDATE decision SET updated_at = '2000'", "decision", JOURNAL),
        ("DELETE FROM decision", "decision", "the journal knows it, but it is missing"),
        ("DELETE FROM fragment WHERE start < 30", "claim", "the journal knows it, but it is missing"),
        ("UPDATE annotator SET name = 'Anne'", "annotator", JOURNAL),
        ("UPDATE label SET maps_to = '{}'", "labels", "differ from their checksum"),
        ("DELETE FROM label WHERE key = 'confirmed'", "labels", "differ from their checksum"),
        ("UPDATE meta SET value = 'x' WHERE key = 'title'", "labels", "differ from their checksum"),
        ("DELETE FROM journal WHERE sequence = 4", "journal", "rows before it are missing"),
        ("DELETE FROM journal WHERE sequence = 1", "journal", "rows before it are missing"),
        ("DELETE FROM journal WHERE sequence > 10", "claim", "the journal does not know it"),
        ("UPDATE journal SET at = '2000' WHERE sequence = 5", "journal", CHECKSUM),
        ("UPDATE journal SET after = replace(after, 'disputed', 'confirmed')", "claim", JOURNAL),
        ("UPDATE journal SET hash = previous_hash WHERE sequence = 6", "journal", CHECKSUM),
        ("UPDATE journal SET step = 'x', hash = hash WHERE sequence = 7", "journal", CHECKSUM),
        ("UPDATE journal SET device = 'other' WHERE sequence > 20", "journal", "rows before it are missing"),
        ("DELETE FROM article_text", "article", "its text is missing"),
        ("DELETE FROM annotator", "claim", "refers to a row of annotator that is missing"),
    ],
)  # fmt: skip
def test_s24_each_damage_is_found(worked_on: Path, sql: str, where: str, what: str) -> None:
    assert_found(edited(worked_on, sql), where, what)


def test_a_claim_that_somebody_wrote_past_the_journal_is_found(worked_on: Path) -> None:
    with raw(worked_on) as connection:
        connection.execute("CREATE TEMP TABLE copied AS SELECT * FROM claim LIMIT 1")
        connection.execute("UPDATE copied SET id = 'forged'")
        connection.execute("INSERT INTO claim SELECT * FROM copied")
        connection.execute("CREATE TEMP TABLE part AS SELECT * FROM fragment LIMIT 1")
        connection.execute("UPDATE part SET claim_id = 'forged'")
        connection.execute("INSERT INTO fragment SELECT * FROM part")
    assert_found(worked_on, "claim forged", "the journal does not know it")


def test_a_flipped_bit_in_the_file_is_found(worked_on: Path) -> None:
    content = worked_on.read_bytes()
    place = content.index(b"A letter warns of cracks")
    worked_on.write_bytes(content[:place] + b"a" + content[place + 1 :])
    assert_found(worked_on, "article", "its text differs from its checksum")


def test_a_page_that_was_overwritten_is_found(worked_on: Path) -> None:
    content = bytearray(worked_on.read_bytes())
    content[5 * 4096 : 6 * 4096] = bytes(4096)
    worked_on.write_bytes(content)
    assert found_in(worked_on)


def test_a_row_of_the_journal_that_is_not_found_again_is_a_finding(
    worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where pages are out of order, SQLite meets a row on its way, and has none when asked for its number."""
    rows = Database.rows

    def forgetful(database: Database, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return [] if sql.endswith("FROM journal WHERE rowid = ?") else rows(database, sql, values)

    monkeypatch.setattr(Database, "rows", forgetful)
    assert_found(worked_on, "journal", "a row of the journal is not found again")


def test_a_page_that_stands_in_the_place_of_another_ends_no_check(worked_on: Path) -> None:
    content = worked_on.read_bytes()
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    leaves = [number for number, page in enumerate(pages) if page[0] == 13 and b"mark" in page]
    for number in leaves:
        damaged = list(pages)
        damaged[number] = pages[leaves[number == leaves[0]]]
        worked_on.write_bytes(b"".join(damaged))
        assert found_in(worked_on) or damaged == pages


class Impatient:
    """A job that is stopped after some parts."""

    def __init__(self, parts: int) -> None:
        self.parts = parts
        self.told: list[tuple[int, int]] = []

    def step(self, done: int, total: int, text: str = "") -> None:
        self.told.append((done, total))

    def check(self) -> None:
        if len(self.told) > self.parts:
            raise Cancelled("stopped")


def test_checking_tells_how_far_it_is_and_can_be_stopped(project: Project) -> None:
    patient = Impatient(99)
    assert list(check(project, patient)) == []
    assert patient.told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    with pytest.raises(Cancelled):
        list(check(project, Impatient(1)))


def _peak(path: Path) -> int:
    """The most memory, in bytes, that a check takes."""
    tracemalloc.start()
    try:
        assert found_in(path) == []
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_what_is_checked(tmp_path: Path) -> None:
    peaks = []
    for count in (200, 2000):
        project = new_project(tmp_path / f"{count}.claimdesk")
        edits = [Edit(None, replace(new_claim(project), id=new_id())) for _ in range(count)]
        project.ledger.commit(step(project, *edits))
        project.close()
        peaks.append(_peak(project.path))
    assert peaks[1] < 3 * peaks[0]


def test_s24_a_text_larger_than_any_that_is_written_is_found_and_the_rest_is_checked(
    worked_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited(worked_on, "UPDATE article_text SET text = hex(zeroblob(100000)) WHERE rowid = 1")
    edited(worked_on, "UPDATE claim SET note = 'no' WHERE deleted_at IS NULL")
    monkeypatch.setattr("annotator.store.database._LENGTH_LIMIT", 150_000)
    assert_found(worked_on, "articles", "holds a value larger than Claimdesk reads")
    assert_found(worked_on, "claim", CHECKSUM)
