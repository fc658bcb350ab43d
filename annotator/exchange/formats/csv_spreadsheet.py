"""CSV that a spreadsheet opens without running what is in it."""

from __future__ import annotations

from typing import Final

from annotator.exchange.formats.csv_table import GuardedRowReader, GuardedRows
from annotator.exchange.formats.shape import Format

FORMAT: Final = Format(
    "csv-spreadsheet", "CSV for spreadsheets", reader=GuardedRowReader(), writer=GuardedRows()
)
