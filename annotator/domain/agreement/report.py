"""Everything there is to say of how far annotators agree on labels, for one set of votes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from annotator.domain.agreement.alpha import alpha_by_label, alpha_of, coincidences
from annotator.domain.agreement.annotator_pairs import AnnotatorPair, LeftOut, annotator_pairs, left_out
from annotator.domain.agreement.dawid_skene import Estimated
from annotator.domain.agreement.figure import Figure
from annotator.domain.agreement.fleiss import fleiss_by_label, fleiss_of
from annotator.domain.agreement.gwet import gwet_of
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.percent import percent_of
from annotator.domain.agreement.reliability import Reliability, cases_of, estimated_of, reliability_of
from annotator.domain.agreement.tally import Tally, tally_of
from annotator.domain.agreement.votes import Votes
from annotator.domain.agreement.weights import Weights
from annotator.domain.immutable import immutable


@immutable
class Settings:
    """How figures are computed. The order of the votes' labels counts from ordinal level on."""

    level: Level = Level.NOMINAL
    confidence: float = 0.95

    @property
    def has_order(self) -> bool:
        return self.level is not Level.NOMINAL


@immutable(kw_only=True)
class Report:
    """The figures of one set of votes, with its settings and what it counted.

    `documents` is None where the votes name none, and items were taken to be independent. `alpha` is at the
    level of the settings, `by_label` is nominal, each label against all others. `ac2` has quadratic weights;
    it and the weighted kappas are None where labels have no order. `coincidences` is a table, label by label.
    `label_counts` says how often each label was given, in the order of `labels`.
    """

    settings: Settings
    items: int
    documents: int | None
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    label_counts: tuple[int, ...]
    repeats: int
    alpha: Figure
    by_label: Mapping[str, Figure]
    percent: Figure
    ac1: Figure
    ac2: Figure | None
    fleiss: Figure
    fleiss_by_label: Mapping[str, Figure]
    pairs: tuple[AnnotatorPair, ...]
    left_out: tuple[LeftOut, ...]
    coincidences: list[list[float]]
    reliability: Reliability

    @property
    def given(self) -> int:
        """How many labels were given."""
        return sum(self.label_counts)


_USUAL: Final = Settings()


def reported(votes: Votes, settings: Settings = _USUAL) -> tuple[Report, Estimated]:
    """The report on `votes`, and the estimate behind its reliability, which knows every item.

    Raises:
        Refused: the labels are no numbers, where the level asks for these.
    """
    tally = tally_of(votes)
    level, confidence = settings.level, settings.confidence
    cases = cases_of(votes)
    estimate = estimated_of(votes, cases)
    report = Report(
        settings=settings,
        items=len(votes.items),
        documents=len(votes.documents) if votes.has_documents else None,
        annotators=votes.annotators,
        labels=votes.labels,
        label_counts=_label_counts(tally),
        repeats=votes.repeats,
        alpha=alpha_of(tally, level, confidence=confidence),
        by_label=alpha_by_label(tally, confidence=confidence),
        percent=percent_of(tally, confidence=confidence),
        ac1=gwet_of(tally, confidence=confidence),
        ac2=gwet_of(tally, Weights.QUADRATIC, confidence=confidence) if settings.has_order else None,
        fleiss=fleiss_of(tally, confidence=confidence),
        fleiss_by_label=fleiss_by_label(tally, confidence=confidence),
        pairs=tuple(annotator_pairs(votes, has_order=settings.has_order, confidence=confidence)),
        left_out=tuple(left_out(votes, level)),
        coincidences=coincidences(tally),
        reliability=reliability_of(votes, cases, estimate, confidence=confidence),
    )
    return report, estimate


def _label_counts(tally: Tally) -> tuple[int, ...]:
    counts = [0] * len(tally.labels)
    for profile, items in tally.of_items():
        counts = [count + own * items for count, own in zip(counts, profile, strict=True)]
    return tuple(counts)
