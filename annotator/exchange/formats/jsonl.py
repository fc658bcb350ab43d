"""JSON Lines, one claim a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import article_of_claim, claim_fields
from annotator.exchange.formats.json_lines import json_line
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.own_fields import claim_of_article_from, has_all, joined, records
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.losses import Losses


class ClaimLines(LineWriter):
    takes = frozenset({"no_claims", "notes", "offset_unit", "votes", "gold"})

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        article = article_of_claim(dossier)
        for claim in dossier.claims:
            fields = claim_fields(claim, dossier)
            fields.update(article)
            yield json_line(fields)


class ClaimReader:
    """Reads what `ClaimLines` writes, whose articles are those that the project has."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        return has_all(source, b'"fragments": [', b'"text_sha256": ', b'"article_id": ')

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        return joined(records(source, job, losses, claim_of_article_from))


FORMAT: Final = Format("jsonl", "JSONL, one claim a line", reader=ClaimReader(), writer=ClaimLines())
