"""Gold and guidelines and the tables they live in: their columns, and the way from row to record and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.guideline import Guideline
from annotator.store.database import Row
from annotator.store.plain_records import canonical, plain, record_from
from annotator.store.troubles import readable

ADJUDICATION: Final = (
    'id, article_id, start, "end", outcome, method, adjudicator_id, members, absent_ids, gold_ids, reasons, '
    "note, guideline_version, created_at, updated_at, version, asked_ids"
)
GUIDELINE: Final = "version, text, at, annotator_id"

_NAMES: Final = tuple(name.strip('"') for name in ADJUDICATION.split(", "))
_LISTS: Final = frozenset({"members", "absent_ids", "gold_ids", "reasons", "asked_ids"})


@readable()
def adjudication_from(row: Sequence[Any]) -> Adjudication:
    """An adjudication of the columns ADJUDICATION."""
    values = dict(zip(_NAMES, row, strict=True))
    record = record_from(
        "adjudication",
        {name: json.loads(value) if name in _LISTS else value for name, value in values.items()},
    )
    assert isinstance(record, Adjudication)
    return record


@readable()
def guideline_from(row: Sequence[Any]) -> Guideline:
    """A guideline of the columns GUIDELINE."""
    return Guideline(*row)


def adjudication_row(adjudication: Adjudication) -> Row:
    """The values of the columns ADJUDICATION."""
    values = plain(adjudication)
    return tuple(canonical(values[name]) if name in _LISTS else values[name] for name in _NAMES)


def guideline_row(guideline: Guideline) -> Row:
    """The values of the columns GUIDELINE."""
    return (guideline.number, guideline.text, guideline.at, guideline.annotator_id)
