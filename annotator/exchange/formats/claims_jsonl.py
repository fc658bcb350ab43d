"""JSON Lines, one claim a line."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import article_of_claim, claim_fields
from annotator.exchange.formats.json_lines import json_line


class ClaimsJsonl:
    name = "claims-jsonl"
    title = "JSONL, one claim a line"
    suffix = ".jsonl"
    by_article = False
    takes = frozenset({"no_claims", "notes"})

    def head(self, choices: ExportChoices) -> bytes:
        return b""

    def records(self, dossier: Dossier) -> Iterator[bytes]:
        article = article_of_claim(dossier)
        for claim in dossier.claims:
            fields = claim_fields(claim, dossier)
            fields.update(article)
            yield json_line(fields)
