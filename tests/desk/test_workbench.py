"""What is offered to be taken back is what the button takes back."""

from __future__ import annotations

from annotator.desk.desk import Desk
from annotator.desk.drafts import Draft
from annotator.desk.workbench import Workbench
from annotator.domain.records import Confidence
from tests.desk.sheets import lit, open_titled
from tests.desk.told import Told


def _give_details(bench: Workbench) -> None:
    bench.details.surer(1)
    bench.details.note_sentence(bench.desk.require_sheet().units[bench.desk.cursor.unit].start, "Ask")


def _draft(bench: Workbench) -> Draft | None:
    return bench.desk.draft


def test_the_undo_of_a_delete_is_offered_until_something_else_is_done(
    bench: Workbench, desk: Desk, told: Told
) -> None:
    open_titled(desk, "The bridge")
    bench.decisions.delete()
    assert [(notice.key, len(notice.answers)) for notice in told.notices] == [("undo", 1)]
    assert "undo" not in told.withdrawn
    bench.decisions.skip()
    assert "undo" in told.withdrawn


def test_the_undo_of_a_delete_is_not_offered_in_another_project(
    bench: Workbench, desk: Desk, told: Told
) -> None:
    open_titled(desk, "The bridge")
    bench.decisions.delete()
    desk.take(None)
    assert "undo" in told.withdrawn


def test_leaving_a_sentence_says_that_its_details_are_dropped_and_gives_them_back(
    bench: Workbench, desk: Desk, told: Told
) -> None:
    open_titled(desk, "The ferry")
    _give_details(bench)
    bench.movement.by(1)
    (notice,) = told.notices
    assert _draft(bench) is None
    notice.answers[0].act()
    assert _draft(bench) == Draft(Confidence.LOW, "Ask")
    assert lit(desk) == "The ferry sank in 1999."
    bench.decisions.label(1)
    (claim,) = desk.require_sheet().claims
    assert (claim.confidence, claim.note) == (Confidence.LOW, "Ask")


def test_details_are_given_back_from_another_article(bench: Workbench, desk: Desk, told: Told) -> None:
    open_titled(desk, "The ferry")
    _give_details(bench)
    open_titled(desk, "The bridge")
    told.notices[-1].answers[0].act()
    assert lit(desk) == "The ferry sank in 1999."
    assert desk.draft is not None


def test_a_decision_without_a_claim_says_that_the_details_are_dropped(
    bench: Workbench, desk: Desk, told: Told
) -> None:
    open_titled(desk, "The ferry")
    _give_details(bench)
    bench.decisions.no_claim()
    assert [notice.key for notice in told.notices] == ["draft"]


def test_a_flag_on_the_sentence_leaves_the_details(bench: Workbench, desk: Desk, told: Told) -> None:
    open_titled(desk, "The ferry")
    _give_details(bench)
    bench.details.flag()
    assert desk.draft == Draft(Confidence.LOW, "Ask")
    assert told.notices == []


def test_a_label_uses_the_details_and_says_nothing(bench: Workbench, desk: Desk, told: Told) -> None:
    open_titled(desk, "The ferry")
    _give_details(bench)
    bench.decisions.label(3)
    assert desk.draft is None
    assert told.notices == []


def test_what_is_said_on_the_way_to_an_undo_goes_when_it_is_done(
    bench: Workbench, desk: Desk, told: Told
) -> None:
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    open_titled(desk, "The bridge")
    bench.history.undo()
    assert [notice.key for notice in told.notices] == ["elsewhere"]
    assert "The ferry sank" in told.texts[0]
    bench.history.undo()
    assert "elsewhere" in told.withdrawn
