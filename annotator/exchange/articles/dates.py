"""Dates as files and pages write them, as ISO 8601 where they are certain."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Final

_LONGEST: Final = 100
_YEAR_OR_MONTH: Final = re.compile(r"\d{4}(-\d{2})?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_ZONE_OF_DAY: Final = re.compile(r"^(\d{4}-?\d{2}-?\d{2})\s*(?:UTC|GMT|Z|[+-]\d{2}:?\d{2})$")
_GREENWICH: Final = re.compile(r"(?<=\d)\s*(?:UTC|GMT|Z)$")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_IN_WORDS: Final = tuple(
    re.compile(
        rf"(?:[a-z]{{3,9}}\.?,?\s+)?{order},?\s+(?P<year>\d{{4}})"
        r"(?:\s*(?:,|at|-|–|\||\s)\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
        r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>(?:gmt|utc|z)?(?:\s*[+-]\d{2}:?\d{2})?)"
        r"\s*(?P<other_zone>[a-z]{2,5})?\s*(?:\([^)]*\))?)?",
        re.IGNORECASE,
    )
    for order in (rf"{_DAY}\.?\s+{_MONTH}", rf"{_MONTH}\s+{_DAY}")
)
"""English months in words, as in "2 March 2024", "March 2, 2024 at 10:11 pm" and what browsers print."""


def iso_date(written: str) -> str:
    """`written` as ISO 8601, day or moment as it says; "" where it is not certain which that is.

    "03/04/2021" is nobody's date for certain, so it is none here.
    """
    written = _with_hyphens(" ".join(written.split())[:_LONGEST])
    written = _GREENWICH.sub("+00:00", _ZONE_OF_DAY.sub(r"\1", written))
    if _YEAR_OR_MONTH.fullmatch(written):
        return written
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return _in_words(written)
    if ":" not in written and "T" not in written:
        return found.date().isoformat()
    return found.isoformat(timespec="seconds")


def _with_hyphens(written: str) -> str:
    """As ISO 8601 has it, where it begins with a year."""
    match = _YEAR_FIRST.match(written)
    if match is None:
        return written
    year, _, month, day = match.groups()
    return f"{year}-{month:0>2}-{day:0>2}{written[match.end() :]}"


def _in_words(written: str) -> str:
    for pattern in _IN_WORDS:
        match = pattern.fullmatch(written)
        if match and not (match["other_zone"] and not match["half"] and _is_of_mail(written)):
            return _of_words(match)
    try:
        return parsedate_to_datetime(written).isoformat(timespec="seconds") if _is_of_mail(written) else ""
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def _is_of_mail(written: str) -> bool:
    """Whether it begins with a short weekday, as in mail, where a few zones have names."""
    return "," in written[:5]


def _of_words(match: re.Match[str]) -> str:
    called = match["month"].lower()
    month = next(
        (number for number, name in enumerate(_MONTHS, 1) if called in {name, name[:3], name[:4]}), 0
    )
    try:
        day = date(int(match["year"]), month, int(match["day"])).isoformat()
        if match["hour"] is None or match["other_zone"]:
            return day
        hour = int(match["hour"])
        if half := (match["half"] or "").lower()[:1]:
            if hour > 12:
                return day
            hour = hour % 12 + 12 * (half == "p")
        zone = re.sub(r"gmt|utc|z|\s", "", match["zone"], flags=re.IGNORECASE)
        zone = zone or ("+00:00" if match["zone"] else "")
        moment = f"{day}T{hour:02}:{match['minute']}:{match['second'] or '00'}{zone}"
        return datetime.fromisoformat(moment).isoformat(timespec="seconds")
    except ValueError:
        return ""
