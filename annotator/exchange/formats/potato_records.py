"""What Potato's files say of the spans of one item, in the shapes of all its versions."""

from __future__ import annotations

import html
import re
from ast import literal_eval
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.foreign import ForeignClaim, ForeignSpan
from annotator.exchange.annotations.json_values import (
    Unfit,
    json_value,
    mapping,
    name_of,
    sequence,
    string,
    whole,
)
from annotator.exchange.losses import Losses

Values = Mapping[str, object]

PER_SPAN: Final = "span_annotation:::"
"""What columns of spans begin with in tables of the first version; what follows is their label."""
SPANS: Final = "._spans"
"""What columns of spans end in since the second version."""

_WORD: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
_WRITTEN: Final = re.compile(
    rf"\{{'start': (\d{{1,12}}), 'end': (\d{{1,12}}), 'span': ({_WORD}), 'annotation': ({_WORD})\}}"
)
_ORIGIN: Final = "origin"
"""Only newer programs say where an annotator comes from."""
_NOT_SET: Final = (None, False, "", "false")
_PLACE: Final = frozenset(
    {"start", "end", "annotation", "name", "label", "span", "text", "schema", "title"}
    | {"target_field", "additional_parts", "id", "span_id", "color", "value"}
)


@immutable
class Mark:
    """A span of one scheme in one field of an item, "" being its text."""

    claim: ForeignClaim
    scheme: str
    field: str


@immutable
class Work:
    """What one annotator said of one item; `text` is what she saw, None where the file doesn't have it.

    `may_be_early` says that a program may have written it that showed nothing but ASCII.
    """

    item: str
    annotator: str
    marks: tuple[Mark, ...]
    text: str | None = None
    may_be_early: bool = False


def of_instance(record: Values, annotator: str, losses: Losses, where: str) -> Work:
    """A line of `annotated_instances.jsonl`. Raises Unfit."""
    text = string(record.get("displayed_text"))
    count_labels(record.get("label_annotations"), losses, where)
    found = marks(sequence(record.get("span_annotations") or []), annotator, losses, where)
    return Work(name_of(record.get("id")), annotator, tuple(_unescaped(each, text) for each in found), text)


def of_state(state: Values, folder: str, losses: Losses, where: str) -> Iterator[Work]:
    """The `user_state.json` of one annotator, named after her folder where it doesn't say. Raises Unfit."""
    annotator = name_of(state.get("user_id")) or folder
    for labels in mapping(state.get("instance_id_to_label_to_value") or {}).values():
        count_labels(labels, losses, where)
    for item, said in mapping(state.get("instance_id_to_span_to_value") or {}).items():
        found = tuple(marks(_flat(said), annotator, losses, where))
        yield Work(item, annotator, found, may_be_early=_ORIGIN not in state)


def of_export(record: Values, losses: Losses, where: str) -> Work:
    """A line of the export as JSONL. Raises Unfit."""
    annotator = name_of(record.get("user_id"))
    count_labels(record.get("labels"), losses, where)
    losses.add("relations", where, count=_length(record.get("links")))
    found = marks(_flat(record.get("spans") or {}), annotator, losses, where)
    return Work(name_of(record.get("instance_id")), annotator, tuple(found))


def of_row(row: Values, losses: Losses, where: str) -> Work:
    """A row of an export as a table, of either version. Raises Unfit."""
    text = row.get("displayed_text")
    annotator = name_of(row.get("user_id")) or name_of(row.get("user"))
    found: list[Mark] = []
    for column, value in row.items():
        cell = string(value)
        if column.startswith(PER_SPAN):
            found += marks(_written(cell), annotator, losses, where)
        elif column.endswith(SPANS) and cell:
            scheme = column.removesuffix(SPANS)
            spans = sequence(json_value(cell.encode(errors="replace"), where))
            # A cell says the scheme by its column alone.
            found += (replace(each, scheme=scheme) for each in marks(spans, annotator, losses, where))
        elif (":::" in column or "." in column) and cell not in _NOT_SET:
            losses.add("labels of whole articles", where)
    saw = text if isinstance(text, str) else None
    if saw is not None:
        found = [_unescaped(each, saw) for each in found]
    return Work(name_of(row.get("instance_id")), annotator, tuple(found), saw)


def marks(values: Iterable[object], annotator: str, losses: Losses, where: str) -> Iterator[Mark]:
    """The spans; those that are not as they should be are counted."""
    for value in values:
        try:
            # Since the second version a span comes in a pair, with what the interface shows of it.
            pair = isinstance(value, list) and len(value) == 2
            yield _mark(mapping(value[0] if pair and isinstance(value, list) else value), annotator)
        except Unfit as error:
            losses.add(f"spans that are not as they should be: {error}", where)


def count_labels(labels: object, losses: Losses, where: str) -> None:
    """Count answers that are about a whole item, which are no claims."""
    found = 0
    if isinstance(labels, dict):
        of_schemes = [each.values() if isinstance(each, dict) else [each] for each in labels.values()]
        found = sum(value not in _NOT_SET for values in of_schemes for value in values)
    elif isinstance(labels, list):
        found = sum(isinstance(pair, list) and len(pair) == 2 and pair[1] not in _NOT_SET for pair in labels)
    losses.add("labels of whole articles", where, count=found)


def _mark(span: Values, annotator: str) -> Mark:
    label = name_of(span.get("annotation")) or name_of(span.get("name")) or name_of(span.get("label"))
    if not label:
        raise Unfit("the label is missing")
    words = span.get("span") or span.get("text") or None
    parts = [_part(span, words if isinstance(words, str) else None)]
    parts += (_part(mapping(part), None) for part in sequence(span.get("additional_parts") or []))
    if len(parts) > 1:
        # The words are those of the first piece, or of all of them.
        parts = [replace(part, quote=None) for part in parts]
    extra = {key: value for key, value in span.items() if key not in _PLACE and value not in (None, "")}
    claim = ForeignClaim("", label, tuple(parts), annotator=annotator, extra=extra)
    return Mark(claim, name_of(span.get("schema")), name_of(span.get("target_field")))


def _part(span: Values, words: str | None) -> ForeignSpan:
    return ForeignSpan(whole(span.get("start")), whole(span.get("end")), words)


def _flat(said: object) -> Iterator[object]:
    """The spans of all schemes: pairs in a list, or a list or an object for each scheme. Raises Unfit."""
    if isinstance(said, list):
        yield from said
        return
    for scheme, spans in mapping(said).items():
        for span in spans.values() if isinstance(spans, dict) else sequence(spans):
            yield {"schema": scheme, **span} if isinstance(span, dict) else span


def _written(cell: str) -> Iterator[object]:
    """The spans of a cell, which holds a list as Python writes it. Raises Unfit."""
    found = list(_WRITTEN.finditer(cell))
    if len(found) != cell.count("{'start': "):
        raise Unfit("a list of spans is missing")
    for span in found:
        words, label = (_word(span[number]) for number in (3, 4))
        yield {"start": int(span[1]), "end": int(span[2]), "span": words, "annotation": label}


def _word(written: str) -> object:
    try:
        return literal_eval(written)
    except (ValueError, SyntaxError) as error:
        raise Unfit("a text is missing") from error


def _unescaped(mark: Mark, text: str) -> Mark:
    """The mark with its words as the text has them: the first version wrote them as a page has them."""
    spans = tuple(
        replace(span, quote=html.unescape(span.quote)) if span.quote and span.quote not in text else span
        for span in mark.claim.spans
    )
    return replace(mark, claim=replace(mark.claim, spans=spans))


def _length(value: object) -> int:
    return len(value) if isinstance(value, dict | list) else 0
