"""While names are hidden no order in what is told, copied or written as JSON says who joined first."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.collecting import Table
from annotator.exchange.agreement.measuring import PairAgreement, ProjectAgreement, measured
from annotator.exchange.agreement.question import Question
from annotator.exchange.agreement.telling import facts, told
from tests.unit.exchange.teams import team_project


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> ProjectAgreement:
    folder: Path = tmp_path_factory.mktemp("telling")
    project = team_project(folder)
    found = measured(UNWATCHED, project, Question())
    project.close()
    return found


def _turned(pair: PairAgreement) -> PairAgreement:
    table = Table({(two, one): count for (one, two), count in pair.table.items()})
    return replace(pair, first=pair.second, second=pair.first, table=table)


def _as_if_joined_backwards(found: ProjectAgreement) -> ProjectAgreement:
    labels, reliability = found.labels, found.labels.reliability
    return replace(
        found,
        pairs=tuple(map(_turned, reversed(found.pairs))),
        labels=replace(
            labels,
            annotators=labels.annotators[::-1],
            pairs=tuple(replace(pair, first=pair.second, second=pair.first) for pair in labels.pairs[::-1]),
            left_out=labels.left_out[::-1],
            reliability=replace(reliability, annotators=reliability.annotators[::-1]),
        ),
    )


def test_the_order_of_joining_changes_nothing_that_is_told(found: ProjectAgreement) -> None:
    backwards = _as_if_joined_backwards(found)
    for letters in permutations("ABC"):
        names = dict(zip(found.terms.names, letters, strict=True))
        turned = dict(reversed(names.items()))
        assert told(found, names) == told(backwards, turned)
        assert facts(found, names) == facts(backwards, turned)


def test_pairs_are_told_by_their_letters(found: ProjectAgreement) -> None:
    for letters in permutations("ABC"):
        names = dict(zip(found.terms.names, letters, strict=True))
        lines = told(found, names).splitlines()
        start = lines.index("Each two annotators, by F1")
        assert [line[:5] for line in lines[start + 2 : start + 5]] == ["A × B", "A × C", "B × C"]
