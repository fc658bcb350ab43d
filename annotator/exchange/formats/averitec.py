"""AVeriTeC: claims with the verdicts of fact-checkers, and the questions and answers that led to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.json_values import Unfit, mapping, sequence, string
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.json_records import json_records
from annotator.exchange.formats.shape import Format
from annotator.exchange.formats.whole_texts import verdict_on
from annotator.exchange.losses import Losses

_SUFFIXES: Final = (".json", ".jsonl")
_SIGNS: Final = (b'"fact_checking_article"', b'"original_claim_url"', b'"required_reannotation"')
_ENOUGH: Final = 2
"""Of the signs; the set that is for testing alone lacks some."""
_DATE: Final = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{4})")
_KEPT: Final = ("fact_checking_article", "reporting_source", "location_ISO_code")


class AveritecReader:
    """An article a claim; the verdict is its label and the justification the note."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(source.named(_SUFFIXES))
        return sum(sign in head for sign in _SIGNS) >= _ENOUGH

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for where, value in json_records(source, job, _SUFFIXES):
            try:
                yield _article(mapping(value), losses, where)
            except Unfit as error:
                losses.add(f"claims that are not as they should be: {error}", where)


def _article(record: Mapping[str, object], losses: Losses, where: str) -> ForeignArticle:
    text = string(record.get("claim"))
    verdict = verdict_on(text, string(record.get("label")), id_="", note=_said(record, "justification"))
    questions = sequence(record.get("questions") or [])
    losses.add("questions with their answers", where, count=len(questions))
    for kind in ("claim_types", "fact_checking_strategies"):
        losses.add(f"{kind.replace('_', ' ')}", where, count=bool(record.get(kind)))
    return ForeignArticle(
        where,
        text,
        url=_said(record, "original_claim_url"),
        byline=_said(record, "speaker"),
        published_at=_day(_said(record, "claim_date")),
        metadata={key: record[key] for key in _KEPT if isinstance(record.get(key), str)},
        claims=(verdict,),
    )


def _day(date: str) -> str:
    """The set writes day, month and year, as in 25-8-2020; what is no such date stays as it is."""
    found = _DATE.fullmatch(date)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else date


def _said(record: Mapping[str, object], name: str) -> str:
    """A text that the record may leave out or give as null."""
    value = record.get(name)
    return value if isinstance(value, str) else ""


FORMAT: Final = Format("averitec", "AVeriTeC JSON", reader=AveritecReader())
