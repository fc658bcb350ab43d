"""Plain text files: their words are the article, to the character."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.domain.errors import Refused
from annotator.exchange.articles.limits import LONGEST_TEXT
from annotator.exchange.articles.shape import Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.decoding import decode

_MOST_BYTES_A_CHARACTER = 4


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The one article of the file."""
    yield Item("", lambda: text_of(source.content(), encoding=wishes.encoding))


def text_of(data: bytes, *, encoding: str | None = None) -> Extract:
    """The text in `data`. Raises Refused where it is none (see `decode`) or is too long for an article."""
    if len(data) > LONGEST_TEXT * _MOST_BYTES_A_CHARACTER:
        raise too_long()
    decoded = decode(data, encoding)
    return Extract(
        decoded.text, encoding=decoded.encoding, found=decoded.found, candidates=decoded.candidates
    )


def too_long() -> Refused:
    """The refusal of a text that no article is as long as."""
    return Refused(
        f"The text is longer than {LONGEST_TEXT:,} characters. Nothing was imported. "
        "Split it into several articles."
    )
