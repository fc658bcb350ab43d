"""The counts of an article's queue row, from its sheet."""

from __future__ import annotations

from annotator.domain.cursor import Cursor
from annotator.domain.records import Progress
from annotator.domain.sheet import Sheet


def progress_of(sheet: Sheet, annotator_id: str, cursor: Cursor) -> Progress:
    """Where the annotator stands in the article of `sheet`, and how much of it is decided."""
    flagged_claims = sum(claim.flag for claim in sheet.claims)
    return Progress(
        sheet.article.id,
        annotator_id,
        unit_start=sheet.units[cursor.unit].start if sheet.units and cursor.unit >= 0 else 0,
        selection=cursor.selection,
        furthest=sheet.furthest,
        asked=sheet.asked,
        undecided=sheet.undecided,
        skipped=sheet.skipped,
        claims=len(sheet.claims),
        flags=flagged_claims + sheet.flagged_units,
    )
