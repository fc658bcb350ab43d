"""What annotators are called in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.domain.records import Annotator
from annotator.exchange.holdings import GOLD


def names_in_file(people: Sequence[Annotator], *, is_named: bool, gold_id: str) -> dict[str, str]:
    """Annotator's id to what stands in the file, in the order of joining; no two are the same."""
    if is_named:
        return {person.id: person.name for person in people}
    result: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for person in people:
        if person.id == gold_id:
            result[person.id] = GOLD
            continue
        seen[person.letter] += 1
        count = seen[person.letter]
        result[person.id] = person.letter if count == 1 else f"{person.letter}{count}"
    return result
