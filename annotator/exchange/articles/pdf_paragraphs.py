"""Paragraphs from the lines of pages: a PDF knows where its words stand, and not what belongs together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from annotator.domain.layout import ends_sentence
from annotator.exchange.articles.pdf_lines import Line

_OTHER_SIZE: Final = 0.15
_APART: Final = 1.4
_INDENT: Final = 0.7
_SAME_EDGE: Final = 3.0
"""Shares of a line's height, the second of the usual distance between lines."""
_LEAST_PAGES: Final = 3
_LEAST_LINES: Final = 4
_DIGITS: Final = re.compile(r"\d+")
_WORDS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BULLETS: Final = ("•", "‣", "◦", "▪", "●")
_HYPHENS: Final = ("-", "\u2010", "\u00ad")

Page = Sequence[Line]


def without_running_lines(pages: Sequence[Page]) -> tuple[list[Page], int]:
    """The pages without the first and last lines that most of them share, and how many lines that were.

    Numbers in them may differ, as those of pages do.
    """
    if len(pages) < _LEAST_PAGES:
        return list(pages), 0
    counts = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    running = {key for key, count in counts.items() if count >= _LEAST_PAGES and 2 * count > len(pages)}
    kept: list[Page] = []
    for page in pages:
        edges = {id(line) for line in _edges(page) if _key(line) in running}
        kept.append([line for line in page if id(line) not in edges])
    return kept, sum(map(len, pages)) - sum(map(len, kept))


def paragraphs_of(pages: Sequence[Page]) -> list[str]:
    """The paragraphs of all pages; one that goes over to the next page or column is whole."""
    lines = [line for page in pages for line in page]
    starts = _beginnings(pages)
    known = Counter(word.casefold() for line in lines for word in _WORDS.findall(line.text))
    found: list[str] = []
    for line, is_start in zip(lines, starts, strict=True):
        if is_start or not found:
            found.append(line.text)
        else:
            found[-1] = _joined(found[-1], line.text, known)
    return found


def _beginnings(pages: Sequence[Page]) -> list[bool]:
    """For each line whether a paragraph begins with it."""
    starts: list[bool] = []
    last: Line | None = None
    for page in pages:
        step = _usual_step(page)
        for number, line in enumerate(page):
            if last is None:
                starts.append(True)
            elif number == 0:
                starts.append(_starts_anew(last, line))
            else:
                starts.append(_starts(last, line, page, step))
            last = line
    return starts


def _usual_step(page: Page) -> float:
    steps = [before.bottom - line.bottom for before, line in pairwise(page) if _is_below(before, line)]
    return median(steps) if steps else 0.0


def _is_below(before: Line, line: Line) -> bool:
    """Whether it is one of the next lines of the same column."""
    return (
        0 < before.bottom - line.bottom < 4 * before.height
        and line.left < before.right
        and before.left < line.right
    )


def _starts(before: Line, line: Line, page: Page, step: float) -> bool:
    if not _is_below(before, line):
        return _starts_anew(before, line)
    if _is_other(before, line) or line.text.startswith(_BULLETS):
        return True
    if before.bottom - line.bottom > _APART * max(step, before.height):
        return True
    left, right = _column(before, page)
    if line.is_right_to_left:
        indent, room = right - line.right, before.left - left
        is_outdented = right - before.right > _INDENT * line.height
    else:
        indent, room = line.left - left, right - before.right
        is_outdented = before.left - left > _INDENT * line.height
    if indent > _INDENT * line.height and not is_outdented and ends_sentence(before.text):
        return True
    # Whoever sets a line fills it: where the next word would have had room, the end was meant.
    first = line.text.split(" ", 1)[0]
    width = (line.right - line.left) * (len(first) + 1) / max(len(line.text), 1)
    return room > width + line.height


def _starts_anew(before: Line, line: Line) -> bool:
    """Whether a paragraph begins in a new column or on a new page."""
    return _is_other(before, line) or ends_sentence(before.text)


def _is_other(before: Line, line: Line) -> bool:
    """Whether two lines differ in size or direction."""
    is_other_size = abs(before.height - line.height) > _OTHER_SIZE * max(before.height, line.height)
    return is_other_size or before.is_right_to_left != line.is_right_to_left


def _column(line: Line, page: Page) -> tuple[float, float]:
    """The edges of the column that the line stands in."""
    reach = _SAME_EDGE * line.height
    if line.is_right_to_left:
        same = [other for other in page if abs(other.right - line.right) <= reach]
    else:
        same = [other for other in page if abs(other.left - line.left) <= reach]
    return min(other.left for other in same), max(other.right for other in same)


def _joined(before: str, after: str, known: Counter[str]) -> str:
    """Two lines as one; a word that was parted at the end of the line is whole again."""
    if before.endswith(_HYPHENS) and before[-2:-1].isalpha() and after[:1].islower():
        whole = f"{before.rsplit(' ', 1)[-1][:-1]}-{after.split(' ', 1)[0]}".casefold()
        is_compound = any("-" in word and known[word] for word in _WORDS.findall(whole))
        return f"{before[:-1]}{'-' * is_compound}{after}"
    if _is_wide(before[-1:]) and _is_wide(after[:1]):
        return before + after
    return f"{before} {after}"


def _is_wide(character: str) -> bool:
    """Whether it is of a script that is set without spaces, as Chinese and Japanese are."""
    return (
        bool(character)
        and unicodedata.east_asian_width(character) in {"W", "F"}
        and not "\uac00" <= character <= "\ud7a3"
    )


def _edges(page: Page) -> Iterator[Line]:
    """The highest and the lowest line of a page that has more than that."""
    if len(page) >= _LEAST_LINES:
        yield max(page, key=lambda line: line.top)
        yield min(page, key=lambda line: line.bottom)


def _key(line: Line) -> str:
    return _DIGITS.sub("#", line.text)
