"""A whole session of an annotator who works blind reads nothing of anybody else's.

Every statement on every connection to the project is recorded while she sits at the desk, with the rows that
came of it. Read before that, as the file is opened and checked, is the end of the journal, by its hashes.
Read of others afterwards is what these say, and no more: how the chain of this computer's journal ends, whose
next entry holds that hash; the hash of the last entry, by which a backup knows whether it is needed; which of
the ids that she brings in are taken; and the names of the people, of whom the next at the desk is one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QListView, QPushButton
from pytestqt.qtbot import QtBot

from annotator.desk.annotation_study import AnnotationAnswers, AnnotationStudy, Proposal
from annotator.domain import claim_steps
from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.identity import new_id
from annotator.domain.records import Claim, Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.team_steps import give_role
from annotator.domain.work import UNWATCHED
from annotator.exchange.annotations.taking_in import TakenIn
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.database import Database
from annotator.store.project import Project, open_project
from annotator.store.sight import Sight, look
from annotator.store.team import look_as, persons
from annotator.views.main_window import MainWindow
from tests.at_once import AtOnce
from tests.projects import small_project
from tests.views.main_windows import bare_window, open_titled, press, settings_of, showing

WORK = ("claim", "fragment", "decision", "assignment", "progress", "adjudication", "journal")
SAID = (
    "SELECT sequence, hash FROM main.journal WHERE device = ",
    "SELECT hash FROM main.journal ORDER BY rowid DESC LIMIT 1",
    "SELECT id FROM main.claim WHERE id IN (SELECT value FROM json_each(",
    'SELECT id, article_id, start, "end", (\n    SELECT json_group_array(json_array(\n',
)
"""The only statements that may reach past the views: of a row they read its place, its hash or its id.

The last is what she is told of decisions about her work, once the lead gives it out.
"""
SECRET = "Only Chen knows that"


@dataclass
class Record:
    """What was asked and answered on connections of somebody who works blind."""

    asked: list[str] = field(default_factory=list)
    answers: list[tuple[str, tuple[object, ...]]] = field(default_factory=list)

    @property
    def reads(self) -> list[str]:
        asked = dict.fromkeys(sql.lstrip() for sql in self.asked)
        return [sql for sql in asked if sql.startswith(("SELECT", "WITH"))]


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch, *, also_seeing: bool = False) -> Iterator[Record]:
    """Record what is read by who works blind, or, `also_seeing`, by anybody."""
    record = Record()
    looked, rows, row, each = Database.look, Database.rows, Database.row, Database.each

    def counts(database: Database) -> bool:
        return also_seeing or database.sight.is_blind

    def spied_look(database: Database, sight: Sight) -> None:
        database.connection.set_trace_callback(None)
        looked(database, sight)
        if counts(database):
            database.connection.set_trace_callback(record.asked.append)

    def keep(database: Database, sql: str, found: Sequence[object]) -> None:
        if counts(database):
            record.answers.append((sql, tuple(found)))

    def spied_rows(database: Database, sql: str, values: Sequence[object] = ()) -> list[tuple[object, ...]]:
        found = rows(database, sql, values)
        for one in found:
            keep(database, sql, one)
        return found

    def spied_row(database: Database, sql: str, values: Sequence[object] = ()) -> tuple[object, ...] | None:
        found = row(database, sql, values)
        keep(database, sql, found or ())
        return found

    def spied_each(database: Database, sql: str, values: Sequence[object] = ()) -> Iterator[Any]:
        for one in each(database, sql, values):
            keep(database, sql, one)
            yield one

    with monkeypatch.context() as patch:
        patch.setattr(Database, "look", spied_look)
        patch.setattr(Database, "rows", spied_rows)
        patch.setattr(Database, "row", spied_row)
        patch.setattr(Database, "each", spied_each)
        yield record


def _team(folder: Path, *, with_lead: bool) -> Path:
    """Three annotators who labelled the same articles, a lead, and gold."""
    with closing(small_project(folder)) as project:
        ben, chen = project.join("Ben").id, project.join("Chen").id
        for article in list(project.articles.each()):
            for person in (ben, chen):
                sheet = load_sheet(project, article.id, person)
                made = commit(project, sheet, claim_steps.mark(sheet, sheet.units[0].span, "disputed"))
                (edit, *_) = made.edits
                assert isinstance(edit.after, Claim)
                noted = Edit(edit.after, replace(edit.after, note=SECRET))
                commit(project, sheet, Step(new_id(), Verb.NOTE, person, article.id, (noted,)))
        lead = project.join("Lea")
        if with_lead:
            project.ledger.commit(give_role(persons(project), lead, Role.LEAD, by=None))
        _decide(project, lead.id)
        return project.path


def _decide(project: Project, lead_id: str) -> None:
    claim = next(claim for claim in project.claims.each() if claim.note == SECRET)
    member = Member(claim.id, claim.annotator_id, claim.label, (claim.span,))
    gold = project.gold_annotator()
    kept = replace(claim, id=new_id(), annotator_id=gold.id, version=1)
    adjudication = Adjudication(
        new_id(),
        claim.article_id,
        claim.span.start,
        claim.span.end,
        Outcome.CLAIM,
        Method.MANUAL,
        lead_id,
        members=(member,),
        gold_ids=(kept.id,),
        note=SECRET,
    )
    edits = (Edit(None, adjudication), Edit(None, kept))
    project.ledger.commit(Step(new_id(), Verb.ADJUDICATE, lead_id, claim.article_id, edits))


def _session(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path, *, also_seeing: bool = False
) -> Record:
    """Anna's day: she labels, notes, undoes, looks up, exports, imports, finishes, and gets up for Ben."""
    with (
        recorded(monkeypatch, also_seeing=also_seeing) as record,
        showing(qtbot, bare_window(settings_of("Anna", path.parent))) as window,
    ):
        window.session.open(path)
        open_titled(window, "The ferry")
        press(window, "1", "Ctrl+Z", "Ctrl+Y", "2", "Up", "N", *"mine", "Esc")
        window.bench.details.flag()
        _act(window, "edit.history")
        press(window, "Esc")
        _find(window)
        _export(qtbot, window, path.with_name("mine.jsonl"))
        _import(window, path.with_name("mine.jsonl"))
        _act(window, "file.project_settings")
        press(window, "Esc")
        open_titled(window, "The river")
        press(window, "2")
        _act(window, "go.finish")
        window.session.back_up("time")
        _act(window, "file.switch_annotator")
        names = next(each for each in window.findChildren(QListView) if "Annotators" in each.accessibleName())
        shown = [names.model().index(row, 0).data() for row in range(names.model().rowCount())]
        assert shown == ["Anna", "Ben", "Chen", "Lea"]
        press(window, "Esc")
    return record


def _act(window: MainWindow, action: str) -> None:
    window.parts.table.action(action).trigger()


def _find(window: MainWindow) -> None:
    """In the article, and anything at all by a few letters."""
    window.parts.article.setFocus()
    press(window, "Ctrl+F", *"many", "Return", "Esc", "Ctrl+K", *"river", "Esc", "Ctrl+K", "@", *"the", "Esc")


def _export(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    _act(window, "file.export")
    dialog = next(each for each in window.findChildren(QDialog) if each.objectName() == "exportDialog")
    write = next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Export"))
    qtbot.waitUntil(write.isEnabled)
    dialog.close()
    choices = dialog.choices  # type: ignore[attr-defined]
    window.parts.intake.export(replace(choices, annotators=None, finished_only=False, notes=True), path)


def _import(window: MainWindow, path: Path) -> None:
    """What she exported comes in again, and is there already."""
    desk = window.bench.desk
    study = AnnotationStudy(desk.project, desk.annotator.id, path, AtOnce(), window)
    found: list[Proposal] = []
    taken: list[TakenIn] = []
    study.surveyed.connect(found.append)
    study.taken_in.connect(taken.append)
    study.survey("jsonl", None)
    study.take_in(found[0], AnnotationAnswers(found[0].labels, dict.fromkeys(found[0].people, "Anna")))
    study.stop()
    assert taken[0].claims == 0


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return _team(tmp_path, with_lead=True)


def test_nothing_that_is_read_is_anybody_elses(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    record = _session(qtbot, monkeypatch, path)
    assert all(any(f" {table}" in sql for sql in record.reads) for table in WORK if table != "adjudication")
    past_the_views = {sql for sql in record.reads if any(f"main.{table}" in sql for table in WORK)}
    assert past_the_views
    assert [sql for sql in past_the_views if not sql.startswith(SAID)] == []
    # Nothing was given out.
    assert [row for sql, row in record.answers if "main.adjudication" in sql and row] == []
    assert _foreign(path, record) == []


def test_every_question_has_the_same_answer_where_the_others_did_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path, tmp_path: Path
) -> None:
    record = _session(qtbot, monkeypatch, path)
    alone = tmp_path / "alone"
    alone.write_bytes(path.read_bytes())
    me = _id(path, "Anna")
    _forget_others(alone, me)
    asked = [sql for sql in record.reads if not sql.startswith(SAID)]
    assert len(asked) > 40
    assert _answers(path, me, asked) == _answers(alone, me, asked)


def test_what_she_exports_is_her_own_and_says_so(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    _session(qtbot, monkeypatch, path)
    for file in path.parent.glob("mine.jsonl*"):
        text = file.read_text("utf-8")
        assert SECRET not in text
        assert not any(_id(path, name) in text or f'"{name}"' in text for name in ("Ben", "Chen", "Lea"))
    assert "The ferry sank" in path.with_name("mine.jsonl").read_text("utf-8")


def test_the_export_dialog_says_that_it_is_her_own_work(qtbot: QtBot, path: Path, tmp_path: Path) -> None:
    with showing(qtbot, bare_window(settings_of("Anna", tmp_path))) as window:
        window.session.open(path)
        _act(window, "file.export")
        dialog = next(each for each in window.findChildren(QDialog) if each.objectName() == "exportDialog")
        shown = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
        assert any("yours alone" in text for text in shown)
        write = next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Export"))
        qtbot.waitUntil(write.isEnabled)
        dialog.close()


def test_without_a_lead_the_same_session_reads_of_others(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """So that what the tests above look for is there to be found."""
    path = _team(tmp_path, with_lead=False)
    record = _session(qtbot, monkeypatch, path, also_seeing=True)
    assert _foreign(path, record) != []


def _id(path: Path, name: str) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT id FROM annotator WHERE name = ?", (name,)).fetchone()[0])


def _foreign(path: Path, record: Record) -> list[tuple[str, object]]:
    """Answers that hold an id, a hash or a note of somebody else's work, with the questions."""
    me = _id(path, "Anna")
    secrets: set[object] = {SECRET}
    with closing(sqlite3.connect(path)) as connection:
        for sql in (
            "SELECT id, checksum FROM claim WHERE annotator_id <> ?",
            "SELECT id, step FROM journal WHERE annotator_id <> ?",
            "SELECT id, '' FROM adjudication WHERE adjudicator_id <> ?",
            "SELECT id, '' FROM annotator WHERE id <> ?",
        ):
            secrets |= {value for row in connection.execute(sql, (me,)) for value in row if value}
    return [
        (sql, value)
        for sql, values in record.answers
        for value in values
        if value in secrets and "FROM annotator" not in sql
    ]


def _forget_others(file: Path, me: str) -> None:
    """Take out of a copy of the project what everybody else did."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DROP TRIGGER journal_never_shrinks")
        for table in ("claim", "decision", "assignment", "progress", "journal"):
            connection.execute(f"DELETE FROM {table} WHERE annotator_id <> ?", (me,))
        connection.execute("DELETE FROM adjudication WHERE adjudicator_id <> ?", (me,))
        connection.execute("DELETE FROM fragment WHERE claim_id NOT IN (SELECT id FROM claim)")


def _answers(file: Path, me: str, asked: Sequence[str]) -> list[list[object]]:
    with closing(sqlite3.connect(file)) as connection:
        look(connection, Sight(), Sight(me))
        return [connection.execute(sql).fetchall() for sql in asked]


def test_who_works_blind_brings_in_nothing_of_others(path: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with closing(open_project(path)) as project:
        choices = ExportChoices(
            "jsonl", annotators=(project.join("Ben").id,), names=True, finished_only=False
        )
        export(UNWATCHED, project, choices, tmp_path / "bens.jsonl")
        anna = project.join("Anna")
        look_as(project, anna)
        study = AnnotationStudy(project, anna.id, tmp_path / "bens.jsonl", AtOnce())
        found: list[Proposal] = []
        told: list[str] = []
        study.surveyed.connect(found.append)
        study.failed.connect(told.append)
        study.survey("jsonl", None)
        assert found[0].people == {"Ben": ""}
        study.take_in(found[0], AnnotationAnswers(found[0].labels, {"Ben": "Ben"}))
        study.take_in(found[0], AnnotationAnswers(found[0].labels, {"Ben": "Somebody New"}))
        study.stop()
        assert len(told) == 2
        assert "You do not see the work of others" in told[0]
        assert project.people.named("Somebody New") is None
