"""Mends of a web page before its article is found: what would be dropped out of it, torn or joined.

Elements that what finds the article takes for no words of it become such as it knows. What a page shows to no
reader does not become part of the article by that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count, pairwise
from typing import Final

from lxml import etree

from annotator.exchange.articles.hidden_passages import seems_hidden
from annotator.exchange.articles.loose_words import give_paragraphs
from annotator.exchange.articles.markup import Element, is_before_break, is_blank, line_of
from annotator.exchange.articles.page_articles import join_parts

_RUNNING_TEXT: Final = frozenset(
    {"p", "li", "blockquote", "q", "em", "strong", "b", "i", "span", "a", "dd", "td", "h1", "h2", "h3", "h4"}
)
_PASSAGES: Final = ("blockquote", "dl", "ol", "pre", "table", "ul")
_IN_PROSE: Final = frozenset({"b", "br", "em", "i", "strong", "u"})
_DIGITS: Final = {ord(f"{digit:x}"): chr(0xFDD1 + digit) for digit in range(16)}
_MARK: Final = re.compile("\ufdd0[\ufdd1-\ufde0]+")
"""Of code points that never are characters, so that no page holds it."""


def mend(root: Element) -> None:
    """Change a page so that its words are found as a reader sees them.

    `without_marks` takes out of the text what this puts in.
    """
    _show_templates(root)
    join_parts(root)
    _write_out_quotations(root)
    _write_out_formulas(root)
    _open_figures(root)
    numbers = count(1)
    _write_out_lines(root, numbers)
    _part_paragraphs(root, numbers)
    _keep_in_sentences(root)
    give_paragraphs(root)
    _tell_apart(root)


def without_marks(text: str) -> str:
    return _MARK.sub("", text)


def _show_templates(root: Element) -> None:
    """Keep templates that stand for the inside of another element and no others, as browsers do."""
    for template in list(root.iter("template")):
        if "shadowrootmode" in template.attrib or "shadowroot" in template.attrib:
            template.drop_tag()
        else:
            template.drop_tree()


def _write_out_quotations(root: Element) -> None:
    for quotation in list(root.iter("q")):
        quotation.text = f"“{quotation.text or ''}"
        _put_after(quotation, "”")
        quotation.drop_tag()


def _write_out_formulas(root: Element) -> None:
    for formula in list(root.iter("math")):
        # What programs may read of it says the same a second time.
        etree.strip_elements(formula, "annotation", "annotation-xml", with_tail=False)
        etree.strip_tags(formula, "*")


def _open_figures(root: Element) -> None:
    """Keep quotations, tables and lists that stand in figures, with their captions, and who was quoted."""
    for figure in list(root.iter("figure")):
        if next(figure.iter(*_PASSAGES), None) is not None:
            figure.tag = "div"
            for caption in figure.iter("figcaption"):
                caption.tag = "p"
    for footer in list(root.iter("footer")):
        parent = footer.getparent()
        if parent is not None and parent.tag == "blockquote":
            footer.tag = "p"


def _write_out_lines(root: Element, numbers: Iterator[int]) -> None:
    """Put line breaks into what stands as it was written, lest its lines be joined; prose is a paragraph."""
    for written in list(root.iter("pre")):
        elements = list(written.iter())
        if all(element.tag in _IN_PROSE for element in elements[1:]):
            written.tag = "p"
        for element in elements:
            _break_lines(element)
        if written.tag == "p" and line_of(written):
            _mark(written, next(numbers))


def _break_lines(element: Element) -> None:
    """Put a `br` at each line end of the words that stand right in `element`."""
    first, *lines = (element.text or "").split("\n")
    element.text = first
    inside = [*_lines_after_breaks(element, lines)]
    for child in list(element):
        first, *lines = (child.tail or "").split("\n")
        child.tail = first
        inside += [child, *_lines_after_breaks(element, lines)]
    element[:] = inside


def _lines_after_breaks(element: Element, lines: list[str]) -> Iterator[Element]:
    for line in lines:
        line_break = element.makeelement("br")
        line_break.tail = line
        yield line_break


def _part_paragraphs(root: Element, numbers: Iterator[int]) -> None:
    """Make several paragraphs of one inside of which a page parts them by two line breaks."""
    for paragraph in dict.fromkeys(line_break.getparent() for line_break in root.iter("br")):
        if paragraph is not None and paragraph.tag == "p":
            first, *others = _parts(paragraph)
            parts = [first, *filter(line_of, others)]
            for before, part in pairwise(parts):
                part.tail, before.tail = before.tail, None
                before.addnext(part)
            for part in parts if len(parts) > 1 else ():
                # One that says what another says a part of is none the less what the page says.
                _mark(part, next(numbers))


def _parts(paragraph: Element) -> list[Element]:
    """The paragraph up to its first two line breaks beside each other, and one for each part after such."""
    found = [paragraph]
    for child in list(paragraph):
        part, is_break = found[-1], child.tag == "br"
        if is_break and part is not paragraph and len(part) == 0 and is_blank(part.text):
            part.text = child.tail
            paragraph.remove(child)
        elif is_break and is_before_break(child):
            found.append(paragraph.makeelement("p", dict(paragraph.attrib)))
            paragraph.remove(child)
        elif part is not paragraph:
            part.append(child)
    return found


def _keep_in_sentences(root: Element) -> None:
    """Keep what would be dropped out of a sentence for what it is, or for what its class is called."""
    for element in list(root.iter("time", "label", "output", "button", "data", "math")):
        if _is_in_sentence(element):
            element.drop_tag()
    for span in root.iter("span"):
        if not is_blank(span.tail) and _is_after_words(span) and not seems_hidden(span):
            for name in ("class", "id", "role"):
                span.attrib.pop(name, None)


def _is_in_sentence(element: Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    return parent.tag in _RUNNING_TEXT or not (is_blank(element.tail) and is_blank(parent.text))


def _is_after_words(element: Element) -> bool:
    """Whether words stand right before it in running text."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None or parent.tag not in _RUNNING_TEXT:
        return False
    return not is_blank(parent.text if before is None else before.tail)


def _tell_apart(root: Element) -> None:
    """Mark paragraphs that repeat one beside them, which would be taken for its shadow and dropped."""
    seen: dict[tuple[Element | None, str], int] = {}
    for paragraph in root.iter("p"):
        words = ("".join(paragraph.itertext()) if len(paragraph) else paragraph.text or "").strip()
        if words:
            key = paragraph.getparent(), words
            repeated = seen.get(key, 0)
            seen[key] = repeated + 1
            if repeated:
                _mark(paragraph, repeated)


def _mark(paragraph: Element, number: int) -> None:
    _put_after(paragraph, "\ufdd0" + f"{number:x}".translate(_DIGITS))


def _put_after(element: Element, text: str) -> None:
    """Put `text` behind all that is in `element`."""
    if len(element):
        element[-1].tail = f"{element[-1].tail or ''}{text}"
    else:
        element.text = f"{element.text or ''}{text}"
