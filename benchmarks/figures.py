"""What a benchmark says, and where the benchmarks are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

BENCHMARKS: Final = {
    "start": "benchmarks.start",
    "keys": "benchmarks.press_keys",
    "long": "benchmarks.long_article",
    "window": "benchmarks.window_tasks",
    "import": "benchmarks.import_articles",
    "pages": "benchmarks.import_pages",
    "export": "benchmarks.export_claims",
    "formats": "benchmarks.annotation_formats",
    "agreement": "benchmarks.agreement",
    "spans": "benchmarks.span_agreement",
    "review": "benchmarks.review",
    "review-keys": "benchmarks.review_keys",
    "team": "benchmarks.team_figures",
    "merge": "benchmarks.merge_packs",
    "open": "benchmarks.open_project",
}
"""Each module has `measure(folder, scale)`, which gives its figures; `folder` is empty and goes afterwards.

`scale` is the share of the full size, at most 1. A floor is the same work without Claimdesk.
"""


@dataclass(frozen=True, slots=True)
class Figure:
    """`ours` and `floor` are in `unit`; `promise` is how many times the floor ours may be."""

    name: str
    ours: float
    floor: float
    promise: float
    unit: str = "s"

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def is_kept(self) -> bool:
        return self.ratio <= self.promise


def share(values: list[float], part: float) -> float:
    """The value below which `part` of the values lie."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * part), len(ordered) - 1)]
