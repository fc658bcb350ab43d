"""One majority: the key of the review, the file of units and the export of the majority say the same."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from annotator.domain.adjudication import Outcome
from annotator.domain.errors import Refused
from annotator.domain.review import rulings
from annotator.domain.work import UNWATCHED
from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.exporting import export
from annotator.store.case_reader import CaseReader
from annotator.store.project import Project
from tests.teams import add_article, finish, team_project

WORDS = "The bridge is closed today."
CERTAIN = "Nobody was hurt at all."
"""Everybody confirms this, so that there is always something to export."""
TEXT = f"{WORDS}\n{CERTAIN}\n"
NAMES = ("Anna", "Ben", "Chen", "Dora", "Emil")


def by_key(project: Project) -> str:
    """What the key of the review decides on the words; "tied" where it refuses."""
    case = CaseReader(project).cases(next(iter(project.articles.each())).id)[0]
    try:
        ruling = rulings.majority(case)
    except Refused:
        return "tied"
    return "no_claim" if ruling.outcome is Outcome.NO_CLAIM else ruling.versions[0].label


def by_units(project: Project, folder: Path) -> str:
    path = folder / "units.csv"
    export(UNWATCHED, project, ExportChoices("units-csv"), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["quote"] == WORDS)
    assert bool(row["majority"]) is (row["tied"] == "[]")
    return row["majority"] or "tied"


def by_export(project: Project, folder: Path) -> str:
    """The label that was written of the words; "" where none was."""
    path = folder / "majority.jsonl"
    export(UNWATCHED, project, ExportChoices(annotations=Annotations.MAJORITY, no_claims=False), path)
    records = map(json.loads, path.read_text("utf-8").splitlines())
    return next((record["label"] for record in records if record["quote"] == WORDS), "")


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (("confirmed", "disputed", "unverified", "", ""), "tied"),
        (("confirmed", "disputed", "disputed", "", ""), "disputed"),
        (("confirmed", "confirmed", "", "", ""), "no_claim"),
        (("confirmed", "confirmed", "", ""), "tied"),
        (("confirmed", "confirmed", "disputed", ""), "confirmed"),
        (("confirmed", "disputed", ""), "tied"),
    ],
)
def test_whether_there_is_a_claim_comes_before_which(
    labels: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    project = team_project(tmp_path, [])
    article_id = add_article(project, TEXT)
    for name, label in zip(NAMES, labels, strict=False):
        marked = [(CERTAIN, "confirmed"), *([(WORDS, label)] if label else [])]
        finish(project, article_id, name, marked)
    assert by_key(project) == said
    assert by_units(project, tmp_path) == said
    assert by_export(project, tmp_path) == ("" if said in ("tied", "no_claim") else said)
    project.close()


@pytest.mark.parametrize("one_for_all", [one for one in Annotations if one is not Annotations.ALL])
def test_a_file_of_votes_holds_no_label_of_all_as_a_vote(one_for_all: Annotations, tmp_path: Path) -> None:
    project = team_project(tmp_path, [(TEXT, {"Anna": [(CERTAIN, "confirmed")]})])
    with pytest.raises(Refused, match="every annotator’s vote"):
        export(UNWATCHED, project, ExportChoices("lewidi", annotations=one_for_all), tmp_path / "votes.json")
    assert not (tmp_path / "votes.json").exists()
    project.close()
