"""Reads a CAS in XMI, where a feature structure is an element and its features are attributes.

What an attribute is, words or the ids of other structures, only the type system says, which is another file.
Where it is missing, a feature whose values are ids throughout is taken for a link.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.articles.markup import Element, xml_elements
from annotator.exchange.formats.uima_cas import Cas, Sofa, Structure, offset
from annotator.exchange.formats.uima_types import TOKEN, Kind, TypeSystem
from annotator.exchange.losses import Losses

MARK: Final = b"http:///uima/cas.ecore"

_ID: Final = "{http://www.omg.org/XMI}id"
_PACKAGE: Final = re.compile(r"\{http:///(.*)\.ecore\}(.*)")
_SOFA: Final = "uima.cas.Sofa"
_VIEW: Final = "uima.cas.View"
_STRINGS: Final = "uima.cas.StringArray"
_ARRAYS: Final = "uima.cas."
_PLACE: Final = frozenset({_ID, "sofa", "begin", "end"})
_NEWER: Final = re.compile(rb"""<\?xml[^>]{1,40}version\s*=\s*["']1\.1["']""")
_REFERENCE: Final = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,2})|([0-9]{1,3}));")
_KEPT: Final = (9, 10, 13)


@immutable
class _Raw:
    """A structure whose features are not sorted yet: `many` are those with an element for each value."""

    id: str
    type: str
    attributes: Mapping[str, str]
    many: Mapping[str, list[str]]


@dataclass(slots=True)
class _Raws:
    """What stands in a file. Of tokens, which are most of it, only the ids are kept."""

    found: list[_Raw] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    sofas: dict[str, _Raw] = field(default_factory=dict)
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    many: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def take(self, element: Element) -> None:
        """Take a structure, or an element within one, which has a value of a feature that has several."""
        tag = str(element.tag)
        type_ = self.types.get(tag) or self.types.setdefault(tag, _type(tag))
        id_ = str(element.get(_ID, ""))
        if not type_:
            self.many[tag].append(element.text or "")
            return
        if type_ == _VIEW:
            self.members[str(element.get("sofa"))] = frozenset(str(element.get("members", "")).split())
        elif type_ == _SOFA:
            self.sofas[id_] = _Raw(id_, type_, _attributes(element), {})
        else:
            self.ids.add(id_)
            if type_ != TOKEN:
                self.found.append(_Raw(id_, type_, _attributes(element), dict(self.many)))
        self.many.clear()


def cas_of_xmi(data: bytes, name: str, types: TypeSystem, job: Job, losses: Losses) -> Cas:
    """The CAS in `data`. Raises Refused for what is no XML, and Unfit for what is no CAS."""
    raws = _Raws()
    for element in xml_elements(_as_older(data), "*", f"file {name}"):
        job.check()
        raws.take(element)
    if not raws.sofas:
        raise Unfit("there is no text")
    strings = {raw.id: raw.many.get("elements", []) for raw in raws.found if raw.type == _STRINGS}
    kinds, guessed = _kinds(raws, types)
    structures = []
    for raw in raws.found:
        try:
            structures.append(_structure(raw, kinds, strings))
        except Unfit as error:
            losses.add(f"annotations that are not as they should be: {error}", f"{name} {raw.id}")
    sofas = {id_: _sofa(raw, raws.members.get(id_, frozenset())) for id_, raw in raws.sofas.items()}
    return Cas(types, sofas, structures, guessed)


def _type(tag: str) -> str:
    """The type of the structures of a tag; "" for what is no structure."""
    match = _PACKAGE.fullmatch(tag)
    if match is None:
        return ""
    package, name = match[1].replace("/", "."), match[2]
    return name if package == "uima.noNamespace" else f"{package}.{name}"


def _attributes(element: Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _kinds(raws: _Raws, types: TypeSystem) -> tuple[dict[tuple[str, str], Kind], frozenset[tuple[str, str]]]:
    """What each feature of each type holds, and of which ones that is guessed."""
    values: dict[tuple[str, str], list[str]] = defaultdict(list)
    for raw in raws.found:
        for feature, value in raw.attributes.items():
            if feature not in _PLACE:
                values[raw.type, feature].append(value)
    known = {where: types.kind(*where) for where in values}
    guessed = frozenset(
        where
        for where, kind in known.items()
        if kind is None
        and not where[0].startswith(_ARRAYS)
        and all(_are_ids(value, raws.ids) for value in values[where])
    )
    kinds = {where: Kind.LINK if where in guessed else kind or Kind.WORDS for where, kind in known.items()}
    return kinds, guessed


def _are_ids(value: str, ids: set[str]) -> bool:
    return bool(value) and ids.issuperset(value.split())


def _structure(
    raw: _Raw, kinds: Mapping[tuple[str, str], Kind], strings: Mapping[str, list[str]]
) -> Structure:
    words: dict[str, list[str]] = dict(raw.many)
    links: dict[str, list[str]] = {}
    plain: dict[str, object] = {}
    for feature, value in raw.attributes.items():
        if feature in _PLACE:
            continue
        match kinds[raw.type, feature]:
            case Kind.PLAIN:
                plain[feature] = value
            case Kind.WORDS:
                words[feature] = [value]
            # A list of words that others may refer to as well is a structure of its own.
            case Kind.SEVERAL | Kind.LINK if value in strings:
                words[feature] = strings[value]
            case Kind.LINK:
                links[feature] = value.split()
    place = raw.attributes
    begin, end = offset(place.get("begin")), offset(place.get("end"))
    return Structure(raw.id, raw.type, place.get("sofa", ""), begin, end, words, links, plain)


def _sofa(raw: _Raw, members: frozenset[str]) -> Sofa:
    return Sofa(raw.attributes.get("sofaID", ""), raw.attributes.get("sofaString"), members)


def _as_older(data: bytes) -> bytes:
    """XML 1.1, which may name control characters, as XML 1.0, which may not: they become U+FFFD."""
    return _REFERENCE.sub(_allowed, data) if _NEWER.match(data) else data


def _allowed(reference: re.Match[bytes]) -> bytes:
    sixteen, ten = reference.groups()
    code = int(sixteen, 16) if sixteen else int(ten)
    return reference[0] if code >= 32 or code in _KEPT else b"&#xFFFD;"
