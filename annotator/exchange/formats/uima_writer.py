"""Writes articles as CASes in the layout of INCEpTION's projects: a folder each, with a file each annotator.

INCEpTION shows a document by its sentences and tokens, so every file has them. The layers of claims are in
TypeSystem.xml, which INCEpTION reads where a project is given its layers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, pairwise
from types import MappingProxyType
from typing import ClassVar, Final, NamedTuple
from xml.etree import ElementTree as Xml

from annotator.domain.records import Claim, Confidence, UnitKind
from annotator.domain.spans import trimmed
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.annotator_names import annotator_files
from annotator.exchange.formats.file_names import FileNames
from annotator.exchange.formats.inception_project import FOLDER, NOBODY
from annotator.exchange.formats.shape import Header, Target
from annotator.exchange.formats.tokens import tokens
from annotator.exchange.formats.uima_types import (
    CLAIM,
    CONTINUES,
    FROM,
    META_DATA,
    SENTENCE,
    TO,
    TOKEN,
    WRITTEN,
)
from annotator.exchange.formats.unheld import count_unheld
from annotator.exchange.formats.xml_text import held_in_xml
from annotator.exchange.losses import Losses

SOFA_ID: Final = 1
TYPES_FILE: Final = "TypeSystem.xml"

_NAMESPACE: Final = "http://uima.apache.org/resourceSpecifier"
_HELD: Final = ("note", "flag", "confidence")
_NO_LANGUAGE: Final = "x-unspecified"


class Made(NamedTuple):
    """A feature structure to write: `values` are texts, whole numbers and truths, `links` ids of others."""

    id: int
    type: str
    values: Mapping[str, str | int]
    links: Mapping[str, int] = MappingProxyType({})


class CasWriter(ABC):
    """A format derives from it and says how a CAS is put in bytes."""

    suffix: ClassVar[str] = ""
    beside: ClassVar[tuple[str, ...]] = ()
    by_article: ClassVar[bool] = True
    binary: ClassVar[bool] = False
    takes: ClassVar[frozenset[str]] = frozenset({"no_claims", "notes"})
    unit: ClassVar[OffsetUnit] = OffsetUnit.UTF16
    member: ClassVar[str]
    """The suffix of the files in the folder."""

    @abstractmethod
    def head(self, text: str) -> str:
        """What comes before the structures."""

    @abstractmethod
    def structure(self, made: Made) -> str:
        """One of the structures."""

    @abstractmethod
    def tail(self, text: str, ids: Iterable[int]) -> str:
        """What comes after the structures, whose ids are given."""

    def count_unheld(self, dossier: Dossier, losses: Losses) -> None:
        """Count what no CAS has a place for."""
        article = dossier.article
        count_unheld(dossier, losses, held=_HELD)
        if any((article.outlet, article.byline, article.published_at)):
            losses.add("outlets, authors and dates of articles", article.id)
        others = sum(unit.kind is not UnitKind.SENTENCE or not unit.annotatable for unit in dossier.units)
        losses.add("that pieces of articles are no sentences to decide on", article.id, count=others)

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> Cases:
        with target.file(TYPES_FILE) as file:
            file.write(type_system(header))
        return Cases(self, target, header, annotator_files(header.annotators, target))


class Cases:
    """The files of articles, one after the other."""

    def __init__(self, writer: CasWriter, target: Target, header: Header, people: Mapping[str, str]) -> None:
        self._writer = writer
        self._target = target
        self._header = header
        self._people = people
        self._names = FileNames()

    def write(self, dossier: Dossier) -> int:
        self._writer.count_unheld(dossier, self._header.losses)
        folder = f"{FOLDER}/{self._names.of(dossier.article)}"
        frame = list(_frame(dossier))
        head = self._writer.head(dossier.text) + "".join(map(self._writer.structure, frame))
        by_person: dict[str, list[Claim]] = {}
        for claim in dossier.claims:
            by_person.setdefault(claim.annotator_id, []).append(claim)
        for person, claims in by_person.items() or [("", [])]:
            made = list(_claims(dossier, claims, first=frame[-1].id + 1))
            name = self._people[person] if person else NOBODY
            with self._target.file(f"{folder}/{name}.{self._writer.member}") as file:
                file.write(head.encode())
                file.write("".join(map(self._writer.structure, made)).encode())
                file.write(self._writer.tail(dossier.text, (each.id for each in (*frame, *made))).encode())
        return 1

    def end(self) -> None:
        """Nothing is left to write."""


def _frame(dossier: Dossier) -> Iterator[Made]:
    """What an article's CAS holds whoever annotated it: what is known of it, its sentences and tokens."""
    article, text, at = dossier.article, dossier.text, dossier.ruler.at
    ids = count(SOFA_ID + 1)
    about = {"language": article.language or _NO_LANGUAGE, "documentTitle": article.title}
    about |= {"documentId": article.id, "documentUri": article.url}
    yield Made(next(ids), META_DATA, {"begin": 0, "end": at(len(text)), **about})
    for unit in dossier.units:
        sentence = trimmed(text, unit.span)
        if sentence:
            yield Made(next(ids), SENTENCE, {"begin": at(sentence.start), "end": at(sentence.end)})
            for token in tokens(text, sentence):
                yield Made(next(ids), TOKEN, {"begin": at(token.start), "end": at(token.end)})


def _claims(dossier: Dossier, claims: Sequence[Claim], *, first: int) -> Iterator[Made]:
    """A span for each piece of a claim, and a relation from each piece to the next.

    What is said of the claim is said of its first piece.
    """
    at, ids = dossier.ruler.at, count(first)
    for claim in claims:
        pieces = []
        for number, part in enumerate(claim.fragments, 1):
            place: dict[str, str | int] = {"begin": at(part.start), "end": at(part.end), "label": claim.label}
            said = (
                _said(claim, notes=dossier.choices.notes) if number == 1 else {"id": f"{claim.id}-{number}"}
            )
            pieces.append(Made(next(ids), CLAIM, place | said))
        yield from pieces
        for one, other in pairwise(pieces):
            # INCEpTION asks that a relation stands where its second end does.
            place = {name: other.values[name] for name in ("begin", "end")}
            yield Made(next(ids), CONTINUES, place, {FROM: one.id, TO: other.id})


def _said(claim: Claim, *, notes: bool) -> dict[str, str | int]:
    said: dict[str, str | int] = {"id": claim.id}
    if claim.confidence is not Confidence.UNSET:
        said["confidence"] = claim.confidence.value
    if notes and claim.note:
        said["note"] = claim.note
    if notes and claim.flag:
        said["flag"] = True
    return said


def type_system(header: Header) -> bytes:
    """TypeSystem.xml, in which the description of the labels says what each of them is called."""
    root = Xml.Element("typeSystemDescription", xmlns=_NAMESPACE)
    _add(root, "name", "Claimdesk")
    types = _add(root, "types")
    for made in WRITTEN:
        described = _add(types, "typeDescription")
        _add(described, "name", made.name)
        _add(described, "description")
        _add(described, "supertypeName", made.supertype)
        features = _add(described, "features")
        for name, range_ in made.features.items():
            feature = _add(features, "featureDescription")
            _add(feature, "name", name)
            _add(feature, "description", _labels(header) if (made.name, name) == (CLAIM, "label") else "")
            _add(feature, "rangeTypeName", range_)
    Xml.indent(root)
    data: bytes = Xml.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"
    return data


def _labels(header: Header) -> str:
    return "; ".join(f"{label.key}: {label.name}" for label in header.labels)


def _add(parent: Xml.Element, tag: str, text: str = "") -> Xml.Element:
    element = Xml.SubElement(parent, tag)
    element.text = held_in_xml(text) or None
    return element
