"""A CAS, the document of UIMA, as it is read from a file: texts, and the feature structures about them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.annotations.json_values import Unfit
from annotator.exchange.formats.uima_types import TypeSystem

LARGEST: Final = 100_000_000
"""Bytes of a file with a CAS: all of it is in memory."""

_OFFSET: Final = re.compile("[0-9]{1,10}")


@immutable
class Sofa:
    """A text, None where the file only says where it is; `members` are the ids of what is in its index."""

    name: str
    text: str | None
    members: frozenset[str]


@immutable
class Structure:
    """A feature structure; `begin` and `end` are UTF-16 units, None of what is no annotation.

    `words` are the features that hold texts, `links` those that name other structures by id, `plain` numbers
    and truths. `sofa` is the id of the text.
    """

    id: str
    type: str
    sofa: str
    begin: int | None
    end: int | None
    words: Mapping[str, Sequence[str]]
    links: Mapping[str, Sequence[str]]
    plain: Mapping[str, object]


@immutable
class Cas:
    """Texts by id, and the structures, without tokens, in the order of the file.

    `guessed` are features of which only their values say that they are links.
    """

    types: TypeSystem
    sofas: Mapping[str, Sofa]
    structures: Sequence[Structure]
    guessed: frozenset[tuple[str, str]] = frozenset()


def offset(value: object) -> int | None:
    """An offset of a file, None for none. Raises Unfit for what is no offset."""
    match value:
        case None:
            return None
        case str() if _OFFSET.fullmatch(value):
            return int(value)
        case int() if not isinstance(value, bool) and 0 <= value < 10**10:
            return value
    raise Unfit("a begin or an end is no offset")
