from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.records import Claim, Decision, DecisionState, Fragment, Unit
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from tests.unit.domain.made import ARTICLE, LENGTH, TEXT, claims, decisions, spans, units

NO_CLAIM, SKIPPED = DecisionState.NO_CLAIM, DecisionState.SKIPPED
ROWS = tuple(Unit("article", start, start + 8, annotatable=start != 10) for start in range(0, 40, 10))


def sheet_of(*records: Claim | Decision, furthest: int = -1) -> Sheet:
    sheet = Sheet(ARTICLE, TEXT, units=ROWS, furthest=furthest)
    for record in records:
        sheet.put(record)
    return sheet


def decided(start: int, state: DecisionState) -> Decision:
    return Decision("article", start, "anna", state)


def claim(start: int, end: int, *, deleted: bool = False) -> Claim:
    fragment = Fragment(start, end, TEXT[start:end])
    return Claim("c", "article", "anna", "disputed", (fragment,), deleted_at="now" if deleted else None)


def states(sheet: Sheet) -> list[UnitState]:
    return [sheet.state(index) for index in range(len(sheet.units))]


@given(units(), st.lists(claims | decisions() | units(), max_size=12), st.integers(-1, LENGTH))
def test_a_sheet_changed_record_by_record_is_the_sheet_made_anew(
    at_first: tuple[Unit, ...], changes: list[Claim | Decision | tuple[Unit, ...]], furthest: int
) -> None:
    changed = Sheet(ARTICLE, TEXT, units=at_first, furthest=furthest)
    kept_units = {unit.start: unit for unit in at_first}
    kept_claims: dict[str, Claim] = {}
    kept_decisions: dict[int, Decision] = {}
    for change in changes:
        match change:
            case Claim():
                kept_claims[change.id] = change
                changed.put(change)
            case Decision():
                kept_decisions[change.unit_start] = change
                changed.put(change)
            case new_units:
                for unit in new_units:
                    if all(not unit.span.overlaps(other.span) for other in kept_units.values()):
                        kept_units[unit.start] = unit
                        changed.put(unit)
    anew = Sheet(
        ARTICLE,
        TEXT,
        units=list(kept_units.values()),
        claims=kept_claims.values(),
        decisions=kept_decisions.values(),
        furthest=furthest,
    )
    assert changed.units == anew.units
    assert changed.claims == anew.claims
    assert states(changed) == states(anew)
    assert (changed.asked, changed.undecided, changed.skipped) == (anew.asked, anew.undecided, anew.skipped)


@given(units(), st.lists(claims, max_size=8), st.lists(decisions(), max_size=8), st.integers(-1, LENGTH))
def test_counts_and_numbers_are_those_of_the_states(
    some_units: tuple[Unit, ...], some_claims: list[Claim], some_decisions: list[Decision], furthest: int
) -> None:
    sheet = Sheet(
        ARTICLE,
        TEXT,
        units=some_units,
        claims={claim.id: claim for claim in some_claims}.values(),
        decisions=some_decisions,
        furthest=furthest,
    )
    asked = [i for i, state in enumerate(states(sheet)) if state is not UnitState.BOILERPLATE]
    assert sheet.asked == len(asked)
    assert sheet.undecided == sum(state.is_undecided for state in states(sheet))
    assert [sheet.number(i) for i in asked] == list(range(1, len(asked) + 1))
    for index, unit in enumerate(some_units):
        assert (sheet.state(index) is UnitState.TAGGED) is bool(sheet.claims_in(unit.span))
        assert sheet.is_asked(index) is (index in asked)
        assert sheet.next_asked(index) == next((i for i in asked if i > index), None)
        assert sheet.next_asked(index, step=-1) == next((i for i in reversed(asked) if i < index), None)


@given(units(), spans)
def test_units_in_a_span_are_those_that_share_a_letter(some_units: tuple[Unit, ...], span: Span) -> None:
    sheet = Sheet(ARTICLE, TEXT, units=some_units)
    expected = [i for i, unit in enumerate(some_units) if unit.span.overlaps(span)]
    assert list(sheet.units_in(span)) == expected


@given(units(), st.integers(0, LENGTH))
def test_the_unit_at_an_offset_is_the_last_that_starts_there_or_before(
    some_units: tuple[Unit, ...], offset: int
) -> None:
    before = [i for i, unit in enumerate(some_units) if unit.start <= offset]
    expected = (before[-1] if before else 0) if some_units else None
    assert Sheet(ARTICLE, TEXT, units=some_units).unit_at(offset) == expected


def picture(sheet: Sheet) -> list[object]:
    """Everything that can be seen of a sheet."""
    decisions = [sheet.decision_at(start) for start in range(LENGTH + 1)]
    return [sheet.units, sheet.claims, states(sheet), sheet.asked, sheet.undecided, decisions]


@given(units(), st.lists(claims, max_size=6), st.lists(decisions(), max_size=6), st.data())
def test_a_rehearsal_shows_the_step_and_leaves_no_trace_if_it_fails(
    some_units: tuple[Unit, ...],
    some_claims: list[Claim],
    some_decisions: list[Decision],
    data: st.DataObject,
) -> None:
    sheet = Sheet(ARTICLE, TEXT, units=some_units, decisions=some_decisions)
    for claim in some_claims:
        sheet.put(claim)
    new_claims = {claim.id: claim for claim in data.draw(st.lists(claims, max_size=4))}
    new_decisions = {
        decision.unit_start: decision for decision in data.draw(st.lists(decisions(), max_size=4))
    }
    edits = [Edit(sheet.claim(claim.id), claim) for claim in new_claims.values()]
    edits += [Edit(sheet.decision_at(start), decision) for start, decision in new_decisions.items()]
    step = Step("s", Verb.MARK, "anna", "article", tuple(edits))
    before = picture(sheet)
    with suppress(ZeroDivisionError), sheet.rehearsal(step):
        for decision in new_decisions.values():
            assert sheet.decision_at(decision.unit_start) == decision
        for claim in new_claims.values():
            assert sheet.claim(claim.id) == (None if claim.deleted_at else claim)
        raise ZeroDivisionError
    assert picture(sheet) == before
    with sheet.rehearsal(step):
        during = picture(sheet)
    assert picture(sheet) == during


@given(units(), st.lists(claims | decisions(), max_size=6), st.lists(claims | decisions(), max_size=6))
def test_a_step_that_expects_something_else_leaves_no_trace_either(
    some_units: tuple[Unit, ...], held: list[Claim | Decision], wanted: list[Claim | Decision]
) -> None:
    sheet = Sheet(ARTICLE, TEXT, units=some_units)
    for record in held:
        sheet.put(record)
    expected = Unit("article", 0, 1)
    edits = [Edit(replace(record, note="another"), record) for record in wanted]
    edits += [Edit(expected, replace(unit, retired=True)) for unit in some_units[:1]]
    step = Step("s", Verb.REVERT, "anna", "article", tuple(edits))
    before = picture(sheet)
    with suppress(ZeroDivisionError), sheet.rehearsal(step):
        raise ZeroDivisionError
    assert picture(sheet) == before
    with sheet.rehearsal(step) as shown:
        pass
    sheet.take_back(shown)
    assert picture(sheet) == before


def test_a_claim_outweighs_a_decision_which_comes_back_when_the_claim_goes() -> None:
    sheet = sheet_of(decided(0, NO_CLAIM), claim(2, 5))
    assert sheet.state(0) is UnitState.TAGGED
    sheet.put(claim(2, 5, deleted=True))
    assert sheet.state(0) is UnitState.NO_CLAIM


def test_boilerplate_that_is_asked_after_all_waits_for_a_decision() -> None:
    sheet = sheet_of()
    assert sheet.state(1) is UnitState.BOILERPLATE
    assert (sheet.asked, sheet.undecided, sheet.number(1)) == (3, 3, None)
    sheet.put(decided(10, DecisionState.ASKED))
    assert sheet.state(1) is UnitState.UNSEEN
    assert (sheet.asked, sheet.undecided, sheet.number(1)) == (4, 4, 2)


def test_seeing_a_unit_sees_all_before_it_and_decides_nothing() -> None:
    sheet = sheet_of(decided(0, NO_CLAIM))
    sheet.see(2)
    assert states(sheet) == [UnitState.NO_CLAIM, UnitState.BOILERPLATE, UnitState.SEEN, UnitState.UNSEEN]
    assert (sheet.furthest, sheet.undecided) == (20, 2)
    sheet.see(0)
    assert sheet.furthest == 20


def test_the_next_undecided_goes_round_and_takes_skipped_ones_last() -> None:
    sheet = sheet_of(decided(20, SKIPPED))
    assert sheet.next_undecided(0) == 3
    assert sheet.next_undecided(3) == 0
    assert sheet.next_undecided(3, step=-1) == 0
    sheet.put(decided(30, NO_CLAIM))
    assert sheet.next_undecided(0) == 2
    sheet.put(decided(20, NO_CLAIM))
    assert sheet.next_undecided(0) is None


def test_an_article_without_units_has_nothing_to_go_to() -> None:
    sheet = Sheet(ARTICLE, TEXT, units=())
    assert sheet.unit_at(3) is None
    assert list(sheet.units_in(Span(0, 9))) == []
    assert sheet.next_undecided(0) is None


def test_a_retired_unit_is_not_there() -> None:
    sheet = sheet_of()
    sheet.put(Unit("article", 20, 28, retired=True))
    assert [unit.start for unit in sheet.units] == [0, 10, 30]
    assert sheet.asked == 2
