"""Languages, names and addresses as files write them, made the same where that is certain."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_LONGEST: Final = 500
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language_tag(written: str) -> str:
    """`written` as a BCP 47 tag with hyphens and in its usual case, as in zh-Hans-CN; "" where it is none."""
    tag = written.strip().replace("_", "-")
    if not _TAG.fullmatch(tag):
        return ""
    first, *parts = tag.lower().split("-")
    cased = (part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in parts)
    return "-".join((first, *cased))


def one_line(written: str) -> str:
    """`written` on one line, cut where it is longer than a headline or a name can be."""
    return " ".join(written.split())[:_LONGEST]


def is_address(written: str) -> bool:
    """Whether it is a whole web address; one without its host names nothing on a saved page."""
    try:
        parts = urlsplit(written.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
