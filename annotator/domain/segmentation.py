"""Cut an article into the pieces that ask for a decision, and those that are not the article itself.

This happens once, at import. Nobody cuts again later, or two annotators would not have the same units.
"""

from __future__ import annotations

import re

from annotator.domain.boilerplate import BoilerplateRule, BoilerplateRules
from annotator.domain.layout import OPENING_QUOTES, Block, blocks, ends_sentence, is_announcement, joined
from annotator.domain.pieces import Piece
from annotator.domain.records import UnitKind
from annotator.domain.scripts import main_script
from annotator.domain.sentences import sentence_starts
from annotator.domain.spans import Span, trimmed
from annotator.domain.text import has_words

_LONGEST_HEADLINE = 300
_LONGEST_HEADING = 80
_HEADING_WORDS = 10
_CAPTION_WORDS = 60
# Scripts with capitals, in which a line without a full stop tells something.
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_WITHOUT_FULL_STOPS = frozenset({"Thai", "Laoo", "Khmr"})
# What may stand above an article; a headline may well begin with "Poll:" or "Watch:".
_ABOVE_HEADLINE = frozenset({UnitKind.NAVIGATION, UnitKind.NEWSLETTER, UnitKind.IMAGE_CREDIT})
_MARKER = re.compile(r"(?P<bullet>[•‣◦▪●])\s*|(?P<dash>[-*–])\s+|(?P<number>\d{1,2}[.)])\s+")


def segment(text: str, language: str, rules: BoilerplateRules) -> tuple[Piece, ...]:
    """The pieces of `text`, normalised before, in ascending order; empty where it is only white space.

    They never overlap, are trimmed, and every code point that is not white space lies in one.
    `language` is a BCP 47 tag ("und" where unknown).
    """
    spoken = rules.for_language(language)
    page = joined(text, list(blocks(text, spoken)), spoken)
    return _Cutter(text, language, spoken, page).pieces()


class _Cutter:
    """Walks down the blocks of a page and remembers how far down the article it is."""

    def __init__(self, text: str, language: str, rules: BoilerplateRules, page: list[Block]) -> None:
        self._text = text
        self._language = language
        self._rules = rules
        self._page = page
        self._script = main_script(text)
        self._titles = frozenset().union(*rules.titles.values())
        self._kinds_before = frozenset[UnitKind | None]().union(*(rule.after for rule in rules.rules))
        self._pieces: list[Piece] = []
        self._last_asked: UnitKind | None = None

    def pieces(self) -> tuple[Piece, ...]:
        for number in range(len(self._page)):
            self._add(number)
        return tuple(self._pieces)

    def _add(self, number: int) -> None:
        block = self._page[number]
        is_stating = has_words(block.span.of(self._text))
        kind, rule = self._kind(number) if is_stating else (UnitKind.NAVIGATION, "no words")
        if kind.is_asked:
            self._last_asked = kind
        if kind in {UnitKind.SENTENCE, UnitKind.LIST_ITEM}:
            self._add_sentences(block, kind, rule)
        else:
            self._append(block.span, block.gaps, kind, rule)

    def _kind(self, number: int) -> tuple[UnitKind, str]:
        """What the block is, and the name of what decided it."""
        block = self._page[number]
        words = block.span.of(self._text)
        rule = self._rule(block, words)
        may_be_headline = rule is None or rule.kind not in _ABOVE_HEADLINE
        if self._last_asked is None and len(words) <= _LONGEST_HEADLINE and may_be_headline:
            return (UnitKind.SENTENCE, "") if self._is_all(words) else (UnitKind.HEADLINE, "first line")
        if rule is not None:
            return rule.kind, rule.name
        if caption := self._caption_rule(number, words):
            return UnitKind.CAPTION, caption
        if self._is_list_item(number):
            return UnitKind.LIST_ITEM, "list marker"
        if self._is_teaser(words):
            return UnitKind.TEASER, "line under the headline"
        if self._is_heading(number, words):
            return UnitKind.HEADING, "short line between paragraphs"
        return UnitKind.SENTENCE, ""

    def _rule(self, block: Block, words: str) -> BoilerplateRule | None:
        previous = self._pieces[-1].kind if self._pieces else None
        # A single line was asked about before, and only what stands above it is known now.
        if "\n" not in words and previous not in self._kinds_before:
            return block.rule
        return self._rules.match(words, previous) or block.rule

    def _is_all(self, words: str) -> bool:
        """Whether the page is one paragraph of several sentences, which has no headline."""
        return len(self._page) == 1 and ends_sentence(words) and len(self._sentence_starts(words)) > 1

    def _is_teaser(self, words: str) -> bool:
        if self._last_asked is not UnitKind.HEADLINE or self._script in _WITHOUT_FULL_STOPS:
            return False
        return len(words) <= _LONGEST_HEADLINE and not ends_sentence(words)

    def _caption_rule(self, number: int, words: str) -> str:
        if len(words.split(maxsplit=_CAPTION_WORDS)) > _CAPTION_WORDS:
            return ""
        if words.endswith((")", "]")):
            inner = words[max(words.rfind("("), words.rfind("[")) :]
            if _is_credit(self._rules.match(inner)):
                return "image credit at its end"
        following = self._page[number + 1] if number + 1 < len(self._page) else None
        if following and _is_credit(following.rule) and not ends_sentence(words):
            return "line before an image credit"
        return ""

    def _is_list_item(self, number: int) -> bool:
        mark = self._marker(number)
        return mark == "bullet" or bool(mark and mark in {self._marker(number - 1), self._marker(number + 1)})

    def _marker(self, number: int) -> str:
        if not 0 <= number < len(self._page):
            return ""
        match = _MARKER.match(self._text, self._page[number].span.start)
        return match.lastgroup or "" if match else ""

    def _is_heading(self, number: int, words: str) -> bool:
        if self._script not in _CASED or len(words) > _LONGEST_HEADING or number + 1 >= len(self._page):
            return False
        following, is_boilerplate = self._page[number + 1].span, self._page[number + 1].rule is not None
        above = Span(self._page[number - 1].span.end, self._page[number].span.start).of(self._text)
        return (
            above.count("\n") > 1
            and not is_boilerplate
            and not ends_sentence(words)
            and (words[0].isupper() or words[0].isdigit())
            and words[-1] not in ",-–—"
            and len(words.split()) <= _HEADING_WORDS
            and len(following) > len(words)
            and ends_sentence(following.of(self._text))
        )

    def _add_sentences(self, block: Block, kind: UnitKind, rule: str) -> None:
        marker = _MARKER.match(self._text, block.span.start) if kind is UnitKind.LIST_ITEM else None
        begin = marker.end() if marker and marker.end() < block.span.end else block.span.start
        starts = self._sentence_starts(self._text[begin : block.span.end])
        if len(starts) == 1:
            self._append(block.span, block.gaps, kind, rule)
            return
        cuts = [block.span.start, *(begin + start for start in starts[1:]), block.span.end]
        bridged: list[Span] = []
        start = cuts[0]
        for end in cuts[1:]:
            sentence = trimmed(self._text, Span(start, end))
            if self._announces(sentence, end, block):
                bridged.append(Span(sentence.end, end))
                continue
            inside = sorted([*bridged, *(gap for gap in block.gaps if sentence.contains(gap))])
            is_last = cuts[0] < start and end == cuts[-1]
            credit = self._rules.match(sentence.of(self._text)) if is_last else None
            if credit and _is_credit(credit):
                self._append(sentence, tuple(inside), credit.kind, credit.name)
            else:
                self._append(sentence, tuple(inside), kind, rule)
            bridged.clear()
            start = end

    def _sentence_starts(self, words: str) -> list[int]:
        paragraph = words.replace("\n", " ")
        return sentence_starts(paragraph, script=self._script, language=self._language, titles=self._titles)

    def _announces(self, sentence: Span, end: int, block: Block) -> bool:
        """Whether a quotation follows in the same block that was cut from the words announcing it."""
        if end >= block.span.end or self._text[end] not in OPENING_QUOTES:
            return False
        return is_announcement(sentence.of(self._text), self._rules)

    def _append(self, span: Span, gaps: tuple[Span, ...], kind: UnitKind, rule: str) -> None:
        self._pieces.append(Piece(span.start, span.end, kind, kind.is_asked, gaps, rule))


def _is_credit(rule: BoilerplateRule | None) -> bool:
    return rule is not None and rule.kind is UnitKind.IMAGE_CREDIT
