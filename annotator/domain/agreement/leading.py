"""What most say of the same words: first whether they hold a claim at all, then which label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Choice = TypeVar("Choice")


def leading(votes: Mapping[Choice, int], no_claim: int) -> tuple[Choice | None, ...]:
    """What leads where `votes` were given for claims and `no_claim` for none; None stands for no claim.

    All who marked something are for a claim, however their labels differ: where they are fewer than those
    who marked nothing, there is none; where they are more, the label with the most votes leads. Several
    are a tie, with None last where it is even whether there is a claim. Nothing leads where nobody voted.
    """
    marked = sum(votes.values())
    if no_claim > marked:
        return (None,)
    most = max(votes.values(), default=0)
    first = tuple(choice for choice, count in votes.items() if count == most)
    return (*first, None) if no_claim and no_claim == marked else first
