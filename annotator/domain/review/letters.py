"""The letters that stand for annotators in a review, drawn anew for each case."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from string import ascii_uppercase


def letter_of(place: int) -> str:
    """The letter of the lane at `place`, from 0: A to Z, then AA, AB and so on."""
    head, tail = divmod(place, len(ascii_uppercase))
    return (letter_of(head - 1) if head else "") + ascii_uppercase[tail]


def drawn(annotator_ids: Iterable[str], *, seed: int, key: str) -> dict[str, str]:
    """Letter to annotator id, by letter, the same for the same case and seed.

    Every order of annotators is equally likely over many cases: they are sorted by a hash.
    """

    def lot(annotator_id: str) -> bytes:
        return hashlib.sha256(f"{seed}\0{key}\0{annotator_id}".encode()).digest()

    return {letter_of(place): one for place, one in enumerate(sorted(annotator_ids, key=lot))}
