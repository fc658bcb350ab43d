"""Pages that mark up several articles: parts of one story, or stories beside the one that is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from annotator.exchange.articles.markup import Element, line_of

_STORY: Final = 250
"""Code points in paragraphs: those of a story, and not of the beginning of one that a link leads to."""
_SENTENCE: Final = 40
_LARGEST_PART: Final = 0.6
"""Of the words of all; a story is longer than what is shown of others beside it."""
_LEAST_OF_PAGE: Final = 0.6


def join_parts(root: Element) -> None:
    """Make one article of several that follow the page's only headline, as those of a live report do."""
    headlines, articles = list(root.iter("h1")), _outermost(root)
    if len(headlines) != 1 or next(headlines[0].iterancestors("article"), None) is not None:
        return
    rooms: dict[Element, list[Element]] = defaultdict(list)
    for article in articles:
        room = article.getparent()
        if room is not None and room.tag in {"div", "main", "section"}:
            rooms[room].append(article)
    for room, parts in rooms.items():
        lengths = [sum(map(len, _paragraphs(part))) for part in parts]
        together = sum(lengths)
        is_story = together >= max(_STORY, _LEAST_OF_PAGE * sum(map(len, _paragraphs(root))))
        if is_story and max(lengths) <= _LARGEST_PART * together:
            room.tag = "article"
            for part in parts:
                part.tag = "section"
            return


def stories(root: Element) -> Iterator[str]:
    """A sentence or more of each story, where the page marks up several articles."""
    for article in _outermost(root):
        paragraphs = list(_paragraphs(article))
        if sum(map(len, paragraphs)) >= _STORY:
            yield next((each for each in paragraphs if len(each) >= _SENTENCE), paragraphs[0])


def _outermost(root: Element) -> list[Element]:
    """The articles that stand in no other one; none where the page has only one."""
    found: list[Element] = []
    if len(list(islice(root.iter("article"), 2))) > 1:
        walk = etree.iterwalk(root, events=("start",))
        for _, element in walk:
            if element.tag == "article":
                found.append(element)
                walk.skip_subtree()
    return found if len(found) > 1 else []


def _paragraphs(element: Element) -> Iterator[str]:
    return map(line_of, element.iter("p"))
