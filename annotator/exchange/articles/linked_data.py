"""What the JSON-LD of a web page says of its article."""

from __future__ import annotations

import html
import json
import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Final

from annotator.exchange.articles.markup import Element
from annotator.exchange.articles.values import is_address, one_line

_LONGEST_JSON: Final = 1_000_000
_MOST_NODES: Final = 2_000
_MOST_NAMES: Final = 20
_DEEPEST_NAME: Final = 4
_ARTICLES: Final = frozenset(
    {"BlogPosting", "DiscussionForumPosting", "LiveBlogPosting", "Report", "SocialMediaPosting"}
)
_OTHERS: Final = frozenset(
    {"citation", "comment", "hasPart", "isBasedOn", "itemListElement", "liveBlogUpdate", "mentions", "review"}
)
"""Properties that lead to articles which are not that of the page."""
_AROUND: Final = " \t\r\n/*"
"""What no JSON begins or ends with, and pages put around it lest old programs read it."""


def article_of(root: Element, titles: Collection[str]) -> Mapping[str, object]:
    """The article that the page's JSON-LD describes, with the names of what it only refers to.

    Where it describes several, that is the first with whose headline one of `titles` begins, else the first.
    """
    described: dict[str, Mapping[str, object]] = {}
    articles: list[Mapping[str, object]] = []
    for data in _scripts(root):
        for node in islice(_nodes(data), _MOST_NODES):
            if any(kind in _ARTICLES or kind.endswith("Article") for kind in _kinds(node)):
                articles.append(node)
            if isinstance(id_ := node.get("@id"), str) and name_of(node):
                described.setdefault(id_, node)
    called = (node for node in articles if _is_called(node, titles))
    article = next(called, articles[0] if articles else {})
    return {key: _resolved(value, described) for key, value in article.items()}


def _is_called(article: Mapping[str, object], titles: Collection[str]) -> bool:
    headline = one_line(name_of(article.get("headline")))
    return bool(headline) and any(title.startswith(headline) for title in titles)


def name_of(value: object, depth: int = 0) -> str:
    """A string, the name of a thing, or those of several; "" where there is none."""
    if isinstance(value, str):
        return html.unescape(value)
    if isinstance(value, dict) and depth < _DEEPEST_NAME:
        parts = (value.get("givenName"), value.get("familyName"))
        whole = name_of(value.get("name") or value.get("@value"), depth + 1)
        return whole or " ".join(part for part in parts if isinstance(part, str))
    if isinstance(value, list) and depth < _DEEPEST_NAME:
        return listed(name_of(each, depth + 1) for each in value[:_MOST_NAMES])
    return ""


def listed(names: Iterable[str]) -> str:
    """Names of people in one line, each once, and no addresses of pages about them."""
    each = list(dict.fromkeys(name for name in map(one_line, names) if name and not is_address(name)))
    return ("; " if any("," in name for name in each) else ", ").join(each)


def _scripts(root: Element) -> Iterator[object]:
    """What stands in the page as JSON-LD."""
    for script in root.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        if kind == "application/ld+json" and len(text) <= _LONGEST_JSON:
            with suppress(ValueError, RecursionError):
                yield json.loads(_without_marks_of_comments(text), strict=False)


def _without_marks_of_comments(text: str) -> str:
    inner = text.strip(_AROUND).removeprefix("<![CDATA[").removeprefix("<!--")
    return inner.removesuffix("]]>").removesuffix("-->").strip(_AROUND)


def _resolved(value: object, described: Mapping[str, Mapping[str, object]]) -> object:
    """What `value`, or each thing in it, refers to, where it only does that."""
    if isinstance(value, list):
        return [_resolved(each, described) for each in value[:_MOST_NAMES] if not isinstance(each, list)]
    if isinstance(value, dict) and isinstance(id_ := value.get("@id"), str) and not name_of(value):
        return described.get(id_, value)
    return value


def _nodes(data: object) -> Iterator[Mapping[str, object]]:
    """Every object in `data` that is not of another article, the outer ones first."""
    waiting = deque([data])
    while waiting:
        node = waiting.popleft()
        if isinstance(node, dict):
            yield node
            waiting += [value for key, value in node.items() if key not in _OTHERS and _holds(value)]
        elif isinstance(node, list):
            waiting += filter(_holds, node)


def _holds(value: object) -> bool:
    return isinstance(value, dict | list)


def _kinds(node: Mapping[str, object]) -> list[str]:
    kinds = node.get("@type")
    listed_kinds = kinds if isinstance(kinds, list) else [kinds]
    return [re.split("[/:#]", kind)[-1] for kind in listed_kinds if isinstance(kind, str)]
