"""Reads what a test made as an import would, in this process."""

from __future__ import annotations

from annotator.exchange.articles.kinds import kind_of
from annotator.exchange.articles.shape import NO_WISHES, Extract, Item, Wishes
from annotator.exchange.articles.snapshot import snapshot_of


def items(data: bytes, name: str, wishes: Wishes = NO_WISHES) -> list[Item]:
    """Everything in a file called `name`."""
    source = snapshot_of(data, name)
    return list(kind_of(source.file, name).reader().items(source, wishes))


def extracts(data: bytes, name: str, wishes: Wishes = NO_WISHES) -> list[Extract]:
    """Every article in a file called `name`."""
    source = snapshot_of(data, name)
    found = kind_of(source.file, name).reader().items(source, wishes)
    return [item.extract() for item in found if not item.skipped]


def text(data: bytes, name: str, wishes: Wishes = NO_WISHES) -> str:
    """The words of the only article in a file called `name`."""
    (found,) = extracts(data, name, wishes)
    return found.text
