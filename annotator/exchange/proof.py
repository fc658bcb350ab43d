"""Whether a planned file will be right and what it will not hold, found out a part at a time."""

from __future__ import annotations

import io
import time
from typing import BinaryIO

from annotator.domain.immutable import immutable
from annotator.exchange.exporting import write_dossier
from annotator.exchange.formats import writer_named
from annotator.exchange.gathering import gather
from annotator.exchange.headers import header_of
from annotator.exchange.losses import Loss
from annotator.exchange.planning import Plan
from annotator.store.project import Project


@immutable
class Proof:
    """`articles` of a plan's articles were read: `right` claims fit them, sentences without one included.

    `losses` are what the format can't hold of them.
    """

    articles: int = 0
    right: int = 0
    losses: tuple[Loss, ...] = ()

    def is_whole(self, wanted: Plan) -> bool:
        return self.articles >= len(wanted.articles)


def prove(project: Project, wanted: Plan, so_far: Proof, *, seconds: float) -> Proof:
    """Go on from `so_far` for about `seconds`, at least one article, as a file would be written."""
    end = time.monotonic() + seconds
    articles, right = so_far.articles, so_far.right
    writer = writer_named(wanted.choices.format)
    header = header_of(project, wanted)
    for loss in so_far.losses:
        header.losses.add(loss.what, loss.example, count=loss.count)
    writing = writer.begin(_Nowhere(), wanted.choices, header)
    for gathered in gather(project, wanted, first=articles):
        if gathered.dossier:
            right += len(gathered.dossier.claims)
            write_dossier(writing, gathered.dossier, header, writer)
        articles = gathered.number + 1
        if time.monotonic() > end:
            break
    else:
        articles = len(wanted.articles)
    writing.end()
    return Proof(articles, right, header.losses.found)


class _Nowhere:
    """A target that keeps nothing."""

    def file(self, name: str = "") -> BinaryIO:
        return _Forgotten()


class _Forgotten(io.BufferedIOBase, BinaryIO):
    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        return len(data)
