"""Records as plain JSON values, as the journal keeps them, and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Final, cast

from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.guideline import Guideline
from annotator.domain.records import (
    Annotator,
    Article,
    Assignment,
    Basis,
    Claim,
    Confidence,
    Decision,
    DecisionState,
    Direction,
    Fragment,
    Origin,
    Role,
    Unit,
    UnitKind,
)
from annotator.domain.spans import Span
from annotator.domain.steps import Record

Plain = dict[str, object]
Frame = tuple[str, str, str]
quoted: Final = encode_basestring
"""A text as canonical JSON."""

_CLASSES: dict[str, type[Any]] = {
    "claim": Claim,
    "decision": Decision,
    "unit": Unit,
    "assignment": Assignment,
    "article": Article,
    "annotator": Annotator,
    "adjudication": Adjudication,
    "guideline": Guideline,
}
_READERS: dict[str, Any] = {
    "kind": UnitKind,
    "direction": Direction,
    "basis": Basis,
    "confidence": Confidence,
    "origin": Origin,
    "role": Role,
    "state": DecisionState,
    "gaps": lambda gaps: tuple(Span(start, end) for start, end in gaps),
    "fragments": lambda fragments: tuple(Fragment(**fragment) for fragment in fragments),
    "outcome": Outcome,
    "method": Method,
    "members": lambda members: tuple(map(_member, members)),
    "spans": lambda spans: tuple(Span(*ends) for ends in spans),
    "absent_ids": tuple,
    "gold_ids": tuple,
    "reasons": tuple,
    "asked_ids": tuple,
}


def _member(values: Mapping[str, Any]) -> Member:
    return Member(**{**values, "spans": _READERS["spans"](values["spans"])})


_encode: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
).encode
_NAMES: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in (*_CLASSES.values(), Fragment, Member)
}
_GETTERS: Final[dict[type[Any], Callable[[Any], tuple[object, ...]]]] = {
    kind: attrgetter(*names) for kind, names in _NAMES.items()
}
_CONVERTED: Final = {
    kind: tuple(name for name in names if name in _READERS) for kind, names in _NAMES.items()
}


def plain(record: Record | Fragment | Member) -> Plain:
    """The record's fields as JSON values: enumerations as text, spans as [start, end]."""
    kind = type(record)
    values = dict(zip(_NAMES[kind], _GETTERS[kind](record), strict=True))
    for name in _CONVERTED[kind]:
        values[name] = _value(values[name])
    return values


def record_from(entity: str, values: Mapping[str, object]) -> Record:
    """The record that `plain` made `values` of. Raises KeyError, TypeError or ValueError where it did not."""
    kind = _CLASSES[entity]
    read = {name: _READERS.get(name, _as_is)(values[name]) for name in _NAMES[kind] if name in values}
    return cast(Record, kind(**read))


def canonical(value: object) -> str:
    """The one JSON text for `value`: keys in order, no spaces, characters as they are."""
    return _encode(value)


def canonical_row(values: Iterable[object]) -> str:
    """The canonical JSON of a list, in less time where it holds texts and whole numbers."""
    texts = [
        quoted(value)
        if type(value) is str
        else "null"
        if value is None
        else str(value)
        if type(value) is int
        else canonical(value)
        for value in values
    ]
    return f"[{','.join(texts)}]"


def quoted_or_null(text: str | None) -> str:
    """The canonical JSON of a text that may be missing."""
    return "null" if text is None else quoted(text)


def quoted_json(text: str) -> bytes:
    """What `quoted` makes of canonical JSON, in UTF-8 and less time: but two characters are to be escaped."""
    return b'"%b"' % text.encode().replace(b"\\", b"\\\\").replace(b'"', b'\\"')


def canonical_record(record: Record) -> str:
    """The canonical JSON of a record: of claims, of which there are many, in a fifth of the time."""
    return _claim_text(record) if isinstance(record, Claim) else canonical(plain(record))


def checksum(record: Record) -> str:
    """The SHA-256 of a record's canonical JSON."""
    return checksum_of(canonical_record(record))


def checksum_of(text: str) -> str:
    """The SHA-256 of a record's canonical JSON, where that is at hand."""
    return hashlib.sha256(text.encode()).hexdigest()


def _claim_text(claim: Claim) -> str:
    return framed(claim_frame(claim), claim.id, claim.fragments)


def claim_frame(claim: Claim) -> Frame:
    """What stands around the fragments and the id of a claim in its canonical JSON."""
    guideline = "null" if claim.guideline_version is None else claim.guideline_version
    head = _head_text(
        claim.annotator_id,
        claim.article_id,
        claim.as_of,
        claim.basis,
        claim.confidence,
        claim.created_at,
        claim.deleted_at,
    )
    tail = _tail_text(
        claim.label, claim.note, claim.origin, claim.statement_id, claim.suggested_label, claim.updated_at
    )
    return (
        f'{head}"flag":{"true" if claim.flag else "false"},"fragments":[',
        f'],"guideline_version":{guideline},"id":',
        f',{tail}"version":{claim.version}}}',
    )


def framed(frame: Frame, id_: str, fragments: Iterable[Fragment]) -> str:
    """The canonical JSON of a claim with this frame."""
    before, between, after = frame
    return f"{before}{','.join(map(_fragment_text, fragments))}{between}{quoted(id_)}{after}"


# Claims that are written together mostly say the same but for their words and their ids.
@lru_cache(maxsize=64)
def _head_text(
    annotator_id: str,
    article_id: str,
    as_of: str,
    basis: str,
    confidence: str,
    created_at: str,
    deleted_at: str | None,
) -> str:
    return (
        f'{{"annotator_id":{quoted(annotator_id)},"article_id":{quoted(article_id)},'
        f'"as_of":{quoted(as_of)},"basis":{quoted(basis)},"confidence":{quoted(confidence)},'
        f'"created_at":{quoted(created_at)},"deleted_at":{quoted_or_null(deleted_at)},'
    )


@lru_cache(maxsize=64)
def _tail_text(
    label: str,
    note: str,
    origin: str,
    statement_id: str | None,
    suggested_label: str | None,
    updated_at: str,
) -> str:
    return (
        f'"label":{quoted(label)},"note":{quoted(note)},"origin":{quoted(origin)},'
        f'"statement_id":{quoted_or_null(statement_id)},'
        f'"suggested_label":{quoted_or_null(suggested_label)},"updated_at":{quoted(updated_at)},'
    )


def _fragment_text(part: Fragment) -> str:
    return (
        f'{{"end":{part.end},"prefix":{quoted(part.prefix)},"quote":{quoted(part.quote)},'
        f'"start":{part.start},"suffix":{quoted(part.suffix)}}}'
    )


def _value(value: object) -> object:
    match value:
        case StrEnum():
            return str(value)
        case Span():
            return [value.start, value.end]
        case Fragment() | Member():
            return plain(value)
        case tuple():
            return [_value(item) for item in value]
    return value


def _as_is(value: object) -> object:
    return value
