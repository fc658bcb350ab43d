"""Characters that nobody sees: where they stand, what they are called, and a text in which they are spelled.

Those that are at home where they stand are none of them: joiners and hyphens that shape words, the parts of
an emoji, and what chooses the form of a sign.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import accumulate, islice
from typing import Final
from unicodedata import category

MOST: Final = 50_000
"""So many hidden characters of a text are looked for: no article that is read has as many."""

_JOINERS: Final = "\u200c\u200d"
_DIRECTIONS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_SELECTORS: Final = "\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS: Final = "\U000e0000-\U000e007f"
_ZERO_WIDTH: Final = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0"
    "\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0080-\U000e00ff\U000e01f0-\U000e0fff"
)
_HYPHEN: Final = "\u00ad"
_BLACK_FLAG: Final = "\U0001f3f4"
_STRANGE: Final = re.compile(f"[{_DIRECTIONS}{_TAGS}{_ZERO_WIDTH}]")
# A set comes first, for which texts are searched four times as fast as for one of several patterns. The flag
# of a part of a country is a black flag, its name in tags, and a tag that ends it.
_FOUND: Final = re.compile(
    f"[{_BLACK_FLAG}{_DIRECTIONS}{_TAGS}{_ZERO_WIDTH}{_JOINERS}{_SELECTORS}{_HYPHEN}]"
    f"(?:(?<={_BLACK_FLAG})[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{3,6}}\U000e007f)?"
)
_RARE: Final = re.compile("[\x00-\xac]*([^\x00-\xac]*)")
"""Where to look: most letters of most texts come before what is hidden, and are passed over at once."""
_DIRECTION: Final = re.compile(f"[{_DIRECTIONS}]")
_TAG: Final = re.compile(f"[{_TAGS}]")
_NAMES: Final[Mapping[str, str]] = {
    "\u00ad": "SHY",
    "\u034f": "CGJ",
    "\u061c": "ALM",
    "\u180e": "MVS",
    "\u200b": "ZWSP",
    "\u200c": "ZWNJ",
    "\u200d": "ZWJ",
    "\u200e": "LRM",
    "\u200f": "RLM",
    "\u202a": "LRE",
    "\u202b": "RLE",
    "\u202c": "PDF",
    "\u202d": "LRO",
    "\u202e": "RLO",
    "\u2060": "WJ",
    "\u2066": "LRI",
    "\u2067": "RLI",
    "\u2068": "FSI",
    "\u2069": "PDI",
    "\ufeff": "ZWNBSP",
}
"""The short names that Unicode gives them."""


class HiddenKind(StrEnum):
    """What hidden characters are used for."""

    DIRECTION = "direction"
    ZERO_WIDTH = "zero_width"
    TAG = "tag"


def hidden_offsets(text: str) -> tuple[int, ...]:
    """Where a character stands that nobody sees and that is not at home there: the first MOST, ascending."""
    runs = (run.span(1) for run in _RARE.finditer(text))
    found = (match.start() for run in runs for match in _FOUND.finditer(text, *run))
    return tuple(islice((place for place in found if _is_hidden(text, place)), MOST))


def kind_of(character: str) -> HiddenKind:
    """The kind of a hidden character."""
    if _DIRECTION.match(character):
        return HiddenKind.DIRECTION
    return HiddenKind.TAG if _TAG.match(character) else HiddenKind.ZERO_WIDTH


def token(character: str) -> str:
    """What stands for an invisible character where it is to be seen, such as "⟦RLO⟧"."""
    code = ord(character)
    if 0xE0021 <= code <= 0xE007E:
        return f"⟦TAG {chr(code - 0xE0000)}⟧"
    return f"⟦{_NAMES.get(character, f'U+{code:04X}')}⟧"


def shapes_a_word(text: str, place: int) -> bool:
    """Whether a joiner stands there inside a word that is written with it, as in Persian or Hindi.

    That is before a letter without case or, as in Bengali, between one and its sign. Among Latin letters it
    would only make two names look alike.
    """
    if text[place] not in _JOINERS or not 0 < place < len(text) - 1:
        return False
    before, after = category(text[place - 1]), category(text[place + 1])
    return (before[0] in "LM" and after == "Lo") or (before == "Lo" and after[0] == "M")


class Spelling:
    """`text` is a text with tokens in place of its characters at the offsets `hidden`, which ascend."""

    def __init__(self, original: str, hidden: Sequence[int]) -> None:
        tokens = [token(original[offset]) for offset in hidden]
        self._hidden = hidden
        self._longer = [0, *accumulate(len(each) - 1 for each in tokens)]
        self._starts = [offset + more for offset, more in zip(hidden, self._longer, strict=False)]
        edges = [0, *(offset + 1 for offset in hidden)]
        kept = [original[start:end] for start, end in zip(edges, [*hidden, len(original)], strict=True)]
        self.text = "".join(part for pair in zip(kept, [*tokens, ""], strict=True) for part in pair)

    def place(self, offset: int) -> int:
        """Where in `text` the character stands, or its token starts, that was at `offset`."""
        return offset + self._longer[bisect_left(self._hidden, offset)]

    def offset(self, place: int) -> int:
        """The offset of the character, or of the one whose token it is, at a place of `text`."""
        number = bisect_right(self._starts, place)
        if number and place < self._hidden[number - 1] + self._longer[number] + 1:
            return self._hidden[number - 1]
        return place - self._longer[number]


def _is_hidden(text: str, place: int) -> bool:
    """Whether what was found there is neither a flag nor at home."""
    if text[place] == _BLACK_FLAG:
        return False
    return bool(_STRANGE.match(text, place)) or not _is_at_home(text, place)


def _is_at_home(text: str, place: int) -> bool:
    match text[place]:
        case "\u200c":
            return shapes_a_word(text, place)
        case "\u200d":
            return shapes_a_word(text, place) or _joins_emoji(text, place)
        case "\u00ad":
            return _parts_a_word(text, place)
        case _:
            return _chooses_a_form(text, place)


def _joins_emoji(text: str, place: int) -> bool:
    if not 0 < place < len(text) - 1 or category(text[place + 1]) != "So":
        return False
    return text[place - 1] == "\ufe0f" or category(text[place - 1]) in ("So", "Sk")


def _chooses_a_form(text: str, place: int) -> bool:
    """Whether it stands after a sign, a digit or a letter without case, of which there may be two forms."""
    before = text[place - 1] if place else " "
    return before == "\u2139" or category(before)[0] in "SPN" or category(before) == "Lo"


def _parts_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isalpha() and text[place + 1].isalpha()
