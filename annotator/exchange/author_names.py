"""What annotators are called in a file."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from annotator.domain.records import Annotator
from annotator.exchange.holdings import GOLD


def names_in_file(people: Sequence[Annotator], *, is_named: bool, gold_id: str) -> dict[str, str]:
    """Annotator's id to what stands in the file, in the order of their ids; no two are the same.

    Letters follow that order, which is that of joining wherever somebody joined. The letters kept with people
    follow the order in which their packs were merged, which no file must depend on.
    """
    ordered = sorted(people, key=lambda person: person.id)
    if is_named:
        return {person.id: person.name for person in ordered}
    lettered = [person.id for person in ordered if person.id != gold_id]
    letters = {id_: _letter(number) for number, id_ in enumerate(lettered)}
    return {person.id: letters.get(person.id, GOLD) for person in ordered}


def _letter(number: int) -> str:
    """A to Z, then A2 to Z2."""
    again, place = divmod(number, len(ascii_uppercase))
    return f"{ascii_uppercase[place]}{again + 1 if again else ''}"
