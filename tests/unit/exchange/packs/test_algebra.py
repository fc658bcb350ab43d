"""Merging is a union: any order, any grouping and any number of times come to the same project."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import places
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import Pack
from tests.histories import DEVICES, MOST_DAYS, WHAT, Clock, Deed, Team, give_team
from tests.packs import PEOPLE, exported

DEEDS = st.lists(
    st.builds(
        Deed,
        person=st.integers(0, len(PEOPLE) - 1),
        device=st.integers(0, DEVICES - 1),
        what=st.sampled_from(WHAT),
        article=st.integers(0, 1),
        sentence=st.integers(1, 4),
        choice=st.integers(0, 2),
        skew=st.integers(-MOST_DAYS, MOST_DAYS),
    ),
    min_size=3,
    max_size=14,
)
EVERYBODY = [(person, device) for person in range(len(PEOPLE)) for device in range(DEVICES)]


@pytest.fixture(scope="module")
def given_team() -> Iterator[Path]:
    """A lead's project, and three people's on two computers each."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        give_team(Path(name))
        yield Path(name)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(deeds=DEEDS, seed=st.integers(0, 2**32))
def test_s31_any_order_grouping_and_number_of_merges_comes_to_the_same(
    given_team: Path, monkeypatch: pytest.MonkeyPatch, deeds: list[Deed], seed: int
) -> None:
    chance, clock = random.Random(seed), Clock()
    # All examples are of one project, whose backups would be counted through again and again.
    shutil.rmtree(places.data_folder() / "backups", ignore_errors=True)
    monkeypatch.setattr("annotator.store.ledger.now", clock.now)
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        team = Team(given_team, Path(name), clock)
        try:
            team.live(deeds, EVERYBODY)
            expected = _after(team, "straight", team.packs)
            shuffled = [*team.packs, *chance.choices(team.packs, k=3)]
            chance.shuffle(shuffled)
            assert _after(team, "shuffled", shuffled) == expected
            assert _after(team, "grouped", _grouped(team, chance)) == expected
        finally:
            team.close()


def _after(team: Team, name: str, packs: list[Pack]) -> tuple[list[tuple[object, ...]], bytes]:
    """The rows, and the data set that is made of them."""
    return team.after(name, packs), exported(team.path(name), team.folder / f"{name}.jsonl")


def _grouped(team: Team, chance: random.Random) -> list[Pack]:
    """The last pack of each computer, where some took the work of the other first and send both as one."""
    grouped = dict(zip(EVERYBODY, team.packs[-len(EVERYBODY) :], strict=True))
    for person in range(len(PEOPLE)):
        if chance.random() < 0.7:
            first, second = chance.sample([(person, device) for device in range(DEVICES)], k=2)
            merge(team.project(second), grouped[first])
            grouped[second] = team.send(second)
    packs = list(grouped.values())
    chance.shuffle(packs)
    return packs
