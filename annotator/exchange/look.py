"""A first look at what a person wants to bring in, before anything is read: what it is, and how large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from annotator.domain.errors import ClaimdeskError
from annotator.domain.immutable import immutable
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.articles.kinds import kind_by_name
from annotator.exchange.finding import Found, Source, find_files
from annotator.exchange.formats.recognising import recognised
from annotator.exchange.importing import is_little_text
from annotator.exchange.outcomes import Outcome


@immutable
class Listed:
    """A file that will be read, or one that will not and the `reason`. `kind` is what its name says it is."""

    name: str
    size: int = 0
    kind: str = ""
    reason: str = ""
    source: Source | None = None

    @property
    def has_columns(self) -> bool:
        kind = kind_by_name(self.source.path.name) if self.source else None
        return kind is not None and kind.has_columns


@immutable
class Look:
    """`paths` are what was given. `format_name` is the format of their annotations, "" where they are none.

    `is_little` says that these are a few short texts, which can come in without a question.
    """

    paths: tuple[Path, ...]
    found: Found
    listed: tuple[Listed, ...] = ()
    format_name: str = ""
    is_little: bool = False

    def with_source(self, source: Source) -> Look:
        """The same and one thing more to read."""
        listed = (*self.listed, _listed(source))
        return replace(self, found=self.found.with_source(source), listed=listed, is_little=False)


def look_at(paths: Sequence[Path]) -> Look:
    """What is at `paths`; only the heads of files are opened, to tell whether they are annotations."""
    found = find_files(paths)
    name = "" if _are_texts(paths) else format_of(paths)
    listed = (*map(_listed, found.files), *map(_left, found.others))
    return Look(tuple(paths), found, listed, name, is_little_text(found.files))


def _are_texts(paths: Sequence[Path]) -> bool:
    """Whether names alone say that nothing here holds annotations."""
    return all(path.suffix.lower() in (".txt", ".text") for path in paths)


def format_of(paths: Sequence[Path]) -> str:
    """The name of the only format that all of them are surely in; "" otherwise."""
    names: set[str] = set()
    for path in paths:
        try:
            with open_source(path) as source:
                found = recognised(source)
        except ClaimdeskError:
            # What is wrong with it is told by the readers of articles.
            return ""
        if len(found) != 1:
            return ""
        names.add(found[0].name)
    return names.pop() if len(names) == 1 else ""


def _listed(source: Source) -> Listed:
    kind = kind_by_name(source.path.name)
    return Listed(source.name, source.size, kind.name if kind else "", source=source)


def _left(outcome: Outcome) -> Listed:
    return Listed(outcome.name, reason=outcome.reason)
