"""Numbered examples in guidelines: cases of the review, each under the heading of what was decided.

An example is an item of a list, of two lines, so that any reader of Markdown shows it as it is meant:

    - Example 9, Disputed: “the words of the article”
      Why: one sentence.

Numbers are given once in a project's guidelines, in the order in which examples come, and stay.
"""

from __future__ import annotations

import re
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.guideline_text import Block, BlockKind, blocks, names
from annotator.domain.immutable import immutable

HEADING: Final = "Examples"
_FIRST_LINE: Final = re.compile(r" *- Example (\d{1,9}), (.*?): “(.*)”\s*")
_WHY: Final = "Why: "
_LEVEL: Final = 2


@immutable
class Example:
    """`label` is the name that people read, `quote` the words it is about, `why` one sentence."""

    number: int
    label: str
    quote: str
    why: str

    @property
    def markdown(self) -> str:
        """The two lines of it."""
        return f"- Example {self.number}, {self.label}: “{self.quote}”\n  {_WHY}{self.why}"


def examples(markdown: str) -> tuple[Example, ...]:
    """The examples of a version, in the order in which they stand."""
    lines = markdown.splitlines()
    found = []
    for block in blocks(markdown):
        if block.kind is BlockKind.ITEM and (first := _FIRST_LINE.fullmatch(lines[block.first])):
            number, label, quote = first.groups()
            why = " ".join(line.strip() for line in lines[block.first + 1 : block.end])
            found.append(Example(int(number), label, quote, why.removeprefix(_WHY)))
    return tuple(found)


def with_example(markdown: str, *, label: str, quote: str, why: str) -> str:
    """`markdown` with one more example under the heading `label`, which is made where there is none.

    Raises Refused where a sentence that says why, the words or the label are missing.
    """
    label, quote, why = (" ".join(words.split()) for words in (label, quote, why))
    if not why:
        raise Refused("An example says in one sentence why it was decided so. Nothing was changed. Write it.")
    if not quote or not label:
        raise Refused("An example needs words of an article and what was decided. Nothing was changed.")
    number = max((one.number for one in examples(markdown)), default=0) + 1
    example = Example(number, label.replace(": “", ", “"), quote, why).markdown
    lines = markdown.rstrip().splitlines()
    every = blocks("\n".join(lines))
    place = next((place for place, block in enumerate(every) if names(block, label)), None)
    if place is None:
        gap = [""] if lines else []
        return "\n".join([*lines, *gap, f"{'#' * _LEVEL} {label}", "", example, ""])
    return _under(lines, every, place, example)


def _under(lines: list[str], every: tuple[Block, ...], place: int, example: str) -> str:
    """The lines with `example` in the list of the section of the heading at `place`."""
    level = every[place].level
    end = next((at for at in range(place + 1, len(every)) if _closes(every[at], level)), len(every))
    listed = next((at for at in range(place, end) if names(every[at], HEADING)), None)
    if listed is not None:
        end = next((at for at in range(listed + 1, end) if every[at].kind is BlockKind.HEADING), end)
        head: list[str] = [] if every[end - 1].kind is BlockKind.ITEM else [""]
    elif end - 1 > place and every[end - 1].kind is BlockKind.ITEM and _is_example(every[end - 1]):
        head = []
    else:
        head = ["", f"{'#' * min(6, level + 1)} {HEADING}", ""]
    at = every[end - 1].end
    tail = lines[at:]
    gap = [""] if tail and tail[0].strip() else []
    return "\n".join([*lines[:at], *head, example, *gap, *tail, ""])


def _closes(block: Block, level: int) -> bool:
    return block.kind is BlockKind.HEADING and block.level <= level


def _is_example(block: Block) -> bool:
    return block.text.startswith("Example ")
