"""From the lines of a page to blocks: headlines, paragraphs, captions, each perhaps in several pieces.

A page that lost its links is torn inside its sentences. Such pieces are joined again, and the white space
between them is kept as a gap. Nothing is ever moved: blocks are spans of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from annotator.domain.boilerplate import BoilerplateRule, BoilerplateRules
from annotator.domain.immutable import immutable
from annotator.domain.records import UnitKind
from annotator.domain.spans import Span, trimmed

OPENING_QUOTES = '“„«‹‘「『"'

_CLOSERS = "”“’'\"»›)]}」』）】*"
_TERMINATORS = frozenset(".!?…:;。！？；：؟۔؛।॥።။")
# Longer chains of unfinished lines are lists, not torn sentences.
_LONGEST_CHAIN = 8
_MOST_NEWLINES = 4
_ANNOUNCEMENT_WORDS = 12
# Hard-wrapped text: adjacent lines of nearly the same length.
_WRAPPED_LENGTHS = range(50, 101)
_WRAPPED_SPREAD = 30
_QUOTE_MARK = re.compile('[“”„«»"]')


@immutable
class Block:
    """Lines that belong together. `rule` is the boilerplate rule that its first line meets, if any."""

    span: Span
    gaps: tuple[Span, ...] = ()
    rule: BoilerplateRule | None = None


def ends_sentence(words: str) -> bool:
    """Whether `words` end in a mark that closes a sentence, perhaps inside quotation marks or brackets."""
    return words.rstrip().rstrip(_CLOSERS)[-1:] in _TERMINATORS if words.strip() else False


def is_announcement(words: str, rules: BoilerplateRules) -> bool:
    """Whether the last sentence of `words` only announces a quotation that follows it."""
    start = max(words.rfind(mark, 0, -1) for mark in (". ", "! ", "? ")) + 1
    last = words[start:]
    if len(last) > 200 or _QUOTE_MARK.search(last):
        return False
    return rules.announces(last) and len(last.split()) <= _ANNOUNCEMENT_WORDS


def blocks(text: str, rules: BoilerplateRules) -> Iterator[Block]:
    """The blocks of `text` in ascending order; `rules` are those of its language."""
    for group in _adjacent(text):
        lines = _lines(text, group, rules)
        if _is_wrapped(text, lines):
            lines = [Block(Span(lines[0].span.start, lines[-1].span.end))]
        yield from lines


def joined(text: str, lines: list[Block], rules: BoilerplateRules) -> list[Block]:
    """`lines` with those made one that were a sentence before the page was torn."""
    result: list[Block] = []
    chain: list[Block] = []
    for line in lines:
        if chain and _continues(text, chain[-1], line, rules, is_headline=not result):
            chain.append(line)
        else:
            result += _closed(chain)
            chain = [line]
    return result + _closed(chain)


def _closed(chain: list[Block]) -> list[Block]:
    if not 1 < len(chain) <= _LONGEST_CHAIN:
        return chain
    gaps = tuple(Span(one.span.end, other.span.start) for one, other in pairwise(chain))
    return [Block(Span(chain[0].span.start, chain[-1].span.end), gaps, chain[0].rule)]


def _continues(text: str, before: Block, after: Block, rules: BoilerplateRules, *, is_headline: bool) -> bool:
    between = Span(before.span.end, after.span.start).of(text)
    is_form = before.rule is not None and before.rule.kind is UnitKind.NEWSLETTER
    if is_headline or between.count("\n") > _MOST_NEWLINES or ((before.rule or after.rule) and not is_form):
        return False
    words = before.span.of(text)
    first = text[after.span.start]
    if first in OPENING_QUOTES:
        return is_announcement(words, rules)
    return first.islower() and not ends_sentence(words)


def _adjacent(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank line between them, as trimmed spans."""
    run: list[Span] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := trimmed(text, Span(start, end)):
            run.append(line)
        elif run:
            yield run
            run = []
        start = end + 1
    if run:
        yield run


def _lines(text: str, spans: list[Span], rules: BoilerplateRules) -> list[Block]:
    return [Block(span, rule=rules.match(span.of(text))) for span in spans]


def _is_wrapped(text: str, lines: list[Block]) -> bool:
    lengths = [len(line.span) for line in lines[:-1]]
    if len(lengths) < 2 or any(line.rule for line in lines):
        return False
    if min(lengths) not in _WRAPPED_LENGTHS or max(lengths) not in _WRAPPED_LENGTHS:
        return False
    finished = sum(ends_sentence(line.span.of(text)) for line in lines[:-1])
    return max(lengths) - min(lengths) <= _WRAPPED_SPREAD and finished * 2 <= len(lengths)
