from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.errors import Refused
from annotator.domain.records import Direction, QueueRow, Standing
from annotator.store.allotting import plan_allotment, write_allotment
from tests.desk.sheets import open_titled


def _standings(bench: Workbench) -> list[Standing]:
    return [row.standing for row in bench.queue.rows]


def _decide_all(bench: Workbench) -> None:
    while bench.desk.require_sheet().undecided:
        bench.movement.to_undecided(1)
        bench.decisions.no_claim()


def test_the_queue_says_how_far_every_article_is(bench: Workbench, desk: Desk) -> None:
    assert _standings(bench) == [Standing.FINISHED, Standing.STARTED, Standing.NEW]
    assert [(row.asked, row.undecided, row.claims) for row in bench.queue.rows] == [
        (3, 0, 2),
        (2, 1, 1),
        (2, 2, 0),
    ]


def test_a_decision_changes_its_row_and_no_other(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    changed: list[QueueRow] = []
    bench.queue.row_changed.connect(changed.append)
    bench.decisions.label(1)
    assert [(row.title[:9], row.standing, row.undecided) for row in changed] == [
        ("The ferry", Standing.STARTED, 1)
    ]


def test_an_article_with_undecided_sentences_is_not_finished(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    with pytest.raises(Refused, match="2 sentences are undecided"):
        bench.queue.finish()
    assert _standings(bench)[2] is not Standing.FINISHED


def test_finishing_opens_the_next_that_is_to_do(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    _decide_all(bench)
    assert bench.queue.finish()
    assert desk.require_sheet().article.title.startswith("The river")
    _decide_all(bench)
    assert not bench.queue.finish()
    assert set(_standings(bench)) == {Standing.FINISHED}


def test_finishing_is_undone_like_any_step(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    _decide_all(bench)
    bench.queue.finish()
    bench.history.undo()
    bench.history.undo()
    assert _standings(bench)[2] is not Standing.FINISHED


def test_nobody_moves_for_taking_back_that_an_article_is_finished(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    _decide_all(bench)
    bench.movement.to_end(last=True)
    here = desk.cursor
    assert here.unit > 0
    bench.queue.finish()
    bench.history.undo()
    for turn in (bench.history.undo, bench.history.redo):
        turn()
        assert desk.require_sheet().article.title.startswith("The ferry")
        assert desk.cursor == here


def test_an_excluded_article_is_passed_over(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    river = bench.queue.rows[1].article_id
    bench.queue.exclude(river)
    bench.queue.by(1)
    assert desk.require_sheet().article.title.startswith("The ferry")
    with pytest.raises(Refused, match="last article"):
        bench.queue.by(1)
    bench.queue.exclude(river)
    bench.queue.by(-1)
    assert desk.require_sheet().article.title.startswith("The river")


def test_only_a_finished_article_is_taken_up_again(bench: Workbench, desk: Desk) -> None:
    bridge, _, ferry = bench.queue.rows
    bench.queue.unfinish(bridge.article_id)
    assert _standings(bench)[0] is Standing.STARTED
    with pytest.raises(Refused, match="not finished"):
        bench.queue.unfinish(ferry.article_id)


def test_the_annotator_comes_back_to_where_she_was(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.movement.by(1)
    anna = desk.annotator
    desk.take(desk.project, anna)
    bench.queue.open_where_left()
    assert desk.require_sheet().article.title.startswith("The ferry")
    assert desk.cursor.unit == 1


def test_an_article_is_turned_and_turned_back(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.queue.turn(Direction.RIGHT_TO_LEFT)
    assert desk.require_sheet().article.direction is Direction.RIGHT_TO_LEFT
    bench.history.undo()
    assert desk.require_sheet().article.direction is Direction.AUTO


def test_a_finished_article_in_which_something_becomes_undecided_is_taken_up_again(
    bench: Workbench, desk: Desk
) -> None:
    finished = next(row for row in bench.queue.rows if row.standing is Standing.FINISHED)
    desk.open_article(finished.article_id)
    claim = desk.require_sheet().claims[0]
    bench.movement.to_claim(claim.id)
    bench.decisions.delete()
    assert desk.require_sheet().undecided > 0
    assert bench.queue.row(finished.article_id) != finished
    assert _standing(bench, finished.article_id) is Standing.STARTED
    bench.history.undo()
    assert desk.require_sheet().undecided == 0
    assert _standing(bench, finished.article_id) is Standing.FINISHED


def _standing(bench: Workbench, article_id: str) -> Standing:
    row = bench.queue.row(article_id)
    assert row is not None
    return row.standing


def test_an_allotted_queue_has_its_articles_and_no_others(bench: Workbench, desk: Desk) -> None:
    chen, dora = desk.project.join("Chen"), desk.project.join("Dora")
    planned = plan_allotment(desk.project, [chen, dora], per_article=2, seed=7)
    write_allotment(desk.project, planned, by="")
    desk.take(desk.project, chen)
    mine = planned.shares[chen.id]
    assert [row.article_id for row in bench.queue.rows] == list(mine)
    assert (bench.queue.count, bench.queue.place(mine[0])) == (len(mine), 1)
    bench.queue.open_where_left()
    assert desk.place_in_queue == mine[0]
    # What she reads beside her queue, found in another way, changes no row of it.
    other = next(article.id for article in desk.project.articles.each() if article.id not in mine)
    changed: list[QueueRow] = []
    bench.queue.row_changed.connect(changed.append)
    desk.open_article(other)
    bench.decisions.label(1)
    assert changed == []
    assert bench.queue.place(other) == 0
