"""JSON Lines, one claim a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import article_of_claim, claim_fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header


class ClaimLines(LineWriter):
    takes = frozenset({"no_claims", "notes", "offset_unit"})

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        article = article_of_claim(dossier)
        for claim in dossier.claims:
            fields = claim_fields(claim, dossier)
            fields.update(article)
            yield json_line(fields)


FORMAT: Final = Format("jsonl", "JSONL, one claim a line", writer=ClaimLines())
