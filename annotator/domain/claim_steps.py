"""What can be done to claims: pure functions from a sheet to the step that does it.

Each raises Refused, in a person's words, where it makes no sense. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from annotator.domain.claiming import fragment_of, new_claim
from annotator.domain.identity import new_id, now
from annotator.domain.records import Claim, Confidence
from annotator.domain.sheet import Sheet, step_on
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb


def mark(
    sheet: Sheet, span: Span, label: str, *, confidence: Confidence = Confidence.UNSET, note: str = ""
) -> Step:
    """Label the words of `span`; a claim over exactly these words is relabelled instead."""
    wanted = fragment_of(sheet.text, span).span
    same = [claim for claim in sheet.claims_in(wanted) if len(claim.fragments) == 1 and claim.span == wanted]
    if same:
        return retag(sheet, same[:1], label)
    claim = new_claim(
        sheet.text,
        [wanted],
        article_id=sheet.article.id,
        annotator_id=sheet.annotator_id,
        label=label,
        confidence=confidence,
        note=note,
    )
    return step_on(sheet, Verb.MARK, [Edit(None, claim)])


def retag(sheet: Sheet, claims: Iterable[Claim], label: str) -> Step:
    """Give claims another label. Sureness, note and everything else stay."""
    return _each(sheet, Verb.RETAG, claims, lambda claim: replace(claim, label=label))


def duplicate(sheet: Sheet, claim: Claim) -> Step:
    """A second claim on the same words."""
    copy = replace(claim, id=new_id(), created_at="", updated_at="", version=1)
    return step_on(sheet, Verb.DUPLICATE, [Edit(None, copy)])


def move(sheet: Sheet, claim: Claim, span: Span) -> Step:
    """Let a claim cover other words."""
    fragment = fragment_of(sheet.text, span)
    return _each(sheet, Verb.MOVE_EDGE, [claim], lambda old: replace(old, fragments=(fragment,)))


def delete(sheet: Sheet, claims: Iterable[Claim]) -> Step:
    """Take claims away; their rows stay, and history can bring them back."""
    return _each(sheet, Verb.DELETE, claims, lambda claim: replace(claim, deleted_at=now()))


def write_note(sheet: Sheet, claims: Iterable[Claim], note: str) -> Step:
    """Give claims this note, without white space at its ends."""
    return _each(sheet, Verb.NOTE, claims, lambda claim: replace(claim, note=note.strip()))


def set_confidence(sheet: Sheet, claims: Iterable[Claim], confidence: Confidence) -> Step:
    """Say how sure the annotator is of claims."""
    return _each(sheet, Verb.SURENESS, claims, lambda claim: replace(claim, confidence=confidence))


def toggle_flag(sheet: Sheet, claims: Sequence[Claim]) -> Step:
    """Flag claims for the lead; take the flag off where all have it."""
    flag = not all(claim.flag for claim in claims)
    return _each(sheet, Verb.FLAG, claims, lambda claim: replace(claim, flag=flag))


def _each(sheet: Sheet, verb: Verb, claims: Iterable[Claim], change: Callable[[Claim], Claim]) -> Step:
    return step_on(sheet, verb, [Edit(claim, change(claim)) for claim in claims])
