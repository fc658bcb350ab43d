"""What the figures come to, in a sentence or two."""

from __future__ import annotations

from typing import Final

from annotator.domain.agreement.figure import Figure
from annotator.exchange.agreement.measuring import ProjectAgreement
from annotator.exchange.agreement.naming import interval_words, value_words
from annotator.models.agreement_matrices import tr

RELIABLE: Final = 0.8
TENTATIVE: Final = 0.667
"""Krippendorff's bounds: from the first on data are reliable, from the second conclusions are tentative."""


def headline(agreement: ProjectAgreement) -> str:
    """Labels, places and sentences in words, each with its interval and what it rests on."""
    parts = (
        (tr("Labels: %1"), agreement.labels.alpha, tr("alpha"), tr("units")),
        (tr("Where claims are: %1"), agreement.detection, tr("|u"), tr("articles")),
        (tr("Sentences: %1"), agreement.sentences, tr("alpha"), tr("sentences")),
    )
    return "\n".join(
        words.replace("%1", _in_words(figure, name, units)) for words, figure, name, units in parts
    )


def bounds() -> str:
    """What the words for a value stand for."""
    words = tr(
        "From %1 on, alpha is called reliable, from %2 on good for tentative conclusions (Krippendorff). "
        "Intervals leave out one article at a time. Who has not finished an article is missing in it."
    )
    return words.replace("%1", f"{RELIABLE:.2f}").replace("%2", f"{TENTATIVE:.2f}")


def nothing(agreement: ProjectAgreement) -> str:
    """Why there is nothing to compare, and what can be done."""
    if len(agreement.terms.people) < 2:
        return tr("One annotator alone agrees with nobody. Let somebody else label the same articles.")
    return tr("No article was finished by two annotators yet. Whoever has not finished one is missing there.")


def _in_words(figure: Figure, name: str, units: str) -> str:
    basis = f"n = {figure.units:,} {units}"
    if figure.value is None:
        reason = tr(figure.reason.words) if figure.reason else ""
        return tr("undefined, as %1").replace("%1", reason) + f" ({basis})"
    judged = tr("too little to rely on") if figure.is_tentative else _judged(figure.value)
    interval = interval_words(figure) if figure.interval else ""
    said = [f"{judged}: {name} {value_words(figure.value)}", interval, basis]
    return ", ".join(filter(None, said))


def _judged(value: float) -> str:
    if value >= RELIABLE:
        return tr("reliable")
    return tr("for tentative conclusions") if value >= TENTATIVE else tr("not reliable")
