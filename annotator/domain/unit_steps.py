"""What can be done to sentences and other units: pure functions from a sheet to the step that does it.

Units are addressed by index into the sheet. Each function raises Refused, in a person's words, where it
makes no sense. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from annotator.domain.boundaries import rest_after
from annotator.domain.claiming import fragment_of
from annotator.domain.errors import Refused
from annotator.domain.pieces import united
from annotator.domain.records import JOINED, Decision, DecisionState, Unit
from annotator.domain.sheet import Sheet, UnitState, step_on
from annotator.domain.spans import Span, trimmed
from annotator.domain.steps import Edit, Step, Verb


def say_no_claim(sheet: Sheet, index: int) -> Step:
    """Decide that the unit claims nothing. Refused where it holds claims: those are deleted one by one."""
    _require_no_claims(sheet, sheet.units[index].span, "This sentence has")
    return _decide(sheet, Verb.NO_CLAIM, index, state=DecisionState.NO_CLAIM)


def skip(sheet: Sheet, index: int) -> Step:
    """Leave the unit for later."""
    _require_no_claims(sheet, sheet.units[index].span, "This sentence has")
    return _decide(sheet, Verb.SKIP, index, state=DecisionState.SKIPPED)


def toggle_boilerplate(sheet: Sheet, index: int) -> Step:
    """Mark a unit as boilerplate for this annotator, or one that is as something to decide on."""
    unit = sheet.units[index]
    if sheet.state(index) is UnitState.BOILERPLATE:
        state = DecisionState.UNDECIDED if unit.annotatable else DecisionState.ASKED
        return _decide(sheet, Verb.ASK, index, state=state)
    _require_no_claims(sheet, unit.span, "This sentence has")
    state = DecisionState.BOILERPLATE if unit.annotatable else DecisionState.UNDECIDED
    return _decide(sheet, Verb.BOILERPLATE, index, state=state)


def mark_part_as_boilerplate(sheet: Sheet, index: int, span: Span) -> Step:
    """Cut `span` out of its unit and mark it as boilerplate."""
    part = fragment_of(sheet.text, span).span
    unit = sheet.units[index]
    if part == unit.span:
        return toggle_boilerplate(sheet, index)
    if not unit.span.contains(part):
        raise Refused("Only a part of one sentence can be marked. Nothing was changed. Select less.")
    _require_no_claims(sheet, part, "These words have")
    first, *others = _cut(sheet.text, unit, (part.start, part.end))
    edits = [Edit(unit, first), *(Edit(sheet.joined_at(piece.start), piece) for piece in others)]
    marked = next(piece for piece in (first, *others) if piece.start == part.start)
    edits += [
        _edit(sheet, each.start, state=DecisionState.BOILERPLATE) for each in (marked, *sheet.joined(marked))
    ]
    return step_on(sheet, Verb.BOILERPLATE, edits)


def toggle_flag(sheet: Sheet, index: int) -> Step:
    """Flag a unit for the lead, whatever is decided of it, or take the flag off."""
    decided = sheet.decision(index)
    return _decide(sheet, Verb.FLAG, index, flag=not (decided and decided.flag))


def write_note(sheet: Sheet, index: int, note: str) -> Step:
    """Give a unit this note, without white space at its ends."""
    return _decide(sheet, Verb.NOTE, index, note=note.strip())


def join(sheet: Sheet, index: int) -> Step:
    """Make a unit and the one after it one; what lies between them becomes a gap of it.

    It is undecided for everybody who has not said the same of both.
    """
    if index + 1 >= len(sheet.units):
        raise Refused("This is the last sentence: there is none after it to join. Nothing was changed.")
    first, second = sheet.units[index], sheet.units[index + 1]
    part = replace(second, retired=True, rule=JOINED)
    return step_on(sheet, Verb.JOIN, [Edit(first, united(first, second)), Edit(second, part)])


def split(sheet: Sheet, index: int, offset: int) -> Step:
    """Cut a unit in two at `offset`; marks such as a comma there stay with the first part."""
    unit = sheet.units[index]
    if unit.start < offset < unit.end:
        offset = rest_after(sheet.text, offset, unit.span).start
    pieces = _cut(sheet.text, unit, (offset,)) if unit.start < offset < unit.end else []
    if len(pieces) < 2:
        raise Refused(
            "A sentence is split where a selection ends inside it. Nothing was changed. "
            "Select its first part, then split.",
            ways=("claim.word_left", "claim.split"),
        )
    first, second = pieces
    return step_on(sheet, Verb.SPLIT, [Edit(unit, first), Edit(sheet.joined_at(second.start), second)])


def _cut(text: str, unit: Unit, offsets: Sequence[int]) -> list[Unit]:
    """The pieces of `unit` between `offsets`, without white space at their ends and without empty ones."""
    edges = [unit.start, *sorted(offsets), unit.end]
    spans = [trimmed(text, Span(start, end)) for start, end in pairwise(edges)]
    return [
        replace(
            unit,
            start=span.start,
            end=span.end,
            gaps=tuple(gap for gap in unit.gaps if span.contains(gap)),
            version=unit.version if span.start == unit.start else 1,
        )
        for span in spans
        if span
    ]


def _require_no_claims(sheet: Sheet, span: Span, who: str) -> None:
    if count := len(sheet.claims_in(span)):
        raise Refused(
            f"{who} {count} {'claim' if count == 1 else 'claims'}. Nothing was changed. Delete claims first.",
            ways=("claim.delete",),
        )


def _decide(
    sheet: Sheet,
    verb: Verb,
    index: int,
    *,
    state: DecisionState | None = None,
    flag: bool | None = None,
    note: str | None = None,
) -> Step:
    unit = sheet.units[index]
    edits = [_edit(sheet, unit.start, state=state, flag=flag, note=note)]
    if state is not None:
        # It is said of each part, so that it holds however the unit is cut.
        edits += [_edit(sheet, part.start, state=state) for part in sheet.joined(unit)]
    return step_on(sheet, verb, edits)


def _edit(
    sheet: Sheet,
    start: int,
    *,
    state: DecisionState | None = None,
    flag: bool | None = None,
    note: str | None = None,
) -> Edit:
    """Say so of the unit that starts there, or did before it was joined to another one."""
    before = sheet.decision_at(start)
    base = before or Decision(sheet.article.id, start, sheet.annotator_id)
    after = replace(
        base,
        state=base.state if state is None else state,
        flag=base.flag if flag is None else flag,
        note=base.note if note is None else note,
    )
    return Edit(before, after)
