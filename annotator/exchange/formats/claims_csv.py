"""CSV as RFC 4180 has it, one claim a row, in UTF-8; `fragments` is a cell of JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import article_of_claim, claim_fields
from annotator.exchange.formats.json_lines import json_line

COLUMNS: Final = (
    *("id", "article_id", "title", "url", "language", "text_sha256", "annotator", "label"),
    *("start", "end", "offset_unit", "quote", "fragments", "confidence", "basis", "origin"),
    *("suggested_label", "guideline_version", "as_of", "created_at", "updated_at", "version"),
)
_BYTE_ORDER_MARK: Final = "\ufeff"
# What a spreadsheet takes for the start of a formula, and the sign that says that it is none.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")


class ClaimsCsv:
    name = "claims-csv"
    title = "CSV, one claim a row"
    suffix = ".csv"
    by_article = False
    takes = frozenset({"no_claims", "notes", "spreadsheet"})

    def head(self, choices: ExportChoices) -> bytes:
        # Excel takes a file for UTF-8 only where a byte order mark says so.
        mark = _BYTE_ORDER_MARK.encode() if choices.spreadsheet else b""
        return mark + _row(columns(choices))

    def records(self, dossier: Dossier) -> Iterator[bytes]:
        article = article_of_claim(dossier)
        names = columns(dossier.choices)
        for claim in dossier.claims:
            fields = claim_fields(claim, dossier) | article
            cells = [_cell(fields[name]) for name in names]
            yield _row(map(guarded, cells) if dossier.choices.spreadsheet else cells)


def columns(choices: ExportChoices) -> tuple[str, ...]:
    return (*COLUMNS, "note", "flag") if choices.notes else COLUMNS


def guarded(cell: str) -> str:
    """`cell` with a ' in front where a spreadsheet might run it; `unguarded` takes exactly that ' off."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return json_line(value).decode().rstrip("\n")
    return str(value)


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode()
