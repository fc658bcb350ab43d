"""CSV exactly as the project has it."""

from __future__ import annotations

from typing import Final

from annotator.exchange.formats.csv_table import ClaimRows, RowReader
from annotator.exchange.formats.shape import Format

FORMAT: Final = Format("csv", "CSV, one claim a row", reader=RowReader(), writer=ClaimRows())
