"""Everything that a person can ask for in an article, and what she then sees of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from annotator.domain import claim_steps, unit_steps
from annotator.domain.records import Claim, Confidence
from annotator.domain.sheet import Sheet
from annotator.domain.spans import Span
from annotator.domain.steps import Step

LABELS = ("confirmed", "disputed", "unverified")


def wishes(
    sheet: Sheet, index: int, span: Span, *, label: str, claim: Claim | None
) -> list[Callable[[], Step]]:
    """What can be asked for at the unit of this index, of `span` in it and of `claim`.

    Each raises Refused where it makes no sense, and may give a step without edits.
    """
    asked: list[Callable[[], Step]] = [
        lambda: claim_steps.mark(sheet, span, label),
        lambda: claim_steps.mark(sheet, span, label),
        lambda: unit_steps.say_no_claim(sheet, index),
        lambda: unit_steps.skip(sheet, index),
        lambda: unit_steps.toggle_boilerplate(sheet, index),
        lambda: unit_steps.mark_part_as_boilerplate(sheet, index, span),
        lambda: unit_steps.toggle_flag(sheet, index),
        lambda: unit_steps.write_note(sheet, index, "why?"),
        lambda: unit_steps.join(sheet, index),
        lambda: unit_steps.split(sheet, index, span.start),
    ]
    if claim is not None:
        asked += [
            lambda: claim_steps.retag(sheet, sheet.claims, label),
            lambda: claim_steps.duplicate(sheet, claim),
            lambda: claim_steps.move(sheet, claim, span),
            lambda: claim_steps.delete(sheet, [claim]),
            lambda: claim_steps.delete(sheet, sheet.claims),
            lambda: claim_steps.write_note(sheet, [claim], "a note"),
            lambda: claim_steps.set_confidence(sheet, [claim], Confidence.HIGH),
            lambda: claim_steps.toggle_flag(sheet, [claim]),
        ]
    return asked


def shown(sheet: Sheet) -> list[object]:
    """What a person sees of a sheet: everything but versions and times."""
    decisions = [sheet.decision(index) for index in range(len(sheet.units))]
    return [
        [replace(claim, version=0, updated_at="") for claim in sheet.claims],
        [replace(unit, version=0) for unit in sheet.units],
        [sheet.state(index) for index in range(len(sheet.units))],
        [(decision.flag, decision.note) if decision else (False, "") for decision in decisions],
        (sheet.asked, sheet.undecided, sheet.skipped),
    ]
