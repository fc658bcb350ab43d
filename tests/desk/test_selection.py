from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.selection import Selection
from annotator.desk.workbench import Workbench
from annotator.domain.cursor import Edge
from annotator.domain.records import Direction
from annotator.domain.selecting import Measure
from annotator.domain.spans import Span
from tests.desk.sheets import lit, marks, open_titled


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_an_edge_moves_by_words_and_never_past_the_other(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    seen = []
    for _ in range(7):
        bench.selection.move_edge(Measure.WORD, right=False)
        seen.append(lit(desk))
    words = ["The ferry sank in 1999", "The ferry sank in", "The ferry sank", "The ferry", "The"]
    assert seen[:5] == words
    assert seen[-1] == "The"


def test_the_start_edge_is_chosen_and_moved(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.selection.choose_edge(Edge.START)
    bench.selection.move_edge(Measure.WORD, right=True)
    assert lit(desk) == "ferry sank in 1999."
    bench.selection.choose_edge(Edge.END)
    bench.selection.move_edge(Measure.CHARACTER, right=False)
    assert lit(desk) == "ferry sank in 1999"


def test_t08_a_character_is_what_people_see_as_one(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    for _ in range(2):
        bench.selection.move_edge(Measure.CHARACTER, right=False)
    assert lit(desk).rstrip() == "The bridge is closed"


def test_right_is_where_the_person_sees_it(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.queue.turn(Direction.RIGHT_TO_LEFT)
    bench.selection.move_edge(Measure.WORD, right=True)
    assert lit(desk) == "The ferry sank in 1999"


def test_sentences_are_taken_in_and_given_back(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.selection.extend(down=True)
    assert lit(desk) == "The ferry sank in 1999.\nMany remember it."
    bench.selection.extend(down=False)
    assert lit(desk) == "The ferry sank in 1999."


def test_growing_goes_from_word_to_sentence_and_back(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    seen = []
    for _ in range(2):
        bench.selection.grow_at(5)
        seen.append(lit(desk))
    assert seen == ["ferry", "The ferry sank in 1999."]
    bench.selection.contract()
    assert len(lit(desk)) < len(seen[-1])
    bench.selection.expand()
    assert lit(desk) == "The ferry sank in 1999."


def test_an_edge_is_dragged_to_a_word(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.movement.to_span(Span(0, 9))
    bench.selection.drag_edge(Edge.END, 12)
    assert lit(desk) == "The ferry sank"
    bench.selection.drag_edge(Edge.START, 20)
    assert lit(desk) == "The ferry sank"


def test_a_sentence_is_added_with_all_between(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.selection.add_unit(2)
    assert lit(desk) == desk.require_sheet().text.strip()


def test_moves_of_a_claims_edge_are_stored_and_undone_together(desk: Desk, bench: Workbench) -> None:
    clock = Clock()
    selection = Selection(desk, clock)
    open_titled(desk, "The ferry")
    bench.decisions.label(1, stay=True)
    for _ in range(2):
        selection.move_edge(Measure.WORD, right=False)
    assert marks(desk) == [("The ferry sank in", "confirmed")]
    clock.seconds = 10.0
    selection.move_edge(Measure.WORD, right=False)
    bench.history.undo()
    assert marks(desk) == [("The ferry sank in", "confirmed")]
    bench.history.undo()
    assert marks(desk) == [("The ferry sank in 1999.", "confirmed")]


@pytest.mark.parametrize("measure", list(Measure))
def test_no_move_leaves_the_text_or_becomes_empty(bench: Workbench, desk: Desk, measure: Measure) -> None:
    open_titled(desk, "The bridge")
    text = desk.require_sheet().text
    for edge in Edge:
        for right in (True, False):
            bench.movement.to_unit(1)
            bench.selection.choose_edge(edge)
            for _ in range(len(text)):
                bench.selection.move_edge(measure, right=right)
                span = bench.selection.span
                assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("is_claim", [True, False])
def test_the_other_arrow_leads_back_to_what_was_lit(bench: Workbench, desk: Desk, is_claim: bool) -> None:
    open_titled(desk, "The ferry")
    if is_claim:
        bench.decisions.label(1, stay=True)
    # To the left there is no edge of a clause in this sentence.
    for measure, right in [(one, way) for one in Measure for way in (True, False)][:-1]:
        for _ in range(2):
            bench.selection.move_edge(measure, right=right)
        assert bench.selection.span != Span(0, 23)
        for _ in range(2):
            bench.selection.move_edge(measure, right=not right)
        assert bench.selection.span == Span(0, 23)


def test_the_other_arrow_leads_back_in_an_article_that_is_read_from_the_right(
    bench: Workbench, desk: Desk
) -> None:
    open_titled(desk, "The ferry")
    bench.queue.turn(Direction.RIGHT_TO_LEFT)
    bench.selection.move_edge(Measure.WORD, right=False)
    assert lit(desk) == "The ferry sank in 1999.\nMany"
    bench.selection.move_edge(Measure.WORD, right=True)
    assert lit(desk) == "The ferry sank in 1999."


def test_the_way_back_ends_where_something_else_was_done(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.selection.move_edge(Measure.WORD, right=True)
    bench.movement.to_span(Span(0, 14))
    bench.selection.move_edge(Measure.WORD, right=False)
    assert lit(desk) == "The ferry"


def test_shrinking_leads_back_to_what_was_grown(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.movement.to_span(Span(0, 9))
    bench.selection.expand()
    assert lit(desk) == "The ferry sank in 1999."
    bench.selection.contract()
    assert lit(desk) == "The ferry"


def test_moving_an_edge_lets_go_of_what_else_was_chosen(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    ids = [claim.id for claim in desk.require_sheet().claims]
    bench.movement.to_claims(ids, ids[1])
    bench.selection.move_edge(Measure.WORD, right=False)
    assert (desk.cursor.claim_id, desk.cursor.chosen) == (ids[1], ())
