from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.domain.records import Origin, Role
from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.exporting import NothingGold, export
from annotator.exchange.holdings import survey_for
from annotator.exchange.planning import LeftOut, Reason, Thing, plan
from annotator.exchange.schema import RECORDS
from annotator.exchange.voting import Electorate, Verdict, ballots
from annotator.store.marks import Mark
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of

PEOPLE = ("Ada", "Ben", "Cy")
WORDS, OTHERS = (Span(0, 4),), (Span(10, 14),)


def everybody(*people: str) -> Electorate:
    return Electorate(frozenset(people), frozenset(people))


def verdicts(*marks: Mark, people: tuple[str, ...], annotations: Annotations) -> list[tuple[str, Verdict]]:
    found = ballots(marks, everybody(*people), annotations)
    return [(ballot.label, ballot.verdict) for ballot in found]


def mark(person: str, key: str | None, spans: tuple[Span, ...] = WORDS, *, gold: bool = False) -> Mark:
    return Mark(f"{person}-{spans[0].start}-{key}", person, key, spans, gold)


@pytest.mark.parametrize(
    ("labels", "verdict"),
    [
        (("confirmed",), Verdict.TAKEN),
        (("confirmed", ""), Verdict.TIED),
        (("confirmed", "disputed"), Verdict.TIED),
        (("confirmed", "confirmed", "disputed"), Verdict.TAKEN),
        (("confirmed", "disputed", ""), Verdict.TIED),
        (("confirmed", "", ""), Verdict.MINORITY),
        (("confirmed", "confirmed", "disputed", "", ""), Verdict.TAKEN),
    ],
)
def test_more_than_half_must_mark_the_words_and_one_label_must_lead(
    labels: tuple[str, ...], verdict: Verdict
) -> None:
    people = tuple(f"p{number}" for number in range(len(labels)))
    marks = [mark(person, key) for person, key in zip(people, labels, strict=True) if key]
    ((_, found),) = verdicts(*marks, people=people, annotations=Annotations.MAJORITY)
    assert found is verdict


def test_who_did_not_finish_has_no_vote_by_what_she_left_out() -> None:
    electorate = Electorate(frozenset({"a", "b", "c"}), frozenset({"a"}))
    (ballot,) = ballots([mark("a", "confirmed")], electorate, Annotations.MAJORITY)
    assert ballot.is_taken
    assert ballot.votes == {"confirmed": 1}


def test_who_marks_the_same_words_twice_votes_once_as_she_did_last() -> None:
    first, last = Mark("1", "a", "confirmed", WORDS), Mark("2", "a", "disputed", WORDS)
    (ballot,) = ballots([last, first], everybody("a"), Annotations.SOFT)
    assert ballot.votes == {"disputed": 1}


def test_soft_votes_count_those_who_found_no_claim() -> None:
    marks = [mark("a", "confirmed"), mark("b", "disputed"), mark("c", None, (Span(0, 9),))]
    (ballot,) = ballots(marks, everybody("a", "b", "c", "d"), Annotations.SOFT)
    assert ballot.votes == {"confirmed": 1, "disputed": 1, NO_CLAIM: 2}
    assert ballot.label == "confirmed"


def test_an_empty_sentence_needs_a_majority_too() -> None:
    sentence = (Span(0, 9),)
    empty = [mark("a", None, sentence), mark("b", None, sentence)]
    people = ("a", "b", "c", "d")
    voted = verdicts(*empty, mark("c", "confirmed"), people=people, annotations=Annotations.MAJORITY)
    assert (NO_CLAIM, Verdict.TAKEN) in voted
    tied = verdicts(
        *empty,
        mark("c", "confirmed"),
        mark("d", "disputed", (Span(5, 9),)),
        people=people,
        annotations=Annotations.MAJORITY,
    )
    assert (NO_CLAIM, Verdict.TIED) in tied


def test_what_was_adjudicated_stands_and_votes_that_touch_it_do_not() -> None:
    gold = mark("lead", "unverified", (Span(2, 6),), gold=True)
    votes = [mark("a", "confirmed"), mark("a", "disputed", OTHERS)]
    voted = ballots([gold, *votes], everybody("a", "lead"), Annotations.MAJORITY)
    assert [(ballot.label, ballot.verdict, ballot.is_gold) for ballot in voted] == [
        ("confirmed", Verdict.SETTLED, False),
        ("unverified", Verdict.TAKEN, True),
        ("disputed", Verdict.TAKEN, False),
    ]
    alone = ballots([gold, *votes], everybody("a"), Annotations.GOLD)
    assert [ballot.label for ballot in alone if ballot.is_taken] == ["unverified"]


def test_of_two_decisions_on_the_same_words_the_later_is_gold() -> None:
    marks = [Mark("1", "x", "confirmed", WORDS, True), Mark("2", "y", "disputed", WORDS, True)]
    (ballot,) = ballots(marks, everybody(), Annotations.GOLD)
    assert ballot.label == "disputed"


MARKS = st.builds(
    lambda number, person, key, start, length: Mark(
        str(number), person, key, (Span(start, start + length),), False
    ),
    st.integers(0, 10**6),
    st.sampled_from("abcd"),
    st.sampled_from(["confirmed", "disputed", None]),
    st.integers(0, 12),
    st.integers(1, 5),
)


@given(st.lists(MARKS, unique_by=lambda mark: mark.id), st.randoms(use_true_random=False))
def test_the_order_of_marks_changes_nothing(marks: list[Mark], random: Random) -> None:
    shuffled = random.sample(marks, len(marks))
    for kind in (Annotations.GOLD, Annotations.MAJORITY, Annotations.SOFT):
        found = ballots(marks, everybody(*"abcd"), kind)
        assert ballots(shuffled, everybody(*"abcd"), kind) == found
        assert all(sum(ballot.votes.values()) <= 4 for ballot in found)


@pytest.fixture
def divided(project: Project) -> Project:
    """Three people finished one article; two agree on the port, each has a claim of her own."""
    article = add_article(project)
    for name, key in zip(PEOPLE, ("confirmed", "confirmed", "disputed"), strict=True):
        sheet = sheet_of(project, article, name)
        label(project, sheet, "in the port", key, note="mine")
        if name == "Ada":
            label(project, sheet, "Nobody")
        decide_rest(project, sheet)
    return project


def records(project: Project, path: Path, choices: ExportChoices) -> list[dict[str, Any]]:
    report = export(Unwatched(), project, choices, path)
    wanted = plan(survey_for(project, choices), choices)
    found = [json.loads(line) for line in path.read_bytes().split(b"\n")[:-1]]
    assert (report.records, report.claims, report.no_claims) == (
        len(found),
        wanted.claims,
        wanted.no_claims,
    )
    assert report.is_complete
    for record in found:
        RECORDS[choices.format].model_validate_json(json.dumps(record), strict=True)
    return found


def test_the_majority_is_one_claim_for_all(divided: Project, tmp_path: Path) -> None:
    choices = ExportChoices(annotations=Annotations.MAJORITY, notes=True)
    found = records(divided, tmp_path / "out", choices)
    assert [(each["quote"], each["label"], each["annotator"], each["note"]) for each in found] == [
        ("in the port", "confirmed", "majority", ""),
        ("Nobody was hurt.", NO_CLAIM, "majority", ""),
        ("The mayor said so.", NO_CLAIM, "majority", ""),
    ]
    left = plan(survey_for(divided, choices), choices).left_out
    assert LeftOut(Thing.CLAIM, Reason.MINORITY, 1) in left


def test_votes_and_shares_are_written_where_the_format_has_a_place(divided: Project, tmp_path: Path) -> None:
    found = records(divided, tmp_path / "out", ExportChoices(annotations=Annotations.SOFT))
    assert [each["votes"] for each in found] == [
        {"confirmed": 2, "disputed": 1},
        {"confirmed": 1, NO_CLAIM: 2},
        {NO_CLAIM: 3},
    ]
    assert found[1]["soft_label"] == {"confirmed": 1 / 3, NO_CLAIM: 2 / 3}
    lost = export(
        Unwatched(), divided, ExportChoices("doccano", annotations=Annotations.SOFT), tmp_path / "x.zip"
    ).losses
    assert ("votes: only the label that most gave is written", 3) in {
        (loss.what, loss.count) for loss in lost
    }


def test_without_adjudication_gold_is_refused_in_words(divided: Project, tmp_path: Path) -> None:
    with pytest.raises(NothingGold, match="no claim of these articles is adjudicated"):
        export(Unwatched(), divided, ExportChoices(annotations=Annotations.GOLD), tmp_path / "out")
    assert issubclass(NothingGold, Refused)


@pytest.mark.parametrize("by", ["origin", "role"])
def test_gold_is_what_was_adjudicated_by_whoever_it_was(divided: Project, tmp_path: Path, by: str) -> None:
    article = next(divided.articles.each()).id
    label(divided, sheet_of(divided, article, "Lead"), "The mayor", "unverified", note="settled")
    lead = divided.join("Lead").id
    with divided.database.write():
        if by == "origin":
            divided.database.execute(
                "UPDATE claim SET origin = ? WHERE annotator_id = ?", (Origin.ADJUDICATED, lead)
            )
        else:
            divided.database.execute("UPDATE annotator SET role = ? WHERE id = ?", (Role.ADJUDICATOR, lead))
    gold = records(divided, tmp_path / "gold", ExportChoices(annotations=Annotations.GOLD, notes=True))
    assert [(each["quote"], each["annotator"], each["note"]) for each in gold] == [
        ("The mayor", "gold", "settled")
    ]
    both = records(divided, tmp_path / "both", ExportChoices(annotations=Annotations.MAJORITY))
    assert [(each["quote"], each["annotator"]) for each in both] == [
        ("in the port", "majority"),
        ("Nobody was hurt.", "majority"),
        ("The mayor", "gold"),
    ]
    everyone = records(divided, tmp_path / "all", ExportChoices(finished_only=False))
    assert {each["annotator"] for each in everyone} == {"A", "B", "C", "D"}


def test_only_articles_that_were_picked_are_taken(divided: Project, tmp_path: Path) -> None:
    other = add_article(divided, ["It rains."], title="Rain")
    decide_rest(divided, sheet_of(divided, other))
    choices = ExportChoices(articles=(other,))
    (record,) = records(divided, tmp_path / "out", choices)
    assert record["title"] == "Rain"
    left = plan(survey_for(divided, choices), choices).left_out
    assert LeftOut(Thing.ARTICLE, Reason.NOT_PICKED, 1) in left
