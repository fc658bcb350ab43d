"""Markdown: the words as a reader sees them, and what stands in front matter above them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from annotator.domain.errors import Refused
from annotator.exchange.articles.dates import iso_date
from annotator.exchange.articles.limits import LARGEST_PAGE
from annotator.exchange.articles.markup import page_tree, words_of
from annotator.exchange.articles.paragraphs import Paragraphs
from annotator.exchange.articles.plain_text import text_of
from annotator.exchange.articles.shape import Extract, Facts, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.values import language_tag, one_line

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_PAIR: Final = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.+)")
_DEEPEST: Final = 100
_SPACES: Final = re.compile(r" {2,}")
_BLOCKS: Final = frozenset(
    {"paragraph_open", "heading_open", "fence", "code_block", "html_block", "hr", "table_open"}
    | {"blockquote_open", "table_close"}
)
_LISTS: Final = frozenset(
    {"bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"}
)


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The one article of the file."""
    yield Item("", lambda: _extracted(source.content(largest=LARGEST_PAGE), wishes.encoding))


def _extracted(data: bytes, encoding: str | None) -> Extract:
    found = text_of(data, encoding=encoding)
    markup = found.text.removeprefix("\ufeff")
    front = _FRONT.match(markup)
    facts = _facts(front[1]) if front else Facts()
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    try:
        tokens = parser.parse(markup[front.end() :] if front else markup)
    except RecursionError as error:
        raise Refused("It is nested too deep, as no article is. Nothing was imported.") from error
    return replace(found, text=_words(tokens), facts=facts)


def _facts(front: str) -> Facts:
    pairs: dict[str, str] = {}
    for line in front.splitlines():
        if match := _PAIR.fullmatch(line.strip()):
            pairs.setdefault(match[1].lower(), one_line(match[2].strip("\"'")))

    def first(*names: str) -> str:
        return next((pairs[name] for name in names if pairs.get(name)), "")

    return Facts(
        title=first("title", "headline"),
        url=first("url", "source", "link", "canonical", "canonical_url"),
        outlet=first("outlet", "publisher", "site", "publication"),
        byline=first("author", "authors", "byline", "creator"),
        published_at=_date(pairs),
        stated_language=language_tag(first("lang", "language")),
    )


def _date(pairs: Mapping[str, str]) -> str:
    return next(
        filter(None, (iso_date(pairs.get(name, "")) for name in ("date", "published", "created"))), ""
    )


def _words(tokens: Iterable[Token]) -> str:
    """Blocks parted by an empty line; items of a list and rows of a table stand on lines of their own."""
    found = Paragraphs()
    row: list[str] = []
    mark, is_in_row = "", False
    for token in tokens:
        if token.type == "list_item_open":
            found.part(1)
            mark = "- "
        elif token.type in _LISTS:
            found.part(1 if token.level else 2)
        elif token.type in _BLOCKS and not mark:
            found.part(1 if token.hidden else 2)
        elif token.type == "tr_open":
            is_in_row = True
        elif token.type == "tr_close":
            found.add("\t".join(row))
            row, is_in_row = [], False
        words = _block(token)
        if is_in_row and token.type == "inline":
            row.append(words)
        elif words:
            found.add(mark + words)
            mark = ""
    return found.text()


def _block(token: Token) -> str:
    if token.type == "inline":
        return _SPACES.sub(" ", "".join(map(_inline, token.children or ()))).strip()
    if token.type in {"code_block", "fence"}:
        return token.content.strip("\n")
    if token.type == "html_block" and token.content.strip():
        return words_of(page_tree(f"<body>{token.content}"))
    return ""


def _inline(token: Token) -> str:
    if token.type in {"text", "code_inline"}:
        return token.content
    return {"softbreak": " ", "hardbreak": "\n"}.get(token.type, "")
