"""What is told of a file in which there is nothing, so that no file ends without a word."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.errors import Refused
from annotator.exchange.articles.shape import Extract, Item


def or_nothing(found: Iterator[Item]) -> Iterator[Item]:
    """What was found; where that is nothing, one thing that is refused with the reason."""
    first = next(found, None)
    if first is None:
        yield Item("", _refuse)
        return
    yield first
    yield from found


def _refuse() -> Extract:
    raise Refused("It holds nothing that could be an article. Nothing was imported. Choose another file.")
