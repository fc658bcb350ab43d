"""Reads tasks of Label Studio, as it exports them or as they are imported into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from annotator.domain.records import Confidence, Origin
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    Measure,
)
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, sequence, string, whole
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats import label_studio_config as config
from annotator.exchange.formats.article_facts import article_with
from annotator.exchange.formats.json_records import json_files, json_records
from annotator.exchange.formats.pieces import Link, joined
from annotator.exchange.losses import Losses

Values = Mapping[str, object]

_SUFFIXES: Final = (".json", ".jsonl")
_LISTS: Final = (b'"annotations"', b'"completions"', b'"predictions"')
_SIGNS: Final = (b'"from_name"', b'"was_cancelled"', b'"completed_by"', b'"total_annotations"')
_SHORT: Final = (b'"annotation_id"', b'"annotator"', b'"lead_time"')
"""What is in the short form, JSON-MIN, which has an annotation a record and no results."""
_UPLOAD: Final = re.compile(r"^[0-9a-f]{8}-(?=.)")
"""What Label Studio puts in front of the names of files that were uploaded."""
_PLACE: Final = frozenset({"start", "end", "text", "labels"})
_OF_ANNOTATION: Final = ("annotator", "updated_at", "lead_time")
_LEVELS: Final = {level.value: level for level in Confidence}
_UNMATCHED: Final = "regions that are no stretches of a text"


class TaskReader:
    """Offsets are code points since the end of 2021, and were UTF-16 before: no file says which."""

    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(json_files(source, _SUFFIXES))
        is_full = any(mark in head for mark in _LISTS) and any(mark in head for mark in _SIGNS)
        return is_full or all(mark in head for mark in _SHORT)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for where, task in json_records(source, job, _SUFFIXES):
            try:
                yield _article(_full(mapping(task)), losses, where)
            except Unfit as error:
                losses.add(f"tasks that are not as they should be: {error}", where)


def _full(task: Values) -> Values:
    """The task in its long form, where it is in the short one."""
    if "data" in task or "annotation_id" not in task:
        return task
    data = {key: value for key, value in task.items() if not _are_regions(value)}
    regions = [value for values in task.values() if _are_regions(values) for value in sequence(values)]
    annotation = {
        "id": data.pop("annotation_id"),
        "completed_by": data.pop(config.ANNOTATOR, None) or data.pop("annotator", None),
        "created_at": data.pop("created_at", None),
        "result": [{"type": "labels", "value": value} for value in regions],
    }
    other = {name: data.pop(name, None) for name in ("id", *_OF_ANNOTATION)}
    return {"id": other["id"], "annotations": [annotation], "data": data}


def _are_regions(values: object) -> bool:
    return isinstance(values, list) and any(isinstance(value, dict) and "labels" in value for value in values)


def _article(task: Values, losses: Losses, where: str) -> ForeignArticle:
    data = mapping(task.get("data"))
    done = [mapping(each) for each in _each(task, "annotations", "completions")]
    guessed = [mapping(each) for each in _each(task, "predictions")]
    claims: list[ForeignClaim] = []
    seen_in: set[str] = set()
    for values in done:
        if values.get("was_cancelled") is True or values.get("skipped") is True:
            losses.add("annotations that were skipped", where)
            continue
        found = _Results.of(values, _annotator(values), losses, where)
        claims += found.claims()
        seen_in |= found.objects
    for values in guessed:
        found = _Results.of(values, name_of(values.get("model_version")), losses, where)
        claims += [replace(claim, origin=Origin.SUGGESTED) for claim in found.claims()]
        seen_in |= found.objects
    losses.add("drafts", where, count=len(_each(task, "drafts")))
    key = _text_key(data, seen_in)
    facts = {name: value for name, value in data.items() if name != key}
    upload = _UPLOAD.sub("", name_of(task.get("file_upload")))
    name = upload or name_of(task.get("id")) or where
    return article_with(facts, name=name, text=string(data[key]), claims=claims)


def _each(task: Values, *names: str) -> list[object]:
    """The items of the first list that is there."""
    return next((list(sequence(task[name])) for name in names if task.get(name)), [])


def _text_key(data: Values, objects: set[str]) -> str:
    """Which of the data is the text: what is called so, or as the regions say, else the longest."""
    texts = {key: value for key, value in data.items() if isinstance(value, str)}
    for key in (config.TEXT, *sorted(objects)):
        if key in texts:
            return key
    if not texts:
        raise Unfit("the text is missing")
    return max(texts, key=lambda key: len(texts[key]))


def _annotator(annotation: Values) -> str:
    """Who made it; Label Studio says a number, or more where it was asked to."""
    said = annotation.get("completed_by")
    if isinstance(said, dict):
        person = mapping(said)
        full = f"{name_of(person.get('first_name'))} {name_of(person.get('last_name'))}".strip()
        return full or name_of(person.get("email")) or name_of(person.get("id"))
    return name_of(said) or name_of(annotation.get("created_username"))


@dataclass(slots=True)
class _Results:
    """The results of one annotation, sorted by what they are about."""

    id: str
    annotator: str
    created_at: str
    losses: Losses
    where: str
    regions: dict[str, list[ForeignClaim]] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    objects: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, annotation: Values, annotator: str, losses: Losses, where: str) -> _Results:
        """Those of an annotation by `annotator`, unless a result says whose it is."""
        results = [mapping(each) for each in sequence(annotation.get("result", []))]
        created = annotation.get("created_at")
        found = cls(
            name_of(annotation.get("id")),
            next(filter(None, map(_said_annotator, results)), annotator),
            created if isinstance(created, str) else "",
            losses,
            where,
        )
        said = [result for result in results if not found._take_region(result)]
        for result in said:
            try:
                found._take_said(result)
            except Unfit as error:
                losses.add(f"results that are not as they should be: {error}", where)
        return found

    def claims(self) -> list[ForeignClaim]:
        first = [(name, claims[0]) for name, claims in self.regions.items()]
        wholes, others = joined(first, self.links)
        self.losses.add("relations", self.where, count=len(others))
        return wholes + [claim for claims in self.regions.values() for claim in claims[1:]]

    def _take_region(self, result: Values) -> bool:
        """Take what labels a stretch; False for everything else."""
        kind = result.get("type")
        if not isinstance(kind, str) or not kind.endswith("labels"):
            return False
        name = name_of(result.get("id")) or f"#{len(self.regions) + 1}"
        try:
            value = mapping(result.get("value"))
            span = _span(kind, result, value)
            labels = [string(label) for label in sequence(value.get(kind, []))]
        except Unfit:
            self.losses.add(_UNMATCHED, f"{self.where} {name}")
            return True
        self.objects.add(name_of(result.get("to_name")))
        if not labels:
            self.losses.add("regions without a label", f"{self.where} {name}")
        id_ = f"{self.id}-{name}" if self.id else name
        for number, label in enumerate(labels):
            self.regions.setdefault(name, []).append(
                ForeignClaim(
                    f"{id_}-{label}" if number else id_,
                    label,
                    (span,),
                    annotator=self.annotator,
                    note=_meta(result),
                    created_at=self.created_at,
                )
            )
        return True

    def _take_said(self, result: Values) -> None:
        kind = string(result.get("type"))
        if kind == "relation":
            labels = [name_of(label) for label in sequence(result.get("labels") or [])]
            ends = name_of(result.get("from_id")), name_of(result.get("to_id"))
            self.links.append(Link(*ends, ", ".join(labels)))
            return
        name = string(result.get("from_name"))
        value = mapping(result.get("value"))
        region = self.regions.get(name_of(result.get("id")))
        if region:
            region[:] = [_said_of(claim, name, kind, value) for claim in region]
        elif not _said_annotator(result):
            self.losses.add(f"what is said of whole articles as “{name}”", self.where)


def _said_annotator(result: Values) -> str:
    """The name that a result of ours says; "" for every other result."""
    value = result.get("value")
    if result.get("from_name") != config.ANNOTATOR or not isinstance(value, dict):
        return ""
    names = value.get("choices")
    return ", ".join(name for name in names if isinstance(name, str)) if isinstance(names, list) else ""


def _span(kind: str, result: Values, value: Values) -> ForeignSpan:
    """Regions of sounds have a start and an end, too, but those are seconds. Raises Unfit for them."""
    if kind != "labels" or "channel" in value or "original_length" in result:
        raise Unfit("it is no stretch of a text")
    words = value.get("text")
    quote = words if isinstance(words, str) else None
    return ForeignSpan(whole(value.get("start")), whole(value.get("end")), quote)


def _meta(result: Values) -> str:
    """The note that Label Studio lets people write on a region."""
    meta = result.get("meta")
    if meta is None:
        return ""
    lines = meta.get("text", []) if isinstance(meta, dict) else []
    return "\n".join(line for line in lines if isinstance(line, str)) if isinstance(lines, list) else ""


def _said_of(claim: ForeignClaim, name: str, kind: str, value: Values) -> ForeignClaim:
    """The claim with what a result of its region says."""
    said = value.get(kind)
    if kind == "textarea":
        lines = value.get("text", [])
        note = "\n".join(map(string, sequence(lines))) if isinstance(lines, list) else string(lines)
        return replace(claim, note=f"{claim.note}\n{note}" if claim.note else note)
    if name == config.FLAG and said == [config.FLAGGED]:
        return replace(claim, flag=True)
    if name == config.SURENESS and isinstance(said, list) and len(said) == 1 and said[0] in list(_LEVELS):
        return replace(claim, confidence=_LEVELS[said[0]])
    rest = {key: content for key, content in value.items() if key not in _PLACE}
    return replace(claim, extra={**claim.extra, name: rest.get(kind, rest)})
