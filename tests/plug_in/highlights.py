"""A format of another package, as docs/formats.md explains it: one claim a line, in tab-separated columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.unheld import count_unheld
from annotator.exchange.losses import Losses


class HighlightWriter(LineWriter):
    suffix = ".tsv"

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        count_unheld(dossier, header.losses)
        at = dossier.ruler.at
        for claim in dossier.claims:
            if len(claim.fragments) > 1:
                header.losses.add("claims in several pieces", claim.id)
                continue
            start, end = at(claim.span.start), at(claim.span.end)
            cells = (dossier.article.sha256, start, end, claim.label, dossier.names[claim.annotator_id])
            yield "\t".join([*map(json.dumps, cells), json.dumps(claim.quote)]).encode() + b"\n"


class HighlightReader:
    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        return source.files()[0].endswith(".highlights.tsv")

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for name in source.files():
            with source.open(name) as file:
                for number, line in enumerate(file, 1):
                    job.check()
                    try:
                        sha256, start, end, label, annotator, words = map(json.loads, line.split(b"\t"))
                        span = ForeignSpan(int(start), int(end), str(words))
                    except ValueError:
                        losses.add("lines that are not as they should be", f"{name}, {number}")
                        continue
                    claim = ForeignClaim(str(number), str(label), (span,), annotator=str(annotator))
                    yield ForeignArticle(f"line {number}", "", text_sha256=str(sha256), claims=(claim,))


FORMAT: Final = Format("highlights", "Highlights", reader=HighlightReader(), writer=HighlightWriter())

NO_FORMAT: Final = "a text"
"""What the second entry point names, which is not a format and is told of."""
