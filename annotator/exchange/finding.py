"""Which files are meant by the files and folders that a person gives."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.articles.kinds import READ, WEB_PAGE, kind_by_name
from annotator.exchange.names import printable
from annotator.exchange.outcomes import Outcome, Status
from annotator.store.path_kinds import way_in
from annotator.store.writing import reason

_NO_ARTICLES: Final = f"No articles were found in this folder; read are {READ}. Choose another folder."

_PAGE_PARTS: Final = (
    "_files",
    ".files",
    "-files",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_file",
    "_bestanden",
)


@immutable
class Source:
    """A file to read. `name` is its path from the folder that was given, as people and exports see it.

    `text` is what somebody pasted; there is no file then, and `path` only says that it is plain text.
    """

    path: Path
    name: str
    text: str | None = None

    @property
    def size(self) -> int:
        """Bytes to read; 0 where the file is not there any more."""
        if self.text is not None:
            return len(self.text.encode("utf-8", "surrogatepass"))
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


@immutable
class Found:
    """Files to import, in order, and what was found beside them and why it is not imported."""

    files: tuple[Source, ...]
    others: tuple[Outcome, ...] = ()

    def __len__(self) -> int:
        return len(self.files) + len(self.others)

    def with_source(self, source: Source) -> Found:
        """The same and one thing more to read."""
        return Found((*self.files, source), self.others)


def pasted(text: str, name: str) -> Source:
    """A text that somebody pasted, called `name`, to be read like a file."""
    return Source(Path("pasted.txt"), name, text)


def find_files(paths: Sequence[Path]) -> Found:
    """The files that may hold articles among `paths` and in the folders among them, by name.

    A link that is given is followed; inside folders none is, so that a ring of links ends. Nothing is opened.
    """
    files: list[Source] = []
    others: list[Outcome] = []
    for given in paths:
        path, name = Path(os.path.realpath(given)), given.name or str(given)
        below = list(_below(path, name))
        files += [found for found in below if isinstance(found, Source)]
        others += [found for found in below if isinstance(found, Outcome)]
        if os.path.isdir(path) and all(_is_skipped(found) for found in below):
            others.append(Outcome(printable(name), Status.SKIPPED, _NO_ARTICLES))
    return Found(tuple(files), tuple(others))


def _is_skipped(found: Source | Outcome) -> bool:
    return isinstance(found, Outcome) and found.status is Status.SKIPPED


def _below(path: Path, name: str) -> Iterator[Source | Outcome]:
    """What is at `path`, however deep; a stack and not a recursion, for folders can be thousands deep."""
    waiting = [(path, name)]
    while waiting:
        here, shown = waiting.pop()
        try:
            kind = os.lstat(here).st_mode
            if stat.S_ISDIR(kind):
                inside = _without_page_parts(sorted(os.listdir(here), reverse=True))
                waiting += [(here / child, f"{shown}/{child}") for child in inside]
                continue
        except OSError as error:
            yield Outcome(printable(shown), Status.FAILED, _unreadable(error))
            continue
        if why := _why_not(here, kind):
            yield Outcome(printable(shown), Status.SKIPPED, why)
        else:
            yield Source(here, printable(shown))


def _without_page_parts(names: list[str]) -> list[str]:
    """`names` without the folders in which browsers keep the pictures and frames of a page beside them."""
    stems = [name.rpartition(".")[0] for name in names if name.lower().endswith(WEB_PAGE.suffixes)]
    parts = {f"{stem}{ending}" for stem in stems for ending in _PAGE_PARTS}
    return [name for name in names if name not in parts]


def _unreadable(error: OSError) -> str:
    return f"It can't be read: {reason(error)}. Nothing was imported. {way_in(error)}"


def _why_not(path: Path, kind: int) -> str:
    """Why a file is not imported; "" where it is."""
    if stat.S_ISLNK(kind):
        return "It is a link. Add the file that it points to."
    if not stat.S_ISREG(kind):
        return "It is not an ordinary file."
    if path.name.startswith("."):
        return "It is hidden."
    if kind_by_name(path.name) is None:
        return "It is of no kind that is read. Save its words as a text file (.txt), then import that."
    return ""
