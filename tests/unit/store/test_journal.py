from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.domain import unit_steps
from annotator.domain.errors import Refused
from annotator.domain.records import Article, Claim, Decision, Unit
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.journal import COLUMNS, chained
from annotator.store.newest import check_newest
from annotator.store.plain_records import canonical, plain
from annotator.store.project import Project
from tests.unit.store.samples import anna, findings, mark, new_claim, new_project, step
from tests.wishes import LABELS, shown, wishes


def sheet_of(project: Project) -> Sheet:
    article = next(project.articles.each())
    return Sheet(
        article,
        project.articles.text(article.id),
        annotator_id=anna(project).id,
        units=project.articles.units(article.id, with_joined=True),
        claims=project.claims.of_article(article.id, anna(project).id),
        decisions=project.claims.decisions(article.id, anna(project).id),
    )


def wish(data: st.DataObject, sheet: Sheet) -> Step:
    """Anything that a person can ask for in the article as it is. Raises Refused where it makes no sense."""
    index = data.draw(st.integers(0, len(sheet.units) - 1))
    unit = sheet.units[index]
    start = data.draw(st.integers(unit.start, unit.end - 1))
    span = Span(start, data.draw(st.integers(start + 1, unit.end)))
    label = data.draw(st.sampled_from(LABELS))
    claim = data.draw(st.sampled_from(sheet.claims)) if sheet.claims else None
    return data.draw(st.sampled_from(wishes(sheet, index, span, label=label, claim=claim)))()


def do(project: Project, sheet: Sheet, wanted: Step) -> Step:
    """Write a step and show it, as the desk does."""
    written = project.ledger.commit(wanted)
    for edit in written.edits:
        assert isinstance(edit.after, Claim | Decision | Unit | Article)
        sheet.put(edit.after)
    return written


def revert(project: Project, sheet: Sheet, step_id: str, verb: Verb) -> Step:
    """Take a step back as the journal has it."""
    read = project.journal.step(step_id)
    assert read is not None
    return do(project, sheet, read.reverted(verb, by=anna(project).id))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_t19_whatever_was_done_undoing_all_of_it_is_the_start_and_redoing_it_the_end(
    data: st.DataObject,
) -> None:
    with TemporaryDirectory() as folder:
        project = new_project(Path(folder) / "a.claimdesk", articles=1)
        # What is written is looked at here, and not whether it survives a power cut.
        project.database.execute("PRAGMA synchronous = OFF")
        try:
            _do_undo_and_redo(data, project)
        finally:
            project.close()


def _do_undo_and_redo(data: st.DataObject, project: Project) -> None:
    sheet = sheet_of(project)
    pictures, done = [shown(sheet)], []
    for _ in range(data.draw(st.integers(1, 12))):
        try:
            wanted = wish(data, sheet)
        except Refused:
            continue
        if wanted.edits:
            done.append(do(project, sheet, wanted))
            pictures.append(shown(sheet))
    assert shown(sheet_of(project)) == pictures[-1]

    undone = []
    for number in range(len(done), 0, -1):
        assert shown(sheet) == pictures[number]
        undone.append(revert(project, sheet, done[number - 1].id, Verb.UNDO))
    assert shown(sheet) == pictures[0] == shown(sheet_of(project))

    for number, step_undone in enumerate(reversed(undone), start=1):
        revert(project, sheet, step_undone.id, Verb.REDO)
        assert shown(sheet) == pictures[number]
    assert shown(sheet_of(project)) == pictures[-1]
    assert findings(project) == []


def test_splitting_where_a_split_was_undone_makes_the_same_unit_again(project: Project) -> None:
    sheet = sheet_of(project)
    at_first = shown(sheet)
    offset = sheet.units[1].start + len("The bridge ")
    first = do(project, sheet, unit_steps.split(sheet, 1, offset))
    split = shown(sheet)
    revert(project, sheet, first.id, Verb.UNDO)
    again = do(project, sheet, unit_steps.split(sheet, 1, offset))
    assert shown(sheet) == split
    revert(project, sheet, again.id, Verb.UNDO)
    assert shown(sheet) == at_first == shown(sheet_of(project))
    assert findings(project) == []


def test_a_join_is_undone(project: Project) -> None:
    sheet = sheet_of(project)
    at_first = shown(sheet)
    joined = do(project, sheet, unit_steps.join(sheet, 1))
    assert len(sheet.units) == 4
    revert(project, sheet, joined.id, Verb.UNDO)
    assert shown(sheet) == at_first == shown(sheet_of(project))


def test_each_entry_carries_the_hash_of_the_one_before_it(project: Project) -> None:
    claim = mark(project)
    project.ledger.commit(step(project, Edit(claim, replace(claim, note="why")), verb=Verb.NOTE))
    entries = list(project.journal.entries())
    assert [entry.sequence for entry in entries] == list(range(1, len(entries) + 1))
    assert [entry.verb for entry in entries] == ["join_project", "import", "import", "mark", "note"]
    assert entries[0].previous_hash == ""
    assert all(later.previous_hash == earlier.hash for earlier, later in pairwise(entries))
    rows = project.database.rows(f"SELECT {COLUMNS} FROM journal")
    assert all(chained(row[:-1]) == row[-1] for row in rows)
    assert project.journal.last_hash() == entries[-1].hash
    assert project.journal.last_at() == entries[-1].at


def test_every_column_of_an_entry_changes_its_hash(project: Project) -> None:
    mark(project)
    (row,) = project.database.rows(f"SELECT {COLUMNS} FROM journal ORDER BY sequence DESC LIMIT 1")
    hashes = {
        chained((*row[:place], f"{row[place]}x", *row[place + 1 : -1])) for place in range(len(row) - 1)
    }
    assert len(hashes) == len(row) - 1
    assert row[-1] not in hashes


def test_an_entry_holds_the_row_before_and_after(project: Project) -> None:
    claim = mark(project)
    project.ledger.commit(step(project, Edit(claim, replace(claim, label="confirmed")), verb=Verb.RETAG))
    *_, entry = project.journal.entries("WHERE entity_id = ?", (claim.id,))
    assert entry.before is not None
    assert entry.after is not None
    assert (entry.before["label"], entry.after["label"]) == ("disputed", "confirmed")
    assert json.loads(json.dumps(entry.after["fragments"]))[0]["quote"] == claim.quote


def test_a_persons_steps_are_told_oldest_first_without_imports(project: Project) -> None:
    first = mark(project)
    written = project.ledger.commit(step(project, Edit(first, replace(first, flag=True)), verb=Verb.FLAG))
    back = project.ledger.commit(written.reverted(Verb.UNDO, by=anna(project).id))
    told = project.journal.steps_of_article(first.article_id, anna(project).id)
    assert [one.verb for one in told] == [Verb.MARK, Verb.FLAG, Verb.UNDO]
    outline = project.journal.outline(anna(project).id, limit=100)
    assert outline == [
        (told[0].id, Verb.MARK, None),
        (written.id, Verb.FLAG, None),
        (back.id, Verb.UNDO, written.id),
    ]
    assert project.journal.outline(anna(project).id, limit=1) == outline[-1:]
    assert project.journal.outline("ben", limit=100) == []
    assert project.journal.step("nothing") is None


def test_s28_steps_keep_their_order_when_the_clock_goes_back(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = mark(project)
    monkeypatch.setattr("annotator.store.ledger.now", lambda: "1999-01-01T00:00:00.000Z")
    project.ledger.commit(step(project, Edit(claim, replace(claim, flag=True)), verb=Verb.FLAG))
    for told in (
        project.journal.steps_of_article(claim.article_id, claim.annotator_id),
        project.journal.steps_of_claim(claim.id, claim.article_id),
    ):
        assert [one.verb for one in told] == [Verb.MARK, Verb.FLAG]


def test_two_computers_that_wrote_the_same_version_are_no_damage(project: Project) -> None:
    claim = mark(project)
    at = "2000-01-01T00:00:00.000Z"
    theirs = Step("theirs", Verb.MARK, claim.annotator_id, claim.article_id, (), at=at)
    after = canonical(plain(replace(claim, label="confirmed", updated_at=at)))
    with project.database.write():
        project.journal.append_facts(theirs, [("claim", claim.id, None, after)])
    check_newest(project.database)
    assert findings(project) == []


def test_a_step_of_many_rows_is_read_back_as_one(project: Project) -> None:
    claims = (new_claim(project), new_claim(project, "Experts doubt"), new_claim(project, "cracks"))
    written = project.ledger.commit(step(project, *(Edit(None, claim) for claim in claims)))
    assert project.journal.step(written.id) == written
