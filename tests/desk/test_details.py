from __future__ import annotations

import pytest

from annotator.desk.desk import Desk
from annotator.desk.workbench import Workbench
from annotator.domain.records import Claim, Confidence
from tests.desk.sheets import open_titled


@pytest.fixture
def claim(bench: Workbench, desk: Desk) -> Claim:
    """A claim on the first sentence of the ferry, which is current."""
    open_titled(desk, "The ferry")
    bench.decisions.label(1, stay=True)
    return desk.require_sheet().claims[0]


def _now(desk: Desk, claim: Claim) -> Claim:
    found = desk.require_sheet().claim(claim.id)
    assert found is not None
    return found


def test_sureness_goes_up_and_down_in_steps_and_ends_there(
    bench: Workbench, desk: Desk, claim: Claim
) -> None:
    seen = []
    for by in (1, 1, 1, 1, -1):
        bench.details.surer(by)
        seen.append(_now(desk, claim).confidence)
    high = [Confidence.LOW, Confidence.MID, Confidence.HIGH, Confidence.HIGH, Confidence.MID]
    assert seen == high


def test_a_new_label_keeps_sureness_and_note(bench: Workbench, desk: Desk, claim: Claim) -> None:
    bench.details.set_confidence(Confidence.HIGH)
    bench.details.note_claim(claim.id, "Two papers say so.")
    bench.decisions.label(3)
    after = _now(desk, claim)
    assert (after.label, after.confidence, after.note) == (
        "unverified",
        Confidence.HIGH,
        "Two papers say so.",
    )


def test_a_claim_is_flagged_and_unflagged(bench: Workbench, desk: Desk, claim: Claim) -> None:
    bench.details.flag()
    assert _now(desk, claim).flag
    bench.details.flag()
    assert not _now(desk, claim).flag


def test_a_sentence_without_a_claim_is_flagged_itself_and_takes_a_note(bench: Workbench, desk: Desk) -> None:
    open_titled(desk, "The ferry")
    bench.details.flag()
    bench.details.note_sentence(0, "Which ferry?")
    decision = desk.require_sheet().decision(0)
    assert decision is not None
    assert (decision.flag, decision.note) == (True, "Which ferry?")
    assert desk.draft is None


def test_the_same_note_again_is_no_step(bench: Workbench, desk: Desk, claim: Claim) -> None:
    bench.details.note_claim(claim.id, "Once.")
    text = bench.history.undo_text
    written: list[object] = []
    desk.committed.connect(written.append)
    bench.details.note_claim(claim.id, "Once.")
    assert written == []
    assert bench.history.undo_text == text
