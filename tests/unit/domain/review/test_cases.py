"""Cases: what is decided at once, whoever did what in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given

from annotator.domain.adjudication import Adjudication, Method, Outcome
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case, cases
from annotator.domain.spans import Span
from tests.unit.domain.agreement.marked import article, articles, mark, permutations, renamed


def adjudicated(case: Case, name: str = "one", outcome: Outcome = Outcome.NO_CLAIM) -> Adjudication:
    span = case.span
    return Adjudication(
        name,
        case.article_id,
        span.start,
        span.end,
        outcome,
        Method.MANUAL,
        "lead",
        case.members,
        case.absent_ids,
    )


def said(found: Sequence[Case]) -> list[tuple[object, ...]]:
    """What cases say without their annotators."""
    return [
        (
            case.key,
            case.span,
            case.kinds,
            case.value,
            sorted(lane.labels for lane in case.finished),
            case.label_pairs,
            case.state,
        )
        for case in found
    ]


@given(articles(), permutations)
def test_permuting_annotators_changes_no_case(whole: MarkedArticle, names: dict[str, str]) -> None:
    assert said(cases(renamed(whole, names))) == said(cases(whole))


@given(articles())
def test_every_mark_of_who_finished_is_in_one_case(whole: MarkedArticle) -> None:
    found = [mark.id for case in cases(whole) for mark in case.marks]
    assert sorted(found) == sorted(mark.id for mark in whole.counted_marks())


@given(articles())
def test_what_was_decided_is_found_again(whole: MarkedArticle) -> None:
    decided = [adjudicated(case, name=case.key) for case in cases(whole)]
    again = cases(whole, decided)
    assert [case.adjudication for case in again] == decided
    assert {case.state for case in again} <= {CaseState.RESOLVED}


def test_one_claim_against_two_is_one_case() -> None:
    (case,) = cases(
        article({"anna": [(0, 40, "disputed")], "ben": [(0, 18, "disputed"), (20, 40, "disputed")]})
    )
    assert (case.kinds, len(case.marks)) == ((Kind.SPLIT,), 3)


def test_who_marked_nothing_beside_a_split_is_missing_there() -> None:
    spots = {"anna": [(0, 40, "disputed")], "ben": [(0, 18, "disputed"), (20, 40, "disputed")], "chen": []}
    (case,) = cases(article(spots))
    assert case.kinds == (Kind.SPLIT, Kind.MISSING)


def test_a_case_is_stale_once_a_member_is_another() -> None:
    whole = article({"anna": [(0, 9, "disputed")], "ben": [(0, 9, "confirmed")]})
    (case,) = cases(whole)
    decided = adjudicated(case)
    shorter = tuple(replace(one, spans=(Span(0, 8),)) for one in case.marks)
    (stale,) = cases(replace(whole, marks=shorter), [decided])
    assert (stale.adjudication, stale.state) == (decided, CaseState.STALE)


def test_of_two_decisions_on_marks_that_moved_together_one_holds() -> None:
    apart = article({"anna": [(0, 9, "disputed")], "ben": [(20, 29, "confirmed")]})
    first, second = (adjudicated(case, name) for case, name in zip(cases(apart), ("one", "two"), strict=True))
    together = tuple(replace(one, spans=(Span(0, 9),)) for one in apart.marks)
    (case,) = cases(replace(apart, marks=together), [first, second])
    assert (case.adjudications, case.state) == ((first, second), CaseState.STALE)


def test_a_decision_whose_marks_are_gone_is_a_case_of_its_own() -> None:
    whole = article({"anna": [(0, 9, "disputed")], "ben": []})
    decided = adjudicated(cases(whole)[0], outcome=Outcome.CLAIM)
    (case,) = cases(replace(whole, marks=()), [decided])
    assert (case.marks, case.span, case.state) == ((), Span(0, 9), CaseState.STALE)


def test_a_decision_that_was_opened_again_whose_marks_are_gone_is_none() -> None:
    whole = article({"anna": [(0, 9, "disputed")], "ben": []})
    decided = adjudicated(cases(whole)[0], outcome=Outcome.OPEN)
    assert cases(replace(whole, marks=()), [decided]) == ()


def test_an_answer_opens_a_question() -> None:
    whole = article({"anna": [(0, 9, "disputed")], "ben": [(0, 9, "confirmed")]})
    asked = adjudicated(cases(whole)[0], outcome=Outcome.ASKED_BACK)
    assert cases(whole, [asked])[0].state is CaseState.WAITING
    answered = tuple(replace(one, label="disputed") for one in whole.marks)
    assert cases(replace(whole, marks=answered), [asked])[0].state is CaseState.OPEN


def test_who_has_not_finished_is_missing_and_differs_from_nobody() -> None:
    spots = {"anna": [(0, 9, "disputed")], "ben": [(0, 9, "disputed")], "chen": [(0, 9, "confirmed")]}
    (case,) = cases(article(spots, unfinished=["chen"]))
    assert case.is_unanimous
    assert mark(0, 9, "confirmed", by="chen").id not in {one.id for one in case.marks}
