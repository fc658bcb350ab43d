"""Croissant 1.0 metadata of a release: its files with their hashes, and the fields of its records.

The format is that of http://mlcommons.org/croissant/1.0. Fields that hold lists or objects are left to the
data dictionary, which says more of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.delivery import DataFile
from annotator.exchange.release import card
from annotator.exchange.release.licence import licence_url
from annotator.exchange.schema import RECORDS

FILE: Final = "croissant.json"
_TERMS: Final = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet"),
    *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
    *("references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField"),
    "transform",
)
_CONTEXT: Final[dict[str, object]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "dct": "http://purl.org/dc/terms/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    **{term: f"cr:{term}" for term in _TERMS},
    "examples": {"@id": "cr:examples", "@type": "@json"},
}
_MEDIA: Final = {
    ".jsonl": "application/jsonlines",
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".parquet": "application/x-parquet",
    ".xml": "application/xml",
    ".xmi": "application/xml",
    ".zip": "application/zip",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".ann": "text/plain",
    ".conf": "text/plain",
    ".conll": "text/plain",
}
_TYPES: Final = {
    "string": "sc:Text",
    "integer": "sc:Integer",
    "number": "sc:Float",
    "boolean": "sc:Boolean",
}
_NOT_A_NAME: Final = re.compile(r"[^\w.-]+")


def croissant(
    choices: ExportChoices,
    *,
    title: str,
    description: str,
    day: str,
    languages: Collection[str],
    files: Sequence[DataFile],
    parts: Mapping[str, str],
) -> bytes:
    """The metadata as a file. `parts` are the names of the parts with those of their data files.

    `day`, as in 2026-05-01, is that of the newest claim: it stands for the day of publication, which the
    format requires and which would make other bytes of the same data. The page of the data set, which it
    requires as well, is the card beside the file.
    """
    about: dict[str, object] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": _NOT_A_NAME.sub("-", title).strip("-") or "dataset",
        "description": description,
        "url": card.FILE,
        "creator": {"@type": "sc:Organization", "name": f"Annotators of {' '.join(title.split())}"},
        "datePublished": day,
        **({"inLanguage": sorted(known)} if (known := {*languages} - {"", "und"}) else {}),
        "license": licence_url(choices.licence) or choices.licence or "not stated",
        "distribution": [_file_object(file) for file in files],
    }
    if records := _record_sets(choices, parts):
        about["recordSet"] = records
    return (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()


def _file_object(file: DataFile) -> dict[str, object]:
    suffix = file.name[file.name.rfind(".") :] if "." in file.name else ""
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "contentUrl": file.name,
        "contentSize": f"{file.size} B",
        "encodingFormat": _MEDIA.get(suffix, "application/octet-stream"),
        "sha256": file.sha256,
    }


def _record_sets(choices: ExportChoices, parts: Mapping[str, str]) -> list[dict[str, object]]:
    """A set of records for each part, of formats whose fields we know."""
    if choices.format not in RECORDS:
        return []
    fields = list(_fields(choices))
    return [
        {
            "@type": "cr:RecordSet",
            "@id": part,
            "name": part,
            "description": "Fields that hold lists or objects are described in claimdesk.schema.json.",
            "field": [_field(part, file, *field) for field in fields],
        }
        for part, file in parts.items()
    ]


def _field(part: str, file: str, name: str, kind: str, description: str) -> dict[str, object]:
    return {
        "@type": "cr:Field",
        "@id": f"{part}/{name}",
        "name": name,
        "description": description,
        "dataType": kind,
        "source": {"fileObject": {"@id": file}, "extract": {"column": name}},
    }


def _fields(choices: ExportChoices) -> Iterator[tuple[str, str, str]]:
    """Name, type and description of the plain fields that records of these choices have."""
    schema = RECORDS[choices.format].model_json_schema()
    required = set(schema.get("required", ()))
    chosen = {
        "note": choices.notes,
        "flag": choices.notes,
        "text": choices.text,
        "votes": choices.annotations is Annotations.SOFT,
        "soft_label": choices.annotations is Annotations.SOFT,
    }
    for name, field in schema["properties"].items():
        kind = _kind(field, schema.get("$defs", {}))
        # Pandas makes times of what is called so, whatever it is told.
        kind = "sc:DateTime" if kind and name.endswith("_at") else kind
        if kind and (name in required or chosen.get(name, False)):
            yield name, kind, field["description"]


def _kind(field: Mapping[str, Any], shapes: Mapping[str, Any]) -> str:
    """The type of a plain field; "" of one that holds others."""
    if "$ref" in field:
        return _kind(shapes[field["$ref"].rpartition("/")[2]], shapes)
    options = [option for option in field.get("anyOf", ()) if option.get("type") != "null"]
    if options:
        return _kind(options[0], shapes) if len(options) == 1 else ""
    return _TYPES.get(field.get("type", ""), "")
