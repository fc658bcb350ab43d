from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.cursor import Cursor
from annotator.domain.errors import Refused
from annotator.domain.spans import Span
from tests.desk.sheets import lit, open_titled
from tests.desk.told import Told


def test_moves_pass_over_what_is_not_asked(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_unit(1)
    bench.decisions.delete()
    bench.decisions.boilerplate()
    bench.movement.to_unit(0)
    bench.movement.by(1)
    assert lit(desk) == "Nobody was hurt."
    bench.movement.by(-1)
    assert lit(desk) == "The bridge is closed 🚧."


def test_moving_on_at_the_end_stays_and_lets_go_of_a_selection(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.movement.to_unit(1)
    bench.movement.to_span(Span(29, 33))
    bench.movement.by(1)
    assert desk.cursor == Cursor(unit=1)
    bench.movement.by(1)
    assert desk.cursor == Cursor(unit=1)


def test_the_next_undecided_one_is_found_round_the_end(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.movement.to_unit(1)
    bench.movement.to_undecided(1)
    assert lit(desk) == "The ferry sank in 1999."


def test_space_on_the_only_undecided_sentence_says_so(bench: Workbench, desk: Desk, told: Told) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.no_claim()
    bench.movement.to_undecided(1)
    assert told.texts == ["This is the only undecided sentence."]
    assert lit(desk) == "Many remember it."


def test_space_where_all_is_decided_says_how_to_finish(bench: Workbench, desk: Desk, told: Told) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_undecided(1)
    assert told.texts == ["All decided."]
    assert told.notices[0].ways == ("go.finish",)


def test_a_sentence_is_found_by_its_number(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_number(3)
    assert lit(desk) == "Nobody was hurt."
    with pytest.raises(Refused, match="sentences 1 to 3"):
        bench.movement.to_number(4)


def test_first_and_last(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_end(last=True)
    assert lit(desk) == "Nobody was hurt."
    bench.movement.to_end(last=False)
    assert lit(desk) == "The bridge is closed 🚧."


def test_claims_are_walked_in_text_order_and_the_walk_ends(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    ids = [claim.id for claim in desk.require_sheet().claims]
    walked = []
    for _ in range(3):
        bench.movement.by_claim(1)
        walked.append(desk.cursor.claim_id)
    assert walked == [ids[0], ids[1], ids[1]]
    bench.movement.by_claim(-1)
    assert desk.cursor.claim_id == ids[0]


def test_an_article_without_claims_says_how_to_make_one(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    with pytest.raises(Refused, match="No claims yet") as refused:
        bench.movement.by_claim(1)
    assert refused.value.ways == ("claim.label.1", "claim.label.2", "claim.label.3", "claim.none")


def test_claims_over_each_other_take_turns(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1, stay=True)
    bench.decisions.duplicate()
    bench.movement.to_unit(0)
    seen = []
    for _ in range(4):
        bench.movement.by_overlap()
        seen.append(desk.cursor.claim_id)
    assert len(set(seen)) == 2
    assert seen[:2] == seen[2:]


def test_escape_goes_from_the_claim_to_its_words_to_the_sentence(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.movement.to_span(Span(0, 9))
    bench.decisions.label(1, stay=True)
    claim_id = desk.require_sheet().claims[0].id
    assert desk.cursor == Cursor(unit=0, claim_id=claim_id)
    bench.movement.unselect()
    assert desk.cursor == Cursor(unit=0, selection=Span(0, 9))
    bench.movement.unselect()
    assert lit(desk) == "The ferry sank in 1999."


def test_the_place_is_kept_for_the_next_time(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_unit(2)
    open_titled(desk, "The ferry")
    bridge = next(row for row in bench.queue.rows if row.title.startswith("The bridge"))
    desk.open_article(bridge.article_id)
    assert lit(desk) == "Nobody was hurt."


def test_a_chain_of_overlapping_claims_comes_round(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    for start, end in ((0, 9), (4, 18), (15, 22)):
        bench.movement.to_span(Span(start, end))
        bench.decisions.label(1)
    bench.movement.to_unit(0)
    turns = []
    for _ in range(6):
        bench.movement.by_overlap()
        turns.append(desk.cursor.claim_id)
    assert turns == 2 * [claim.id for claim in desk.require_sheet().claims]


def test_claims_chosen_together_are_left_by_going_anywhere_else(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    ids = [claim.id for claim in desk.require_sheet().claims]
    bench.movement.to_unit(1)
    bench.movement.to_claims(ids)
    assert desk.cursor == Cursor(unit=1, claim_id=ids[1], chosen=tuple(ids))
    bench.movement.unselect()
    assert desk.cursor == Cursor(unit=1)
    bench.movement.to_claims(ids, ids[0])
    bench.movement.by(1)
    assert desk.cursor == Cursor(unit=1)
    bench.movement.to_claims(ids[:1])
    assert desk.cursor == Cursor(unit=0, claim_id=ids[0])
    bench.movement.to_claims([])
    assert desk.cursor == Cursor(unit=0)


def test_a_claim_that_goes_is_chosen_no_more(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The bridge")
    bench.movement.to_claims([claim.id for claim in desk.require_sheet().claims])
    bench.decisions.delete()
    assert desk.cursor == Cursor(unit=0)
    bench.history.undo()
    assert (len(desk.require_sheet().claims), desk.cursor.chosen) == (2, ())
