"""A little of each torture; the counts that prove something are given in its module."""

from __future__ import annotations

import pytest

from tests.torture import fuzz_project, kill_creating, kill_deciding, kill_merging

pytestmark = pytest.mark.torture


def test_no_acknowledged_decision_is_lost_by_a_kill() -> None:
    tally = kill_deciding.run(4)
    assert tally.is_clean, tally
    assert tally.acknowledged


def test_a_kill_leaves_no_project_or_a_whole_one() -> None:
    tally = kill_creating.run(4)
    assert (tally.none + tally.whole, tally.between) == (4, 0)


def test_no_damaged_file_passes_for_a_whole_one() -> None:
    counts = fuzz_project.run(150)
    assert set(counts) <= fuzz_project.GOOD, counts
    assert set(counts) == fuzz_project.GOOD


def test_a_kill_leaves_all_of_a_pack_or_nothing_of_it() -> None:
    tally = kill_merging.run(4)
    assert tally.is_clean, tally
    assert tally.before + tally.after == 4
