"""Guidelines as they are read: the Markdown of a version as plain blocks, and what differs between two.

Only what guidelines need is understood: headings, lists, quotations, fenced blocks and bold or slanted
words. Everything else, markup of other kinds too, is words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from annotator.domain.immutable import immutable

_HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_ITEM: Final = re.compile(r"( *)([-*+]|\d{1,9}[.)])[ \t]+(.*)")
_QUOTE: Final = re.compile(r" {0,3}>[ \t]?(.*)")
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+).*")
_STRESSED: Final = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*|\*(?=[^\s*])([^*]+?)(?<=\S)\*")
_INDENT: Final = 2


class BlockKind(StrEnum):
    """What a block of the guidelines is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    QUOTE = "quote"
    VERBATIM = "verbatim"


@immutable
class Run:
    """A stretch of a block's words with one look."""

    text: str
    is_bold: bool = False
    is_slanted: bool = False


@immutable
class Block:
    """`level` is 1 to 6 of a heading, else how deep it is indented. `sign` stands before an item.

    It stands in the lines `first` up to but not including `end` of the Markdown, counted from 0.
    """

    kind: BlockKind
    text: str
    level: int = 0
    sign: str = ""
    first: int = 0
    end: int = 0

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words with their looks, in order; together they are `plain`."""
        if self.kind is BlockKind.VERBATIM:
            return (Run(self.text),)
        return tuple(_runs(self.text))

    @property
    def plain(self) -> str:
        """The words without the signs of their looks."""
        return "".join(run.text for run in self.runs)


@immutable
class DiffLine:
    """A line of two versions: `sign` is "-" where only the older has it, "+" the newer, else " "."""

    sign: str
    text: str


def blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a version in order."""
    return tuple(_Reader(markdown.splitlines()).blocks())


def headings(markdown: str) -> tuple[Block, ...]:
    """The headings of a version in order."""
    return tuple(block for block in blocks(markdown) if block.kind is BlockKind.HEADING)


def new_lines(older: str, newer: str) -> frozenset[int]:
    """The numbers of the lines of `newer`, from 0, that `older` does not have at that place."""
    found: set[int] = set()
    for tag, _, _, start, end in _matcher(older.splitlines(), newer.splitlines()).get_opcodes():
        if tag in ("insert", "replace"):
            found.update(range(start, end))
    return frozenset(found)


def differences(older: str, newer: str) -> tuple[DiffLine, ...]:
    """All lines of two versions in order, what was taken out before what came in its place."""
    left, right = older.splitlines(), newer.splitlines()
    found: list[DiffLine] = []
    for tag, start, end, new_start, new_end in _matcher(left, right).get_opcodes():
        if tag == "equal":
            found += [DiffLine(" ", line) for line in left[start:end]]
            continue
        found += [DiffLine("-", line) for line in left[start:end]]
        found += [DiffLine("+", line) for line in right[new_start:new_end]]
    return tuple(found)


def section(markdown: str, title: str) -> tuple[Block, ...]:
    """The heading that names `title` with what stands under it; nothing where there is none."""
    every = blocks(markdown)
    start = next((place for place, block in enumerate(every) if names(block, title)), None)
    if start is None:
        return ()
    level = every[start].level
    after = (
        place
        for place, block in enumerate(every)
        if place > start and block.kind is BlockKind.HEADING and block.level <= level
    )
    return every[start : next(after, len(every))]


def names(block: Block, title: str) -> bool:
    """Whether a block is a heading that reads `title`; signs before its first letter do not count."""
    return block.kind is BlockKind.HEADING and _bare(title) in (_bare(block.plain), _bare(block.text))


def _bare(words: str) -> str:
    line = " ".join(words.split()).casefold()
    return re.sub(r"^[\W_]+", "", line) or line


def _matcher(older: Sequence[str], newer: Sequence[str]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, older, newer, autojunk=False)


def _runs(text: str) -> Iterator[Run]:
    at = 0
    for found in _STRESSED.finditer(text):
        if found.start() > at:
            yield Run(text[at : found.start()])
        bold, slanted = found.groups()
        yield Run(bold or slanted, is_bold=bold is not None, is_slanted=slanted is not None)
        at = found.end()
    if at < len(text):
        yield Run(text[at:])


class _Reader:
    """Goes through the lines once; lines that belong together become one block."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        while self._at < len(self._lines):
            line, first = self._lines[self._at], self._at
            self._at += 1
            if not line.strip():
                continue
            if _FENCE.fullmatch(line):
                yield self._verbatim(line.strip()[:3], first)
            elif heading := _HEADING.fullmatch(line):
                signs, words = heading.groups()
                yield Block(BlockKind.HEADING, words, len(signs), first=first, end=self._at)
            elif item := _ITEM.fullmatch(line):
                indent, sign, words = item.groups()
                text = self._joined(words)
                sign = sign if sign[0].isdigit() else "•"
                yield Block(BlockKind.ITEM, text, len(indent) // _INDENT, sign, first, self._at)
            elif quote := _QUOTE.fullmatch(line):
                yield Block(BlockKind.QUOTE, quote[1], 1, first=first, end=self._at)
            else:
                yield Block(BlockKind.PARAGRAPH, self._joined(line), first=first, end=self._at)

    def _joined(self, first: str) -> str:
        """`first` with the lines that go on with it, each after a space."""
        found = [first.strip()]
        while self._at < len(self._lines) and _goes_on(self._lines[self._at]):
            found.append(self._lines[self._at].strip())
            self._at += 1
        return " ".join(found)

    def _verbatim(self, fence: str, first: int) -> Block:
        found: list[str] = []
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if line.strip().startswith(fence):
                break
            found.append(line)
        return Block(BlockKind.VERBATIM, "\n".join(found), 1, first=first, end=self._at)


def _goes_on(line: str) -> bool:
    starts_anew = (_FENCE, _HEADING, _ITEM, _QUOTE)
    return bool(line.strip()) and not any(pattern.fullmatch(line) for pattern in starts_anew)
