"""The short form of every campaign. The counts that prove something: `python -m torture --long`."""

from __future__ import annotations

import pytest

from torture.campaign import NotPossible
from torture.campaigns import CAMPAIGNS, campaign


@pytest.mark.torture
@pytest.mark.timeout(180)
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_campaign(name: str) -> None:
    short = campaign(name)
    try:
        tally = short.run(short.short, 0)
    except NotPossible as why:
        pytest.skip(str(why))
    assert not tally.faults
    assert short.holds(tally), tally.counts
