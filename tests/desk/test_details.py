from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.desk.desk import Desk
from annotator.desk.drafts import Draft, kept_draft
from annotator.desk.session import Session
from annotator.desk.workbench import Workbench
from annotator.domain.records import Claim, Confidence
from tests.desk.sheets import lit, open_titled
from tests.projects import closed_project


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


@pytest.fixture
def drafting(bench: Workbench, session: Session, tmp_path: Path) -> Path:
    """Anna said something of a claim in the ferry that has no label yet; the project that it is in."""
    path = closed_project(tmp_path)
    session.open(path)
    session.sit_down("Anna")
    open_titled(bench.desk, "The ferry")
    bench.details.note_sentence(0, "Which ferry?")
    bench.details.set_confidence(Confidence.LOW)
    return path


def _again(session: Session, path: Path) -> None:
    session.close()
    session.open(path)


def test_what_waits_for_its_label_is_there_after_closing(
    bench: Workbench, session: Session, drafting: Path
) -> None:
    here = lit(bench.desk)
    _again(session, drafting)
    assert lit(bench.desk) == here
    assert bench.desk.draft == Draft(Confidence.LOW, "Which ferry?")
    bench.decisions.label(2)
    claim = bench.desk.require_sheet().claims[0]
    assert (claim.note, claim.confidence) == ("Which ferry?", Confidence.LOW)
    _again(session, drafting)
    open_titled(bench.desk, "The ferry")
    bench.movement.to_unit(0)
    assert bench.desk.draft is None


def test_what_waits_for_its_label_is_kept_while_she_thinks(
    bench: Workbench, drafting: Path, qtbot: QtBot
) -> None:
    desk, ferry = bench.desk, bench.desk.require_sheet().article.id
    kept = Draft(Confidence.LOW, "Which ferry?")
    qtbot.waitUntil(lambda: kept_draft(desk.project, desk.annotator.id, ferry, 0) == kept)


def test_nobody_else_is_shown_what_waits_for_its_label(
    bench: Workbench, session: Session, drafting: Path
) -> None:
    session.sit_down("Ben")
    open_titled(bench.desk, "The ferry")
    assert bench.desk.draft is None
    session.sit_down("Anna")
    assert bench.desk.draft == Draft(Confidence.LOW, "Which ferry?")


def test_what_was_left_without_a_label_does_not_come_back(
    bench: Workbench, session: Session, drafting: Path
) -> None:
    bench.movement.by(1)
    bench.movement.by(-1)
    assert bench.desk.draft is None
    _again(session, drafting)
    assert bench.desk.draft is None
