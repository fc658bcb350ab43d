"""CSV as RFC 4180 has it, one claim a row, in UTF-8; `fragments` is a cell of JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, Measure
from annotator.exchange.annotations.json_values import Unfit, json_value
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.choices import Annotations, ExportChoices, has_gold_fields
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import article_of_claim, claim_fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.own_fields import claim_of_article_from, joined
from annotator.exchange.formats.shape import Header
from annotator.exchange.losses import Losses

COLUMNS: Final = (
    *("id", "article_id", "title", "url", "language", "text_sha256", "annotator", "label"),
    *("start", "end", "offset_unit", "quote", "fragments", "confidence", "basis", "origin"),
    *("suggested_label", "guideline_version", "as_of", "created_at", "updated_at", "version"),
)
_BYTE_ORDER_MARK: Final = "\ufeff"
_HEAD: Final = ",".join(COLUMNS).encode()
LARGEST_CELL: Final = 50_000_000
# What a spreadsheet takes for the start of a formula, and the sign that says that it is none.
_DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "'")


class ClaimRows(LineWriter):
    suffix = ".csv"
    takes = frozenset({"no_claims", "notes", "offset_unit", "votes", "gold"})

    def head(self, choices: ExportChoices) -> bytes:
        return row_of(columns(choices))

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        article = article_of_claim(dossier)
        names = columns(dossier.choices)
        for claim in dossier.claims:
            fields = claim_fields(claim, dossier) | article
            values = [fields[name] for name in names]
            # Most are text: a call for each would take as long as all the rest.
            yield self.row([value if isinstance(value, str) else cell_of(value) for value in values])

    def row(self, cells: Iterable[str]) -> bytes:
        return row_of(cells)


class GuardedRows(ClaimRows):
    """Rows that a spreadsheet shows and does not run."""

    def head(self, choices: ExportChoices) -> bytes:
        # Excel takes a file for UTF-8 only where a byte order mark says so.
        return _BYTE_ORDER_MARK.encode() + super().head(choices)

    def row(self, cells: Iterable[str]) -> bytes:
        return super().row(map(guarded, cells))


class RowReader:
    """Reads what `ClaimRows` writes, whose articles are those that the project has."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        names = source.files()
        return len(names) == 1 and source.head(names[0]).startswith(_HEAD)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        return joined(self._claims(source, job, losses))

    def cell(self, cell: str) -> str:
        return cell

    def _claims(
        self, source: AnnotationSource, job: Job, losses: Losses
    ) -> Iterator[tuple[ForeignArticle, ForeignClaim]]:
        for name in source.files():
            for number, row in enumerate(_rows(source, name), 2):
                job.check()
                try:
                    yield claim_of_article_from(_values({key: self.cell(row[key]) for key in row}))
                except Unfit as error:
                    losses.add(f"rows that are not as they should be: {error}", f"{name}, {number}")


class GuardedRowReader(RowReader):
    """Reads what `GuardedRows` writes."""

    def recognises(self, source: AnnotationSource) -> bool:
        names = source.files()
        return len(names) == 1 and source.head(names[0]).startswith(_BYTE_ORDER_MARK.encode() + _HEAD)

    def cell(self, cell: str) -> str:
        return unguarded(cell)


def _rows(source: AnnotationSource, name: str) -> Iterator[dict[str, str]]:
    csv.field_size_limit(LARGEST_CELL)
    with source.open(name) as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        try:
            rows = csv.reader(text, strict=True)
            head = next(rows, [])
            for row in rows:
                yield dict(zip(head, row, strict=False))
        except (csv.Error, UnicodeDecodeError) as error:
            raise Refused(
                f"{name} is no CSV in UTF-8, or a cell has more than {LARGEST_CELL:,} characters: {error}. "
                "Nothing was imported. Export it anew from where it came."
            ) from error


def _values(row: Mapping[str, str]) -> Mapping[str, object]:
    """The row with the values that JSONL has. Raises Unfit."""
    try:
        fragments = json_value(row.get("fragments", "").encode(errors="replace"), "A cell of fragments")
    except Refused as error:
        raise Unfit("its fragments are no JSON") from error
    return {**row, "fragments": fragments, "flag": row.get("flag") == "true"}


def columns(choices: ExportChoices) -> tuple[str, ...]:
    names = (*COLUMNS, "note", "flag") if choices.notes else COLUMNS
    if has_gold_fields(choices):
        return (*names, "adjudication")
    return (*names, "votes", "soft_label") if choices.annotations is Annotations.SOFT else names


def guarded(cell: str) -> str:
    """`cell` with a ' in front where a spreadsheet might run it; `unguarded` takes exactly that ' off."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def unguarded(cell: str) -> str:
    return cell.removeprefix("'")


def cell_of(value: object) -> str:
    """A value as a cell has it: nothing for null, what has parts as JSON."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return json_line(value).decode().rstrip("\n")
    return str(value)


class _Passed:
    """A file that gives back what is written to it, which is what the csv module then returns."""

    def write(self, line: str) -> str:
        return line


_WRITE_ROW: Final = csv.writer(_Passed()).writerow


def row_of(cells: Iterable[str]) -> bytes:
    """A row with its line end, as RFC 4180 has it."""
    line: str = _WRITE_ROW(cells)
    return line.encode()
