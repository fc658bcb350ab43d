"""What can't be written stays in sight as not saved, holds up what comes next, and is written in the end."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.store.checking import check
from annotator.store.project import open_project
from tests.desk.sheets import lit, marks, open_titled
from tests.desk.told import Told
from tests.full_disk import LONG, full

BLOCKED = "is not saved yet, so nothing was done now"


@pytest.fixture
def ferry(desk: Desk) -> Desk:
    """Anna at the untouched article, before its first sentence."""
    open_titled(desk, "The ferry")
    return desk


def notes(desk: Desk) -> set[str]:
    return {claim.note for claim in desk.require_sheet().claims}


def test_s3_what_a_full_disk_does_not_take_is_shown_blocks_and_is_saved_by_retry(
    ferry: Desk, bench: Workbench, told: Told
) -> None:
    project = ferry.project
    bench.decisions.label(1, stay=True)
    claim = ferry.require_sheet().claims[0]
    with full(project):
        assert bench.attempt(lambda: bench.details.note_claim(claim.id, LONG))
        said = "Disk full – 1 decision is not saved yet. Free space, then press Retry."
        assert told.notices[-1].text == said
        assert notes(ferry) == {LONG.strip()}
        assert {each.note for each in project.claims.each()} == {""}, "old data is readable"
        bench.movement.to_unit(1)
        assert not bench.attempt(lambda: bench.decisions.label(2))
        assert BLOCKED in told.notices[-1].text
        assert [label for _, label in marks(ferry)] == ["confirmed"]
        ferry.keep_place()
        told.answer("Retry")
        assert told.notices[-1].text == said
    told.answer("Retry")
    assert ferry.withheld.waiting is None
    assert LONG.strip() in {each.note for each in project.claims.each()}
    bench.decisions.label(2)
    assert [label for _, label in marks(ferry)] == ["confirmed", "disputed"]
    assert list(check(project, Unwatched())) == []


def test_s3_a_label_on_a_disk_without_room_is_saved_before_the_next_one(
    ferry: Desk, bench: Workbench, told: Told, small_disk: Path
) -> None:
    path = small_disk / "a.claimdesk"
    ferry.project.copy_to(path)
    with closing(open_project(path)) as project:
        bench.desk.take(project, project.people.named("Anna"))
        open_titled(ferry, "The ferry")
        ballast = small_disk / "ballast"
        ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free))
        bench.attempt(lambda: bench.decisions.label(1))
        assert told.notices[-1].text == (
            "Disk full – 1 label is not saved yet. Free space, then press Retry."
        )
        assert marks(ferry) == [("The ferry sank in 1999.", "confirmed")]
        assert lit(ferry) == "Many remember it.", "where she goes on"
        ballast.unlink()
        bench.attempt(lambda: bench.decisions.label(2))
        assert ferry.withheld.waiting is None
        assert [label for _, label in marks(ferry)] == ["confirmed", "disputed"]
        assert list(check(project, Unwatched())) == []
        bench.desk.take(None)


@pytest.mark.parametrize("by_key", [False, True])
def test_what_waits_can_be_taken_back(ferry: Desk, bench: Workbench, told: Told, *, by_key: bool) -> None:
    bench.decisions.label(1, stay=True)
    claim = ferry.require_sheet().claims[0]
    with full(ferry.project):
        bench.details.note_claim(claim.id, LONG)
        if by_key:
            bench.history.undo()
        else:
            told.answer("Take It Back")
    assert ferry.withheld.waiting is None
    assert notes(ferry) == {""}
    bench.decisions.label(2, stay=True)
    assert list(check(ferry.project, Unwatched())) == []


def test_nothing_else_is_opened_or_left_while_something_waits(
    ferry: Desk, bench: Workbench, told: Told
) -> None:
    bench.decisions.label(1, stay=True)
    claim = ferry.require_sheet().claims[0]
    with full(ferry.project):
        bench.details.note_claim(claim.id, LONG)
        with pytest.raises(Refused, match=BLOCKED):
            open_titled(ferry, "The river")
        assert ferry.require_sheet().article.title.startswith("The ferry")
        assert not bench.unsaved.may_leave()
        assert told.notices[-1].text.endswith("Close the window again to leave without it.")
        assert bench.unsaved.may_leave(), "who closes again means it"
    open_titled(ferry, "The river")
    assert ferry.withheld.waiting is None, "with room it was saved on the way"
    assert LONG.strip() in {each.note for each in ferry.project.claims.each()}
    assert bench.unsaved.may_leave()


def test_s10_another_program_is_waited_for_beside_the_window_and_named_after_five_seconds(
    ferry: Desk, bench: Workbench, told: Told
) -> None:
    with closing(sqlite3.connect(ferry.project.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        bench.attempt(lambda: bench.decisions.label(1))
        assert marks(ferry) == [("The ferry sank in 1999.", "confirmed")]
        assert told.notices == []
        tries = 0
        while not told.notices:
            assert bench.unsaved.clock.isActive()
            bench.unsaved.clock.timeout.emit()
            tries += 1
        assert 4_500 <= tries * bench.unsaved.clock.interval() <= 5_500
        assert told.notices[-1].text.startswith("Waiting for another program that uses news.claimdesk")
        assert "1 label is not saved yet" in told.notices[-1].text
        other.execute("ROLLBACK")
    bench.unsaved.clock.timeout.emit()
    assert ferry.withheld.waiting is None
    assert not bench.unsaved.clock.isActive()
    assert [label for _, label in marks(ferry)] == ["confirmed"]
    assert list(check(ferry.project, Unwatched())) == []


def test_another_program_that_holds_the_file_alone_does_not_stop_the_window(
    ferry: Desk, bench: Workbench
) -> None:
    with closing(sqlite3.connect(ferry.project.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        bench.attempt(lambda: bench.decisions.label(1))
        assert ferry.withheld.waiting is not None
        other.execute("ROLLBACK")
    assert ferry.withheld.again()
    assert [label for _, label in marks(ferry)] == ["confirmed"]
