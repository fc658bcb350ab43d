"""Reviewing: items, decisions, gold, and where one comes after each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.desk.review import Review
from annotator.desk.workbench import Workbench
from annotator.domain.adjudication import Method, Outcome
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Claim, Role
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.items import ItemFilter, ItemOrder
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import Project
from annotator.store.revealing import reveals
from annotator.store.team_settings import TeamSettings, keep_team_settings
from tests.teams import Marked, add_article, finish, team_project

BRIDGE = "The bridge is closed today.\nThe mayor says it is safe.\nNobody was hurt at all.\n"
FLOOD = "The river rose by two metres and the road is blocked.\nExperts doubt that.\n"
Opened = Callable[..., Review]


@pytest.fixture
def opened(bench: Workbench, tmp_path: Path) -> Iterator[Opened]:
    """Opens the review of a project with these articles, Anna at the desk."""
    projects: list[Project] = []

    def open_(*articles: tuple[str, Marked], settings: TeamSettings | None = None) -> Review:
        project = team_project(tmp_path, articles)
        projects.append(project)
        if settings is not None:
            keep_team_settings(project, settings)
        bench.desk.take(project, project.people.named("Anna"))
        review = Review(bench)
        review.open()
        return review

    yield open_
    bench.desk.take(None)
    for project in projects:
        project.close()


def gold(bench: Workbench) -> list[tuple[str, str]]:
    """The words and labels of gold, of all articles."""
    project = bench.desk.project
    claims = [claim for claim in project.claims.each() if claim.annotator_id == project.gold.annotator_id]
    return [(claim.quote, claim.label) for claim in claims]


def letter_of(review: Review, bench: Workbench, name: str) -> str:
    """The letter that stands for somebody in the open item."""
    person = bench.desk.project.people.named(name)
    assert person is not None
    assert review.current is not None
    lanes = [lane.letter for lane in review.current.lanes]
    return next(letter for letter in lanes if review.case.annotator_of(letter) == person.id)


def labels_differ() -> tuple[str, Marked]:
    return BRIDGE, {
        "Anna": [("The bridge is closed", "confirmed")],
        "Ben": [("The bridge is closed", "disputed")],
        "Chen": [("The bridge is closed today", "disputed")],
    }


def one_is_missing() -> tuple[str, Marked]:
    return FLOOD, {"Anna": [("Experts doubt that", "disputed")], "Ben": [], "Chen": []}


def one_against_two() -> tuple[str, Marked]:
    return FLOOD, {
        "Anna": [("The river rose by two metres and the road is blocked", "confirmed")],
        "Ben": [("The river rose by two metres", "confirmed"), ("the road is blocked", "confirmed")],
    }


def test_each_way_to_differ_is_an_item(opened: Opened) -> None:
    review = opened(labels_differ(), one_is_missing())
    assert {item.kinds for item in review.queue.items} == {(Kind.LABEL, Kind.SPAN), (Kind.MISSING,)}


def test_one_claim_against_two_is_one_item(opened: Opened) -> None:
    (item,) = opened(one_against_two()).queue.items
    assert item.kinds[0] is Kind.SPLIT
    assert Kind.MISSING not in item.kinds


def test_who_has_not_finished_does_not_differ(opened: Opened) -> None:
    review = opened((BRIDGE, {"Anna": [("The bridge is closed", "confirmed")]}))
    assert review.queue.items == ()


def test_notes_sureness_and_flags_never_make_an_item(opened: Opened, bench: Workbench) -> None:
    words = [("The bridge is closed", "confirmed")]
    review = opened((BRIDGE, {"Anna": words, "Ben": words}))
    claim = next(iter(bench.desk.project.claims.each()))
    noted = replace(claim, note="why", flag=True)
    step = Step(new_id(), Verb.NOTE, claim.annotator_id, claim.article_id, (Edit(claim, noted),))
    bench.desk.commit_elsewhere(step)
    assert (review.queue.items, review.queue.counts.unanimous) == ((), 1)


def test_taking_a_version_makes_it_gold(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.take(letter_of(review, bench, "Chen"))
    assert gold(bench) == [("The bridge is closed today", "disputed")]
    assert review.queue.counts.resolved == 1


def test_taking_the_version_of_who_marked_nothing_says_no_claim(opened: Opened, bench: Workbench) -> None:
    review = opened(one_is_missing())
    review.rulings.take(letter_of(review, bench, "Ben"))
    assert (gold(bench), review.queue.items[0].outcome) == ([], Outcome.NO_CLAIM)


def test_a_label_takes_the_words_of_those_who_chose_it(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.label(1)
    assert gold(bench) == [("The bridge is closed", "confirmed")]


def test_a_label_nobody_chose_takes_the_words_nearest_to_all(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.label(3)
    assert gold(bench) == [("The bridge is closed", "unverified")]


def test_the_majority_of_labels_wins(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.majority()
    assert gold(bench)[0][1] == "disputed"
    (adjudication,) = bench.desk.project.gold.each()
    assert adjudication.method is Method.MAJORITY


def test_a_majority_that_marked_nothing_says_no_claim(opened: Opened, bench: Workbench) -> None:
    review = opened(one_is_missing())
    review.rulings.majority()
    assert review.queue.items[0].outcome is Outcome.NO_CLAIM


def test_a_tie_has_no_majority(opened: Opened, bench: Workbench) -> None:
    text, marked = labels_differ()
    review = opened((text, {name: marked[name] for name in ("Anna", "Ben")}))
    with pytest.raises(Refused, match="tied"):
        review.rulings.majority()
    assert review.queue.counts.open == 1


@pytest.mark.parametrize(
    ("shared", "words"), [(False, "The bridge is closed today"), (True, "The bridge is closed")]
)
def test_union_and_intersection_keep_the_common_label(
    opened: Opened, bench: Workbench, shared: bool, words: str
) -> None:
    review = opened(labels_differ())
    review.rulings.take_words(shared=shared)
    assert gold(bench) == [(words, "disputed")]


def test_words_are_changed_under_a_label_that_was_decided(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.label(1)
    review.rulings.take_words()
    assert gold(bench) == [("The bridge is closed today", "confirmed")]


def test_words_and_label_of_different_annotators(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.take_label(letter_of(review, bench, "Anna"))
    review.rulings.take_words(letter_of(review, bench, "Chen"))
    assert gold(bench) == [("The bridge is closed today", "confirmed")]


def test_of_one_claim_against_two_the_two_are_kept(opened: Opened, bench: Workbench) -> None:
    review = opened(one_against_two())
    review.rulings.separate()
    assert sorted(quote for quote, _ in gold(bench)) == [
        "The river rose by two metres",
        "the road is blocked",
    ]


def test_a_decision_can_be_changed_and_leaves_one_gold(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.take(letter_of(review, bench, "Anna"))
    review.rulings.take(letter_of(review, bench, "Ben"))
    assert gold(bench) == [("The bridge is closed", "disputed")]
    assert len(list(bench.desk.project.gold.each())) == 1


def test_both_readings_can_be_legitimate(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.keep_disagreement()
    assert (gold(bench), review.queue.items[0].outcome) == ([], Outcome.DISAGREEMENT)


def test_a_decision_leads_to_the_next_open_item(opened: Opened) -> None:
    review = opened(labels_differ(), one_is_missing())
    first, second = review.queue.items
    review.rulings.park()
    assert review.current is not None
    assert review.current.item.key == second.key
    assert review.about is not None
    assert review.about.key == first.key


def test_a_reason_after_a_decision_goes_to_it(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ(), one_is_missing())
    review.rulings.no_claim()
    review.rationales.give(2)
    review.rationales.write(" as the mayor says ")
    decided = [one for one in bench.desk.project.gold.each() if one.reasons]
    assert [(one.reasons, one.note) for one in decided] == [
        (("contradicted_in_article",), "as the mayor says")
    ]


def test_reasons_before_a_decision_are_kept_with_it(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rationales.give(1)
    review.rationales.give(3)
    review.rationales.give(1)
    assert list(bench.desk.project.gold.each()) == []
    review.rulings.no_claim()
    (adjudication,) = bench.desk.project.gold.each()
    assert adjudication.reasons == ("span_too_long",)


def test_a_question_waits_for_an_answer(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.ask_back(" Is today part of it? ")
    assert review.queue.counts.waiting == 1
    claim = next(claim for claim in bench.desk.project.claims.each() if claim.label == "confirmed")
    answer = Edit(claim, replace(claim, label="unverified"))
    bench.desk.commit_elsewhere(Step(new_id(), Verb.RETAG, claim.annotator_id, claim.article_id, (answer,)))
    assert review.queue.counts.open == 1
    assert review.current is not None
    assert (review.current.gold.answered, review.current.gold.note) == ("Is today part of it?", "")


def test_gold_is_stale_once_a_claim_it_was_made_of_changed(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.majority()
    claims = list(bench.desk.project.claims.each())
    claim = next(claim for claim in claims if claim.label == "confirmed")
    other = Edit(claim, replace(claim, label="disputed"))
    bench.desk.commit_elsewhere(Step(new_id(), Verb.RETAG, claim.annotator_id, claim.article_id, (other,)))
    assert review.queue.counts.stale == 1
    review.rulings.majority()
    assert (review.queue.counts.stale, review.queue.counts.resolved, len(gold(bench))) == (0, 1, 1)


def test_gold_whose_claims_are_all_gone_stays_and_is_stale(opened: Opened, bench: Workbench) -> None:
    words = [("The bridge is closed", "confirmed")]
    review = opened((BRIDGE, {"Anna": words, "Ben": []}))
    review.rulings.label(1)
    (claim,) = (claim for claim in bench.desk.project.claims.each() if claim.origin == "manual")
    gone = Edit(claim, replace(claim, deleted_at="2026-01-01T00:00:00.000Z"))
    bench.desk.commit_elsewhere(Step(new_id(), Verb.DELETE, claim.annotator_id, claim.article_id, (gone,)))
    (item,) = review.queue.items
    assert (item.kinds, item.state) == ((), CaseState.STALE)
    review.go_to(item.key)
    review.rulings.no_claim()
    assert gold(bench) == []
    assert review.queue.counts.resolved + review.queue.counts.stale == 1


def test_a_reopened_item_waits_again_and_has_no_gold(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.rulings.majority()
    review.rulings.reopen()
    assert (gold(bench), review.queue.counts.open) == ([], 1)


def test_precedents_are_alike_and_decided(opened: Opened) -> None:
    text, marked = labels_differ()
    other = (
        text.replace("bridge", "tunnel"),
        {
            name: [(words.replace("bridge", "tunnel"), label) for words, label in marks]
            for name, marks in marked.items()
        },
    )
    review = opened((text, marked), other, one_is_missing())
    review.queue.set_order(ItemOrder.ARTICLE)
    review.go_to(review.queue.items[0].key)
    review.rulings.label(2)
    (precedent,) = review.precedents()
    assert precedent.gold.claims[0].label == "disputed"


def test_items_are_filtered_by_kind_and_state(opened: Opened) -> None:
    review = opened(labels_differ(), one_is_missing())
    review.queue.set_filter(ItemFilter(kind=Kind.MISSING))
    assert [item.kinds for item in review.queue.items] == [(Kind.MISSING,)]
    review.queue.set_filter(ItemFilter(state=CaseState.PARKED))
    assert review.queue.items == ()


def test_items_are_filtered_by_a_pair_of_labels(opened: Opened) -> None:
    review = opened(labels_differ(), one_is_missing())
    review.queue.set_filter(ItemFilter(labels=("disputed", "confirmed")))
    assert [item.kinds[0] for item in review.queue.items] == [Kind.LABEL]


def test_a_project_with_a_lead_is_reviewed_by_the_lead_alone(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    review.close()
    people = bench.desk.project.people
    ben = people.named("Ben")
    assert ben is not None
    lead = Edit(ben, replace(ben, role=Role.LEAD))
    bench.desk.project.ledger.commit(Step(new_id(), Verb.ROLE, ben.id, "", (lead,)))
    with pytest.raises(Refused, match="lead"):
        review.open()
    assert not review.is_open


def test_opening_a_review_writes_nothing(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ(), one_is_missing())
    review.close()
    connection = bench.desk.project.database.connection
    before, statements = connection.total_changes, list[str]()
    connection.set_trace_callback(statements.append)
    review.open()
    review.next()
    review.precedents()
    connection.set_trace_callback(None)
    assert connection.total_changes == before
    assert not [sql for sql in statements if not sql.startswith("SELECT")]


def test_versions_are_hidden_until_a_label_was_pressed(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ(), settings=TeamSettings(blind_first=True))
    assert review.current is not None
    assert (review.current.is_blind, review.current.lanes, review.current.gold.claims) == (True, (), ())
    with pytest.raises(Refused, match="hidden"):
        review.rulings.take("A")
    review.rulings.label(2)
    assert not review.current.is_blind
    assert len(review.current.lanes) == 3
    assert gold(bench) == []


def test_annotators_are_letters_until_they_are_revealed(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ(), one_is_missing())
    assert review.current is not None
    seen = [repr(review.current), repr(review.queue.items), *map(review.name_of, "ABC")]
    people = bench.desk.project.people.all()
    words = [word for person in people for word in (person.name, person.id)]
    assert not [word for word in words for text in seen if word in text]
    review.reveal()
    assert {review.name_of(letter) for letter in "ABC"} == {"Anna", "Ben", "Chen"}
    assert [who for _, who in reveals(bench.desk.project)] == [bench.desk.annotator.id]
    review.close()
    review.open()
    assert review.name_of("A") == "A"


def test_the_rows_of_annotators_are_the_same_after_a_review(opened: Opened, bench: Workbench) -> None:
    def rows() -> list[Claim]:
        mine = bench.desk.project.gold.annotator_id
        return [one for one in bench.desk.project.claims.each(deleted=True) if one.annotator_id != mine]

    review = opened(labels_differ(), one_against_two())
    before = rows()
    for decide in (review.rulings.no_claim, review.rulings.take_words, review.history.undo):
        decide()
    assert rows() == before


def test_unanimous_items_become_gold_at_once_and_are_taken_back_at_once(
    opened: Opened, bench: Workbench
) -> None:
    words = [("The bridge is closed", "confirmed"), ("Nobody was hurt", "disputed")]
    review = opened((BRIDGE, {"Anna": words, "Ben": words, "Chen": words}), labels_differ_in_flood())
    assert review.unanimous.count == 2
    review.unanimous.accept()
    assert sorted(gold(bench)) == sorted(words)
    assert {one.method for one in bench.desk.project.gold.each()} == {Method.UNANIMOUS}
    review.history.undo()
    assert (gold(bench), review.unanimous.count) == ([], 2)
    review.history.redo()
    assert (sorted(gold(bench)), review.unanimous.count) == (sorted(words), 0)


def labels_differ_in_flood() -> tuple[str, Marked]:
    words = "Experts doubt that"
    return FLOOD, {"Anna": [(words, "confirmed")], "Ben": [(words, "disputed")]}


def test_undo_goes_on_after_the_review_was_opened_again(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ(), one_is_missing())
    review.rulings.label(1)
    review.rulings.label(1)
    review.close()
    review.open()
    review.history.undo()
    review.history.undo()
    assert (gold(bench), review.queue.counts.open) == ([], 2)
    review.history.redo()
    assert len(gold(bench)) == 1


def test_undo_in_an_article_leaves_a_review_alone(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    before = bench.history.undo_text
    review.rulings.label(1)
    assert bench.history.undo_text == before


def test_claims_that_come_from_elsewhere_are_reviewed_too(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    article_id = add_article(bench.desk.project, FLOOD)
    for name, label in (("Anna", "confirmed"), ("Ben", "disputed")):
        finish(bench.desk.project, article_id, name, [("Experts doubt that", label)])
    before = len(review.queue.items)
    bench.queue.load()
    assert (before, len(review.queue.items)) == (1, 2)
    assert review.current is not None


def test_another_person_at_the_desk_ends_the_review(opened: Opened, bench: Workbench) -> None:
    review = opened(labels_differ())
    bench.desk.take(bench.desk.project, bench.desk.project.people.named("Ben"))
    assert (review.is_open, review.current, review.queue.items) == (False, None, ())


def test_unanimous_items_become_gold_by_themselves_where_the_project_says_so(
    opened: Opened, bench: Workbench
) -> None:
    words = [("The bridge is closed", "confirmed")]
    article = BRIDGE, {"Anna": words, "Ben": words}
    review = opened(article, settings=TeamSettings(accept_unanimous=True))
    assert (gold(bench), review.unanimous.count) == (words, 0)
