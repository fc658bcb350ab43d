"""What people can be called in a project."""

from __future__ import annotations

from typing import Final

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
