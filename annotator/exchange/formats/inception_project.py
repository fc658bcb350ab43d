"""The layout of a project that INCEpTION or WebAnno exports: a folder each document, a file each person.

Every file is there in a binary form, and most are once more in the format that was chosen for the export.
What was agreed on in the end lies in folders of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.records import Role
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.losses import Losses

FOLDER: Final = "annotation"
BINARY: Final = "ser"
NOBODY: Final = "INITIAL_CAS"
"""Whose file has a document as it was before anybody annotated it."""

_FILE: Final = re.compile(r"(?:.*/)?(annotation|curation)(_ser)?/([^/]+)/([^/]+)\.([^./]+)")
_AGREED: Final = "curation"
_SOURCE: Final = "source"
_TEXT: Final = ".txt"
_NOT_READ: Final = {
    BINARY: "annotations in a binary form alone: import the project as UIMA CAS XMI, which reads them",
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
    for people in _people(files):
        for person, theirs in people.items():
            by_suffix = {file.suffix: file for file in theirs}
            file = next((by_suffix[suffix] for suffix in suffixes if suffix in by_suffix), None)
            if file is not None:
                name = Role.ADJUDICATOR.value if file.is_agreed else person
                yield Reading(file.path, file.document, "" if person == NOBODY else name)
                continue
            for suffix, what in _NOT_READ.items():
                if suffix in by_suffix:
                    losses.add(what, by_suffix[suffix].path)


def are_told_by(files: Sequence[ProjectFile], suffix: str) -> bool:
    """Whether nobody's annotations are in a binary file without one of this suffix beside it."""
    return all(
        any(file.suffix == suffix for file in theirs) or all(file.suffix != BINARY for file in theirs)
        for people in _people(files)
        for theirs in people.values()
    )


def plain_texts(source: AnnotationSource, files: Sequence[ProjectFile]) -> Iterator[tuple[str, str]]:
    """The documents with binary files that are plain text, with where the project has them."""
    documents = {file.document for file in files if file.suffix == BINARY}
    names = {name for name in documents if name.lower().endswith(_TEXT)}
    for path in source.files():
        folder, _, name = path.rpartition("/")
        if name in names and folder.rpartition("/")[2] == _SOURCE:
            yield name, path


def _people(files: Sequence[ProjectFile]) -> Iterator[Mapping[str, Sequence[ProjectFile]]]:
    """Of each document, and of what was agreed on of it, the files of every person."""
    documents: dict[tuple[str, bool], dict[str, list[ProjectFile]]] = defaultdict(lambda: defaultdict(list))
    for file in files:
        documents[file.document, file.is_agreed][file.person].append(file)
    for people in documents.values():
        if len(people) > 1:
            people.pop(NOBODY, None)
        yield people
