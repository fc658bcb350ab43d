"""JSON Lines, one article a line, with its claims inside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.json_values import mapping, sequence, string
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.fields import article_fields, claim_fields, no_claim_fields, unit_fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.own_fields import (
    Values,
    claim_from,
    has_all,
    measure_from,
    no_claim_from,
    records,
    unit_from,
)
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.losses import Losses


class ArticleLines(LineWriter):
    by_article = True
    takes = frozenset({"no_claims", "notes", "text", "boilerplate", "offset_unit", "votes", "gold"})

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


class ArticleReader:
    """Reads what `ArticleLines` writes; articles without their text are those that the project has."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        return has_all(source, b'"text_sha256": ', b'"source_sha256": ', b'"offset_unit": ')

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        return records(source, job, losses, _article_from)


def _article_from(values: Values) -> ForeignArticle:
    claims = [claim_from(mapping(claim)) for claim in sequence(values.get("claims"))]
    claims += [no_claim_from(mapping(claim)) for claim in sequence(values.get("no_claims", []))]
    return ForeignArticle(
        string(values.get("id")),
        string(values.get("text", "")),
        text_sha256=string(values.get("text_sha256")),
        measure=measure_from(values),
        title=string(values.get("title", "")),
        url=string(values.get("url", "")),
        language=string(values.get("language", "")),
        outlet=string(values.get("outlet", "")),
        byline=string(values.get("byline", "")),
        published_at=string(values.get("published_at", "")),
        claims=tuple(claims),
        units=tuple(unit_from(mapping(unit)) for unit in sequence(values.get("units"))) or None,
    )


FORMAT: Final = Format(
    "articles-jsonl", "JSONL, one article a line", reader=ArticleReader(), writer=ArticleLines()
)
