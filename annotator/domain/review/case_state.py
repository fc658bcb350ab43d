"""How far a case is decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from annotator.domain.adjudication import Adjudication, Member, Method, Outcome


class CaseState(StrEnum):
    """OPEN waits for a decision; STALE was decided on other votes than are there now.

    WAITING waits for an answer of the annotators; it is open again once one of them has answered.
    """

    OPEN = "open"
    RESOLVED = "resolved"
    STALE = "stale"
    WAITING = "waiting"
    PARKED = "parked"


def state_of(
    adjudication: Adjudication | None, members: Iterable[Member], absent_ids: Iterable[str]
) -> CaseState:
    """How far a case is decided by `adjudication`, if these are its marks and these annotators have none."""
    if adjudication is None or adjudication.outcome is Outcome.OPEN:
        return CaseState.OPEN
    is_same = _is_decided_on(adjudication, frozenset(members), frozenset(absent_ids))
    match adjudication.outcome:
        case Outcome.PARKED:
            return CaseState.PARKED
        case Outcome.ASKED_BACK:
            return CaseState.WAITING if is_same else CaseState.OPEN
        case _:
            return CaseState.RESOLVED if is_same else CaseState.STALE


def is_disputed(state: CaseState, outcome: Outcome, *, is_unanimous: bool) -> bool:
    """Whether a case has to be decided: annotators differ, a decision no longer fits, or was put off."""
    is_put_off = outcome in (Outcome.PARKED, Outcome.ASKED_BACK)
    return not is_unanimous or is_put_off or state is CaseState.STALE


def is_acceptable(state: CaseState, method: Method) -> bool:
    """Whether a unanimous case becomes gold when all that is unanimous is accepted.

    What somebody decided on her own, and on other votes, is hers to decide again.
    """
    return state is CaseState.OPEN or (state is CaseState.STALE and method is not Method.MANUAL)


def _is_decided_on(adjudication: Adjudication, members: frozenset[Member], absent: frozenset[str]) -> bool:
    """Whether nobody votes in another way, or has come to vote, since.

    Who opened her article again and had no mark takes nothing away from a decision, and who comes to say the
    same leaves unanimous gold as it is.
    """
    before = frozenset(adjudication.members)
    if not absent <= frozenset(adjudication.absent_ids):
        return False
    if adjudication.method is Method.UNANIMOUS:
        return before <= members and _versions(before) == _versions(members)
    return before == members


def _versions(members: Iterable[Member]) -> frozenset[tuple[object, ...]]:
    return frozenset((member.label, member.spans) for member in members)
