from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from annotator.domain.errors import Refused
from annotator.domain.records import Claim, Fragment
from annotator.store.arrivals import Alike, Arrival, take_in
from annotator.store.project import Project
from tests.unit.store.samples import anna, findings, new_claim


def parts_of(claim: Claim, *spans: tuple[int, int]) -> Claim:
    """The claim in several parts, whose places are counted from where its words begin."""
    (whole,) = claim.fragments
    return replace(
        claim,
        fragments=tuple(
            Fragment(whole.start + start, whole.start + end, whole.quote[start:end]) for start, end in spans
        ),
    )


def bring(project: Project, *claims: Claim) -> None:
    first = next(project.articles.each())
    said = list(map(Alike.alone, claims))
    take_in(project, [], [Arrival(first.id, anna(project).id, said)], annotator_id=anna(project).id)


def test_claims_in_one_and_in_several_parts_are_kept_as_they_came(project: Project) -> None:
    claims = [new_claim(project), parts_of(new_claim(project), (0, 6), (6, 9), (10, 16))]
    bring(project, *claims)
    assert sorted(project.claims.by_id(), key=lambda claim: claim.id) == sorted(
        claims, key=lambda claim: claim.id
    )
    assert not findings(project)


@pytest.mark.parametrize(
    "spoiled",
    [
        pytest.param(lambda claim: replace(claim, fragments=()), id="no part"),
        pytest.param(
            lambda claim: replace(claim, fragments=(replace(claim.fragments[0], quote="bridge is clothed"),)),
            id="other words",
        ),
        pytest.param(lambda claim: parts_of(claim, (0, 8), (7, 16)), id="one over the other"),
        pytest.param(lambda claim: parts_of(claim, (7, 16), (0, 6)), id="out of order"),
        pytest.param(lambda claim: replace(claim, annotator_id="somebody else"), id="somebody else's"),
        pytest.param(lambda claim: replace(claim, article_id="another"), id="of another article"),
    ],
)
def test_a_claim_that_does_not_fit_keeps_out_all_that_came_with_it(
    project: Project, spoiled: Callable[[Claim], Claim]
) -> None:
    before = list(project.database.connection.iterdump())
    with pytest.raises(Refused, match="not those of its article"):
        bring(project, new_claim(project), spoiled(new_claim(project)))
    assert list(project.database.connection.iterdump()) == before


@pytest.mark.parametrize(
    "wrong",
    [{"basis": "rumour"}, {"confidence": "very"}, {"origin": "machine"}, {"version": 0}],
)
def test_what_the_table_would_not_take_is_kept_out_before_it(project: Project, wrong: dict[str, Any]) -> None:
    before = list(project.database.connection.iterdump())
    with pytest.raises(ValueError, match="no table holds such a claim"):
        bring(project, new_claim(project), replace(new_claim(project), **wrong))
    assert list(project.database.connection.iterdump()) == before


def test_the_table_refuses_again_once_claims_have_come_in(project: Project) -> None:
    bring(project, new_claim(project))
    with pytest.raises(sqlite3.IntegrityError), project.database.write():
        project.database.execute("UPDATE claim SET basis = 'rumour'")
