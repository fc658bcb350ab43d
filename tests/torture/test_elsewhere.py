from __future__ import annotations

from torture.campaign import FAULTS_KEPT
from torture.elsewhere import tally_of

_MODULE = "tests.torture.faulty_process"


def test_what_a_process_says_stands_beside_its_faults_and_is_none() -> None:
    tally = tally_of(_MODULE, 1, 0)
    assert tally.faulty == 1
    assert tally.faults == [
        "the window ended by itself",
        f"{_MODULE} said: …TypeError: the reason\n",
    ]
    assert not tally_of(_MODULE, 0, 0).faults


def test_it_stands_beside_many_faults_too() -> None:
    tally = tally_of(_MODULE, FAULTS_KEPT + 5, 0)
    assert tally.faulty == FAULTS_KEPT + 5
    assert len(tally.faults) == FAULTS_KEPT
    assert "TypeError: the reason" in tally.faults[-1]
