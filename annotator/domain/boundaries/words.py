"""Words and their edges, in scripts with spaces between words and in those without.

A word is a run of letters, digits and marks; apostrophes, hyphens and points inside it belong to it, a
leading # or @ and a currency or per cent sign beside a number too. Chinese characters and hiragana are words
by themselves, and so are syllables of Thai, Lao, Khmer and Burmese, because finding words there needs a
dictionary; and so are emoji.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal

from annotator.domain.boundaries.graphemes import is_grapheme_edge
from annotator.domain.spans import Span

Side = Literal["start", "end"]

_BINDING = frozenset("'’‘ʼ-‐‑·\u05be\u05f3\u05f4")
_BINDING_DIGITS = frozenset("'’.,:/-٫٬")
_IN_WORDS = frozenset("_\u200c\u200d")
_AFTER_NUMBERS = frozenset("%‰°٪")
_LEADING_VOWELS = frozenset("\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4")
_UNSPACED = (
    ("\u0e00", "\u0eff"),  # Thai, Lao
    ("\u1000", "\u109f"),  # Burmese
    ("\u1780", "\u17ff"),  # Khmer
    ("\u3005", "\u3007"),
    ("\u3040", "\u309f"),  # hiragana
    ("\u3400", "\u4dbf"),  # Chinese characters
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U0003ffff"),
)


def words(text: str, within: Span) -> Iterator[Span]:
    """The words of `text` inside `within`, cut at its end, in ascending order."""
    offset = within.start
    while offset < within.end:
        end = _word_end(text, offset, within.end) if is_grapheme_edge(text, offset) else offset
        if end > offset:
            yield Span(offset, end)
        offset = max(end, offset + 1)


def word_at(text: str, offset: int) -> Span:
    """The word that covers `offset` or ends there, else the next one on the line, else an empty span."""
    line_end = text.find("\n", offset)
    line = Span(_chunk_start(text, offset, 0), len(text) if line_end < 0 else line_end)
    touching: Span | None = None
    for word in words(text, line):
        if word.end > offset:
            return word if touching is None or word.start == offset else touching
        touching = word if word.end == offset else None
    return touching or Span(offset, offset)


def next_word_edge(text: str, offset: int, within: Span, *, edge: Side) -> int:
    """Where the `edge` of a selection lands that moves forward by a word.

    That is a word's start for the start edge and a word's end for the end edge, or the end of `within`.
    """
    start = _chunk_start(text, offset, within.start)
    for word in words(text, Span(start, max(start, within.end))):
        landing = word.start if edge == "start" else word.end
        if landing > offset:
            return landing
    return within.end


def previous_word_edge(text: str, offset: int, within: Span, *, edge: Side) -> int:
    """Where the `edge` of a selection lands that moves back by a word; the start of `within` at the least."""
    end = min(offset, within.end)
    while end < within.end and not _starts_chunk(text, end):
        end += 1
    while end > within.start:
        start = _chunk_start(text, end, within.start)
        found = tuple(words(text, Span(start, end)))
        landings = [word.start if edge == "start" else word.end for word in found]
        if before := [landing for landing in landings if landing < offset]:
            return before[-1]
        end = start
    return within.start


def word_count(text: str, span: Span) -> int:
    """How many words start inside `span`."""
    return sum(1 for _ in words(text, span))


def rough_word_count(text: str) -> int:
    """About as many as `word_count` finds, hundreds of times faster: for telling how long an article is."""
    is_spaced = not any(map(_is_unspaced, set(text)))
    return len(_rough_words(is_spaced=is_spaced).findall(text))


@cache
def _rough_words(*, is_spaced: bool) -> re.Pattern[str]:
    """Without the scripts that have no spaces where `is_spaced`: compiling these takes ten times as long."""
    binding = re.escape("".join(sorted(_BINDING)))
    if is_spaced:
        return re.compile(rf"\w+(?:[{binding}]\w+)*")
    unspaced = "".join(f"{first}-{last}" for first, last in _UNSPACED)
    spaced = rf"[^\W{unspaced}]+"
    return re.compile(rf"{spaced}(?:[{binding}]{spaced})*|[{unspaced}]")


def _chunk_start(text: str, offset: int, least: int) -> int:
    """The nearest place before `offset`, at least `least`, that no word runs across."""
    offset -= 1
    while offset > least and not _starts_chunk(text, offset):
        offset -= 1
    return max(offset, least)


def _starts_chunk(text: str, offset: int) -> bool:
    """Whether surely no word runs across `offset`, which stands inside the text, told without its words."""
    if text[offset - 1].isspace():
        return True
    if text[offset - 1] in _LEADING_VOWELS:
        return False
    return text[offset] >= "\u3005" and _is_unspaced(text[offset]) and is_grapheme_edge(text, offset)


def _word_end(text: str, offset: int, limit: int) -> int:
    """Where the word that starts at `offset` ends; `offset` itself if none starts there."""
    first = text[offset]
    following = text[offset + 1] if offset + 1 < limit else " "
    if _is_unspaced(first):
        end = offset + 1 + (first in _LEADING_VOWELS and _is_unspaced(following))
    elif _is_in_word(first):
        end = _run_end(text, offset, limit)
    elif _leads(first, following):
        end = _run_end(text, offset + 1, limit)
    elif unicodedata.category(first) == "So":
        end = offset + 1
    else:
        return offset
    while end < limit and not is_grapheme_edge(text, end):
        end += 1
    return end


def _leads(character: str, following: str) -> bool:
    if character in "#@":
        return _is_in_word(following) and not _is_unspaced(following)
    return following.isdigit() and unicodedata.category(character) == "Sc"


def _run_end(text: str, start: int, limit: int) -> int:
    end = start
    while end < limit:
        if _is_in_word(text[end]) and not _is_unspaced(text[end]):
            end += 1
        elif end > start and end + 1 < limit and _binds(text[end - 1], text[end], text[end + 1]):
            end += 2
        else:
            break
    if end < limit and text[end - 1].isdigit():
        end += text[end] in _AFTER_NUMBERS or unicodedata.category(text[end]) == "Sc"
    return end


def _binds(before: str, character: str, after: str) -> bool:
    """Whether `character` holds two parts of one word together, as in Deh-e-Salah, 1.40pm and U.S."""
    if before.isdigit() and after.isdigit():
        return character in _BINDING_DIGITS
    if not _is_in_word(after) or _is_unspaced(after):
        return False
    return character in _BINDING or (character == "." and (after.islower() or before.isupper()))


def _is_in_word(character: str) -> bool:
    if character.isalnum() or character in _IN_WORDS:
        return True
    return character >= "\u0300" and unicodedata.category(character)[0] == "M"


def _is_unspaced(character: str) -> bool:
    return character >= "\u0e00" and any(first <= character <= last for first, last in _UNSPACED)
