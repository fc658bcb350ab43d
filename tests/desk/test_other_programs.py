"""Another program writes to the project that is open: nothing of it is written over unseen."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.store.checking import check
from tests.desk.sheets import lit, marks, open_titled
from tests.unit.store.samples import article


@contextmanager
def other_program(desk: Desk) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(desk.project.path, isolation_level=None)) as connection:
        yield connection


def test_s9_what_another_program_changed_is_shown_before_anything_is_decided(
    desk: Desk, bench: Workbench
) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_unit(1)
    with other_program(desk) as connection:
        connection.execute("UPDATE claim SET label = 'unverified' WHERE label = 'disputed'")
    with pytest.raises(Refused, match=r"Another program changed this article.*decide again"):
        bench.decisions.label(1)
    assert [label for _, label in marks(desk)] == ["confirmed", "unverified"]
    assert lit(desk) == "The mayor says it is safe."
    bench.decisions.label(1)
    assert [label for _, label in marks(desk)] == ["confirmed", "confirmed"]


def _note_from_outside(desk: Desk, *, claim: int) -> None:
    """Another program writes a note on one of the claims of the article."""
    with other_program(desk) as connection:
        connection.execute(
            "UPDATE claim SET note = 'seen' WHERE id = ?", (desk.require_sheet().claims[claim].id,)
        )


def test_s9_undo_after_a_look_takes_back_the_step_that_it_named(desk: Desk, bench: Workbench) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    bench.decisions.label(2)
    _note_from_outside(desk, claim=0)
    with pytest.raises(Refused, match="decide again"):
        bench.history.undo()
    assert "Disputed" in bench.history.undo_text
    bench.history.undo()
    assert marks(desk) == [("The ferry sank in 1999.", "confirmed")]


def test_s9_what_can_never_be_undone_any_more_is_passed_over_aloud(desk: Desk, bench: Workbench) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    bench.decisions.label(2)
    _note_from_outside(desk, claim=1)
    with pytest.raises(Refused, match="decide again"):
        bench.history.undo()
    with pytest.raises(Refused, match=r"What “Disputed .* is passed over, and nothing was done now"):
        bench.history.undo()
    bench.history.undo()
    assert marks(desk) == [("Many remember it.", "disputed")]


def test_s9_what_another_program_did_elsewhere_holds_nobody_up(desk: Desk, bench: Workbench) -> None:
    open_titled(desk, "The ferry")
    companion = desk.project.companion()
    companion.articles.add([article(7)], annotator_id=desk.annotator.id)
    companion.close()
    bench.decisions.label(1)
    assert marks(desk) == [("The ferry sank in 1999.", "confirmed")]
    assert list(check(desk.project, Unwatched())) == []


def test_s9_nothing_is_written_to_tables_that_another_program_changed(desk: Desk, bench: Workbench) -> None:
    open_titled(desk, "The ferry")
    with other_program(desk) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON claim BEGIN DELETE FROM decision; END")
    for _ in range(2):
        with pytest.raises(Refused, match=r"added, changed or damaged\. Nothing is written to it"):
            bench.decisions.label(1)
    assert marks(desk) == []


def test_what_a_job_of_ours_writes_is_no_other_program(desk: Desk) -> None:
    open_titled(desk, "The ferry")
    with closing(desk.project.companion()) as companion:
        companion.join("Chen")
    assert not desk.project.was_changed_beside()
