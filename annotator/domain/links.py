"""Addresses of the web in a text: where they stand, and how they are written without a letter to mistake."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize
from urllib.parse import quote

from annotator.domain.spans import Span

_LINK: Final = re.compile(r"\b(?:https?://|ftp://|www\.)[^\s<>\"“”„«»‹›]+", re.IGNORECASE)
_PARTS: Final = re.compile(r"((?:\w+://)?)((?:[^/?#@]*@)?)([^/?#:]*)(.*)", re.DOTALL)
_ENDS: Final = ".,;:!?…'’‘`*_|。，、؟،"
_CLOSERS: Final = {")": "(", "]": "[", "}": "{"}
_DOTS: Final = re.compile("[.\u3002\uff0e\uff61]")
# What may stand in an address as it is (RFC 3986), and percent signs, which begin what is written so already.
_KEPT: Final = "%:/?#[]@!$&'()*+,;=-._~"


def links_in(text: str, span: Span) -> Iterator[Span]:
    """The addresses that begin in `span`, without the marks that end a sentence or a bracket round them."""
    for match in _LINK.finditer(text, span.start):
        if match.start() >= span.end:
            return
        address = _trimmed(match.group())
        if "." in address.rpartition("//")[2].strip("."):
            yield Span(match.start(), match.start() + len(address))


def plain_address(address: str) -> str:
    """`address` in ASCII alone: its host in punycode (RFC 3492), other letters and signs as percent codes.

    It leads where `address` does, but letters that look like others, or that nobody sees, are told apart.
    """
    found = _PARTS.fullmatch(address)
    assert found is not None
    scheme, user, host, rest = found.groups()
    return f"{scheme.lower()}{quote(user, _KEPT)}{_plain_host(host)}{quote(rest, _KEPT)}"


def _trimmed(address: str) -> str:
    while address:
        last = address[-1]
        opener = _CLOSERS.get(last, "")
        if last not in _ENDS and not (opener and address.count(last) > address.count(opener)):
            break
        address = address[:-1]
    return address


def _plain_host(host: str) -> str:
    labels = (normalize("NFKC", label.lower()) for label in _DOTS.split(host))
    return ".".join(
        label if label.isascii() else f"xn--{label.encode('punycode').decode('ascii')}" for label in labels
    )
