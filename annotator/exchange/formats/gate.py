"""GATE documents, as XML with nodes in the text and as bdoc JSON: each annotation set is an annotator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.json_values import (
    Unfit,
    json_value,
    mapping,
    name_of,
    sequence,
    string,
    whole,
)
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.shape import Format
from annotator.exchange.losses import Losses

_JSON: Final = (".bdocjs", ".json")
_SUFFIXES: Final = (".xml", *_JSON)
_LARGEST: Final = 200_000_000
"""Bytes of one document, which is held in memory."""
_MEASURES: Final = {"p": Measure.CODE_POINT, "j": Measure.UTF16}
_OF_PROGRAMS: Final = frozenset({"Document", "MWT", "Paragraph", "Sentence", "SpaceToken", "Split", "Token"})
"""Types that GATE's own tools put over every text."""


class GateReader:
    """XML has nodes in the text where its offsets are; bdoc JSON says whether they count as Java does."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        names = source.named(_SUFFIXES)
        if not names:
            return False
        head = source.head(names[0])
        # Either may come last in a long document.
        is_bdoc = names[0].lower().endswith(".bdocjs") or b'"offset_type"' in head
        return b"<GateDocument" in head or (is_bdoc and b'"annotation_sets"' in head)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        names = source.named(_SUFFIXES)
        if not names:
            raise Refused(
                f"{source.name} holds no GATE document (.xml, .bdocjs). Nothing was imported. "
                "Choose another one."
            )
        for name in names:
            job.check()
            data = source.read(name, largest=_LARGEST)
            try:
                read = _from_json if name.lower().endswith(_JSON) else _from_xml
                yield read(data, name, losses)
            except Unfit as error:
                losses.add(f"documents that are not as they should be: {error}", name)


def _from_json(data: bytes, name: str, losses: Losses) -> ForeignArticle:
    document = mapping(json_value(data, name))
    text = string(document.get("text"))
    claims: list[ForeignClaim] = []
    for annotator, value in mapping(document.get("annotation_sets")).items():
        for entry in sequence(mapping(value).get("annotations")):
            try:
                found = mapping(entry)
                type_ = string(found.get("type"))
                if not _is_claim(type_, name, losses):
                    continue
                span = ForeignSpan(whole(found.get("start")), whole(found.get("end")))
                features = mapping(found.get("features") or {})
                claims.append(_claim(name_of(found.get("id")), type_, span, annotator, features))
            except Unfit as error:
                losses.add(f"annotations that are not as they should be: {error}", name)
    measure = _MEASURES.get(str(document.get("offset_type")))
    return ForeignArticle(name, text, measure=measure, claims=tuple(claims))


def _from_xml(data: bytes, name: str, losses: Losses) -> ForeignArticle:
    # lxml takes a while to load, and all formats are looked at when they are listed.
    from annotator.exchange.articles.markup import xml_tree

    root = xml_tree(data, "GATE document")
    holder = root.find("TextWithNodes")
    if holder is None:
        raise Unfit("its text is missing")
    parts, places, length = [holder.text or ""], {}, len(holder.text or "")
    for node in holder:
        # Where a node stands says more than its number, which counts as Java does.
        places[node.get("id")] = length
        parts.append(node.tail or "")
        length += len(parts[-1])
    text = "".join(parts)
    claims: list[ForeignClaim] = []
    for of_one in root.iterfind("AnnotationSet"):
        for entry in of_one.iterfind("Annotation"):
            type_ = entry.get("Type") or ""
            start, end = places.get(entry.get("StartNode")), places.get(entry.get("EndNode"))
            if start is None or end is None:
                losses.add("annotations whose nodes are missing", name)
            elif _is_claim(type_, name, losses):
                span = ForeignSpan(start, end, text[start:end])
                features = {
                    part.findtext("Name") or "": part.findtext("Value") or ""
                    for part in entry.iterfind("Feature")
                }
                claims.append(_claim(entry.get("Id") or "", type_, span, of_one.get("Name") or "", features))
    return ForeignArticle(name, text, measure=Measure.CODE_POINT, claims=tuple(claims))


def _is_claim(type_: str, name: str, losses: Losses) -> bool:
    if type_ in _OF_PROGRAMS:
        losses.add("tokens, sentences and the like, which programs put over a text", name)
        return False
    return True


def _claim(
    id_: str, type_: str, span: ForeignSpan, annotator: str, features: Mapping[str, object]
) -> ForeignClaim:
    return ForeignClaim(id_, type_, (span,), annotator=annotator, extra=dict(features))


FORMAT: Final = Format("gate", "GATE XML and bdoc JSON", reader=GateReader())
