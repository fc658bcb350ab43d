"""The formats of data sets. A format is one module here and one entry of `FORMATS`."""

from __future__ import annotations

from annotator.domain.errors import Refused
from annotator.exchange.formats.articles_jsonl import ArticlesJsonl
from annotator.exchange.formats.claims_csv import ClaimsCsv
from annotator.exchange.formats.claims_jsonl import ClaimsJsonl
from annotator.exchange.formats.shape import Format

FORMATS: dict[str, Format] = {found.name: found for found in (ClaimsJsonl(), ArticlesJsonl(), ClaimsCsv())}


def format_named(name: str) -> Format:
    """Raises Refused with the names that there are."""
    if name not in FORMATS:
        raise Refused(
            f"There is no format “{name}”. Nothing was written. Choose one of {', '.join(FORMATS)}."
        )
    return FORMATS[name]
