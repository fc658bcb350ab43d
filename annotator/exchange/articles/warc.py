"""Web archives as crawlers write them (WARC), one article for each page that was answered.

The library is an extra: nobody needs it who has no such files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stderr
from functools import partial
from typing import Any, Final

from annotator.domain.errors import Refused
from annotator.exchange.articles.limits import LARGEST_FILE, MEGABYTE
from annotator.exchange.articles.shape import Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.values import one_line
from annotator.exchange.articles.web_page import extracted

_PAGES: Final = ("text/html", "application/xhtml+xml")


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The pages; other records, such as pictures and requests, are no articles and are not told of.

    Raises Refused where the library is not installed, or the file is broken.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise Refused(
            "WARC files need the library warcio. Nothing was imported. "
            "Install it: pip install claimdesk[warc]"
        ) from error
    source.file.seek(0)
    number, found = 0, 0
    records = ArchiveIterator(source.file, no_record_parse=False)
    try:
        while (record := _next(records)) is not None:
            number += 1
            if _is_page(record):
                found += 1
                yield _item(record, number, source, wishes)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise Refused(
            f"It is broken after record {number:,}. What stands before it can be imported."
        ) from error
    if not found:
        raise Refused("It holds no page that was answered. Nothing was imported.")


def _next(records: Iterator[Any]) -> Any:  # noqa: ANN401 - the library has no types
    """The next record, None after the last; the library would print words of pages where one is broken."""
    with redirect_stderr(io.StringIO()):
        return next(records, None)


def _is_page(record: Any) -> bool:  # noqa: ANN401 - the library has no types
    headers = record.http_headers
    if record.rec_type == "resource":
        return _content_type(record.rec_headers).startswith(_PAGES)
    if record.rec_type != "response" or headers is None:
        return False
    return str(headers.get_statuscode()) == "200" and _content_type(headers).startswith(_PAGES)


def _content_type(headers: Any) -> str:  # noqa: ANN401 - the library has no types
    return (headers.get_header("Content-Type") or "").strip().lower() if headers else ""


def _item(record: Any, number: int, source: Snapshot, wishes: Wishes) -> Item:  # noqa: ANN401
    url = one_line(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    stated = _content_type(record.http_headers).partition("charset=")[2].strip("\"' ")
    data = record.content_stream().read(LARGEST_FILE + 1)
    share = min(source.file.tell() / max(source.size, 1), 1.0)
    return Item(f"#record {number}", partial(_extracted, data, wishes.encoding, url, stated), share)


def _extracted(data: bytes, encoding: str | None, url: str, stated: str) -> Extract:
    if len(data) > LARGEST_FILE:
        raise Refused(f"The page is larger than {LARGEST_FILE // MEGABYTE} MB. Nothing was imported of it.")
    return extracted(data, encoding=encoding, url=url, stated=stated)
