"""What a review decided, in the data sets that hold gold or count votes."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.adjudication import Method, Outcome
from annotator.domain.work import UNWATCHED
from annotator.exchange.annotations.survey import GOLD as TOLD
from annotator.exchange.annotations.survey import survey
from annotator.exchange.annotations.taking_in import bring_in
from annotator.exchange.annotations.translation import Translation
from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.exporting import ExportReport, export
from annotator.exchange.formats import reader_named
from annotator.exchange.planning import LeftOut, Reason, Thing
from annotator.exchange.release.publishing import publish
from annotator.exchange.schema import RECORDS
from annotator.store.project import Project
from tests.unit.exchange.in_place import InPlace
from tests.unit.exchange.round_trip import MemorySource
from tests.unit.exchange.teams import adjudicate, claim_of, named, retag, team_project

GOLD = ExportChoices("jsonl", annotations=Annotations.GOLD)
MAJORITY = ExportChoices("jsonl", annotations=Annotations.MAJORITY, no_claims=False)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Gold on the second sentence by majority, none on the fourth, and the flood may be read both ways."""
    project = team_project(tmp_path)
    second = [claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben")]
    adjudicate(project, *second, claim_of(project, "Cy", "was hurt."), key="disputed", method=Method.MAJORITY)
    adjudicate(project, claim_of(project, "Cy", "It may rain."), outcome=Outcome.NO_CLAIM)
    flood = [claim_of(project, name, "The river rose.") for name in ("Ada", "Ben")]
    adjudicate(project, *flood, outcome=Outcome.DISAGREEMENT)
    yield project
    project.close()


def written(project: Project, folder: Path, choices: ExportChoices) -> tuple[ExportReport, str]:
    path = folder / "data"
    report = export(UNWATCHED, project, choices, path)
    return report, path.read_text("utf-8")


def records(project: Project, folder: Path, choices: ExportChoices) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in written(project, folder, choices)[1].splitlines()]
    for record in found:
        RECORDS[choices.format].model_validate_json(json.dumps(record), strict=True)
    return found


def test_gold_says_how_it_came_about_and_rejections_are_gold(project: Project, tmp_path: Path) -> None:
    claim, rejected = records(project, tmp_path, replace(GOLD, names=True, notes=True))
    assert (claim["annotator"], claim["label"], claim["quote"]) == ("gold", "disputed", "Nobody was hurt.")
    decided = claim["adjudication"]
    assert (decided["method"], decided["adjudicator"], decided["stale"]) == ("majority", "Lea", False)
    assert (decided["reasons"], decided["note"]) == (["two_claims"], "As the rules say.")
    assert (rejected["annotator"], rejected["label"], rejected["quote"]) == (
        "gold",
        "no_claim",
        "It may rain.",
    )
    assert rejected["adjudication"]["method"] == "manual"


def test_without_notes_no_rationale_stands_in_the_file(project: Project, tmp_path: Path) -> None:
    for record in records(project, tmp_path, GOLD):
        assert "note" not in record["adjudication"]
        assert record["adjudication"]["adjudicator"] == "D"


def test_the_majority_gives_way_to_what_was_decided(project: Project, tmp_path: Path) -> None:
    report, _ = written(project, tmp_path, MAJORITY)
    found = records(project, tmp_path, MAJORITY)
    assert [(one["annotator"], one["label"], one["quote"]) for one in found] == [
        ("majority", "confirmed", "The port burned."),
        ("gold", "disputed", "Nobody was hurt."),
    ]
    assert found[0]["adjudication"] is None
    left = {(left.reason, left.thing): left.count for left in report.left_out}
    assert left[Reason.KEPT, Thing.CLAIM] == 1
    # “Nobody was hurt.” as two marked it, “was hurt.”, and “It may rain.”.
    assert left[Reason.SETTLED, Thing.CLAIM] == 3


def test_soft_labels_leave_gold_aside(project: Project, tmp_path: Path) -> None:
    found = records(project, tmp_path, replace(MAJORITY, annotations=Annotations.SOFT))
    votes = {one["quote"]: one["votes"] for one in found}
    assert votes["It may rain."] == {"unverified": 1, "no_claim": 2}
    assert votes["The river rose."] == {"disputed": 2}
    assert {one["annotator"] for one in found} == {"soft"}


def test_gold_on_claims_that_changed_is_stale(project: Project, tmp_path: Path) -> None:
    retag(project, "Cy", "was hurt.", "confirmed")
    claim, rejected = records(project, tmp_path, GOLD)
    assert claim["adjudication"]["stale"] is True
    assert rejected["adjudication"]["stale"] is False


def test_a_table_has_the_same_in_a_cell(project: Project, tmp_path: Path) -> None:
    expected = records(project, tmp_path, GOLD)
    _, text = written(project, tmp_path, replace(GOLD, format="csv"))
    rows = list(csv.DictReader(text.splitlines()))
    assert [json.loads(row["adjudication"]) for row in rows] == [one["adjudication"] for one in expected]


def test_articles_hold_gold_and_rejections(project: Project, tmp_path: Path) -> None:
    fire = records(project, tmp_path, replace(GOLD, format="articles-jsonl"))[0]
    assert [claim["adjudication"]["method"] for claim in fire["claims"]] == ["majority"]
    assert [empty["adjudication"]["method"] for empty in fire["no_claims"]] == ["manual"]


def test_everybodys_claims_have_gold_beside_them_also_of_finished_articles_alone(
    project: Project, tmp_path: Path
) -> None:
    report, _ = written(project, tmp_path, ExportChoices("jsonl", no_claims=False))
    found = records(project, tmp_path, ExportChoices("jsonl", no_claims=False))
    assert [one["annotator"] for one in found if one["origin"] == "adjudicated"] == ["gold"]
    # The one that holds, and the rejection, which no claim tells of.
    assert ("who decided on gold, how and why", 2) in {(loss.what, loss.count) for loss in report.losses}
    assert LeftOut(Thing.CLAIM, Reason.NOT_FINISHED, 1) in report.left_out


def test_a_review_for_search_engines_is_of_gold_alone(project: Project, tmp_path: Path) -> None:
    report, text = written(project, tmp_path, ExportChoices("claimreview"))
    graph = json.loads(text)["@graph"]
    assert [(one["claimReviewed"], one["reviewRating"]["alternateName"]) for one in graph] == [
        ("Nobody was hurt.", "Disputed")
    ]
    assert "who decided on gold, how and why" in {loss.what for loss in report.losses}


def test_gold_does_not_vote_in_le_wi_di(project: Project, tmp_path: Path) -> None:
    report, text = written(project, tmp_path, ExportChoices("lewidi", names=True, no_claims=False))
    items = {item["text"]: item for item in json.loads(text).values()}
    assert not [loss for loss in report.losses if "who decided" in loss.what]
    assert "why gold was decided so" in {loss.what for loss in report.losses}
    second = items["Nobody was hurt."]
    assert (second["annotators"], second["annotations"]) == ("Ada,Ben", "confirmed,disputed")
    assert second["hard_label"] == ""
    assert second["soft_label"] == {"confirmed": 0.5, "disputed": 0.5}
    gold = {"label": "disputed", "method": "majority", "adjudicator": "Lea", "stale": False}
    assert second["other_info"]["gold"] == gold
    assert "gold" not in items["The port burned."]["other_info"]


def test_gold_stands_beside_the_votes_whoever_was_chosen(project: Project, tmp_path: Path) -> None:
    chosen = ExportChoices("lewidi", names=True, no_claims=False, annotators=(named(project, "Ada"),))
    _, text = written(project, tmp_path, chosen)
    items = {item["text"]: item for item in json.loads(text).values()}
    assert items["Nobody was hurt."]["annotators"] == "Ada"
    gold = {"label": "disputed", "method": "majority", "adjudicator": "Lea", "stale": False}
    assert items["Nobody was hurt."]["other_info"]["gold"] == gold


def test_a_rejection_stands_beside_the_votes_in_le_wi_di(project: Project, tmp_path: Path) -> None:
    burned = [claim_of(project, name, "The port burned.") for name in ("Ada", "Ben")]
    adjudicate(project, *burned, outcome=Outcome.NO_CLAIM)
    _, text = written(project, tmp_path, ExportChoices("lewidi", names=True, no_claims=False))
    items = {item["text"]: item for item in json.loads(text).values()}
    rejected = {"label": "no_claim", "method": "manual", "adjudicator": "Lea", "stale": True}
    assert items["The port burned."]["other_info"]["gold"] == rejected


def test_the_card_of_a_release_counts_gold_and_not_as_an_annotator(project: Project, tmp_path: Path) -> None:
    retag(project, "Cy", "was hurt.", "confirmed")
    publish(UNWATCHED, project, ExportChoices("jsonl", release=True, no_claims=False), tmp_path / "release")
    card = (tmp_path / "release" / "README.md").read_text("utf-8")
    assert "- Annotators: 3, as letters (A, B, …)" in card
    assert "- Adjudicated: 1, of which 1 on claims that have changed since" in card


@pytest.mark.parametrize("name", ["jsonl", "articles-jsonl", "csv", "csv-spreadsheet", "w3c"])
def test_gold_that_is_taken_in_again_is_told_and_does_not_vote(
    name: str, project: Project, tmp_path: Path
) -> None:
    choices = ExportChoices(name, names=True, finished_only=False)
    path = tmp_path / "data"
    export(UNWATCHED, project, choices, path)
    source = MemorySource({"": path.read_bytes()})
    file = InPlace(reader_named(name), source, name)
    found = survey(UNWATCHED, project, file)
    assert set(found.people) == {"Ada", "Ben", "Cy"}
    people = {person: project.join(person).id for person in found.people}
    labels = {label.key: label.key for label in project.labels()}
    taken = bring_in(UNWATCHED, project, found, Translation(labels, people))
    assert [loss.count for loss in taken.losses if loss.what == TOLD] == [1]
    assert (taken.claims, taken.claims_differing) == (0, 0)
