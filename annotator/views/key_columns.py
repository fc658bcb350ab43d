"""Keys and what they do, set in columns of about the same height."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QFont, QFontMetricsF

from annotator.domain.immutable import immutable

_SCALES: Final = tuple(percent / 100 for percent in range(100, 30, -5))
"""The text shrinks rather than leave keys out."""


@immutable
class KeyLine:
    """A key and what it does; a heading has no key."""

    keys: str
    name: str


@immutable
class Column:
    """Lines whose names begin `name_indent` from the left, behind their keys. Lengths are in pixels."""

    lines: tuple[KeyLine, ...]
    name_indent: float
    width: float


@immutable
class KeySheet:
    """Columns that are set in `font`; `scale` is its size beside the one that was asked for."""

    font: QFont
    scale: float
    line_height: float
    columns: tuple[Column, ...]

    @property
    def width(self) -> float:
        return sum(column.width for column in self.columns)


def set_in_columns(lines: Sequence[KeyLine], font: QFont, room: QSizeF) -> KeySheet:
    """The lines in the largest text that lets all of them into `room`, else in the smallest there is."""
    for scale in _SCALES:
        sheet = _sheet(lines, font, scale, room)
        if sheet.width <= room.width():
            break
    return sheet


def _sheet(lines: Sequence[KeyLine], font: QFont, scale: float, room: QSizeF) -> KeySheet:
    plain = QFont(font)
    plain.setPointSizeF(font.pointSizeF() * scale)
    bold = QFont(plain)
    bold.setBold(True)
    metrics, headings = QFontMetricsF(plain), QFontMetricsF(bold)
    line_height = headings.height() * 1.2
    gap = line_height / 2
    columns = []
    for part in _balanced(lines, max(1, int(room.height() // line_height))):
        keys = max(metrics.horizontalAdvance(line.keys) for line in part)
        names = max((metrics.horizontalAdvance(line.name) for line in part if line.keys), default=0.0)
        title = max((headings.horizontalAdvance(line.name) for line in part if not line.keys), default=0.0)
        columns.append(Column(tuple(part), keys + gap, max(keys + gap + names, title) + gap))
    return KeySheet(plain, scale, line_height, tuple(columns))


def _balanced(lines: Sequence[KeyLine], most: int) -> list[list[KeyLine]]:
    """As few columns of at most `most` lines as there can be, and none higher than it has to be."""
    columns = _filled(lines, most)
    while most > 1 and len(lower := _filled(lines, most - 1)) == len(columns):
        columns, most = lower, most - 1
    return columns


def _filled(lines: Sequence[KeyLine], most: int) -> list[list[KeyLine]]:
    """The lines in columns of at most `most`; no heading stands last in one."""
    columns: list[list[KeyLine]] = []
    for line in lines:
        room = most - len(columns[-1]) if columns else 0
        if room < (1 if line.keys or most == 1 else 2):
            columns.append([])
        columns[-1].append(line)
    return columns
