"""Parquet, a row an article: the table of the Hugging Face folder with its types, in one compact file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import ModuleType
from typing import BinaryIO, Final

from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.formats.article_rows import Column, columns, row
from annotator.exchange.formats.extras import library
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.formats.unheld import count_unheld

_EXTRA: Final = "parquet"
_ROWS: Final = 100
"""Articles that are held in memory and written together."""
_HELD: Final = ("note", "flag", "confidence", "basis", "as_of")


class ParquetFormat:
    suffix = ".parquet"
    beside = ()
    by_article = True
    binary = True
    takes = frozenset({"no_claims", "notes", "text", "offset_unit"})
    unit = OffsetUnit.CODE_POINT

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Rows:
        library("pyarrow", extra=_EXTRA)
        return Rows(target.file(), choices, header)


class Rows:
    def __init__(self, file: BinaryIO, choices: ExportChoices, header: Header) -> None:
        arrow, parquet = library("pyarrow", extra=_EXTRA), library("pyarrow.parquet", extra=_EXTRA)
        found = columns(choices)
        names = (*(label.key for label in header.labels), NO_CLAIM)
        features = {"info": {"features": _features(found, names)}}
        schema = arrow.schema([(column.name, _type(arrow, column)) for column in found])
        self._arrow = arrow
        # The table says under the name of who reads it what its columns mean.
        self._schema = schema.with_metadata({"huggingface": json.dumps(features)})
        self._file, self._header, self._labels = file, header, {key: at for at, key in enumerate(names)}
        self._writer = parquet.ParquetWriter(file, self._schema)
        self._rows: list[Fields] = []

    def write(self, dossier: Dossier) -> int:
        count_unheld(dossier, self._header.losses, held=_HELD)
        found = row(dossier)
        claims = found["claims"]
        if isinstance(claims, list):
            for claim in claims:
                claim["label"] = self._labels[claim["label"]]
        self._rows.append(found)
        if len(self._rows) >= _ROWS:
            self._flush()
        return 1

    def end(self) -> None:
        self._flush()
        self._writer.close()
        self._file.close()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows.clear()


def _type(arrow: ModuleType, column: Column) -> object:
    """The type of a column in Arrow's words; labels are numbers, whose names the features say."""
    if isinstance(column.kind, tuple):
        return arrow.list_(arrow.struct([(inner.name, _type(arrow, inner)) for inner in column.kind]))
    return {
        "string": arrow.string(),
        "int64": arrow.int64(),
        "bool": arrow.bool_(),
        "label": arrow.int64(),
    }[column.kind]


def _features(found: Sequence[Column], labels: Sequence[str]) -> dict[str, object]:
    """The columns in the words of the library `datasets`."""
    return {column.name: _feature(column, labels) for column in found}


def _feature(column: Column, labels: Sequence[str]) -> object:
    if isinstance(column.kind, tuple):
        return [_features(column.kind, labels)]
    if column.kind == "label":
        return {"names": list(labels), "_type": "ClassLabel"}
    return {"dtype": column.kind, "_type": "Value"}


FORMAT: Final = Format("parquet", "Parquet, one article a row", writer=ParquetFormat(), extra=_EXTRA)
