"""What a web page says of itself: JSON-LD first, then OpenGraph and other meta elements, then the markup.

Nothing is guessed from the words of the page, so a date is only found where the page states one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urljoin

from annotator.exchange.articles.dates import iso_date
from annotator.exchange.articles.linked_data import article_of, listed, name_of
from annotator.exchange.articles.markup import Element
from annotator.exchange.articles.page_head import headlines
from annotator.exchange.articles.shape import Facts
from annotator.exchange.articles.values import is_address, language_tag, one_line

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "dcterms.title", "title")
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher")
_BYLINES: Final = (
    *("author", "article:author", "dc.creator", "dcterms.creator"),
    *("parsely-author", "sailthru.author", "byl"),
)
_DATES: Final = (
    *("article:published_time", "og:article:published_time", "datepublished", "date", "pubdate"),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created"),
    *("parsely-pub-date", "sailthru.date"),
)
_LANGUAGES: Final = (
    *("inlanguage", "og:locale", "content-language", "language", "dc.language", "dcterms.language"),
)
_ADDRESSES: Final = ("og:url", "twitter:url", "dc.identifier", "dcterms.identifier")


def page_facts(root: Element, *, url: str = "") -> Facts:
    """What the page says of itself. `url` is where it was saved from, "" where that is not known."""
    meta = _meta(root)
    titles = [*_of(meta, _TITLES), *headlines(root), *_texts(root, "title")]
    linked = article_of(root, titles=list(map(one_line, titles)))
    dates = (linked.get("datePublished"), *_of(meta, _DATES), *_times(root), linked.get("dateCreated"))
    return Facts(
        title=_first([name_of(linked.get("headline")), *titles]),
        url=_first([*_canonical(root), _address(linked), *filter(is_address, _of(meta, _ADDRESSES)), url]),
        outlet=_first([name_of(linked.get("publisher")), *_of(meta, _OUTLETS)]),
        byline=_first(_bylines(root, linked, meta)),
        published_at=next(filter(None, map(iso_date, map(name_of, dates))), ""),
        stated_language=next(filter(None, map(language_tag, _languages(root, linked, meta))), ""),
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, map(one_line, texts)), "")


def _meta(root: Element) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for element in root.iter("meta"):
        names = map(element.get, ("property", "name", "itemprop", "http-equiv"))
        name = next(filter(None, names), "")
        found[name.strip().lower()].append(element.get("content") or "")
    return found


def _of(meta: Mapping[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [text for name in names for text in meta.get(name, ()) if text]


def _texts(root: Element, tag: str) -> Iterator[str]:
    return ("".join(element.itertext()) for element in root.iter(tag))


def _bylines(root: Element, linked: Mapping[str, object], meta: Mapping[str, list[str]]) -> Iterator[str]:
    yield name_of([linked.get("author")])
    yield name_of([linked.get("creator")])
    for name in _BYLINES:
        yield listed(meta.get(name, ()))
    links = (link for link in root.iter("a") if "author" in (link.get("rel") or "").lower().split())
    yield listed("".join(link.itertext()) for link in links)


def _languages(root: Element, linked: Mapping[str, object], meta: Mapping[str, list[str]]) -> Iterator[str]:
    yield root.get("lang") or root.get("xml:lang") or ""
    language = linked.get("inLanguage")
    for each in language if isinstance(language, list) else [language]:
        if isinstance(each, dict):
            yield name_of(each.get("alternateName"))
        yield name_of(each)
    yield from _of(meta, _LANGUAGES)


def _times(root: Element) -> list[str]:
    """The moment that the page marks as that of its publication."""
    marked = root.iterfind(".//time[@datetime]")
    return [
        time.get("datetime")
        for time in marked
        if "pubdate" in time.attrib or time.get("itemprop") == "datePublished"
    ]


def _canonical(root: Element) -> list[str]:
    base = next((element.get("href") or "" for element in root.iter("base")), "")
    base = base if is_address(base) else ""
    links = (link for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    addresses = (link.get("href") or "" for link in links)
    return [_joined(base, each) for each in addresses if each and (base or is_address(each))]


def _joined(base: str, address: str) -> str:
    """`address` as seen from `base`; "" where it is none."""
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


def _address(node: Mapping[str, object]) -> str:
    page = node.get("mainEntityOfPage")
    inner = page.get("@id") if isinstance(page, dict) else page
    return next((text for text in (node.get("url"), inner) if isinstance(text, str) and is_address(text)), "")
