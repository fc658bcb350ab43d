"""CSV, one review unit a row; what is a list or has parts is a cell of JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.csv_table import cell_of, row_of
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.unit_fields import unit_records

COLUMNS: Final = (
    *("id", "article_id", "title", "url", "language", "text_sha256"),
    *("start", "end", "offset_unit", "quote", "proposed", "cells", "missing"),
    *("votes", "soft_label", "majority", "tied", "entropy", "entropy_share"),
    *("disagreement", "disagreement_existence", "disagreement_boundary", "disagreement_label"),
    *("kind", "kinds", "dawid_skene", "dawid_skene_margin", "dawid_skene_method", "gold"),
    *("gold_outcome", "gold_label", "gold_method", "gold_adjudicator", "gold_stale"),
    *("overlap_threshold", "level", "label_order", "newest_guideline", "made_with"),
)


class UnitRows(LineWriter):
    suffix = ".csv"
    takes = frozenset({"notes", "offset_unit", "units"})

    def head(self, choices: ExportChoices) -> bytes:
        return row_of(COLUMNS)

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        for fields in unit_records(dossier, header):
            values = fields | _gold_columns(fields["gold"])
            yield row_of([cell_of(values[name]) for name in COLUMNS])


def _gold_columns(gold: object) -> dict[str, object]:
    """What is asked of gold most, in columns of its own; a label only where there is one gold claim."""
    found = gold if isinstance(gold, dict) else {}
    labels = [claim["label"] for claim in found.get("claims", ())]
    return {
        "gold_outcome": found.get("outcome"),
        "gold_label": labels[0] if len(labels) == 1 else None,
        "gold_method": found.get("method"),
        "gold_adjudicator": found.get("adjudicator"),
        "gold_stale": found.get("stale"),
    }


FORMAT: Final = Format("units-csv", "CSV, one review unit a row", writer=UnitRows())
