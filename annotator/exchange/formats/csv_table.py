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
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Header

COLUMNS: Final = (
    *("id", "article_id", "title", "url", "language", "text_sha256", "annotator", "label"),
    *("start", "end", "offset_unit", "quote", "fragments", "confidence", "basis", "origin"),
    *("suggested_label", "guideline_version", "as_of", "created_at", "updated_at", "version"),
)
_BYTE_ORDER_MARK: Final = "\ufeff"
# What a spreadsheet takes for the start of a formula, and the sign that says that it is none.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")


class ClaimRows(LineWriter):
    suffix = ".csv"
    takes = frozenset({"no_claims", "notes", "offset_unit"})

    def head(self, choices: ExportChoices) -> bytes:
        return _row(columns(choices))

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        article = article_of_claim(dossier)
        names = columns(dossier.choices)
        for claim in dossier.claims:
            fields = claim_fields(claim, dossier) | article
            yield self.row([_cell(fields[name]) for name in names])

    def row(self, cells: Iterable[str]) -> bytes:
        return _row(cells)


class GuardedRows(ClaimRows):
    """Rows that a spreadsheet shows and does not run."""

    def head(self, choices: ExportChoices) -> bytes:
        # Excel takes a file for UTF-8 only where a byte order mark says so.
        return _BYTE_ORDER_MARK.encode() + super().head(choices)

    def row(self, cells: Iterable[str]) -> bytes:
        return super().row(map(guarded, cells))


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
