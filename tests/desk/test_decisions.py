from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain import unit_steps
from annotator.domain.errors import Refused
from annotator.domain.records import Confidence
from annotator.domain.sheet import UnitState
from annotator.domain.spans import Span
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import open_dossier
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.counts import works
from annotator.store.marks import marks_by_article
from tests.desk.sheets import lit, marks, open_titled, states
from tests.desk.told import Told

FERRY = "The ferry sank in 1999."


@pytest.fixture(autouse=True)
def _ferry(desk: Desk) -> None:
    open_titled(desk, "The ferry")


def test_a_label_goes_on_to_the_next_undecided_sentence(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(3)
    assert marks(desk) == [(FERRY, "unverified")]
    assert lit(desk) == "Many remember it."


def test_a_label_with_stay_makes_its_claim_current(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(1, stay=True)
    assert desk.cursor.claim_id == desk.require_sheet().claims[0].id
    bench.decisions.label(2)
    assert marks(desk) == [(FERRY, "disputed")]


@pytest.mark.parametrize(
    ("after_label", "then"),
    [("next", "Many"), ("stay", FERRY), ("next_undecided", "remember it.")],
)
def test_where_a_label_leads_is_a_setting(bench: Workbench, desk: Desk, after_label: str, then: str) -> None:
    bench.movement.to_span(Span(24, 28))
    bench.decisions.split()
    bench.decisions.no_claim()
    bench.movement.to_unit(0)
    bench.settings.change(after_label=after_label)
    bench.decisions.label(1)
    assert lit(desk) == then


def test_a_digit_without_a_label_is_refused(bench: Workbench, desk: Desk) -> None:
    with pytest.raises(Refused, match="No label has the key 9"):
        bench.decisions.label(9)
    assert marks(desk) == []


def test_the_same_words_get_one_claim(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(1)
    bench.movement.to_unit(0)
    bench.decisions.label(2)
    assert marks(desk) == [(FERRY, "disputed")]


def test_a_part_offers_the_rest_and_the_rest_goes_on(bench: Workbench, desk: Desk) -> None:
    bench.movement.to_span(Span(0, 3))
    bench.decisions.label(1)
    assert lit(desk) == "ferry sank in 1999."
    bench.decisions.label(2)
    assert lit(desk) == "Many remember it."
    assert marks(desk) == [("The", "confirmed"), ("ferry sank in 1999.", "disputed")]


def test_a_rest_of_few_words_is_not_offered(bench: Workbench, desk: Desk) -> None:
    bench.movement.to_span(Span(0, 14))
    bench.decisions.label(1)
    assert lit(desk) == "Many remember it."


def test_a_label_on_a_sentence_with_parts_takes_what_is_left(bench: Workbench, desk: Desk) -> None:
    bench.movement.to_span(Span(0, 3))
    bench.decisions.label(1)
    bench.movement.to_unit(0)
    bench.decisions.label(3)
    assert marks(desk)[1] == ("ferry sank in 1999.", "unverified")


def test_a_label_on_a_covered_sentence_changes_the_last_claim_and_says_which(
    bench: Workbench, desk: Desk, told: Told
) -> None:
    bench.movement.to_span(Span(0, 14))
    bench.decisions.label(1)
    bench.movement.to_unit(0)
    bench.decisions.label(3)
    assert marks(desk) == [("The ferry sank", "unverified")]
    assert told.texts == ["Relabelled “The ferry sank”"]


def test_repeat_gives_what_she_labelled_last_before_the_project_was_opened(
    bench: Workbench, desk: Desk
) -> None:
    anna, ben = desk.project.people.named("Anna"), desk.project.people.named("Ben")
    bench.decisions.label(3)
    desk.take(desk.project, ben)
    open_titled(desk, "The ferry")
    bench.decisions.label(1)
    desk.take(desk.project, anna)
    open_titled(desk, "The ferry")
    bench.movement.to_unit(1)
    bench.decisions.repeat()
    assert marks(desk) == [(FERRY, "unverified"), ("Many remember it.", "unverified")]


def test_repeat_gives_the_last_label(bench: Workbench, desk: Desk) -> None:
    desk.take(desk.project, desk.project.join("Chen"))
    open_titled(desk, "The ferry")
    with pytest.raises(Refused, match="nothing to repeat"):
        bench.decisions.repeat()
    bench.decisions.label(2)
    bench.decisions.repeat()
    assert marks(desk) == [(FERRY, "disputed"), ("Many remember it.", "disputed")]


def test_no_claim_decides_and_refuses_where_there_are_claims(bench: Workbench, desk: Desk) -> None:
    bench.decisions.no_claim()
    assert states(desk)[0] is UnitState.NO_CLAIM
    bench.decisions.label(1)
    bench.movement.to_unit(1)
    with pytest.raises(Refused, match="Del"):
        bench.decisions.no_claim()
    assert marks(desk) == [("Many remember it.", "confirmed")]


def test_a_label_after_all_takes_no_claim_back(bench: Workbench, desk: Desk) -> None:
    bench.decisions.no_claim()
    bench.movement.to_unit(0)
    bench.decisions.label(1)
    assert states(desk)[0] is UnitState.TAGGED
    bench.history.undo()
    assert states(desk)[0] is UnitState.NO_CLAIM


def test_a_skipped_sentence_comes_back_when_nothing_else_is_left(bench: Workbench, desk: Desk) -> None:
    bench.decisions.skip()
    assert lit(desk) == "Many remember it."
    bench.decisions.label(1)
    assert lit(desk) == FERRY
    assert states(desk) == [UnitState.SKIPPED, UnitState.TAGGED]


def test_boilerplate_is_a_switch(bench: Workbench, desk: Desk) -> None:
    bench.decisions.boilerplate()
    assert states(desk)[0] is UnitState.BOILERPLATE
    assert lit(desk) == "Many remember it."
    bench.movement.to_unit(0)
    bench.decisions.boilerplate()
    assert states(desk)[0].is_undecided
    assert lit(desk) == FERRY


def test_a_part_is_marked_as_boilerplate(bench: Workbench, desk: Desk) -> None:
    bench.movement.to_span(Span(10, 23))
    bench.decisions.boilerplate()
    sheet = desk.require_sheet()
    parts = [unit.span.of(sheet.text) for unit in sheet.units]
    assert parts == ["The ferry", "sank in 1999.", "Many remember it."]
    assert states(desk)[1] is UnitState.BOILERPLATE


def test_delete_asks_nothing_and_refuses_where_nothing_is(bench: Workbench, desk: Desk) -> None:
    with pytest.raises(Refused, match="Nothing was deleted"):
        bench.decisions.delete()
    bench.decisions.label(1)
    bench.movement.to_unit(0)
    bench.decisions.delete()
    assert marks(desk) == []
    assert states(desk)[0].is_undecided
    bench.history.undo()
    assert marks(desk) == [(FERRY, "confirmed")]


def test_after_a_delete_in_the_list_the_next_claim_is_current(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(1)
    bench.decisions.label(2)
    first, second = desk.require_sheet().claims
    bench.movement.to_claim(first.id)
    bench.decisions.delete(goes_on=True)
    assert desk.cursor.claim_id == second.id
    bench.decisions.delete(goes_on=True)
    assert desk.cursor.claim_id is None


def test_after_a_delete_in_the_text_the_sentence_stays_lit(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(1)
    bench.decisions.label(2)
    bench.movement.to_claim(desk.require_sheet().claims[0].id)
    bench.decisions.delete()
    bench.decisions.label(3)
    assert marks(desk) == [(FERRY, "unverified"), ("Many remember it.", "disputed")]


def test_a_copy_takes_another_label_and_the_first_claim_keeps_its_own(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(1, stay=True)
    bench.decisions.duplicate()
    bench.decisions.label(3)
    assert sorted(marks(desk)) == [(FERRY, "confirmed"), (FERRY, "unverified")]


def test_the_rest_is_the_same_words_at_once_and_after_coming_back(bench: Workbench, desk: Desk) -> None:
    bench.decisions.join()
    bench.movement.to_span(Span(0, 22))
    bench.decisions.label(1)
    offered = lit(desk)
    bench.movement.to_unit(0)
    bench.decisions.label(3)
    assert marks(desk)[1] == (offered, "unverified")
    assert offered == "Many remember it."


def test_several_chosen_claims_are_one_step(bench: Workbench, desk: Desk) -> None:
    bench.decisions.label(1)
    bench.decisions.label(2)
    bench.movement.to_claims([claim.id for claim in desk.require_sheet().claims])
    bench.decisions.label(3)
    assert {label for _, label in marks(desk)} == {"unverified"}
    bench.decisions.delete()
    assert marks(desk) == []
    bench.history.undo()
    bench.history.undo()
    assert [label for _, label in marks(desk)] == ["confirmed", "disputed"]


def test_sentences_are_joined_and_split(bench: Workbench, desk: Desk) -> None:
    bench.decisions.join()
    assert lit(desk) == f"{FERRY}\nMany remember it."
    bench.movement.to_span(Span(0, 9))
    bench.decisions.split()
    assert lit(desk) == "The ferry"
    with pytest.raises(Refused):
        bench.decisions.split()


def test_a_joined_sentence_is_undecided_unless_both_were_said_to_hold_no_claim(
    bench: Workbench, desk: Desk
) -> None:
    bench.decisions.no_claim()
    bench.movement.to_unit(0)
    bench.decisions.join()
    assert [state.is_undecided for state in states(desk)] == [True]
    bench.decisions.no_claim()
    assert states(desk) == [UnitState.NO_CLAIM]
    bench.history.undo()
    bench.history.undo()
    assert [state.is_undecided for state in states(desk)] == [False, True]


def test_what_was_said_of_both_sentences_holds_when_they_are_joined(bench: Workbench, desk: Desk) -> None:
    bench.decisions.no_claim()
    bench.decisions.no_claim()
    bench.movement.to_unit(0)
    bench.decisions.join()
    assert states(desk) == [UnitState.NO_CLAIM]


def test_a_join_decides_nothing_for_another_annotator_however_often_it_is_undone(
    bench: Workbench, desk: Desk
) -> None:
    article, ben = desk.require_sheet().article.id, desk.project.people.named("Ben")
    assert ben is not None
    sheet = load_sheet(desk.project, article, ben.id)
    commit(desk.project, sheet, unit_steps.say_no_claim(sheet, 0))
    bench.decisions.join()
    bench.movement.to_span(Span(0, len(FERRY)))
    bench.decisions.split()
    bench.history.undo()
    theirs = load_sheet(desk.project, article, ben.id)
    assert (len(theirs.units), theirs.undecided) == (1, 1)
    dossier, _ = open_dossier(desk.project, ExportChoices(), article, names={ben.id: "B"})
    assert dossier is not None
    assert dossier.claims == []
    assert article not in marks_by_article(desk.project)
    assert {work.no_claims for work in works(desk.project) if work.article_id == article} == {0}


def test_details_before_the_label_go_into_the_claim(bench: Workbench, desk: Desk) -> None:
    bench.details.surer(1)
    bench.details.note_sentence(0, "Who says so?")
    assert marks(desk) == []
    bench.decisions.label(2)
    claim = desk.require_sheet().claims[0]
    assert (claim.confidence, claim.note) == (Confidence.LOW, "Who says so?")
    assert desk.draft is None


def test_leaving_the_sentence_drops_the_draft(bench: Workbench, desk: Desk) -> None:
    bench.details.surer(1)
    bench.movement.by(1)
    assert desk.draft is None
    bench.decisions.label(1)
    assert desk.require_sheet().claims[0].confidence is Confidence.UNSET
