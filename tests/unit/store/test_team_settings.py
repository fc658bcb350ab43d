from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.agreement.level import Level
from annotator.domain.errors import Refused
from annotator.store.project import create_project
from annotator.store.team_settings import (
    DEFAULT_REASONS,
    FACT,
    ReviewReason,
    TeamSettings,
    keep_team_settings,
    reasons_of,
    team_settings,
)
from annotator.store.troubles import Damaged


def test_a_new_project_has_the_defaults(tmp_path: Path) -> None:
    project = create_project(tmp_path / "team")
    found = team_settings(project)
    assert found == TeamSettings()
    assert found.annotators_per_article == 1
    assert not found.blind_first
    assert not found.accept_unanimous
    assert [reason.key for reason in found.reasons] == [
        "attributed_not_asserted",
        "contradicted_in_article",
        "span_too_long",
        "two_claims",
        "not_a_claim",
    ]
    project.close()


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    project = create_project(tmp_path / "team")
    kept = TeamSettings(
        annotators_per_article=3,
        blind_first=True,
        accept_unanimous=True,
        reasons=(*DEFAULT_REASONS, ReviewReason("irony", "Ironic 🙃")),
        level=Level.ORDINAL,
        label_order=("confirmed", "unverified", "disputed"),
        seed=13,
        overlap_threshold=60,
    )
    keep_team_settings(project, kept)
    assert team_settings(project) == kept
    project.close()


def test_what_a_newer_version_keeps_beside_is_no_trouble(tmp_path: Path) -> None:
    project = create_project(tmp_path / "team")
    project.keep_fact(FACT, json.dumps({"seed": 3, "weather": "fine"}))
    assert team_settings(project) == TeamSettings(seed=3)
    project.close()


@pytest.mark.parametrize(
    "kept",
    [
        "[]",
        "{",
        '{"annotators_per_article": true}',
        '{"annotators_per_article": 0}',
        '{"blind_first": 1}',
        '{"level": "interval"}',
        '{"label_order": [1]}',
        '{"reasons": [{"key": "a"}]}',
        '{"reasons": 7}',
    ],
)
def test_what_never_was_kept_is_damage(tmp_path: Path, kept: str) -> None:
    project = create_project(tmp_path / "team")
    project.keep_fact(FACT, kept)
    with pytest.raises(Damaged):
        team_settings(project)
    project.close()


@pytest.mark.parametrize(
    "values",
    [
        {"annotators_per_article": 0},
        {"annotators_per_article": 100},
        {"overlap_threshold": 0},
        {"overlap_threshold": 101},
        {"seed": -1},
        {"level": Level.RATIO},
        {"label_order": ("a", "a")},
        {"reasons": (ReviewReason("a", "A"), ReviewReason("a", "B"))},
        {"reasons": (ReviewReason("a", " "),)},
        {"reasons": tuple(ReviewReason(str(number), "A") for number in range(10))},
    ],
)
def test_values_out_of_range_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        TeamSettings(**values)


A, B = ReviewReason("a", "Too long"), ReviewReason("b", "Not a claim")


@pytest.mark.parametrize(
    ("texts", "keys"),
    [
        (["Too long", "Not a claim"], ["a", "b"]),
        (["Not a claim", "Too long"], ["b", "a"]),
        (["Much too long", "Not a claim"], ["a", "b"]),
        (["Not a claim"], ["b"]),
        (["Too long", "Not a claim", " Irony,  dry "], ["a", "b", "irony_dry"]),
        (["Too long", "Too long", ""], ["a"]),
        (["???", "!!!", "a"], ["reason", "reason_2", "a"]),
        (["Not a claim", "Something else"], ["b", "something_else"]),
    ],
)
def test_reasons_keep_their_keys(texts: list[str], keys: list[str]) -> None:
    assert [reason.key for reason in reasons_of(texts, (A, B))] == keys


def test_more_reasons_than_digits_are_refused() -> None:
    with pytest.raises(Refused, match="nine"):
        reasons_of([f"Reason {number}" for number in range(10)], ())
