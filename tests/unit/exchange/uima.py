"""What tests of both forms of a CAS share: made files, and what dkpro-cassis reads in a file."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping

import cassis

from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim
from annotator.exchange.formats import reader_named
from tests.unit.exchange.round_trip import read

CAS = "http:///uima/cas.ecore"
Described = tuple[str, str, Mapping[str, str]]
"""The name, the supertype, and the features with what they range over, of a type."""
XMI_NAMES = f'xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="{CAS}" xmi:version="2.0"'
DKPRO = "http:///de/tudarmstadt/ukp/dkpro/core/api"
LAYERS = (
    'xmlns:c="http:///custom.ecore" xmlns:d="http:///claimdesk.ecore" '
    f'xmlns:n="{DKPRO}/ner/type.ecore" xmlns:s="{DKPRO}/segmentation/type.ecore"'
)
TEXT = "Fire 😊 in the port, said Ada."


def xmi(*structures: str, text: str = TEXT, members: str | None = None) -> bytes:
    """A CAS in XMI; everything that has an id is in its index unless `members` says otherwise."""
    ids = members or " ".join(part.split('"')[1] for part in structures if "xmi:id" in part)
    sofa = f'<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text" sofaString="{text}"/>'
    view = f'<cas:View sofa="1" members="{ids}"/>'
    return f"<xmi:XMI {XMI_NAMES} {LAYERS}>{''.join(structures)}{sofa}{view}</xmi:XMI>".encode()


def span(type_: str, id_: int, begin: object, end: object, **features: object) -> str:
    said = "".join(f' {name}="{value}"' for name, value in features.items())
    return f'<{type_} xmi:id="{id_}" sofa="1" begin="{begin}" end="{end}"{said}/>'


def types(*described: Described) -> bytes:
    """A TypeSystem.xml."""
    parts = []
    for name, supertype, features in described:
        inside = "".join(
            f"<featureDescription><name>{feature}</name><rangeTypeName>{range_}</rangeTypeName>"
            "</featureDescription>"
            for feature, range_ in features.items()
        )
        parts.append(
            f"<typeDescription><name>{name}</name><supertypeName>{supertype}</supertypeName>"
            f"<features>{inside}</features></typeDescription>"
        )
    root = '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">'
    return f"{root}<types>{''.join(parts)}</types></typeSystemDescription>".encode()


def cas_json(*structures: Mapping[str, object], others: Mapping[str, object] | None = None) -> bytes:
    """A CAS in JSON with all of `structures`, which are numbered from 2 on, in its index.

    `others` take the place of what it consists of.
    """
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaNum": 1, "sofaString": TEXT}
    listed = [{"%ID": number, "@sofa": 1, **each} for number, each in enumerate(structures, 2)]
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [each["%ID"] for each in listed]}}
    made = {"%TYPES": {}, "%FEATURE_STRUCTURES": [sofa, *listed], "%VIEWS": views, **(others or {})}
    return json.dumps(made).encode()


def read_cas(
    data: bytes | Mapping[str, bytes], name: str = "uima-xmi"
) -> tuple[list[ForeignArticle], dict[str, int]]:
    """The articles of a file, or of several, and what could not be taken."""
    files = {"": data} if isinstance(data, bytes) else data
    articles, losses = read(reader_named(name), files, "data")
    return articles, {loss.what: loss.count for loss in losses}


def claims_of(data: bytes | Mapping[str, bytes], name: str = "uima-xmi") -> tuple[ForeignClaim, ...]:
    """The claims of a file with one article of which everything could be taken."""
    (article,), losses = read_cas(data, name)
    assert losses == {}
    return article.claims


def load(data: bytes, typesystem: bytes) -> cassis.Cas:
    """The CAS as dkpro-cassis reads it, which tells the two forms apart as we do not."""
    if data.startswith(b"{"):
        return cassis.load_cas_from_json(io.BytesIO(data))
    return cassis.load_cas_from_xmi(
        io.BytesIO(data), cassis.load_typesystem(io.BytesIO(typesystem)), trusted=True
    )
