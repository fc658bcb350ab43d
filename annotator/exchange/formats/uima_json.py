"""UIMA CAS JSON 0.4, which INCEpTION reads and writes as well."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final

from annotator.exchange.formats.shape import Format
from annotator.exchange.formats.uima_reader import JSON
from annotator.exchange.formats.uima_types import WRITTEN
from annotator.exchange.formats.uima_writer import SOFA_ID, CasWriter, Made

_encode: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_TYPES: Final = {
    made.name: {
        "%NAME": made.name,
        "%SUPER_TYPE": made.supertype,
        **{name: {"%NAME": name, "%RANGE": range_} for name, range_ in made.features.items()},
    }
    for made in WRITTEN
}


class JsonWriter(CasWriter):
    member = "json"

    def head(self, text: str) -> str:
        about = {"sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text", "sofaString": text}
        sofa = {"%ID": SOFA_ID, "%TYPE": "uima.cas.Sofa", **about}
        return f'{{"%TYPES": {_encode(_TYPES)},\n"%FEATURE_STRUCTURES": [\n{_encode(sofa)}'

    def structure(self, made: Made) -> str:
        values = "".join([f', "{name}": {_value(value)}' for name, value in made.values.items()])
        links = "".join([f', "@{name}": {id_}' for name, id_ in made.links.items()])
        return f',\n{{"%ID": {made.id}, "%TYPE": "{made.type}", "@sofa": {SOFA_ID}{values}{links}}}'

    def tail(self, text: str, ids: Iterable[int]) -> str:
        view = {"%SOFA": SOFA_ID, "%MEMBERS": [*ids]}
        return f'\n],\n"%VIEWS": {_encode({"_InitialView": view})}}}\n'


def _value(value: str | int) -> str:
    return str(value) if type(value) is int else _encode(value)


FORMAT: Final = Format("uima-json", "UIMA CAS JSON, for INCEpTION", reader=JSON, writer=JsonWriter())
