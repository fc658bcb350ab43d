"""What a web page says of itself: JSON-LD first, then OpenGraph and other meta elements, then the markup.

Nothing is guessed from the words of the page, so a date is only found where the page states one.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from annotator.exchange.articles.markup import Element
from annotator.exchange.articles.shape import Facts
from annotator.exchange.articles.values import iso_date, language_tag, one_line

_LONGEST_JSON: Final = 1_000_000
_MOST_NODES: Final = 2_000
_MOST_NAMES: Final = 20
_ARTICLES: Final = frozenset({"Article", "BlogPosting", "LiveBlogPosting", "Report", "ScholarlyArticle"})
_TITLES: Final = ("og:title", "twitter:title", "dc.title", "title")
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher")
_BYLINES: Final = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl")
_DATES: Final = (
    *("article:published_time", "og:article:published_time", "datepublished", "date", "pubdate"),
    *("dc.date.issued", "dc.date", "dcterms.created", "parsely-pub-date", "sailthru.date"),
)
_LANGUAGES: Final = ("og:locale", "content-language", "language", "dc.language")


def page_facts(root: Element, *, url: str = "") -> Facts:
    """What the page says of itself. `url` is where it was saved from, "" where that is not known."""
    linked = _linked(root)
    meta = _meta(root)
    stated = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    languages = (
        language_tag(text) for text in (stated, _name(linked.get("inLanguage")), *_of(meta, _LANGUAGES))
    )
    dates = (_name(linked.get("datePublished")), *_of(meta, _DATES), *_times(root))
    return Facts(
        title=_first(
            _name(linked.get("headline")), *_of(meta, _TITLES), *headlines(root), *_texts(root, "title")
        ),
        url=_first(*_canonical(root), _address(linked), *filter(_is_address, _of(meta, ("og:url",))), url),
        outlet=_first(_name(linked.get("publisher")), *_of(meta, _OUTLETS)),
        byline=_first(
            _name(linked.get("author")), *(name for name in _of(meta, _BYLINES) if not _is_address(name))
        ),
        published_at=next(filter(None, map(iso_date, dates)), ""),
        stated_language=next(filter(None, languages), ""),
    )


def headlines(root: Element) -> list[str]:
    """The words of the page's only first-level heading; none where there are several."""
    found = [one_line(text) for text in _texts(root, "h1")]
    return found if len(found) == 1 and found[0] else []


def _first(*texts: str) -> str:
    return next(filter(None, map(one_line, texts)), "")


def _meta(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("http-equiv") or ""
        found.setdefault(name.strip().lower(), element.get("content") or "")
    return found


def _of(meta: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    return [meta[name] for name in names if meta.get(name)]


def _texts(root: Element, tag: str) -> Iterator[str]:
    return ("".join(element.itertext()) for element in root.iter(tag))


def _times(root: Element) -> list[str]:
    """The moment that the page marks as that of its publication."""
    marked = root.iterfind(".//time[@datetime]")
    return [
        time.get("datetime")
        for time in marked
        if "pubdate" in time.attrib or time.get("itemprop") == "datePublished"
    ]


def _canonical(root: Element) -> list[str]:
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    return [link.get("href") or "" for link in links if _is_address(link.get("href") or "")]


def _is_address(text: str) -> bool:
    """Whether `text` is a whole web address; one without its host names nothing on a saved page."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _linked(root: Element) -> Mapping[str, object]:
    """The first article that the page's JSON-LD describes, with the names of what it only refers to."""
    described: dict[str, Mapping[str, object]] = {}
    article: Mapping[str, object] = {}
    for data in _scripts(root):
        for node in islice(_nodes(data), _MOST_NODES):
            if not article and any(
                kind in _ARTICLES or kind.endswith("NewsArticle") for kind in _kinds(node)
            ):
                article = node
            if isinstance(id_ := node.get("@id"), str) and _name(node):
                described.setdefault(id_, node)
    return {key: _resolved(value, described) for key, value in article.items()}


def _scripts(root: Element) -> Iterator[object]:
    """What stands in the page as JSON-LD."""
    for script in root.iter("script"):
        text = script.text or ""
        is_linked = (script.get("type") or "").strip().lower() == "application/ld+json"
        if is_linked and len(text) <= _LONGEST_JSON:
            with suppress(ValueError, RecursionError):
                yield json.loads(text, strict=False)


def _resolved(value: object, described: Mapping[str, Mapping[str, object]]) -> object:
    """What `value`, or each thing in it, refers to, where it only does that."""
    if isinstance(value, list):
        return [_resolved(each, described) for each in value[:_MOST_NAMES] if not isinstance(each, list)]
    if isinstance(value, dict) and isinstance(id_ := value.get("@id"), str) and not _name(value):
        return described.get(id_, value)
    return value


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """Every object in `data`, the outer ones first."""
    waiting = deque([data])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting += [value for value in node.values() if isinstance(value, dict | list)]
        elif isinstance(node, list):
            waiting += [value for value in node if isinstance(value, dict | list)]


def _kinds(node: Mapping[str, object]) -> list[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return [kind.rpartition("/")[2] for kind in listed if isinstance(kind, str)]


def _name(value: object) -> str:
    """A string, the name of a thing, or those of several."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        named = value.get("name", value.get("@value"))
        return named if isinstance(named, str) else ""
    if isinstance(value, list):
        return ", ".join(
            filter(None, (_name(each) for each in value[:_MOST_NAMES] if not isinstance(each, list)))
        )
    return ""


def _address(node: Mapping[str, object]) -> str:
    page = node.get("mainEntityOfPage")
    inner = page.get("@id") if isinstance(page, dict) else page
    return next(
        (text for text in (node.get("url"), inner) if isinstance(text, str) and _is_address(text)), ""
    )
