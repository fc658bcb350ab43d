"""Many tuples with the same fields, as JSON a list for each field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import repeat
from typing import Any, get_type_hints

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class InColumns:
    """Has pydantic write a tuple of named tuples of `kind` field by field, and check and read them so.

    It takes half of the time that one after the other would, and a field that has its usual value in all
    of them is left out.
    """

    def __init__(self, kind: type[Any]) -> None:
        self._kind = kind
        self._usual: Mapping[str, object] = kind._field_defaults

    def __get_pydantic_core_schema__(self, _source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        hints = get_type_hints(self._kind, include_extras=True)
        columns = core_schema.typed_dict_schema(
            {
                name: core_schema.typed_dict_field(
                    handler.generate_schema(list[hint]),  # type: ignore[valid-type]
                    required=name not in self._usual,
                )
                for name, hint in hints.items()
            }
        )
        written = core_schema.plain_serializer_function_ser_schema(self._columns, return_schema=columns)
        return core_schema.no_info_after_validator_function(self._rows, columns, serialization=written)

    def _columns(self, rows: Sequence[tuple[object, ...]]) -> dict[str, list[object]]:
        columns = dict(zip(self._kind._fields, zip(*rows, strict=True), strict=False))
        return {
            name: list(values)
            for name, values in columns.items()
            if name not in self._usual or values.count(self._usual[name]) < len(values)
        }

    def _rows(self, columns: Mapping[str, Sequence[object]]) -> tuple[Any, ...]:
        """Raises ValueError where the lists are not of one length."""
        count = len(next(iter(columns.values())))
        usual = {name: repeat(value, count) for name, value in self._usual.items()}
        lists = [columns.get(name, usual.get(name, ())) for name in self._kind._fields]
        return tuple(map(self._kind._make, zip(*lists, strict=True)))
