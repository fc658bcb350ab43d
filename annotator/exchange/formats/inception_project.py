"""The layout of a project that INCEpTION or WebAnno exports: a folder each document, a file each person.

Every file is there twice, in the format that was chosen for the export, and in a binary form that only these
tools can read. What was agreed on in the end lies in folders of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.records import Role
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.losses import Losses

FOLDER: Final = "annotation"
NOBODY: Final = "INITIAL_CAS"
"""Whose file has a document as it was before anybody annotated it."""

_FILE: Final = re.compile(r"(?:.*/)?(annotation|curation)(_ser)?/([^/]+)/([^/]+)\.([^./]+)")
_AGREED: Final = "curation"
_BINARY: Final = "ser"
_SOURCE: Final = "source"
_TEXT: Final = ".txt"
_NOT_READ: Final = {
    _BINARY: "annotations in a binary form that only INCEpTION reads: export the project anew, with UIMA CAS "
    "XMI or UIMA CAS JSON chosen as the format of its documents",
    "tsv": "annotations as WebAnno TSV: import them in that format",
}


@immutable
class ProjectFile:
    """A file with what one person said of a document; `suffix` is without the dot, in small letters."""

    path: str
    document: str
    person: str
    suffix: str
    is_agreed: bool


@immutable
class Reading:
    """A file with what one person, "" where that is not known, said of a document."""

    path: str
    document: str = ""
    person: str = ""


def project_files(source: AnnotationSource) -> list[ProjectFile]:
    """The files of a project; none where the source is no project."""
    found = []
    for path in source.files():
        if match := _FILE.fullmatch(path):
            stage, _, document, person, suffix = match.groups()
            found.append(ProjectFile(path, document, person, suffix.lower(), stage == _AGREED))
    return found


def readings(files: Sequence[ProjectFile], suffixes: Sequence[str], losses: Losses) -> Iterator[Reading]:
    """A file for each person and document, of the first of the suffixes that is there; others are lost.

    What was agreed on is the adjudicator's. Who is there before anybody is read where nobody else is.
    """
    documents: dict[tuple[str, bool], dict[str, list[ProjectFile]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        documents[file.document, file.is_agreed][file.person].append(file)
    for (document, is_agreed), people in documents.items():
        if len(people) > 1:
            people.pop(NOBODY, None)
        for person, theirs in people.items():
            by_suffix = {file.suffix: file.path for file in theirs}
            path = next((by_suffix[suffix] for suffix in suffixes if suffix in by_suffix), "")
            if path:
                name = Role.ADJUDICATOR.value if is_agreed else person
                yield Reading(path, document, "" if person == NOBODY else name)
                continue
            for suffix, what in _NOT_READ.items():
                if suffix in by_suffix:
                    losses.add(what, by_suffix[suffix])


def bare_documents(source: AnnotationSource, files: Sequence[ProjectFile]) -> Iterator[tuple[str, str]]:
    """The documents of which everything is in binary files, with where the project has their plain text."""
    suffixes: dict[str, set[str]] = defaultdict(set)
    for file in files:
        suffixes[file.document].add(file.suffix)
    bare = {name for name, found in suffixes.items() if found == {_BINARY} and name.lower().endswith(_TEXT)}
    for path in source.files():
        folder, _, name = path.rpartition("/")
        if name in bare and folder.rpartition("/")[2] == _SOURCE:
            yield name, path
