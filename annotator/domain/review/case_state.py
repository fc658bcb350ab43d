"""How far a case is decided."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from annotator.domain.adjudication import Adjudication, Member, Outcome


class CaseState(StrEnum):
    """OPEN waits for a decision; STALE was decided on other claims than are there now.

    WAITING waits for an answer of the annotators; it is open again once one of them changed her claims.
    """

    OPEN = "open"
    RESOLVED = "resolved"
    STALE = "stale"
    WAITING = "waiting"
    PARKED = "parked"


def state_of(adjudication: Adjudication | None, members: Iterable[Member]) -> CaseState:
    """How far a case with these members is decided by `adjudication`."""
    if adjudication is None or adjudication.outcome is Outcome.OPEN:
        return CaseState.OPEN
    is_same = frozenset(adjudication.members) == frozenset(members)
    match adjudication.outcome:
        case Outcome.PARKED:
            return CaseState.PARKED
        case Outcome.ASKED_BACK:
            return CaseState.WAITING if is_same else CaseState.OPEN
        case _:
            return CaseState.RESOLVED if is_same else CaseState.STALE
