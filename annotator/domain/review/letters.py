"""The letters that stand for annotators in a review, drawn anew for each case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from string import ascii_uppercase

from annotator.domain.agreement.alignment import Presence
from annotator.domain.review.cases import Case, Lane


def letter_of(place: int) -> str:
    """The letter of the lane at `place`, from 0: A to Z, then AA, AB and so on."""
    head, tail = divmod(place, len(ascii_uppercase))
    return (letter_of(head - 1) if head else "") + ascii_uppercase[tail]


def drawn(annotator_ids: Iterable[str], *, seed: int, key: str) -> list[str]:
    """The annotators in an order that is the same for the same case and seed.

    Every order is equally likely over many cases: they are sorted by a hash.
    """

    def lot(annotator_id: str) -> bytes:
        return hashlib.sha256(f"{seed}\0{key}\0{annotator_id}".encode()).digest()

    return sorted(annotator_ids, key=lot)


def letters_for_all(annotator_ids: Iterable[str], *, seed: int) -> dict[str, str]:
    """Annotator id to letter, the same wherever figures of the whole project are shown; by letter."""
    return {
        id_: letter_of(place) for place, id_ in enumerate(drawn(annotator_ids, seed=seed, key="agreement"))
    }


def lettered(case: Case, *, seed: int) -> dict[str, Lane]:
    """The lanes of a case by their letters, those of annotators who have not finished last."""
    lanes = {lane.annotator_id: lane for lane in case.lanes}
    finished = [lane.annotator_id for lane in case.finished]
    missing = [annotator for annotator in lanes if annotator not in finished]
    order = drawn(finished, seed=seed, key=case.key) + drawn(missing, seed=seed, key=case.key)
    return {letter_of(place): lanes[annotator] for place, annotator in enumerate(order)}


def sides(case: Case, *, seed: int) -> tuple[str, tuple[str, ...]]:
    """Who is of one mind: "A=B≠C" by labels, "A≈B" where only the words differ; and the labels of each.

    These stand in the order of the letters there, "" for who marked nothing.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for letter, lane in lettered(case, seed=seed).items():
        if lane.presence is not Presence.MISSING:
            groups.setdefault(lane.labels, []).append(letter)
    spans = {tuple(mark.spans for mark in lane.marks) for lane in case.marked}
    told = "≠".join(
        ("=" if len(spans) < 2 or not labels else "≈").join(who) for labels, who in groups.items()
    )
    return told, tuple(" ".join(labels) for labels, who in groups.items() for _ in who)
