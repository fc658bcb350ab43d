"""Pages that a browser saved with everything on them in one file (MHTML): a message with parts."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from typing import Final

from annotator.domain.errors import Refused
from annotator.exchange.articles.shape import Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.values import one_line
from annotator.exchange.articles.web_page import extracted

_MOST_PARTS: Final = 5_000
_PAGES: Final = ("text/html", "application/xhtml+xml")


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The page that was saved; frames and pictures in it are none of its own."""
    yield Item("", lambda: _extracted(source.content(), wishes.encoding))


def _extracted(data: bytes, encoding: str | None) -> Extract:
    try:
        # The newer policies understand more, and fail over more.
        message = message_from_bytes(data, policy=policy.compat32)
        page = _page(message)
        body = page.get_payload(decode=True)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise Refused("The saved page is broken. Nothing was imported. Save it again.") from error
    if not isinstance(body, bytes):
        raise Refused("The saved page is empty. Nothing was imported. Save it again.")
    url = message.get("Snapshot-Content-Location") or page.get("Content-Location") or ""
    return extracted(body, encoding=encoding, url=one_line(str(url)), stated=page.get_content_charset() or "")


def _page(message: Message) -> Message:
    """The first part that is a page. Raises Refused where none is."""
    waiting, seen = [message], 0
    while waiting and seen < _MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        if part.is_multipart():
            waiting = [inner for inner in part.get_payload() if isinstance(inner, Message)] + waiting
        elif part.get_content_type() in _PAGES:
            return part
    raise Refused("There is no page in this file. Nothing was imported. Save it again.")
