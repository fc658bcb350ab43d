"""Text files that are gone through line by line, so that none of them has to fit into memory."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from annotator.domain.errors import Refused
from annotator.exchange.articles.limits import LONGEST_LINE, MEGABYTE
from annotator.exchange.articles.shape import Extract, Item
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.decoding import Decoded, Found, decode

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(source: Snapshot, wished: str | None) -> Decoded:
    """The encoding of a file, with the beginning of its text where it was only detected.

    Raises Refused where it is empty, no text, or in no known encoding.
    """
    source.file.seek(0)
    head = source.file.read(MEGABYTE)
    for mark, name in _MARKS:
        if wished is None and head.startswith(mark):
            return Decoded("", name, Found.BYTE_ORDER_MARK)
    if wished is None and _is_utf_8(source):
        # Refuses what is empty or no text; a character that the end of the head cut is left out.
        return replace(decode(head.decode(errors="ignore").encode()), text="")
    if len(head) < source.size:
        head = head[: head.rfind(b"\n") + 1] or head
    return decode(head, wished)


def waiting_for_encoding(decoded: Decoded) -> Iterator[Item]:
    """The whole file as one thing, for a person to say how it is to be read."""
    extract = Extract(
        decoded.text, encoding=decoded.encoding, found=decoded.found, candidates=decoded.candidates
    )
    yield Item("", lambda: extract)


@contextmanager
def opened_lines(source: Snapshot, encoding: str) -> Iterator[Iterator[str]]:
    """The lines with their ends as they are.

    Raises Refused at the line that is not in this encoding, or is longer than 20,000,000 characters.
    """
    source.file.seek(0)
    text = io.TextIOWrapper(source.file, encoding, newline="")
    try:
        yield _lines(text, encoding)
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper, encoding: str) -> Iterator[str]:
    number = 0
    try:
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise Refused(
                    f"Line {number:,} is longer than {LONGEST_LINE:,} characters. Nothing was imported. "
                    "Split the file."
                )
            yield line
    except UnicodeError as error:
        raise Refused(
            f"The file is not valid {encoding.upper()} after line {number:,}. Choose another encoding."
        ) from error


def _is_utf_8(source: Snapshot) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    source.file.seek(0)
    try:
        while part := source.file.read(MEGABYTE):
            decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
