"""Decisions of a review in full sentences, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from PySide6.QtCore import QCoreApplication

from annotator.domain.adjudication import Outcome
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.records import Claim, Label
from annotator.domain.sheet import Sheet
from annotator.models.feedback_words import claim_words, gold_words
from annotator.views.plain import isolated


def claim_lines(
    sheet: Sheet, claim: Claim, labels: Mapping[str, Label], reasons: Mapping[str, str]
) -> Iterator[str]:
    """What was decided on a claim, and why; `reasons` are the project's, by key."""
    feedback = sheet.feedback
    one = feedback.on(claim) if feedback else None
    if feedback is not None and one is not None:
        yield _begun(claim_words(feedback, claim, labels))
        here = tuple(fragment.span for fragment in claim.fragments)
        yield from gold_lines((saying for saying in one.decided if saying.spans != here), sheet.text, labels)
        yield from why_lines(one, (reasons.get(key, key) for key in one.reasons))


def gold_lines(gold: Iterable[Saying], text: str, labels: Mapping[str, Label]) -> Iterator[str]:
    """Gold with its words in `text`."""
    for saying in gold:
        words = " … ".join(span.of(text) for span in saying.spans)
        yield f"{_begun(gold_words(saying, labels))}, {isolated(words)}"


def why_lines(one: Feedback, reasons: Iterable[str]) -> Iterator[str]:
    """What a decision rests on; `reasons` are its own, in words."""
    if told := ", ".join(map(isolated, reasons)):
        yield _tr("Why: {0}").format(told)
    if one.note:
        said = _tr("Question: {0}") if one.outcome is Outcome.ASKED_BACK else _tr("Note: {0}")
        yield said.format(isolated(one.note))
    if one.guideline_version is not None:
        yield _tr("By version {0} of the guidelines").format(one.guideline_version)


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _tr(text: str) -> str:
    return QCoreApplication.translate("FeedbackDialog", text)
