"""How a ruling becomes a step: the adjudication, and the gold claims that it makes or takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from annotator.domain.adjudication import Adjudication, Method, Outcome
from annotator.domain.claiming import new_claim
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id, now
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim, Origin
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import Case
from annotator.domain.review.rulings import Ruling, Version
from annotator.domain.steps import Edit, Step, Verb

_VERBS: Final[Mapping[Outcome, Verb]] = {
    Outcome.PARKED: Verb.PARK,
    Outcome.ASKED_BACK: Verb.ASK_BACK,
    Outcome.OPEN: Verb.REOPEN,
}


@immutable
class Authority:
    """Who decides, whose the gold is, and under which version of the guidelines."""

    adjudicator_id: str
    gold_annotator_id: str
    guideline_version: int | None = None


@immutable
class CaseFile:
    """A case with the text of its article and the gold claims that were made of it, deleted or not."""

    case: Case
    text: str
    gold: tuple[Claim, ...] = ()

    @property
    def kept(self) -> tuple[Version, ...]:
        """The gold that holds; none where the claims that it was made of are others now."""
        adjudication = self.case.adjudication
        if adjudication is None or self.case.state is not CaseState.RESOLVED:
            return ()
        ids = frozenset(adjudication.gold_ids)
        return tuple(
            Version(tuple(part.span for part in claim.fragments), claim.label)
            for claim in self.gold
            if claim.id in ids and claim.deleted_at is None
        )


def decide(
    file: CaseFile, ruling: Ruling, authority: Authority, *, reasons: Sequence[str] = (), note: str = ""
) -> Step:
    """The step that rules so. It has no edits where that is what holds already.

    `reasons` and `note` are added to those of an earlier decision. Gold of earlier decisions is withdrawn.
    """
    before = file.case.adjudication
    if before is not None and _holds(file, before, ruling) and not reasons and not note:
        return _step(authority, Verb.ADJUDICATE, file.case.article_id, ())
    claims = tuple(_gold(file, version, authority) for version in ruling.versions)
    kept_reasons = before.reasons if before else ()
    kept_note = before.note if before and before.outcome.is_settled else ""
    first = file.case.adjudications[0] if file.case.adjudications else None
    after = Adjudication(
        id=first.id if first else new_id(),
        article_id=file.case.article_id,
        start=file.case.span.start,
        end=file.case.span.end,
        outcome=ruling.outcome,
        method=ruling.method,
        adjudicator_id=authority.adjudicator_id,
        members=file.case.members,
        absent_ids=file.case.absent_ids,
        gold_ids=tuple(claim.id for claim in claims),
        reasons=tuple(dict.fromkeys((*kept_reasons, *reasons))),
        note=ruling.note if ruling.note is not None else (note or kept_note),
        guideline_version=authority.guideline_version,
        created_at=first.created_at if first else "",
        asked_ids=ruling.asked_ids,
    )
    edits = (*_withdrawals(file.gold), *(Edit(None, claim) for claim in claims), *_closing(file.case, after))
    return _step(authority, _VERBS.get(ruling.outcome, Verb.ADJUDICATE), file.case.article_id, edits)


def reopen(file: CaseFile, authority: Authority) -> Step:
    """Take back what was decided. Refused where nothing was."""
    if file.case.adjudication is None:
        raise Refused("Nothing was decided here yet, so there is nothing to open again.")
    edits = [*_withdrawals(file.gold)]
    edits += [Edit(one, _opened(one)) for one in file.case.adjudications if one.outcome is not Outcome.OPEN]
    return _step(authority, Verb.REOPEN, file.case.article_id, edits)


def annotate(before: Adjudication, authority: Authority, *, reasons: Sequence[str], note: str) -> Step:
    """Give a decision these reasons and this rationale."""
    after = replace(before, reasons=tuple(reasons), note=note.strip())
    edits = (Edit(before, after),) if after != before else ()
    return _step(authority, Verb.REASON, before.article_id, edits)


def _holds(file: CaseFile, before: Adjudication, ruling: Ruling) -> bool:
    return (
        (before.outcome, before.method) == (ruling.outcome, ruling.method)
        and frozenset(before.members) == frozenset(file.case.members)
        and file.kept == ruling.versions
        and len(file.case.adjudications) == 1
        and ruling.note in (None, before.note)
        and ruling.asked_ids == before.asked_ids
        and not file.case.is_answered
    )


def _gold(file: CaseFile, version: Version, authority: Authority) -> Claim:
    claim = new_claim(
        file.text,
        version.spans,
        article_id=file.case.article_id,
        annotator_id=authority.gold_annotator_id,
        label=version.label,
    )
    return replace(claim, origin=Origin.ADJUDICATED, guideline_version=authority.guideline_version)


def _withdrawals(gold: Iterable[Claim]) -> list[Edit]:
    at = now()
    return [Edit(claim, replace(claim, deleted_at=at)) for claim in gold if claim.deleted_at is None]


def _closing(case: Case, after: Adjudication) -> list[Edit]:
    """The edit of the adjudication that holds, and of those beside it, which no longer do."""
    first = case.adjudications[0] if case.adjudications else None
    others = (one for one in case.adjudications[1:] if one.outcome is not Outcome.OPEN)
    return [Edit(first, after), *(Edit(one, _opened(one)) for one in others)]


def _opened(one: Adjudication) -> Adjudication:
    return replace(
        one, outcome=Outcome.OPEN, method=Method.MANUAL, gold_ids=(), reasons=(), note="", asked_ids=()
    )


def _step(authority: Authority, verb: Verb, article_id: str, edits: Iterable[Edit]) -> Step:
    return Step(new_id(), verb, authority.adjudicator_id, article_id, tuple(edits))
