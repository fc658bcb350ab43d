"""JSON Lines, one review unit a line: every vote on the same words, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.unit_fields import unit_records


class UnitLines(LineWriter):
    takes = frozenset({"notes", "offset_unit", "units"})

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        return map(json_line, unit_records(dossier, header))


FORMAT: Final = Format("units-jsonl", "JSONL, one review unit a line", writer=UnitLines())
