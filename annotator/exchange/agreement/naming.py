"""The figures of an agreement by name, in the order in which they are told, and how each is computed."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.span_f1 import Likeness
from annotator.domain.immutable import immutable
from annotator.exchange.agreement.measuring import ProjectAgreement


class Group(StrEnum):
    """What figures are computed on."""

    LABELS = "labels"
    PLACES = "places"
    SENTENCES = "sentences"


class Measured(StrEnum):
    """Every figure that has a name of its own; the keys that JSON has."""

    ALPHA = "alpha"
    PERCENT = "percent"
    AC1 = "ac1"
    FLEISS = "fleiss"
    DETECTION = "detection"
    UNITIZING = "unitizing"
    COVERAGE = "coverage"
    F1_EXACT = "f1_exact"
    F1_RELAXED = "f1_relaxed"
    F1_BOUNDARY = "f1_boundary"
    F1_CHARACTER = "f1_character"
    SENTENCES = "sentence_alpha"
    SENTENCES_PERCENT = "sentence_percent"


@immutable
class Naming:
    """What a figure is called, `how` it is computed, and what its `units` are."""

    group: Group
    name: str
    how: str
    units: str


NAMINGS: Final = {
    Measured.ALPHA: Naming(
        Group.LABELS,
        "alpha of labels",
        "Krippendorff’s alpha of the labels, on review units that at least two annotators marked.",
        "units",
    ),
    Measured.PERCENT: Naming(
        Group.LABELS,
        "equal labels",
        "The share of pairs of annotators with equal labels, averaged over units. Chance is not taken out.",
        "units",
    ),
    Measured.AC1: Naming(
        Group.LABELS,
        "Gwet’s AC1",
        "Gwet’s AC1, which stays near percent agreement where one label is far more frequent than others.",
        "units",
    ),
    Measured.FLEISS: Naming(
        Group.LABELS,
        "Fleiss’ kappa",
        "Fleiss’ kappa. It is defined only where all units have the same number of labels.",
        "units",
    ),
    Measured.DETECTION: Naming(
        Group.PLACES,
        "claim or not, |u",
        "|u of Krippendorff et al. 2016: whether there is a claim, over every code point of the text.",
        "articles",
    ),
    Measured.UNITIZING: Naming(
        Group.PLACES,
        "claims with labels, u",
        "u of Krippendorff et al. 2016: where claims are and which label they have, over the whole text.",
        "articles",
    ),
    Measured.COVERAGE: Naming(
        Group.PLACES,
        "text that two marked",
        "The share of the text, by pairs of annotators, on which both have a claim.",
        "articles",
    ),
    Measured.F1_EXACT: Naming(
        Group.PLACES,
        "F1 exact",
        "Mean F1 of pairs of annotators: the same words with the same label.",
        "articles",
    ),
    Measured.F1_RELAXED: Naming(
        Group.PLACES,
        "F1 relaxed",
        "Mean F1 of pairs of annotators: half of the words in common, and the same label.",
        "articles",
    ),
    Measured.F1_BOUNDARY: Naming(
        Group.PLACES,
        "F1 of places",
        "Mean F1 of pairs of annotators: half of the words in common, whatever the label.",
        "articles",
    ),
    Measured.F1_CHARACTER: Naming(
        Group.PLACES,
        "F1 of characters",
        "Mean F1 of pairs of annotators over code points under any claim.",
        "articles",
    ),
    Measured.SENTENCES: Naming(
        Group.SENTENCES,
        "alpha of sentences",
        "Krippendorff’s alpha on whether a sentence holds a claim.",
        "sentences",
    ),
    Measured.SENTENCES_PERCENT: Naming(
        Group.SENTENCES,
        "equal sentences",
        "The share of pairs of annotators who say the same of a sentence: a claim, or none.",
        "sentences",
    ),
}
_VOTES: Final = {Group.LABELS: "labels", Group.PLACES: "claims", Group.SENTENCES: "answers"}
_MISSING: Final = {
    Group.LABELS: "units × annotators have no label",
    Group.PLACES: "annotators × articles are missing",
    Group.SENTENCES: "sentences × annotators are missing",
}
_LIKENESSES: Final = {
    Measured.F1_EXACT: Likeness.EXACT,
    Measured.F1_RELAXED: Likeness.RELAXED,
    Measured.F1_BOUNDARY: Likeness.BOUNDARY,
    Measured.F1_CHARACTER: Likeness.CHARACTER,
}


def figures_of(agreement: ProjectAgreement) -> dict[Measured, Figure]:
    """Every figure under its name, in the order of `Measured`."""
    labels = agreement.labels
    return {
        Measured.ALPHA: labels.alpha,
        Measured.PERCENT: labels.percent,
        Measured.AC1: labels.ac1,
        Measured.FLEISS: labels.fleiss,
        Measured.DETECTION: agreement.detection,
        Measured.UNITIZING: agreement.unitizing,
        Measured.COVERAGE: agreement.coverage,
        **{name: agreement.f1[likeness] for name, likeness in _LIKENESSES.items()},
        Measured.SENTENCES: agreement.sentences,
        Measured.SENTENCES_PERCENT: agreement.sentences_percent,
    }


def value_words(value: float | None) -> str:
    """A value with three decimals and a true minus; "–" where there is none."""
    return "–" if value is None else f"{value:.3f}".replace("-", "−")


def interval_words(figure: Figure) -> str:
    """The interval of a figure, or why there is none; "" where there is no value either."""
    if found := figure.interval:
        return f"{found.confidence:.0%} from {value_words(found.low)} to {value_words(found.high)}"
    if figure.value is None or figure.interval_reason is None:
        return ""
    return f"no interval: {figure.interval_reason.words_on('articles')}"


def basis_words(figure: Figure, naming: Naming) -> str:
    """What a figure rests on, and what is missing there."""
    said = [f"n = {figure.units:,} {naming.units}", f"{figure.labels:,} {_VOTES[naming.group]}"]
    if figure.excluded:
        said.append(f"{figure.excluded:.0%} of labels stand alone and are left out")
    if figure.missing:
        said.append(f"{figure.missing:.0%} of {_MISSING[naming.group]}")
    return ", ".join(said)


def terms_words(agreement: ProjectAgreement) -> str:
    """What the figures were computed on, in a line for whoever reads them elsewhere."""
    terms = agreement.terms
    level = terms.level.value
    if terms.level is not Level.NOMINAL:
        level += f" ({' < '.join(terms.labels)})"
    return (
        f"{agreement.articles:,} of {agreement.asked:,} articles finished by two annotators, "
        f"{agreement.units:,} review units; claims overlap from {terms.threshold}%, labels {level}; "
        f"journal {terms.journal[:12] or 'empty'}; {agreement.made_with}"
    )
