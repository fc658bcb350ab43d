"""What --map says of the labels of a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from annotator.cli.terminal import plain
from annotator.domain.errors import Refused
from annotator.exchange.annotations.translation import LEFT_OUT
from annotator.store.project import Project

Pairs = tuple[tuple[str, str], ...]
_ANYTHING: Final = "*"


def with_keys(project: Project, pairs: Pairs) -> Pairs:
    """Labels of the file with keys of the project, which may be called by their names as well.

    Raises Refused where the project has no such label.
    """
    labels = project.labels()
    keys = {name.casefold(): label.key for label in labels for name in (label.name, label.key)}
    keys[LEFT_OUT] = LEFT_OUT
    for word, meaning in pairs:
        if meaning.casefold() not in keys:
            raise Refused(
                f"This project has no label “{meaning}”, which “{word}” should be. Nothing was imported. "
                f"Its labels are: {', '.join(label.key for label in labels)}."
            )
    return tuple((word, keys[meaning.casefold()]) for word, meaning in pairs)


def _wish_of(label: str, wished: Collection[str], *, is_known: bool) -> str | None:
    """The one of the words `wished` that speaks of a label; None where none does.

    It names the label as it is or as a terminal shows it. Of a label that is not named so, and not known
    otherwise, it is the longest that fits with a star for any characters.
    """
    for name in (label, plain(label)):
        if name in wished:
            return name
    if is_known:
        return None
    return max((word for word in wished if is_pattern(word) and _fits(word, label)), key=len, default=None)


def is_pattern(word: str) -> bool:
    return _ANYTHING in word


def meant(found: Iterable[str], known: Mapping[str, str], pairs: Pairs) -> tuple[dict[str, str], set[str]]:
    """What labels of a file mean, as far as that is known or wished; and the words that had a use."""
    wished = dict(pairs)
    labels, used = dict(known), set()
    for label in found:
        word = _wish_of(label, wished, is_known=label in known)
        if word is not None:
            labels[label] = wished[word]
            used.add(word)
    return labels, used


def _fits(word: str, label: str) -> bool:
    parts = map(re.escape, word.split(_ANYTHING))
    return re.fullmatch(".*".join(parts), label, re.DOTALL) is not None
