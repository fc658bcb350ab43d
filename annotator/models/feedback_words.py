"""What was decided about claims, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication

from annotator.domain.adjudication import Outcome
from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.records import Claim, Label

_CONTEXT = "FeedbackModel"


def outcome_words(feedback: Feedback, names: Iterable[str]) -> str:
    """What was decided: labels, by `names`, that nothing is claimed, that both are fair, or a question."""
    match feedback.outcome:
        case Outcome.NO_CLAIM:
            return _tr("No claim")
        case Outcome.DISAGREEMENT:
            return _tr("Both readings are legitimate")
        case Outcome.ASKED_BACK:
            return _tr("A question")
    labels = ", ".join(dict.fromkeys(names))
    return _tr("{0}, other words").format(labels) if feedback.moves else labels


def claim_words(feedback: ArticleFeedback, claim: Claim, labels: Mapping[str, Label]) -> str:
    """How a claim stands after review; "" where nothing was decided on it."""
    one = feedback.on(claim)
    if one is None:
        return ""
    if feedback.keeps(claim):
        return _tr("gold")
    if one.outcome is Outcome.ASKED_BACK:
        return _tr("asked in review")
    decided = outcome_words(one, (_name(saying.label, labels) for saying in one.decided))
    if feedback.differs(claim) and not one.moves:
        said = _tr("decided in review: {0}, was {1}")
        return said.format(decided, _name(claim.label, labels))
    return _tr("decided in review: {0}").format(decided)


def gold_words(saying: Saying, labels: Mapping[str, Label]) -> str:
    """Gold that is not among the claims which it stands beside."""
    return _tr("gold: {0}").format(_name(saying.label, labels))


def _name(key: str, labels: Mapping[str, Label]) -> str:
    return labels[key].name if key in labels else key


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)
