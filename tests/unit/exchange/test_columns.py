"""Claims go from one process to another field by field, and what comes is checked as before."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.records import Confidence, Origin
from annotator.exchange.annotations.parts import Content, FoundClaim, Part, part_as_json, part_of
from annotator.exchange.annotations.placing import How, Why

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_ENDS = st.tuples(st.integers(0, 99), st.integers(0, 99))
_CLAIMS = st.builds(
    FoundClaim,
    _TEXTS,
    _TEXTS,
    _TEXTS,
    st.sampled_from([*How, *Why]),
    st.lists(_ENDS, max_size=3).map(tuple),
    is_quoted=st.booleans(),
    note=_TEXTS,
    confidence=st.sampled_from(Confidence),
    flag=st.booleans(),
    origin=st.sampled_from(Origin),
    extra=st.lists(_TEXTS, max_size=2).map(tuple),
)


def _sent(*claims: FoundClaim) -> dict[str, Any]:
    """The JSON of the claims of one article."""
    found: dict[str, Any] = json.loads(part_as_json(Part(contents=(Content("a", claims=claims),))))
    columns: dict[str, Any] = found["contents"][0]["claims"]
    return columns


def _received(columns: object) -> tuple[FoundClaim, ...]:
    return part_of(json.dumps({"contents": [{"name": "a", "claims": columns}]}).encode()).contents[0].claims


@given(st.lists(_CLAIMS, min_size=1, max_size=5))
def test_what_is_sent_is_what_comes(claims: list[FoundClaim]) -> None:
    found = part_of(part_as_json(Part(contents=(Content("a", claims=tuple(claims)),)))).contents[0].claims
    assert found == tuple(claims)
    assert [type(claim) for claim in found] == [FoundClaim] * len(claims)
    assert [type(claim.found) for claim in found] == [type(claim.found) for claim in claims]


def test_a_field_that_is_as_usual_is_not_sent() -> None:
    first = FoundClaim("1", "confirmed", "Ada", How.AS_STATED, ((0, 4),))
    assert sorted(_sent(first, first)) == ["annotator", "found", "id", "label", "spans"]
    assert _sent(first, first._replace(flag=True))["flag"] == [False, True]


@pytest.mark.parametrize(
    "change",
    [
        {"id": ["1"]},
        {"spans": [[[0, 4]], [[-4, 0]]]},
        {"flag": [True]},
        {"label": [None, None]},
        {"found": ["where the file says", "anywhere"]},
        {"spans": [[[0, 4]], [[0, "4"]]]},
        {"spans": [[[0, 4]], [[0, 4, 5]]]},
    ],
)
def test_columns_that_do_not_fit_are_refused(change: dict[str, object]) -> None:
    claim = FoundClaim("1", "confirmed", "Ada", How.AS_STATED, ((0, 4),))
    columns = _sent(claim, claim)
    assert _received(columns) == (claim, claim)
    with pytest.raises(ValueError, match="validation error"):
        _received({**columns, **change})
