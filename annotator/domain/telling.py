"""Steps in words, for menus and histories."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.records import Article, Claim, Confidence, Decision, Unit
from annotator.domain.steps import Step, Verb

_QUOTED: Final = 28

_SURE: Final = {
    Confidence.UNSET: "Not Said How Sure",
    Confidence.LOW: "Less Sure",
    Confidence.MID: "Fairly Sure",
    Confidence.HIGH: "Sure",
}
_VERBS: Final[Mapping[Verb, str]] = {
    Verb.IMPORT: "Import",
    Verb.JOIN_PROJECT: "New Annotator",
    Verb.TAKE_IN: "Annotations Taken In",
    Verb.DUPLICATE: "Duplicate",
    Verb.MOVE_EDGE: "Move Edge of",
    Verb.DELETE: "Delete",
    Verb.NOTE: "Note on",
    Verb.FLAG: "Flag on",
    Verb.NO_CLAIM: "No Claim",
    Verb.SKIP: "Skip",
    Verb.BOILERPLATE: "Boilerplate",
    Verb.ASK: "Not Boilerplate",
    Verb.JOIN: "Join",
    Verb.SPLIT: "Split",
    Verb.DIRECTION: "Text Direction",
    Verb.FINISH: "Finish Article",
    Verb.UNFINISH: "Mark Article Unfinished",
    Verb.EXCLUDE: "Exclude Article",
    Verb.UNDO: "Undo",
    Verb.REDO: "Redo",
    Verb.REVERT: "Revert",
    Verb.GO_BACK: "Go Back",
    Verb.ROLE: "Role",
    Verb.ALLOT: "Allot Articles",
    Verb.GUIDELINE: "Guidelines",
    Verb.ACCEPT_UNANIMOUS: "Accept All Unanimous",
    Verb.PARK: "Park",
    Verb.ASK_BACK: "Question on",
    Verb.REOPEN: "Reopen",
    Verb.REASON: "Reason for",
    Verb.MERGE: "Merge",
}

_OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.NO_CLAIM: "Gold: No Claim",
    Outcome.DISAGREEMENT: "Gold: Keep as Disagreement",
}

Words = Callable[[str, int, int], str]
"""(article id, start, end) to the words there."""


def describe(step: Step, label_names: Mapping[str, str], words: Words) -> str:
    """What a step did, and to what: “Disputed “Banu and Deh-e-Salah…””, “Disputed: 4 claims”."""
    gold = next((edit.after for edit in step.edits if isinstance(edit.after, Adjudication)), None)
    if gold is not None:
        return (
            f"{_ruled(step, gold, label_names)} “{shortened(words(gold.article_id, gold.start, gold.end))}”"
        )
    claims = [edit.after for edit in step.edits if isinstance(edit.after, Claim)]
    said = _verb(step, claims, label_names)
    if len(claims) > 1 and len({claim.id for claim in claims}) > 1:
        return f"{said}: {len(claims)} claims"
    # Quotation marks stand around it already.
    about = _about(step, claims, words).strip('“”„"')
    return f"{said} “{shortened(about)}”" if about else said


def shortened(text: str, length: int = _QUOTED) -> str:
    """At most `length` characters of `text` on one line, cut between words where it can be."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length + 1].rsplit(" ", 1)[0] if " " in line[: length + 1] else line[:length]
    return f"{cut[:length].rstrip(' ,;:.')}…"


def _verb(step: Step, claims: list[Claim], label_names: Mapping[str, str]) -> str:
    if step.verb in (Verb.MARK, Verb.RETAG) and claims:
        return label_names.get(claims[0].label, claims[0].label)
    if step.verb is Verb.SURENESS and claims:
        return _SURE[claims[0].confidence]
    return _VERBS[step.verb]


def _ruled(step: Step, gold: Adjudication, label_names: Mapping[str, str]) -> str:
    """What was decided in a review."""
    if step.verb is not Verb.ADJUDICATE:
        return _VERBS[step.verb]
    claims = [edit.after for edit in step.edits if isinstance(edit.after, Claim)]
    labels = dict.fromkeys(claim.label for claim in claims if claim.id in gold.gold_ids)
    said = ", ".join(label_names.get(label, label) for label in labels)
    return _OUTCOMES.get(gold.outcome, f"Gold: {said}")


def _about(step: Step, claims: list[Claim], words: Words) -> str:
    if claims:
        return claims[-1].quote
    for edit in step.edits:
        match edit.after:
            case Unit():
                return words(edit.after.article_id, edit.after.start, edit.after.end)
            case Decision():
                return words(
                    edit.after.article_id, edit.after.unit_start, edit.after.unit_start + 4 * _QUOTED
                )
            case Article():
                return edit.after.title
    return ""
