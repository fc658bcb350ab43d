"""Finds the documents of WebAnno TSV 3 in a source: single files, and whole projects of INCEpTION."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.formats.annotator_names import listed_annotators
from annotator.exchange.formats.inception_project import Reading, are_told_by, project_files, readings
from annotator.exchange.formats.uima_claims import articles_of
from annotator.exchange.formats.webanno_tsv_document import cas_of
from annotator.exchange.formats.webanno_tsv_lines import FIRST_LINE, TEXT, document_of, ground_of
from annotator.exchange.losses import Losses

LARGEST: Final = 100_000_000
"""Bytes of a file: all of it is in memory."""

_SUFFIX: Final = ".tsv"
_START: Final = 8_192
_LOOKED_AT: Final = 20
_FIRST_SENTENCES: Final = 5
_BYTE_ORDER_MARK: Final = "\ufeff"
_EARLIER: Final = re.compile(rb"(?: ?# ?[\w.]+(?: \|[^\n]*)?\r?\n)?#id=\d+\r?\n#text=")
"""How versions 1 and 2 begin: the layers in one line, if there are any, then the first sentence."""


class TableReader:
    """Offsets are UTF-16 units; files in code points tell themselves by their tokens."""

    measure: Measure | None = Measure.UTF16

    def recognises(self, source: AnnotationSource) -> bool:
        """Also an earlier version, which is refused in its name; no project with more in binary files."""
        if not are_told_by(project_files(source), _SUFFIX[1:]):
            return False
        starts = (_start(source, name) for name in _tables(source)[:_LOOKED_AT])
        return any(_is_ours(start) or _is_earlier(start) for start in starts)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        people = listed_annotators(source, losses)
        project = project_files(source)
        for reading in readings(project, ("tsv",), losses) if project else _of_files(source, losses):
            job.check()
            person = people.get(reading.person, reading.person)
            try:
                article = _article(source, reading, person, losses)
            except Unfit as error:
                losses.add(f"files that are not as they should be: {error}", reading.path)
            else:
                yield article


def _article(source: AnnotationSource, reading: Reading, person: str, losses: Losses) -> ForeignArticle:
    lines = source.text(reading.path, largest=LARGEST).removeprefix(_BYTE_ORDER_MARK).split("\n")
    document = document_of(line.removesuffix("\r") for line in lines)
    ground = ground_of(document.sentences)
    name = reading.document or reading.path.removesuffix(_SUFFIX)
    (article,) = articles_of(cas_of(document, ground), losses, name=name, annotator=person)
    return replace(article, metadata=document.facts, converted_from=ground.counts)


def _of_files(source: AnnotationSource, losses: Losses) -> Iterator[Reading]:
    """Files that are in no project: called after people where several in a folder have the same text.

    Raises Refused where none is of this format.
    """
    names = _tables(source)
    starts = {name: start for name in names if _is_ours(start := _start(source, name))}
    if not starts:
        if any(_is_earlier(_start(source, name)) for name in names):
            raise Refused(
                f"{source.name} is WebAnno TSV of version 1 or 2, which does not say where in the text its "
                "words stand. Nothing was imported. Export it anew as WebAnno TSV 3 or as UIMA CAS."
            )
        raise Refused(
            f"{source.name} holds no file of WebAnno TSV 3. Nothing was imported. Export it anew in that "
            "version, or choose another format."
        )
    losses.add("tables that are no WebAnno TSV 3", source.name, count=len(names) - len(starts))
    texts = {name: _first_words(name, start) for name, start in starts.items()}
    counts = Counter(texts.values())
    for name in starts:
        yield Reading(name, person=PurePosixPath(name).stem if counts[texts[name]] > 1 else "")


def _first_words(name: str, start: bytes) -> tuple[str, bytes]:
    """The folder of a file and the first sentences in it."""
    lines = [line for line in start.split(b"\n")[:-1] if line.startswith(TEXT.encode())]
    return str(PurePosixPath(name).parent), b"\n".join(lines[:_FIRST_SENTENCES]) or name.encode()


def _tables(source: AnnotationSource) -> list[str]:
    names = source.files()
    return [name for name in names if name.endswith(_SUFFIX) or len(names) == 1]


def _is_ours(start: bytes) -> bool:
    return start.removeprefix(_BYTE_ORDER_MARK.encode()).startswith(FIRST_LINE.encode())


def _is_earlier(start: bytes) -> bool:
    return _EARLIER.match(start) is not None


def _start(source: AnnotationSource, name: str) -> bytes:
    """The first bytes of a file; not kept, as there may be very many files."""
    with source.open(name) as file:
        return file.read(_START)
