"""A figure of agreement: a value, or the reason why there is none, with what it was computed on."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

from annotator.domain.immutable import immutable

FEWEST_UNITS: Final = 10
"""Below this many units a value is tentative, and no interval goes with it."""
FEWEST_DOCUMENTS: Final = 8
"""Below this many documents no interval goes with a value."""


class Reason(StrEnum):
    """Why a value or an interval is undefined. None of these is ever written as 1, 0 or not-a-number."""

    NO_PAIRABLE_UNITS = "no_pairable_units"
    NO_VARIATION = "no_variation"
    UNEQUAL_LABELS = "unequal_labels"
    TOO_FEW_UNITS = "too_few_units"
    TOO_FEW_DOCUMENTS = "too_few_documents"
    HANGS_ON_ONE_DOCUMENT = "hangs_on_one_document"

    @property
    def words(self) -> str:
        """The reason as people read it."""
        return self.words_on("documents")

    def words_on(self, documents: str) -> str:
        """The same where documents are something that has a name, such as articles."""
        return _WORDS[self].format(documents=documents)


_WORDS: Final = {
    Reason.NO_PAIRABLE_UNITS: "nothing was labelled by two annotators",
    Reason.NO_VARIATION: "only one label was used, so chance can't be told from agreement",
    Reason.UNEQUAL_LABELS: "not everything has the same number of labels",
    Reason.TOO_FEW_UNITS: f"fewer than {FEWEST_UNITS} units",
    Reason.TOO_FEW_DOCUMENTS: f"fewer than {FEWEST_DOCUMENTS} {{documents}}",
    Reason.HANGS_ON_ONE_DOCUMENT: "undefined without one of the {documents}",
}


class Estimate(NamedTuple):
    """A value, and what was observed and what chance would give; whether of agreement, its measure says."""

    value: float
    observed: float
    expected: float | None = None


@immutable
class Interval:
    """Where the value lies with the given confidence, between -1 and 1; counted over `documents`."""

    low: float
    high: float
    confidence: float
    documents: int


@immutable(kw_only=True)
class Figure:
    """One measure. `reason` is set where `value` is None, `interval_reason` where `interval` is None.

    `units` counts what at least two annotators labelled, `labels` the labels in them. `missing` is the share
    of units × annotators without a label, `excluded` the share of labels that stand alone in their unit;
    both are None where there is nothing to share.
    """

    value: float | None = None
    reason: Reason | None = None
    observed: float | None = None
    expected: float | None = None
    units: int = 0
    labels: int = 0
    missing: float | None = None
    excluded: float | None = None
    interval: Interval | None = None
    interval_reason: Reason | None = None

    @property
    def is_tentative(self) -> bool:
        """Whether there is a value that rests on too little to be relied on."""
        return self.value is not None and self.units < FEWEST_UNITS
