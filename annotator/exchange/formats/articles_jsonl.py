"""JSON Lines, one article a line, with its claims inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.fields import article_fields, claim_fields, no_claim_fields, unit_fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header


class ArticleLines(LineWriter):
    by_article = True
    takes = frozenset({"no_claims", "notes", "text", "boilerplate", "offset_unit"})

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        choices = dossier.choices
        fields = article_fields(dossier)
        if choices.text:
            fields["text"] = dossier.text
        fields["units"] = [
            unit_fields(unit, dossier) for unit in dossier.units if unit.annotatable or choices.boilerplate
        ]
        fields["claims"] = [
            claim_fields(claim, dossier) for claim in dossier.claims if claim.label != NO_CLAIM
        ]
        if choices.no_claims:
            fields["no_claims"] = [
                no_claim_fields(claim, dossier) for claim in dossier.claims if claim.label == NO_CLAIM
            ]
        yield json_line(fields)


FORMAT: Final = Format("articles-jsonl", "JSONL, one article a line", writer=ArticleLines())
