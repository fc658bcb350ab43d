"""Reads the CASes of a source: single files with their type systems, and whole projects of INCEpTION."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.json_values import Unfit, json_value
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.annotator_names import listed_annotators
from annotator.exchange.formats.inception_project import (
    BINARY,
    Reading,
    are_told_by,
    plain_texts,
    project_files,
    readings,
)
from annotator.exchange.formats.uima_binary_cas import cas_of_binary
from annotator.exchange.formats.uima_cas import LARGEST, Cas
from annotator.exchange.formats.uima_claims import articles_of
from annotator.exchange.formats.uima_json_cas import MARKS, cas_of_json
from annotator.exchange.formats.uima_types import BUILT_IN, TypeSystem, types_of_xml
from annotator.exchange.formats.uima_xmi_cas import MARK, cas_of_xmi
from annotator.exchange.losses import Losses

_JSON: Final = "json"
_SINGLE: Final = ("xmi", "xml", _JSON)
_READABLE: Final = (*_SINGLE, "zip", BINARY)
_TABLE: Final = "tsv"
_TYPES: Final = b"<typeSystemDescription"
_LOOKED_AT: Final = 20
"""Files whose first bytes are looked at to tell what a source is."""
_START: Final = 8_192


class CasReader:
    """`suffixes` are those of its files, apart from projects: there every CAS is read."""

    measure: Measure | None = Measure.UTF16

    def __init__(self, *suffixes: str, marks: Sequence[bytes]) -> None:
        self._suffixes = suffixes
        self._marks = marks

    def recognises(self, source: AnnotationSource) -> bool:
        names = source.files()
        if project := project_files(source):
            suffixes = {each.suffix for each in project}
            if _JSON in suffixes or _JSON in self._suffixes:
                return _JSON in suffixes and _JSON in self._suffixes
            # A project with nothing to read is ours, too: somebody has to say so.
            return _TABLE not in suffixes or not are_told_by(project, _TABLE)
        wanted = [name for name in names if len(names) == 1 or _suffix(name) in self._suffixes]
        return any(self._is_ours(source.head(name)) for name in wanted[:_LOOKED_AT])

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        people = listed_annotators(source, losses)
        types = _NearTypes(source)
        project = project_files(source)
        read = set()
        for reading in readings(project, _READABLE, losses) if project else self._of_files(source):
            job.check()
            person = people.get(reading.person, reading.person)
            try:
                for name, cas in _cases(source, reading.path, types, job, losses):
                    yield from articles_of(cas, losses, name=name, title=reading.document, annotator=person)
                    read.add(reading.document)
            except Unfit as error:
                losses.add(f"files that are not as they should be: {error}", reading.path)
        for document, path in plain_texts(source, project):
            if document in read:
                continue
            yield ForeignArticle(document, source.text(path, largest=LARGEST), title=document)

    def _of_files(self, source: AnnotationSource) -> list[Reading]:
        """The files of the format. Raises Refused where there is none."""
        names = source.files()
        if len(names) > 1:
            names = tuple(name for name in names if _suffix(name) in self._suffixes)
        found = [Reading(name) for name in names if self._is_ours(_start(source, name))]
        if not found:
            raise Refused(
                f"{source.name} holds no UIMA CAS of this kind. Nothing was imported. Choose another format."
            )
        return found

    def _is_ours(self, head: bytes) -> bool:
        return any(mark in head for mark in self._marks)


def _cases(
    source: AnnotationSource, path: str, types: _NearTypes, job: Job, losses: Losses
) -> Iterator[tuple[str, Cas]]:
    """The CAS of a file, or those of the ZIP that INCEpTION packs with its type system. Raises Unfit."""
    if _suffix(path) == BINARY:
        yield path, cas_of_binary(source.read(path, largest=LARGEST), path, job, losses)
        return
    if _suffix(path) == "zip":
        with source.archive(path) as packed:
            near = _NearTypes(packed)
            for name in packed.files():
                if _suffix(name) in _SINGLE and _TYPES not in _start(packed, name):
                    yield f"{path}/{name}", _cas(packed, name, near.of(name), job, losses)
        return
    yield path, _cas(source, path, types.of(path), job, losses)


def _cas(source: AnnotationSource, name: str, types: TypeSystem, job: Job, losses: Losses) -> Cas:
    data = source.read(name, largest=LARGEST)
    if data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return cas_of_json(json_value(data, name), name, types, job, losses)
    return cas_of_xmi(data, name, types, job, losses)


class _NearTypes:
    """The type systems of a source: for each file those in its folder, else in the next one above."""

    def __init__(self, source: AnnotationSource) -> None:
        self._source = source
        self._folders: dict[PurePosixPath, list[str]] = defaultdict(list)
        self._read: dict[PurePosixPath, TypeSystem] = {}
        for name in source.files():
            if _suffix(name) == "xml" and _TYPES in _start(source, name):
                self._folders[PurePosixPath(name).parent].append(name)

    def of(self, path: str) -> TypeSystem:
        for folder in PurePosixPath(path).parents:
            if folder in self._folders:
                if folder not in self._read:
                    self._read[folder] = self._types(self._folders[folder])
                return self._read[folder]
        return BUILT_IN

    def _types(self, names: Sequence[str]) -> TypeSystem:
        found = BUILT_IN
        for name in names:
            found = found.joined(types_of_xml(self._source.read(name, largest=LARGEST), name))
        return found


def _start(source: AnnotationSource, name: str) -> bytes:
    """The first bytes of a file; not kept, as there may be very many files."""
    with source.open(name) as file:
        return file.read(_START)


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix.lower().removeprefix(".")


XMI: Final = CasReader("xmi", "xml", marks=(MARK,))
JSON: Final = CasReader(_JSON, marks=MARKS)
