"""The formats of data sets: a module each, imported when it is asked for, and those of other packages.

A package adds one with an entry point in the group `claimdesk.formats`: docs/formats.md says how.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.choices import format_today
from annotator.exchange.formats.shape import Format, Writer

GROUP: Final = "claimdesk.formats"

_MODULES: Final = {
    "jsonl": "jsonl",
    "articles-jsonl": "articles_jsonl",
    "csv": "csv_exact",
    "csv-spreadsheet": "csv_spreadsheet",
    "units-jsonl": "units_jsonl",
    "units-csv": "units_csv",
    "w3c": "w3c",
    "label-studio": "label_studio",
    "doccano": "doccano",
    "brat": "brat",
    "uima-xmi": "uima_xmi",
    "uima-json": "uima_json",
    "webanno-tsv": "webanno_tsv",
    "prodigy": "prodigy",
    "docbin": "docbin",
    "huggingface": "huggingface",
    "parquet": "parquet",
    "conll": "conll",
    "lewidi": "lewidi",
    "claimreview": "claimreview",
    "climate-fever": "climate_fever",
    "averitec": "averitec",
    "gate": "gate",
    "potato": "potato",
    "taguette": "taguette",
}


@immutable
class PlugIns:
    """Formats of other packages by name, and in words what is wrong with those that can't be used."""

    formats: dict[str, Format]
    troubles: tuple[str, ...]


def format_named(name: str) -> Format:
    """The format of this name, today's or an earlier one. Raises Refused with the names that there are."""
    if found := _found(name):
        return found
    raise _unknown(name, "Nothing was changed", [*_MODULES, *plug_ins().formats])


def writer_named(name: str) -> Writer:
    """How the format of this name is written. Raises Refused with the names of those that can be."""
    found = _found(name)
    if found is None:
        raise _unknown(name, "Nothing was written", writers())
    if found.writer is None:
        raise Refused(f"{found.title} can only be read. Nothing was written. Choose another format.")
    return found.writer


def reader_named(name: str) -> Reader:
    """How the format of this name is read. Raises Refused with the names of those that can be."""
    found = _found(name)
    if found is None:
        raise _unknown(name, "Nothing was imported", [each.name for each in formats() if each.reader])
    if found.reader is None:
        raise Refused(f"{found.title} can only be written. Nothing was imported. Choose another format.")
    return found.reader


def _found(name: str) -> Format | None:
    name = format_today(name)
    return _load(name) if name in _MODULES else plug_ins().formats.get(name)


def _unknown(name: str, what_is_safe: str, names: Iterable[str]) -> Refused:
    return Refused(f"There is no format “{name}”. {what_is_safe}. Choose one of {', '.join(names)}.")


def formats() -> Iterator[Format]:
    """Every format, ours first. Imports all of their modules, but not the libraries that they need."""
    yield from map(_load, _MODULES)
    yield from plug_ins().formats.values()


@cache
def writers() -> dict[str, Writer]:
    """The formats that can be written, by name."""
    return {found.name: found.writer for found in formats() if found.writer is not None}


@cache
def plug_ins() -> PlugIns:
    """What other packages add. One that is broken or takes a name of ours is left aside and told of."""
    found: dict[str, Format] = {}
    troubles = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            found[entry.name] = _plugged(entry, taken={*_MODULES, *found})
        # What a package that is not ours may raise when it is imported is not known.
        except Exception as error:  # noqa: BLE001
            troubles.append(f"The format “{entry.name}” ({entry.value}) can't be used: {error}")
    return PlugIns(found, tuple(troubles))


def _plugged(entry: EntryPoint, *, taken: set[str]) -> Format:
    if entry.name in taken:
        raise ValueError("there is a format of this name already")
    found = entry.load()
    if not isinstance(found, Format):
        raise TypeError("it is no Format")
    if found.name != entry.name:
        raise ValueError(f"it calls itself “{found.name}”")
    return found


@cache
def _load(name: str) -> Format:
    found: Format = importlib.import_module(_path(_MODULES[name])).FORMAT
    return found


def _path(module: str) -> str:
    return f"{__name__}.{module}"
