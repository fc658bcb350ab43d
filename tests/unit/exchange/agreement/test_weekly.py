"""Each two annotators are followed over the weeks in which the later of them was done."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from annotator.domain.agreement.figure import Reason
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.votes import gathered
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.measuring import measured
from annotator.exchange.agreement.question import Question
from annotator.exchange.agreement.weekly import pairs_in_time, week_name
from tests.unit.exchange.teams import named, team_project

FIRST, SECOND = datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 15, 23, tzinfo=UTC)


def test_a_week_is_that_of_iso_and_sorts_by_time() -> None:
    assert week_name(datetime(2027, 1, 3, tzinfo=UTC)) == "2026-W53"
    assert sorted(map(week_name, (SECOND, FIRST))) == ["2026-W45", "2026-W46"]


def test_a_unit_counts_in_the_week_in_which_the_later_of_the_two_was_done() -> None:
    said = {
        "1": ("x", "x", ""),
        "2": ("y", "y", "x"),
        "3": ("x", "y", "x"),
        "4": ("y", "x", "y"),
    }
    votes = gathered(
        ((item, who, label) for item, given in said.items() for who, label in zip("abc", given, strict=True)),
        documents={"1": "early", "2": "early", "3": "late", "4": "late"},
    )
    times = {
        "early": [("a", FIRST), ("b", FIRST), ("c", SECOND)],
        "late": [("a", FIRST), ("b", SECOND), ("c", SECOND)],
    }
    found = pairs_in_time(votes, times, Level.NOMINAL)
    weeks = {
        "".join(sorted(pair)): [(week.name, week.alpha.units, week.alpha.value) for week in one.weeks]
        for pair, one in found.items()
    }
    # Two that differ in both of two units: 1 - (n - 1) * 4 / (2 * 2 * 2) with n = 4.
    assert weeks["ab"] == [("2026-W45", 2, 1.0), ("2026-W46", 2, pytest.approx(-0.5))]
    assert [(name, units) for name, units, _ in weeks["bc"]] == [("2026-W46", 3)]
    assert {"".join(sorted(pair)): one.alpha.units for pair, one in found.items()} == {
        "ab": 4,
        "ac": 3,
        "bc": 3,
    }


def test_two_who_share_one_label_have_none_and_are_told_why() -> None:
    votes = gathered([("1", "a", "x"), ("1", "b", "x"), ("2", "a", "x")], documents={"1": "d", "2": "d"})
    (found,) = pairs_in_time(votes, {"d": [("a", FIRST), ("b", FIRST)]}, Level.NOMINAL).values()
    assert [(week.alpha.value, week.alpha.reason) for week in found.weeks] == [(None, found.alpha.reason)]
    assert isinstance(found.alpha.reason, Reason)


def test_the_pairs_of_a_project_have_their_weeks(tmp_path: Path) -> None:
    project = team_project(tmp_path)
    found = measured(UNWATCHED, project, Question())
    ada_ben = found.pair(named(project, "Ada"), named(project, "Ben"))
    assert ada_ben is not None
    # They agree on the port and the river, and differ on whether somebody was hurt.
    (whole, week) = ada_ben.alphas
    assert (whole[0], whole[1].units, week[1].units) == ("", 3, 3)
    assert week[1].value == whole[1].value == pytest.approx(1 - 5 * 2 / (2 * 3 * 3))
    project.close()
