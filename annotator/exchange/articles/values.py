"""Dates, languages and names as files write them, made the same where that is certain."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

_YEAR_OR_MONTH: Final = re.compile(r"\d{4}(-\d{2})?")
_LONGEST_DATE: Final = 100
_LONGEST: Final = 500
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def iso_date(written: str) -> str:
    """`written` as ISO 8601, day or moment as it says; "" where it is neither that nor a date of a message.

    "03/04/2021" is nobody's date for certain, so it is none here.
    """
    written = written.strip()[:_LONGEST_DATE]
    if _YEAR_OR_MONTH.fullmatch(written):
        return written
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return _message_date(written)
    if ":" not in written and "T" not in written:
        return found.date().isoformat()
    return found.isoformat(timespec="seconds")


def language_tag(written: str) -> str:
    """`written` as a BCP 47 tag with hyphens; "" where it is none."""
    tag = written.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def one_line(written: str) -> str:
    """`written` on one line, cut where it is longer than a headline or a name can be."""
    return " ".join(written.split())[:_LONGEST]


def _message_date(written: str) -> str:
    try:
        return parsedate_to_datetime(written).isoformat(timespec="seconds")
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
