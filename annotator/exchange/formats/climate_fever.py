"""CLIMATE-FEVER: a claim a line with a verdict, and sentences of an encyclopaedia with five votes each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, sequence, string
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.json_records import json_records
from annotator.exchange.formats.shape import Format
from annotator.exchange.formats.whole_texts import verdict_on
from annotator.exchange.losses import Losses

_SUFFIXES: Final = (".jsonl", ".json")
_SIGNS: Final = (b'"claim_label"', b'"evidences"')


class ClimateFeverReader:
    """An article a claim, of which the verdict is the only label. Its votes are on evidence and stay out."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(source.named(_SUFFIXES))
        return all(sign in head for sign in _SIGNS)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for where, value in json_records(source, job, _SUFFIXES):
            try:
                yield _article(value, losses)
            except Unfit as error:
                losses.add(f"claims that are not as they should be: {error}", where)


def _article(value: object, losses: Losses) -> ForeignArticle:
    record = mapping(value)
    id_, text = name_of(record.get("claim_id")), string(record.get("claim"))
    verdict = verdict_on(text, string(record.get("claim_label")), id_=id_)
    evidence = sequence(record.get("evidences") or [])
    losses.add("sentences of evidence with their votes", id_, count=len(evidence))
    return ForeignArticle(id_, text, claims=(verdict,))


FORMAT: Final = Format("climate-fever", "CLIMATE-FEVER JSONL", reader=ClimateFeverReader())
