"""What people can be called in a project, and which names are easily taken for one another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import category, combining, normalize

from annotator.domain.errors import Refused

LONGEST: Final = 100


def person_name(text: str) -> str:
    """`text` with single spaces. Raises Refused where it is empty, too long or holds what can't be seen."""
    name = " ".join(text.split())
    if not name or not name.isprintable() or len(name) > LONGEST:
        raise Refused(
            "A name needs at least one letter, at most 100, and no control characters. "
            "Nothing was changed. Type another name."
        )
    return name


def alike(name: str, others: Iterable[str]) -> str:
    """The first other name that differs in case, accents, spaces or marks alone; "" for none."""
    spoken = _spoken(name)
    return next((other for other in others if other != name and spoken and _spoken(other) == spoken), "")


def _spoken(name: str) -> str:
    """What is left of a name when it is said."""
    return "".join(
        letter
        for letter in normalize("NFKD", normalize("NFKD", name).casefold())
        if not combining(letter) and category(letter)[0] in "LMN"
    )
