from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.adjudication import Method, Outcome
from annotator.domain.identity import new_id
from annotator.domain.records import Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import UNWATCHED
from annotator.exchange.choices import Annotations, ExportChoices, OffsetUnit
from annotator.exchange.excerpts import excerpt
from annotator.exchange.exporting import ExportReport, export
from annotator.exchange.holdings import survey_for
from annotator.exchange.planning import LeftOut, Reason, Thing, plan
from annotator.exchange.schema import RECORDS
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of
from tests.unit.exchange.teams import adjudicate, article, claim_of, named, retag, team_project

JSONL = ExportChoices("units-jsonl")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = team_project(tmp_path)
    yield project
    project.close()


def written(project: Project, folder: Path, choices: ExportChoices) -> tuple[ExportReport, Path]:
    path = folder / "units"
    return export(UNWATCHED, project, choices, path), path


def units(project: Project, folder: Path, choices: ExportChoices = JSONL) -> list[dict[str, Any]]:
    """The records, each of which is as the data dictionary says."""
    _, path = written(project, folder, choices)
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for record in found:
        RECORDS[choices.format].model_validate_json(json.dumps(record), strict=True)
    return found


def test_a_unit_has_every_vote_and_who_said_what(project: Project, tmp_path: Path) -> None:
    agreed, divided, lone, flood = units(project, tmp_path)
    assert agreed["votes"] == {"confirmed": 3}
    assert (agreed["majority"], agreed["disagreement"], agreed["kind"]) == ("confirmed", 0.0, "agreed")
    assert divided["votes"] == {"confirmed": 1, "disputed": 2}
    assert divided["soft_label"] == {"confirmed": 1 / 3, "disputed": 2 / 3}
    said = {cell["annotator"]: (cell["label"], cell["spans"][0]["quote"]) for cell in divided["cells"]}
    assert said == {
        "A": ("confirmed", "Nobody was hurt."),
        "B": ("disputed", "Nobody was hurt."),
        "C": ("disputed", "was hurt."),
    }
    assert lone["votes"] == {"unverified": 1, "no_claim": 2}
    assert lone["majority"] == "no_claim"
    assert [cell["presence"] for cell in lone["cells"]] == ["no_mark", "no_mark", "marked"]
    assert flood["missing"] == ["C"]
    assert flood["votes"] == {"disputed": 2}


def test_a_unit_says_how_far_apart_they_are_and_in_what(project: Project, tmp_path: Path) -> None:
    _, divided, lone, _ = units(project, tmp_path)
    # Ada and Ben differ in the label, Ben and Cy in 7 of 16 code points, Ada and Cy in both.
    boundary, by_label = (7 / 16 + 7 / 16) / 3, (1 + 9 / 16) / 3
    assert divided["disagreement_boundary"] == pytest.approx(boundary)
    assert divided["disagreement_label"] == pytest.approx(by_label)
    assert divided["disagreement"] == pytest.approx(boundary + by_label)
    assert divided["kinds"] == ["label", "span"]
    assert lone["disagreement_existence"] == pytest.approx(2 / 3)
    entropy = -(1 / 3 * math.log(1 / 3) + 2 / 3 * math.log(2 / 3))
    assert divided["entropy"] == pytest.approx(entropy)
    assert divided["entropy_share"] == pytest.approx(entropy / math.log(4))


def test_the_estimate_stands_beside_the_votes_and_is_never_gold(project: Project, tmp_path: Path) -> None:
    for unit in units(project, tmp_path):
        shares = sorted(unit["dawid_skene"].values(), reverse=True)
        assert sum(shares) == pytest.approx(1)
        assert unit["dawid_skene_margin"] == pytest.approx(shares[0] - shares[1])
        assert unit["dawid_skene_method"] == "one_coin"
        assert unit["gold"] is None


def test_gold_says_what_was_decided_how_and_by_whom(project: Project, tmp_path: Path) -> None:
    members = [claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben")]
    adjudicate(
        project, *members, claim_of(project, "Cy", "was hurt."), key="disputed", method=Method.MAJORITY
    )
    adjudicate(project, claim_of(project, "Cy", "It may rain."), outcome=Outcome.NO_CLAIM)
    _, divided, lone, _ = units(project, tmp_path, replace(JSONL, names=True, notes=True))
    gold = divided["gold"]
    assert (gold["outcome"], gold["method"], gold["adjudicator"]) == ("claim", "majority", "Lea")
    assert [(claim["label"], claim["spans"][0]["quote"]) for claim in gold["claims"]] == [
        ("disputed", "Nobody was hurt.")
    ]
    assert (gold["reasons"], gold["note"], gold["guideline_version"]) == (
        ["two_claims"],
        "As the rules say.",
        2,
    )
    assert gold["stale"] is False
    assert lone["gold"]["outcome"] == "no_claim"
    assert lone["gold"]["claims"] == []
    assert divided["dawid_skene"]["disputed"] == 1.0
    assert "Gold" not in {cell["annotator"] for unit in (divided, lone) for cell in unit["cells"]}


def test_gold_whose_claims_changed_is_stale(project: Project, tmp_path: Path) -> None:
    adjudicate(project, *(claim_of(project, name, "The port burned.") for name in ("Ada", "Ben", "Cy")))
    retag(project, "Ada", "The port burned.", "disputed")
    agreed, *_ = units(project, tmp_path)
    assert agreed["gold"]["stale"] is True
    assert "note" not in agreed["gold"]


def test_a_row_of_csv_says_the_same(project: Project, tmp_path: Path) -> None:
    adjudicate(project, claim_of(project, "Cy", "It may rain."), key="confirmed")
    expected = units(project, tmp_path)
    _, path = written(project, tmp_path, ExportChoices("units-csv"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == set(RECORDS["units-csv"].model_fields)
    for row, unit in zip(rows, expected, strict=True):
        for name in ("votes", "soft_label", "cells", "gold", "kinds", "dawid_skene", "missing"):
            assert (json.loads(row[name]) if row[name] else None) == unit[name]
        assert row["majority"] == (unit["majority"] or "")
        assert float(row["disagreement"]) == unit["disagreement"]
    assert (rows[2]["gold_label"], rows[2]["gold_method"], rows[2]["gold_stale"]) == (
        "confirmed",
        "manual",
        "false",
    )


@pytest.mark.parametrize("unit", OffsetUnit)
def test_offsets_fit_the_words_in_every_unit(project: Project, tmp_path: Path, unit: OffsetUnit) -> None:
    text = "Fire 🔥 in the port 🚢."
    fire = add_article(project, (text,), title="Signs")
    for name in ("Ada", "Ben"):
        sheet = sheet_of(project, fire, name)
        label(project, sheet, "port 🚢" if name == "Ada" else "the port 🚢", "confirmed")
        decide_rest(project, sheet)
    *_, found = units(project, tmp_path, replace(JSONL, offset_unit=unit))
    coded = {OffsetUnit.CODE_POINT: (text, 1), OffsetUnit.UTF16: (text.encode("utf-16-le"), 2)}
    whole, width = coded.get(unit, (text.encode(), 1))
    for span in [found, *found["proposed"], *(cell["spans"][0] for cell in found["cells"][:2])]:
        words = whole[span["start"] * width : span["end"] * width]
        if isinstance(words, bytes):
            words = words.decode("utf-16-le" if unit is OffsetUnit.UTF16 else "utf-8")
        assert words == span["quote"]


def test_what_is_not_in_units_is_told(project: Project, tmp_path: Path) -> None:
    robot = project.join("Robot")
    model = replace(robot, role=Role.MODEL)
    project.ledger.commit(Step(new_id(), Verb.ROLE, robot.id, "", (Edit(robot, model),)))
    sheet = sheet_of(project, article(project, "Fire"), "Robot")
    label(project, sheet, "The port burned.", "disputed")
    decide_rest(project, sheet)
    report, path = written(project, tmp_path, JSONL)
    assert LeftOut(Thing.CLAIM, Reason.NO_VOTE, 1) in report.left_out
    assert LeftOut(Thing.CLAIM, Reason.NOT_FINISHED, 1) in report.left_out
    assert (report.records, report.claims, report.is_complete) == (4, 9, True)
    assert json.loads(path.read_text("utf-8").splitlines()[0])["votes"] == {"confirmed": 3}


def test_other_choices_change_no_unit(project: Project, tmp_path: Path) -> None:
    adjudicate(project, claim_of(project, "Cy", "It may rain."))
    plain = units(project, tmp_path)
    others = ExportChoices("units-jsonl", finished_only=False, annotations=Annotations.MAJORITY)
    assert units(project, tmp_path, others) == plain


def test_only_those_who_were_chosen_are_in_units(project: Project, tmp_path: Path) -> None:
    chosen = (named(project, "Ada"), named(project, "Ben"))
    found = units(project, tmp_path, replace(JSONL, annotators=chosen))
    assert [len(unit["cells"]) for unit in found] == [2, 2, 2]
    one = units(project, tmp_path, replace(JSONL, annotators=chosen[:1]))
    assert {(unit["kind"], unit["disagreement"]) for unit in one} == {("uncompared", None)}


def test_gold_stands_whoever_was_chosen(project: Project, tmp_path: Path) -> None:
    members = [claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben")]
    adjudicate(project, *members, claim_of(project, "Cy", "was hurt."), key="disputed")
    _, whole, *_ = units(project, tmp_path)
    for names in (("Ada",), ("Ada", "Ben")):
        chosen = tuple(named(project, name) for name in names)
        _, divided, *_ = units(project, tmp_path, replace(JSONL, annotators=chosen))
        assert divided["gold"] == whole["gold"]
        assert divided["gold"]["stale"] is False
        assert [claim["label"] for claim in divided["gold"]["claims"]] == ["disputed"]
        assert len(divided["cells"]) == len(names)


def test_the_preview_shows_the_same_records(project: Project, tmp_path: Path) -> None:
    wanted = plan(survey_for(project, JSONL), JSONL)
    assert wanted.records == 4
    shown = excerpt(project, wanted, first=2, count=2)
    assert [json.loads(record) for record in shown.records] == units(project, tmp_path)[2:]


def test_a_survey_for_claims_does_not_serve_units(project: Project) -> None:
    found = survey_for(project, ExportChoices("jsonl"))
    assert not found.serves(JSONL)
    units_found = survey_for(project, JSONL)
    assert units_found.serves(JSONL)
    assert units_found.serves(ExportChoices("csv"))
    assert not units_found.serves(replace(JSONL, annotators=(named(project, "Ada"),)))
