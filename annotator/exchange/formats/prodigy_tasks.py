"""Reads tasks of Prodigy, as `db-out` writes them or as they are made for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from annotator.domain.records import Confidence
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan, Measure
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, sequence, string, whole
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.article_facts import article_with
from annotator.exchange.formats.json_records import json_files, json_records
from annotator.exchange.losses import Losses

INPUT_HASH: Final = "_input_hash"
TASK_HASH: Final = "_task_hash"

Values = Mapping[str, object]

_SUFFIXES: Final = (".jsonl", ".json")
_SIGNS: Final = (b'"_task_hash"', b'"_input_hash"', b'"token_start"', b'"_view_id"')
_LEVELS: Final = {level.value: level for level in Confidence}
_ACCEPTED: Final = "accept"
_NOT_ACCEPTED: Final = {
    "reject": "spans of tasks that were rejected",
    "ignore": "spans of tasks that were ignored",
}
_PLACE: Final = frozenset({"start", "end", "token_start", "token_end", "label", "text"})
_SAID: Final = frozenset({"claim", "note", "confidence", "flag"})


class TaskReader:
    """Offsets are characters of Python; the tokens beside them prove it."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(json_files(source, _SUFFIXES))
        return b'"text"' in head and any(sign in head for sign in _SIGNS)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for where, value in json_records(source, job, _SUFFIXES):
            try:
                yield _article(mapping(value), losses, where)
            except Unfit as error:
                losses.add(f"tasks that are not as they should be: {error}", where)


def _article(task: Values, losses: Losses, where: str) -> ForeignArticle:
    text = string(task.get("text"))
    annotator = name_of(task.get("_annotator_id")) or name_of(task.get("_session_id"))
    spans = sequence(task.get("spans") or [])
    if (answer := task.get("answer", _ACCEPTED)) == _ACCEPTED:
        claims = _claims(spans, _Words(task), annotator, losses, where)
    else:
        claims = []
        losses.add(_NOT_ACCEPTED.get(str(answer), "spans of unknown answers"), where, count=len(spans))
    _count_others(task, losses, where)
    meta = task.get("meta")
    facts = dict(meta) if isinstance(meta, dict) else {}
    facts.update((name, task[name]) for name in (INPUT_HASH, TASK_HASH) if isinstance(task.get(name), int))
    return article_with(facts, name=where, text=text, claims=claims)


def _claims(
    spans: Sequence[object], words: _Words, annotator: str, losses: Losses, where: str
) -> list[ForeignClaim]:
    """A claim for each span, or for all of those that are said to be of one."""
    found: dict[str, ForeignClaim] = {}
    places: dict[str, list[ForeignSpan]] = {}
    for number, value in enumerate(spans):
        try:
            span = mapping(value)
            claim = _claim(span, words, annotator)
        except Unfit as error:
            losses.add(f"spans that are not as they should be: {error}", where)
            continue
        key = f"{claim.id} {claim.label}" if claim.id else f"#{number}"
        found.setdefault(key, claim)
        places.setdefault(key, []).extend(claim.spans)
    return [replace(claim, spans=tuple(places[key])) for key, claim in found.items()]


def _claim(span: Values, words: _Words, annotator: str) -> ForeignClaim:
    confidence = span.get("confidence")
    return ForeignClaim(
        name_of(span.get("claim")),
        string(span.get("label")),
        (ForeignSpan(whole(span.get("start")), whole(span.get("end")), words.of(span)),),
        annotator=annotator,
        note=string(span.get("note", "")),
        confidence=_LEVELS.get(confidence, Confidence.UNSET)
        if isinstance(confidence, str)
        else Confidence.UNSET,
        flag=span.get("flag") is True,
        extra={key: value for key, value in span.items() if key not in _PLACE | _SAID},
    )


def _count_others(task: Values, losses: Losses, where: str) -> None:
    """Count what a task may say besides spans."""
    others = (
        ("relations", task.get("relations")),
        ("choices for whole articles", task.get("accept")),
        ("labels of whole articles", task.get("label")),
        ("flags on whole articles", task.get("flagged")),
    )
    for what, said in others:
        losses.add(what, where, count=len(said) if isinstance(said, list) else bool(said))


class _Words:
    """The tokens of a task, which say what words stand between the places where they begin and end."""

    def __init__(self, task: Values) -> None:
        tokens = task.get("tokens")
        self._tokens = tokens if isinstance(tokens, list) else []

    def of(self, span: Values) -> str | None:
        """The words of a span: of the tokens from its start to its end, or its own; None where it has none.

        Which tokens it names proves nothing: offsets are what Prodigy goes by.
        """
        first, last = self._starts.get(span.get("start")), self._ends.get(span.get("end"))
        if first is not None and last is not None and first <= last:
            parts = [mapping(token) for token in self._tokens[first : last + 1]]
            spaced = (string(part.get("text")) + " " * (part.get("ws") is True) for part in parts)
            return "".join(spaced).strip()
        words = span.get("text")
        return words if isinstance(words, str) else None

    @cached_property
    def _starts(self) -> Mapping[object, int]:
        return self._numbers("start")

    @cached_property
    def _ends(self) -> Mapping[object, int]:
        return self._numbers("end")

    def _numbers(self, edge: str) -> Mapping[object, int]:
        """The token at each place."""
        return {token[edge]: at for at, token in enumerate(self._tokens) if _is_whole(token, edge)}


def _is_whole(token: object, edge: str) -> bool:
    return isinstance(token, dict) and isinstance(token.get(edge), int)
