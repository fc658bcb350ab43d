from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from annotator.domain.quick_records import quick, quick_claim, quick_fragment
from annotator.domain.records import Claim, Confidence, Fragment
from annotator.domain.spans import Span


def test_a_claim_made_quickly_is_a_claim_as_any_other() -> None:
    quickly = quick_claim("1", "2", "3", "disputed", (quick_fragment(0, 1, "a"),), note="why")
    usual = Claim("1", "2", "3", "disputed", (Fragment(0, 1, "a"),), note="why")
    assert type(quickly) is Claim
    assert type(quickly.fragments[0]) is Fragment
    assert (quickly, hash(quickly), repr(quickly)) == (usual, hash(usual), repr(usual))
    assert replace(quickly, confidence=Confidence.LOW) == replace(usual, confidence=Confidence.LOW)


def test_a_claim_made_quickly_does_not_change() -> None:
    claim = quick_claim("1", "2", "3", "disputed", ())
    with pytest.raises(FrozenInstanceError):
        claim.note = "another"  # type: ignore[misc]


def test_what_a_record_checks_is_not_left_out() -> None:
    with pytest.raises(TypeError, match="checks"):
        quick(Span)
