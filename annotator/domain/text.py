"""What import does to a text, once and never again: every offset refers to what comes out of here."""

from __future__ import annotations

import re

from annotator.domain.immutable import immutable

_BYTE_ORDER_MARK = "\ufeff"
_REPLACEMENT = "\ufffd"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@immutable
class Normalisation:
    """How often each change was made to a text."""

    carriage_returns: int = 0
    byte_order_marks: int = 0
    nuls: int = 0
    lone_surrogates: int = 0

    @property
    def is_empty(self) -> bool:
        return self == Normalisation()

    def describe(self) -> str:
        """The changes in words for people, "" where there was none."""
        parts = (
            (self.carriage_returns, "line end", "line ends", "written as LF"),
            (self.byte_order_marks, "byte order mark", "byte order marks", "removed from the start"),
            (self.nuls, "NUL character", "NUL characters", "replaced by U+FFFD"),
            (self.lone_surrogates, "lone surrogate", "lone surrogates", "replaced by U+FFFD"),
        )
        return "; ".join(
            f"{count} {one if count == 1 else many} {change}" for count, one, many, change in parts if count
        )


def has_words(text: str) -> bool:
    """Whether there is a letter or a digit, without which nothing is stated."""
    return any(map(str.isalnum, text))


def storable(text: str) -> str:
    """`text` with U+FFFD for what neither SQL nor UTF-8 can hold, and otherwise as it is."""
    return _UNSTORABLE.sub(_REPLACEMENT, text)


def normalise(text: str) -> tuple[str, Normalisation]:
    """`text` as it is stored, and what was changed.

    CR LF and lone CR become LF, one leading byte order mark goes, NUL and lone surrogates become U+FFFD
    because neither SQL nor UTF-8 can hold them. Nothing else changes: no Unicode normalisation, no trimming.
    """
    marks = int(text.startswith(_BYTE_ORDER_MARK))
    text = text[marks:]
    pairs = text.count("\r\n")
    returns = text.count("\r") - pairs
    if pairs or returns:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    nuls = text.count("\0")
    text, unstorable = _UNSTORABLE.subn(_REPLACEMENT, text)
    return text, Normalisation(pairs + returns, marks, nuls, unstorable - nuls)
