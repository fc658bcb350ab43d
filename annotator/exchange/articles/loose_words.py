"""Words of a web page that stand in no paragraph of their own, which finding the article would drop.

What finds the article knows paragraphs, lists, tables and quotations. Words that a page has beside them,
parted by line breaks or rules, or in a `div` among paragraphs, it drops without telling. Here they get the
paragraph that they lack, where running text is around them; whether that paragraph is part of the article is
then told as of any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from annotator.domain.immutable import immutable
from annotator.domain.records import UnitKind
from annotator.exchange.articles.hidden_passages import seems_hidden
from annotator.exchange.articles.markup import WITHOUT_WORDS, Element, is_before_break, is_blank, line_of
from annotator.exchange.language_data import boilerplate_rules

_LEAST: Final = 40
"""Code points that lead nowhere else: those of a sentence, and not of a date or the name of a button."""
_ENOUGH: Final = 200
"""Code points of running text, where no paragraph stands beside it."""
_SENTENCE: Final = re.compile(r"[.!?…؟。！？।॥۔។։]\W*$")
_RIGHTS: Final = re.compile(r"\W*(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_BLOCKS: Final = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div"}
    | {"dl", "dt", "embed", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"}
    | {"header", "hgroup", "hr", "iframe", "li", "main", "menu", "nav", "object", "ol", "p", "picture", "pre"}
    | {"search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "video"}
)
_ROOMS: Final = frozenset(
    {"article", "body", "center", "details", "div", "form", "header", "main", "search", "section", "td"}
)
"""What holds paragraphs. On pages that were written by hand elements of a line do so as well, as `font`."""
_PARAGRAPHS_BY_ANOTHER_NAME: Final = frozenset({"center", "div", "section"})
_AROUND: Final = frozenset(
    {"aside", "button", "dialog", "figure", "footer", "head", "label", "menu", "nav", "noscript", "select"}
    | {"template"}
)


def give_paragraphs(root: Element) -> None:
    """Put words of running text that stand in no paragraph into one each, where they are."""
    _Page(root).give_paragraphs()


def ends_sentence(words: str) -> bool:
    """Whether words are as long as a sentence, and end as one does."""
    return len(" ".join(words.split())) >= _LEAST and _SENTENCE.search(words) is not None


def is_call_or_notice(words: str) -> bool:
    """Whether words are known to ask readers for something, or to tell of cookies or rights."""
    rule = boilerplate_rules().match(words)
    return rule is not None and rule.kind in {UnitKind.NAVIGATION, UnitKind.NEWSLETTER}


@immutable
class _Run:
    """Words and elements of a line between two blocks of a room: after `before`, or first in it."""

    room: Element
    before: Element | None
    text: str
    elements: tuple[Element, ...]

    def put_into_paragraph(self) -> None:
        paragraph = self.room.makeelement("p")
        paragraph.text = self.text
        if self.before is None:
            self.room.text = None
            self.room.insert(0, paragraph)
        else:
            self.before.tail = None
            self.before.addnext(paragraph)
        paragraph.extend(self.elements)

    def words(self) -> str:
        """Its words on one line; none where they are no prose, or all of a few have an element already."""
        loose, shown, linked = [self.text], [self.text], 0
        for element in self.elements:
            if element.tag not in WITHOUT_WORDS and not seems_hidden(element):
                shown += element.itertext()
                linked += sum(len(line_of(link)) for link in element.iter("a"))
            shown.append(element.tail or "")
            loose.append(element.tail or "")
        words = " ".join("".join(shown).split())
        is_text = any(map(str.isalnum, "".join(loose))) or len(words) - linked >= _LEAST
        return words if is_text and len(words) >= 2 * linked and not _RIGHTS.match(words) else ""


class _Page:
    """Goes through the rooms of a page, each child of each once."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._rooms = list(root.iter(*_ROOMS))
        self._beside: dict[Element, bool] = {}
        self._around: dict[Element, bool] = dict.fromkeys((root, *root.iter("body")), False)

    def give_paragraphs(self) -> None:
        for room in self._rooms:
            words = {run: words for run in self._runs(room) if (words := run.words())}
            if words and not self._is_around(room) and self._is_running_text(room, words.values()):
                # What is short and no sentence beside paragraphs is a date, a name or "Share:", mostly.
                is_each = not self._has_paragraph(room)
                for run, said in words.items():
                    is_one = is_each or len(said) >= _LEAST or _SENTENCE.search(said)
                    if is_one and not is_call_or_notice(said):
                        run.put_into_paragraph()

    def _runs(self, room: Element) -> Iterator[_Run]:
        before, text = None, room.text
        elements: list[Element] = []
        for child in room:
            if child.tag in _BLOCKS or self._is_room(child) or _parts_paragraphs(child, text, elements):
                if elements or not is_blank(text):
                    yield _Run(room, before, text or "", tuple(elements))
                before, text, elements = child, child.tail, []
            else:
                elements.append(child)
        if elements or not is_blank(text):
            yield _Run(room, before, text or "", tuple(elements))

    def _is_room(self, element: Element) -> bool:
        """Whether an element of a line holds blocks, in which case it is gone through as well."""
        if len(element) == 0 or element not in self._lines_with_blocks:
            return False
        self._rooms.append(element)
        return True

    @cached_property
    def _lines_with_blocks(self) -> set[Element]:
        found: set[Element] = set()
        for block in self._root.iter(*_BLOCKS):
            around = block.getparent()
            while around is not None and around.tag not in _BLOCKS and around not in found:
                found.add(around)
                around = around.getparent()
        return found

    def _is_around(self, element: Element) -> bool:
        """Whether it stands in a menu or the like, or in what the page does not show."""
        path = []
        while element not in self._around:
            path.append(element)
            if element.tag in _AROUND or seems_hidden(element):
                self._around[element] = True
            else:
                element = element.getparent()
        self._around.update(dict.fromkeys(path, self._around[element]))
        return self._around[element]

    def _is_running_text(self, room: Element, runs: Iterable[str]) -> bool:
        """Whether such words are beside paragraphs, in their room or around it, or make an article alone."""
        if self._has_paragraph(room):
            return True
        length = sum(len(words) for words in runs if len(words) >= _LEAST)
        if length and room.tag in _PARAGRAPHS_BY_ANOTHER_NAME:
            around = room.getparent()
            while around.tag == "div" and len(around) == 1:
                around = around.getparent()
            if self._has_paragraph(around):
                return True
        return length >= _ENOUGH and room.tag != "td"

    def _has_paragraph(self, room: Element) -> bool:
        if room not in self._beside:
            self._beside[room] = any(child.tag == "p" and line_of(child) for child in room)
        return self._beside[room]


def _parts_paragraphs(element: Element, text: str | None, elements: list[Element]) -> bool:
    """Whether it is a line break beside another, or before all words of its line: `text` and `elements`."""
    if element.tag != "br":
        return False
    before = element.getprevious()
    return (
        (not elements and is_blank(text))
        or is_before_break(element)
        or (before is not None and before.tag == "br" and is_before_break(before))
    )
