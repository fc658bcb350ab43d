"""An item as the lead sees it: letters for annotators, and gold as it is kept or would be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import reduce
from types import MappingProxyType

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.records import Claim
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case, Lane
from annotator.domain.review.gold_steps import CaseFile
from annotator.domain.review.items import GoldShown, Item, OpenItem, ShownClaim, ShownLane
from annotator.domain.review.rulings import proposal
from annotator.domain.spans import Span
from annotator.domain.steps import Step


def opened(
    item: Item,
    file: CaseFile,
    lanes: Mapping[str, Lane],
    claims: Mapping[str, Claim],
    *,
    prepared: GoldShown,
    unsaved: GoldShown | None,
    is_blind: bool,
) -> OpenItem:
    """The open item of a case, `lanes` by letter and the annotators' `claims` by id.

    `prepared` holds the reasons and the note that would be kept with a decision, `unsaved` is a decision that
    could not be written yet.
    """
    kept = unsaved or _kept(file, lanes)
    gold = kept or (prepared if is_blind else _proposed(file, prepared))
    spans = [span for claim in gold.claims for span in claim.spans]
    extent = reduce(Span.hull, spans, file.case.span)
    shown = () if is_blind else tuple(_lane(letter, lane, claims) for letter, lane in lanes.items())
    return OpenItem(item, extent, shown, gold, is_blind)


def kept_gold(
    adjudication: Adjudication, gold: Iterable[Claim], lanes: Mapping[str, Lane] = MappingProxyType({})
) -> GoldShown:
    """What a decision made, of the claims that the gold annotator has; `lanes` are its case's by letter."""
    ids = frozenset(adjudication.gold_ids)
    return GoldShown(
        adjudication.outcome,
        tuple(_claim(claim) for claim in gold if claim.id in ids and claim.deleted_at is None),
        is_kept=True,
        method=adjudication.method,
        reasons=adjudication.reasons,
        note=adjudication.note,
        asked=tuple(letter for letter, lane in lanes.items() if lane.annotator_id in adjudication.asked_ids),
    )


def unsaved_gold(step: Step, case: Case, lanes: Mapping[str, Lane]) -> GoldShown | None:
    """What a step that is not written makes of a case; None where it is about others."""
    records = [edit.after for edit in step.edits]
    members = {member.claim_id for member in case.members}
    for record in records:
        if isinstance(record, Adjudication) and not members.isdisjoint(record.member_ids):
            claims = [claim for claim in records if isinstance(claim, Claim)]
            return replace(kept_gold(record, claims, lanes), is_kept=False, is_unsaved=True)
    return None


def _kept(file: CaseFile, lanes: Mapping[str, Lane]) -> GoldShown | None:
    """What was decided; None where that is no longer so, as when an annotator has answered."""
    adjudication = file.case.adjudication
    if adjudication is None or file.case.state is CaseState.OPEN:
        return None
    return kept_gold(adjudication, file.gold, lanes)


def _proposed(file: CaseFile, prepared: GoldShown) -> GoldShown:
    ruling = proposal(file.case)
    claims = tuple(
        ShownClaim(version.label, version.spans, " … ".join(span.of(file.text) for span in version.spans))
        for version in ruling.versions
    )
    asked = file.case.adjudication
    return GoldShown(
        ruling.outcome,
        claims,
        method=ruling.method,
        reasons=prepared.reasons,
        note=prepared.note,
        answered=asked.note if asked and asked.outcome is Outcome.ASKED_BACK else "",
    )


def _lane(letter: str, lane: Lane, claims: Mapping[str, Claim]) -> ShownLane:
    marks = tuple(_claim(claims[mark.id]) for mark in lane.marks if mark.id in claims)
    return ShownLane(letter, lane.presence, marks)


def _claim(claim: Claim) -> ShownClaim:
    return ShownClaim(
        claim.label,
        tuple(part.span for part in claim.fragments),
        claim.quote,
        claim.confidence,
        claim.note,
        claim.flag,
    )
