from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.cursor import Edge
from annotator.domain.errors import Refused
from annotator.domain.records import Confidence, Direction
from annotator.domain.selecting import Measure
from annotator.domain.sheet import Sheet
from annotator.exchange.sheets import load_sheet
from annotator.store.project import Project, open_project
from tests.desk.contents import contents
from tests.desk.sheets import lit, marks, open_titled, states
from tests.desk.told import Told

ACTIONS = 60


def _verbs(bench: Workbench, dice: random.Random) -> list[Callable[[], object]]:
    """Everything that writes, and the moves between, each with what it may be given."""
    decide, detail, select, move = bench.decisions, bench.details, bench.selection, bench.movement
    desk = bench.desk
    return [
        lambda: decide.label(dice.choice((1, 2, 3))),
        lambda: decide.label(dice.choice((1, 2, 3)), stay=True),
        decide.repeat,
        decide.no_claim,
        decide.skip,
        decide.boilerplate,
        decide.delete,
        decide.duplicate,
        decide.join,
        decide.split,
        detail.flag,
        lambda: detail.surer(dice.choice((1, -1))),
        lambda: detail.set_confidence(dice.choice(list(Confidence))),
        lambda: detail.note_sentence(desk.require_sheet().units[desk.cursor.unit].start, f"{dice.random()}"),
        lambda: detail.note_claim(dice.choice(desk.require_sheet().claims).id, f"{dice.random()}"),
        lambda: select.choose_edge(dice.choice(list(Edge))),
        lambda: select.move_edge(dice.choice(list(Measure)), right=dice.random() < 0.5),
        lambda: select.extend(down=dice.random() < 0.5),
        select.expand,
        select.contract,
        lambda: move.by(dice.choice((1, -1))),
        lambda: move.by_claim(dice.choice((1, -1))),
        lambda: move.to_undecided(1),
        move.unselect,
        lambda: bench.queue.turn(dice.choice(list(Direction))),
        lambda: bench.queue.by(dice.choice((1, -1))),
        bench.queue.finish,
        lambda: bench.queue.unfinish(desk.require_sheet().article.id),
        lambda: bench.queue.exclude(dice.choice(bench.queue.rows).article_id),
        lambda: bench.history.revert(_step(bench, dice)),
        lambda: bench.history.go_back_to(_step(bench, dice)),
    ]


def _step(bench: Workbench, dice: random.Random) -> str:
    return dice.choice(bench.history.rows(bench.desk.require_sheet().article.id)).step_id


def _kept(desk: Desk) -> Sheet:
    """The open article as it is in the file."""
    return load_sheet(desk.project, desk.require_sheet().article.id, desk.annotator.id)


def _act(bench: Workbench, dice: random.Random, count: int) -> None:
    for _ in range(count):
        verb = dice.choice(_verbs(bench, dice))
        with suppress(Refused, IndexError):
            verb()
        assert bench.desk.require_sheet().is_like(_kept(bench.desk))


def _to_the_end(turn: Callable[[], None], left: Callable[[], str]) -> None:
    """Press the key until nothing is left; going to another article takes one press more."""
    for _ in range(ACTIONS * 4):
        if not left():
            return
        turn()
    raise AssertionError(f"never came to an end: {left()}")


@pytest.mark.parametrize("seed", range(12))
def test_all_undone_is_the_start_and_all_redone_the_end(bench: Workbench, desk: Desk, seed: int) -> None:
    _to_the_end(bench.history.undo, lambda: bench.history.undo_text)
    open_titled(desk, "The river")
    start = contents(desk.project)
    _act(bench, random.Random(seed), ACTIONS)
    end = contents(desk.project)
    assert end != start
    _to_the_end(bench.history.undo, lambda: bench.history.undo_text)
    assert contents(desk.project) == start
    _to_the_end(bench.history.redo, lambda: bench.history.redo_text)
    assert contents(desk.project) == end


@pytest.mark.parametrize("seed", range(6))
def test_undo_goes_on_after_the_project_was_closed(
    bench: Workbench, project: Project, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    anna = project.people.named("Anna")
    bench.desk.take(project, anna)
    _to_the_end(bench.history.undo, lambda: bench.history.undo_text)
    start = contents(project)
    open_titled(bench.desk, "The bridge")
    _act(bench, dice, ACTIONS // 2)
    bench.desk.take(None)
    project.close()
    again = open_project(project.path)
    try:
        bench.desk.take(again, anna)
        open_titled(bench.desk, "The bridge")
        _act(bench, dice, ACTIONS // 2)
        end = contents(again)
        _to_the_end(bench.history.undo, lambda: bench.history.undo_text)
        assert contents(again) == start
        bench.desk.take(None)
        bench.desk.take(again, anna)
        _to_the_end(bench.history.redo, lambda: bench.history.redo_text)
        assert contents(again) == end
    finally:
        bench.desk.take(None)
        again.close()


def test_undo_says_what_it_takes_back_and_stands_there(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(2)
    assert "Disputed" in bench.history.undo_text
    assert "The ferry sank" in bench.history.undo_text
    assert lit(desk) == "Many remember it."
    bench.history.undo()
    assert marks(desk) == []
    assert lit(desk) == "The ferry sank in 1999."
    assert "Disputed" in bench.history.redo_text
    bench.history.redo()
    assert marks(desk) == [("The ferry sank in 1999.", "disputed")]


def test_undo_of_another_article_goes_there_first(bench: Workbench, desk: Desk, told: Told) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    open_titled(desk, "The river")
    before = contents(desk.project)
    bench.history.undo()
    assert desk.require_sheet().article.title.startswith("The ferry")
    assert contents(desk.project) == before
    assert "Press the same keys again" in told.texts[-1]
    bench.history.undo()
    assert marks(desk) == []


def test_a_new_decision_leaves_nothing_to_redo(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    bench.history.undo()
    bench.decisions.no_claim()
    assert bench.history.redo_text == ""
    with pytest.raises(Refused, match="Nothing is left to redo"):
        bench.history.redo()


def test_another_annotator_has_her_own_steps(bench: Workbench, desk: Desk) -> None:
    ben = desk.project.people.named("Ben")
    desk.take(desk.project, ben)
    bench.queue.open_where_left()
    mine = bench.history.undo_text
    assert mine
    _to_the_end(bench.history.undo, lambda: bench.history.undo_text)
    annotators = {row[1] for row in contents(desk.project)["claims"]}
    anna = desk.project.people.named("Anna")
    assert anna is not None
    assert annotators == {anna.id}


def test_one_step_is_reverted_and_those_after_it_stay(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    bench.decisions.label(2)
    newest, first = bench.history.rows(desk.require_sheet().article.id)
    assert "Disputed" in newest.text
    bench.history.revert(first.step_id)
    assert marks(desk) == [("Many remember it.", "disputed")]
    bench.history.undo()
    assert len(marks(desk)) == 2


def test_what_was_changed_since_is_not_offered_to_be_reverted(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(2, stay=True)
    bench.decisions.label(1)
    newest, first = bench.history.rows(desk.require_sheet().article.id)
    assert (newest.can_revert, first.can_revert) == (True, False)


def test_a_refused_revert_leaves_what_is_in_the_file(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(2, stay=True)
    bench.decisions.label(1)
    marked = bench.history.rows(desk.require_sheet().article.id)[-1]
    with pytest.raises(Refused, match="changed in the meantime"):
        bench.history.revert(marked.step_id)
    assert marks(desk) == [("The ferry sank in 1999.", "confirmed")]
    bench.decisions.label(3)
    assert desk.require_sheet().is_like(_kept(desk))


def test_what_was_skipped_and_decided_since_does_not_come_back_as_skipped(
    bench: Workbench, desk: Desk
) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.skip()
    bench.movement.to_unit(0)
    bench.decisions.no_claim()
    bench.history.undo()
    bench.history.undo()
    skipped = next(row for row in bench.history.rows(desk.require_sheet().article.id) if row.verb == "skip")
    with pytest.raises(Refused):
        bench.history.revert(skipped.step_id)
    assert states(desk)[0].is_undecided


def test_a_step_reverted_or_gone_back_before_is_named(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    article = desk.require_sheet().article.id
    bench.decisions.label(1)
    bench.decisions.label(2)
    bench.history.revert(bench.history.rows(article)[0].step_id)
    reverted = bench.history.rows(article)[0].text
    assert reverted == "Revert Disputed “Many remember it.”"
    bench.history.undo()
    assert bench.history.rows(article)[0].text == f"Undo {reverted}"
    bench.history.go_back_to(bench.history.rows(article)[-1].step_id)
    assert bench.history.rows(article)[0].text == "Go Back to Before Disputed “Many remember it.”"


def test_going_back_to_a_step_takes_back_all_after_it_at_once(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    bench.decisions.label(2)
    bench.movement.to_unit(0)
    bench.decisions.label(3)
    first = bench.history.rows(desk.require_sheet().article.id)[-1]
    bench.history.go_back_to(first.step_id)
    assert marks(desk) == [("The ferry sank in 1999.", "confirmed")]
    bench.history.undo()
    assert marks(desk) == [("The ferry sank in 1999.", "unverified"), ("Many remember it.", "disputed")]


def test_all_that_was_taken_back_by_going_back_says_so(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    bench.decisions.label(2)
    bench.movement.to_unit(0)
    bench.decisions.label(3)
    article = desk.require_sheet().article.id
    first = bench.history.rows(article)[-1]
    bench.history.go_back_to(first.step_id)
    rows = bench.history.rows(article)
    assert rows[0].text.startswith("Go Back")
    assert [row.is_undone for row in rows] == [False, True, True, False]
    bench.history.undo()
    assert [row.is_undone for row in bench.history.rows(article)] == [False, True, False, False, False]
    bench.history.redo()
    assert [row.is_undone for row in bench.history.rows(article)][-3:] == [True, True, False]


def test_the_rows_of_a_claim_tell_its_life(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1, stay=True)
    bench.decisions.give("disputed")
    bench.details.flag()
    rows = bench.history.rows_of_claim(desk.require_sheet().claims[0].id)
    assert [row.verb.value for row in rows] == ["flag", "retag", "mark"]


def test_what_was_done_again_is_not_shown_as_taken_back(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(2)
    article = desk.require_sheet().article.id
    bench.history.undo()
    assert [row.is_undone for row in bench.history.rows(article)] == [False, True]
    bench.history.redo()
    assert [row.is_undone for row in bench.history.rows(article)] == [False, True, False]
    bench.history.undo()
    assert [row.is_undone for row in bench.history.rows(article)] == [False, True, False, True]
