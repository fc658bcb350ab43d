"""Web pages as browsers save them: the words of the article without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Final

from lxml import etree

from annotator.domain.errors import ClaimdeskError, Refused
from annotator.exchange.articles.hidden_passages import hidden_passages
from annotator.exchange.articles.limits import LARGEST_PAGE, MEGABYTE
from annotator.exchange.articles.loose_words import give_paragraphs
from annotator.exchange.articles.markup import Element, page_tree, too_deep, words_of
from annotator.exchange.articles.page_facts import headlines, page_facts
from annotator.exchange.articles.shape import Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.decoding import PREVIEW_LENGTH, Candidate, Decoded, Found, decode
from annotator.exchange.quiet_imports import told_of_no_ipv6

_INSIDE: Final = re.compile(
    rb"""data:(?:(?<=["'(=;]data:)|(?<=["'(=;,]\sdata:))"""
    rb"""(?=\w+/|;)[\w/+.;=%-]{1,200},[\w/+=%.~!*:@&$;,\s-]{100,}"""
)
"""What a page carries inside itself: parsers stop at one that is too long, and lose what follows.

The pattern begins with a plain word, so that a page without one is gone through at once.
"""
_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_CHARSET_WITHIN: Final = 8_000
# What pages call these is read by every browser as the larger encoding.
_LARGER: Final = {
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987"), "cp949"),
    **dict.fromkeys(("iso-8859-9",), "cp1254"),
    **dict.fromkeys(("tis-620", "iso-8859-11", "windows-874"), "cp874"),
    **dict.fromkeys(("big5", "big5-hkscs"), "big5hkscs"),
}
_DIGITS: Final = {ord(f"{digit:x}"): chr(0xFDD1 + digit) for digit in range(16)}
_MARK: Final = re.compile("\ufdd0[\ufdd1-\ufde0]+")
"""Of code points that never are characters, so that no page holds it."""
_LEAST_WORDS: Final = 250
"""Code points; what finds the article in a page is unreliable in shorter ones."""
_LONGEST_SHOWN: Final = 100
_RUNNING_TEXT: Final = frozenset(
    {"p", "li", "blockquote", "q", "em", "strong", "b", "i", "span", "a", "dd", "td", "h1", "h2", "h3", "h4"}
)
_AROUND: Final = ("nav", "header", "footer", "aside", "form", "dialog", "menu")


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The one article of a page."""
    yield Item("", lambda: extracted(source.content(), encoding=wishes.encoding))


def extracted(data: bytes, *, encoding: str | None = None, url: str = "", stated: str = "") -> Extract:
    """The article in a page.

    Args:
        data: the bytes of the page.
        encoding: what a person says it is in; None finds it out.
        url: where it was saved from, where the page does not say it.
        stated: what headers beside the page say of its encoding.

    Raises:
        Refused: there is no page or no text, or it is too large or nested too deep.
    """
    data = _INSIDE.sub(b"", data)
    if len(data) > LARGEST_PAGE:
        raise Refused(
            f"The page is larger than {LARGEST_PAGE // MEGABYTE} MB without its pictures. "
            "Nothing was imported. Copy its words into a text file, then import that."
        )
    decoded = _decoded(data, encoding, stated)
    found = _article(decoded.text, url)
    candidates = tuple(_seen(data, candidate) for candidate in decoded.candidates)
    return replace(found, encoding=decoded.encoding, found=decoded.found, candidates=candidates)


def _decoded(data: bytes, encoding: str | None, stated: str) -> Decoded:
    """As UTF-8 or by its mark, else as the page or its headers say, else by detection."""
    if encoding is not None:
        return decode(data, encoding)
    found = decode(data)
    if found.found is not Found.DETECTED:
        return found
    match = _CHARSET.search(data[:_CHARSET_WITHIN])
    for name in (stated, match[1].decode() if match else ""):
        if name:
            try:
                return decode(data, _LARGER.get(name.lower(), name))
            except Refused:
                continue
    return found


def _seen(data: bytes, candidate: Candidate) -> Candidate:
    """A candidate with the beginning of the article instead of that of the markup."""
    try:
        text = _article(decode(data, candidate.encoding).text, "").text
    except ClaimdeskError:
        return candidate
    return Candidate(candidate.encoding, text[:PREVIEW_LENGTH])


def _article(markup: str, url: str) -> Extract:
    root = page_tree(markup)
    facts, hidden = page_facts(root, url=url), list(hidden_passages(root))
    try:
        _mend(root)
        text = _main_text(root)
    except RecursionError as error:
        raise too_deep(1_000) from error
    remarks: tuple[str, ...] = ()
    if len(text) < _LEAST_WORDS and (whole := _without_surroundings(root)):
        text = whole
        remarks = ("The article was not told from the rest of the page, so all its words were taken.",)
    if not text.strip():
        raise Refused(
            "The page holds no words; perhaps it was saved before it was loaded. Nothing was imported. "
            "Save it again, or copy its words."
        )
    text = _MARK.sub("", text)
    return Extract(_with_headline(root, text), facts, remarks=(*remarks, *_told(hidden, text)))


def _told(hidden: Iterable[str], text: str) -> Iterator[str]:
    """What to say of the passages that the page does not show: those in its text, and those that are not."""
    words = " ".join(text.split())
    parts: dict[bool, list[str]] = {True: [], False: []}
    for passage in hidden:
        parts[passage in words].append(passage)
    for is_taken, passages in parts.items():
        if passages:
            became = "part of the text" if is_taken else "not part of the text"
            first = passages[0][:_LONGEST_SHOWN]
            yield f"What the page does not show to its readers is {became}: {len(passages)}, first “{first}”."


def _main_text(root: Element) -> str:
    found = _extractor()(root)
    body = getattr(found, "body", None)
    return "" if body is None else words_of(body)


@cache
def _extractor() -> Callable[..., object]:
    """The function that finds the article in a page; its library brings another that fetches pages."""
    with told_of_no_ipv6():
        from trafilatura import bare_extraction
        from trafilatura.settings import Extractor
    return partial(bare_extraction, options=Extractor(comments=False, with_metadata=False))


def _mend(root: Element) -> None:
    """Turn into plain words what would be dropped out of a sentence, or tear it."""
    for quotation in list(root.iter("q")):
        quotation.text = f"“{quotation.text or ''}"
        last = quotation[-1] if len(quotation) else None
        if last is None:
            quotation.text += "”"
        else:
            last.tail = f"{last.tail or ''}”"
        quotation.drop_tag()
    for template in list(root.iter("template")):
        # A page shows those that stand for the inside of another element, and no others.
        if "shadowrootmode" in template.attrib or "shadowroot" in template.attrib:
            template.drop_tag()
        else:
            template.drop_tree()
    for formula in list(root.iter("math")):
        # What programs may read of it says the same a second time.
        etree.strip_elements(formula, "annotation", "annotation-xml", with_tail=False)
        etree.strip_tags(formula, "*")
    for element in list(root.iter("time", "label", "output", "button", "data", "math")):
        if _is_in_sentence(element):
            element.drop_tag()
    give_paragraphs(root)
    _tell_apart(root)


def _tell_apart(root: Element) -> None:
    """Mark paragraphs that repeat the one before them, which would be taken for its shadow and dropped."""
    before, words, repeated = None, "", 0
    for paragraph in root.iter("p"):
        last, words = words, "".join(paragraph.itertext()).strip()
        is_repeated = words and words == last and paragraph.getprevious() is before
        before, repeated = paragraph, repeated + 1 if is_repeated else 0
        if repeated:
            mark = "\ufdd0" + f"{repeated:x}".translate(_DIGITS)
            if len(paragraph):
                paragraph[-1].tail = f"{paragraph[-1].tail or ''}{mark}"
            else:
                paragraph.text = f"{paragraph.text}{mark}"


def _is_in_sentence(element: Element) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    beside = (element.tail or "").strip() or (parent.text or "").strip()
    return parent.tag in _RUNNING_TEXT or bool(beside)


def _without_surroundings(root: Element) -> str:
    """The words of the page's main part, without menus, forms and what is at its edges."""
    main = next(root.iter("article"), None)
    main = next(root.iter("main"), None) if main is None else main
    main = root if main is None else main
    for element in list(main.iter(*_AROUND)):
        if element is not main:
            element.drop_tree()
    return words_of(main)


def _with_headline(root: Element, text: str) -> str:
    """`text` below the page's only headline, where that stood too far from it to be found."""
    missing = [line for line in headlines(root) if line not in " ".join(text[:2_000].split())]
    return "\n\n".join([*missing, text])
