"""Times as people read them: stored in UTC, shown on the clock of this computer."""

from __future__ import annotations

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt

_DAY = "d MMM"
_DAY_OF_ANOTHER_YEAR = "d MMM yyyy"


def clock(at: str) -> str:
    """The hour and minute of an ISO 8601 moment, "" for one that is none."""
    moment = _local(at)
    return QLocale().toString(moment.time(), "HH:mm") if moment.isValid() else ""


def exact_clock(at: str) -> str:
    """As `clock`, with the second."""
    moment = _local(at)
    return QLocale().toString(moment.time(), "HH:mm:ss") if moment.isValid() else ""


def day_and_clock(at: str, *, today: QDate | None = None) -> str:
    """As `clock`, with the day before it unless that is `today`."""
    moment = _local(at)
    if not moment.isValid():
        return ""
    today = today or QDate.currentDate()
    day = moment.date()
    if day == today:
        return clock(at)
    form = _DAY if day.year() == today.year() else _DAY_OF_ANOTHER_YEAR
    return f"{QLocale().toString(day, form)} {clock(at)}"


def _local(at: str) -> QDateTime:
    return QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs).toLocalTime()
