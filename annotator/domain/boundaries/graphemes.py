"""Edges between what people take for single characters.

The rules follow Unicode Standard Annex 29, section 3.1.1 (extended grapheme clusters), from the properties
that the standard library has. Pictographs are told by range, which is all that joining emoji needs.
"""

from __future__ import annotations

import unicodedata

from annotator.domain.spans import Span

_JOINER = "\u200d"
_MARKS = frozenset({"Mn", "Me", "Mc"})
_CONTROLS = frozenset({"Cc", "Zl", "Zp"})
_PREPENDED = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# Flags are counted in pairs from the start of their run; nobody writes more than 32 in a row.
_LONGEST_FLAG_RUN = 64
_REGIONALS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
# Thai and Lao AM count as spacing marks though their category is that of a letter.
_OTHER_EXTENDERS = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")


def is_grapheme_edge(text: str, offset: int) -> bool:
    """Whether `text` may be cut before the code point at `offset`."""
    if offset <= 0 or offset >= len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < "\u0300" and after < "\u0300":
        return not (before == "\r" and after == "\n")
    if unicodedata.category(before) in _CONTROLS or unicodedata.category(after) in _CONTROLS:
        return True
    return not (
        _extends(after)
        or before in _PREPENDED
        or _is_hangul_run(before, after)
        or (_is_regional(before) and _is_regional(after) and _regionals_before(text, offset) % 2 == 1)
        or (before == _JOINER and _is_pictograph(after) and _pictograph_before_joiner(text, offset - 1))
        or _is_conjunct(before, after)
    )


def next_grapheme_edge(text: str, offset: int, within: Span) -> int:
    """The nearest edge after `offset`, at most the end of `within`."""
    offset += 1
    while offset < within.end and not is_grapheme_edge(text, offset):
        offset += 1
    return max(within.start, min(offset, within.end))


def previous_grapheme_edge(text: str, offset: int, within: Span) -> int:
    """The nearest edge before `offset`, at least the start of `within`."""
    offset -= 1
    while offset > within.start and not is_grapheme_edge(text, offset):
        offset -= 1
    return max(within.start, min(offset, within.end))


def snapped(text: str, span: Span) -> Span:
    """`span` grown outward until it cuts no grapheme; an empty span only moves, to the edge before it."""
    start, end = span.start, span.end
    while not is_grapheme_edge(text, start):
        start -= 1
    if not span:
        return Span(start, start)
    while not is_grapheme_edge(text, end):
        end += 1
    return Span(start, end)


def _extends(character: str) -> bool:
    return (
        unicodedata.category(character) in _MARKS
        or character in _OTHER_EXTENDERS
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or "\U000e0020" <= character <= "\U000e007f"
    )


def _is_regional(character: str) -> bool:
    return character in _REGIONALS


def _regionals_before(text: str, offset: int) -> int:
    before = text[max(offset - _LONGEST_FLAG_RUN, 0) : offset]
    return len(before) - len(before.rstrip(_REGIONALS))


def _is_pictograph(character: str) -> bool:
    return (
        "\U0001f000" <= character <= "\U0001faff"
        or "\u2190" <= character <= "\u2bff"
        or character in "\u00a9\u00ae\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299"
    )


def _pictograph_before_joiner(text: str, joiner: int) -> bool:
    offset = joiner - 1
    while offset > 0 and _extends(text[offset]) and text[offset] != _JOINER:
        offset -= 1
    return offset >= 0 and _is_pictograph(text[offset])


def _is_hangul_run(before: str, after: str) -> bool:
    first, second = _hangul_kind(before), _hangul_kind(after)
    match first:
        case "L":
            return second in {"L", "V", "LV", "LVT"}
        case "V" | "LV":
            return second in {"V", "T"}
        case "T" | "LVT":
            return second == "T"
    return False


def _hangul_kind(character: str) -> str:
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3:
        return "LVT" if (code - 0xAC00) % 28 else "LV"
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    return ""


def _is_conjunct(before: str, after: str) -> bool:
    """Whether a virama binds the letter after it, as in Devanagari and its sisters."""
    return (
        "\u0900" <= before <= "\u0d7f"
        and "\u0900" <= after <= "\u0d7f"
        and unicodedata.combining(before) == 9
        and unicodedata.category(after) == "Lo"
    )
