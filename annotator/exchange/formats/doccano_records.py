"""Reads the JSON Lines of doccano, of all its versions, and those that are made for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    Measure,
)
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, whole
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.article_facts import article_with
from annotator.exchange.formats.json_records import json_files, json_records
from annotator.exchange.formats.own_fields import measure_from
from annotator.exchange.formats.pieces import Link, joined
from annotator.exchange.losses import Losses
from annotator.exchange.names import safe_name

WITH_RELATIONS: Final = "with_relations"
"""The folder of the same annotations as entities with relations."""
EVERYBODY: Final = "all"
"""What doccano calls the file of a project where everybody works on the same annotations."""

_SUFFIXES: Final = (".jsonl",)
_TEXT: Final = "text"
_NO_TEXT: Final = "filename"
"""The column of pictures and sounds."""
_RELATIONS: Final = "relations"
_COMMENTS: Final = "Comments"
_COLUMNS: Final = frozenset({"label", "labels", "cats", "entities", "annotations", _RELATIONS, _COMMENTS})
_PARTS: Final = ("start_offset", "end_offset", "label")
_OWN: Final = frozenset({"annotator", "offset_unit"})
_TRIPLE: Final = re.compile(rb'"\s*:\s*\[\s*\[\s*\d+\s*,\s*\d+\s*,\s*["\d]')
_OFFSETS: Final = (b'"start_offset"', b'"end_offset"')


class RecordReader:
    """doccano counts UTF-16 units, graphemes or, for a while, code points, and its files do not say which."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(json_files(source, _SUFFIXES))
        return all(mark in head for mark in _OFFSETS) or (
            b'"tokens"' not in head and _TRIPLE.search(head) is not None
        )

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        names = frozenset(source.files())
        for where, value in json_records(source, job, _SUFFIXES):
            file = PurePosixPath(where.rpartition(", ")[0])
            if f"{file.parent / WITH_RELATIONS / file.name}" in names:
                continue
            try:
                record = mapping(value)
                user = _user(record, file.stem, is_packed=source.is_packed)
                yield _Record(record, losses, where).article(user)
            except Unfit as error:
                losses.add(f"records that are not as they should be: {error}", where)


def _user(record: Mapping[str, object], stem: str, *, is_packed: bool) -> str:
    """Who annotated: doccano packs a file for each, named after her, and ours say it themselves."""
    said = record.get("annotator")
    name = said if isinstance(said, str) else ""
    if not is_packed or stem == EVERYBODY or re.fullmatch(rf"{re.escape(safe_name(name))}(-\d+)?", stem):
        return name
    return stem


@dataclass(slots=True)
class _Record:
    """A record, whose columns may have any name: what is in them says what they are."""

    values: Mapping[str, object]
    losses: Losses
    where: str
    claims: list[tuple[str, ForeignClaim]] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def article(self, user: str) -> ForeignArticle:
        """Raises Unfit where there is no text."""
        texts = [key for key, value in self.values.items() if isinstance(value, str) and key != _NO_TEXT]
        if _TEXT not in texts and len(texts) != 1:
            raise Unfit("the text is missing")
        key = _TEXT if _TEXT in texts else texts[0]
        facts = {}
        for column, value in self.values.items():
            if column != key and column not in _OWN and not self._take(column, value, user):
                facts[column] = value
        claims, others = joined(self.claims, self.links)
        self.losses.add("relations", self.where, count=len(others))
        name = name_of(facts.pop("id", None)) or self.where
        text = str(self.values[key])
        return article_with(facts, name=name, text=text, claims=claims, measure=measure_from(self.values))

    def _take(self, column: str, value: object, user: str) -> bool:
        """Take what a column says of the text; False where it is something else."""
        if not isinstance(value, list):
            return False
        if column not in _COLUMNS and not (value and all(map(_is_surely_span, value))):
            return False
        for item in value:
            try:
                self._take_item(column, item, user)
            except Unfit as error:
                self.losses.add(f"labels that are not as they should be: {error}", self.where)
        return True

    def _take_item(self, column: str, item: object, user: str) -> None:
        if column == _RELATIONS:
            self._take_relation(item)
        elif column == _COMMENTS:
            self.losses.add("comments on whole articles", self.where)
        elif isinstance(item, list) or (isinstance(item, dict) and "start_offset" in item):
            self._take_span(item, user)
        else:
            name_of(item["label"] if isinstance(item, dict) and "label" in item else item)
            self.losses.add("labels of whole articles", self.where)

    def _take_span(self, item: object, user: str) -> None:
        if isinstance(item, list):
            said: Mapping[str, object] = dict(zip(_PARTS, item, strict=False))
        else:
            said = mapping(item)
        label = name_of(said.get("label"))
        if not label:
            raise Unfit("the label is missing")
        words = said.get("text")
        quote = words if isinstance(words, str) else None
        span = ForeignSpan(whole(said.get("start_offset")), whole(said.get("end_offset")), quote)
        id_ = name_of(said.get("id"))
        annotator = name_of(said.get("user")) or user
        self.claims.append((id_ or f"#{len(self.claims)}", ForeignClaim(id_, label, (span,), annotator)))

    def _take_relation(self, item: object) -> None:
        said = mapping(item)
        ends = name_of(said.get("from_id")), name_of(said.get("to_id"))
        self.links.append(Link(*ends, name_of(said.get("type"))))


def _is_surely_span(item: object) -> bool:
    """Whether it is a span in whatever column: two offsets and a label in words."""
    return isinstance(item, list) and [type(part) for part in item] == [int, int, str]
