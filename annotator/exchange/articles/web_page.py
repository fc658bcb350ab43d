"""Web pages as browsers save them: the words of the article without what stands around it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Final

from annotator.domain.errors import ClaimdeskError, Refused
from annotator.exchange.articles.hidden_passages import hidden_passages
from annotator.exchange.articles.limits import LARGEST_PAGE, MEGABYTE
from annotator.exchange.articles.markup import Element, page_tree, too_deep, words_of
from annotator.exchange.articles.page_articles import stories
from annotator.exchange.articles.page_facts import page_facts
from annotator.exchange.articles.page_head import headlines, leads, with_head
from annotator.exchange.articles.page_mends import mend, without_marks
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
_LEAST_WORDS: Final = 250
"""Code points; what finds the article in a page is unreliable in shorter ones."""
_LONGEST_SHOWN: Final = 100
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
        mend(root)
        beside = list(map(without_marks, stories(root)))
        head = headlines(root), list(map(without_marks, leads(root)))
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
    text = without_marks(text)
    return Extract(with_head(text, *head), facts, remarks=(*remarks, *_told(hidden, beside, text)))


def _told(hidden: Iterable[str], stories_beside: Iterable[str], text: str) -> Iterator[str]:
    """What to say of passages that the page does not show, in its text or not, and of stories beside it."""
    words = " ".join(text.split())
    if left_out := [story for story in stories_beside if story not in words]:
        first = left_out[0][:_LONGEST_SHOWN]
        yield f"The page holds articles that are not part of the text: {len(left_out)}, first “{first}”."
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


def _without_surroundings(root: Element) -> str:
    """The words of the page's main part, without menus, forms and what is at its edges."""
    main = next(root.iter("article"), None)
    main = next(root.iter("main"), None) if main is None else main
    main = root if main is None else main
    for element in list(main.iter(*_AROUND)):
        if element is not main:
            element.drop_tree()
    return words_of(main)
