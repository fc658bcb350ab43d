"""What a person chooses when she exports."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OffsetUnit(StrEnum):
    """What an offset counts: Python's characters, those of JavaScript, Java and Qt, or bytes."""

    CODE_POINT = "code_point"
    UTF16 = "utf16"
    UTF8 = "utf8"


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """`format` is a name of `formats.FORMATS`; `annotators` are ids, None for everybody.

    `names` writes annotators' names and not letters. `no_claims`, `notes`, `text` and `boilerplate` put
    sentences that hold no claim, notes with flags, the article's text, and pieces that nobody was asked
    about into the file, where the format has a place for them. `spreadsheet` keeps spreadsheets from
    running cells of a CSV file as formulas.
    """

    format: str = "claims-jsonl"
    annotators: tuple[str, ...] | None = None
    names: bool = False
    finished_only: bool = True
    no_claims: bool = True
    notes: bool = False
    text: bool = True
    boilerplate: bool = False
    spreadsheet: bool = False
    offset_unit: OffsetUnit = OffsetUnit.CODE_POINT
