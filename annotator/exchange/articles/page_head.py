"""The headline of a web page and the sentences right below it, which often stand apart from the article."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from annotator.exchange.articles.hidden_passages import is_hidden
from annotator.exchange.articles.loose_words import ends_sentence, is_call_or_notice
from annotator.exchange.articles.markup import INLINE, Element, words_of
from annotator.exchange.articles.values import one_line

_NEAR: Final = 3
"""Elements below the headline."""
_BEGINNING: Final = 4_000
_RECOGNISED: Final = 30
"""Code points by which a lead is known in the text."""


def headlines(root: Element) -> list[str]:
    """The words of the page's only first-level heading; none where there are several."""
    found = [one_line("".join(heading.itertext())) for heading in root.iter("h1")]
    return found if len(found) == 1 and found[0] else []


def leads(root: Element) -> Iterator[str]:
    """The sentences of each element right below the page's only headline that holds such and nothing else."""
    headings = list(islice(root.iter("h1"), 2))
    if len(headings) != 1:
        return
    around = headings[0].getparent()
    beside = list(islice(headings[0].itersiblings(), _NEAR))
    if around is not None and around.tag in {"header", "hgroup"}:
        beside += islice(around.itersiblings(), _NEAR)
    for element in beside:
        is_line = all(inside.tag in INLINE for inside in element.iterdescendants())
        is_seen = element.tag in {"p", "div"} and not is_hidden(element)
        words = "".join(element.itertext())
        if is_seen and is_line and ends_sentence(words) and not is_call_or_notice(words):
            yield words_of(element)


def with_head(text: str, above: list[str], below: list[str]) -> str:
    """`text` below the headlines `above` it and the leads `below` them, as far as they are not in it."""
    beginning = " ".join(text[:_BEGINNING].split())
    missing = [line for line in above if line not in beginning]
    leads_missing = [lead for lead in below if not _is_told(" ".join(lead.split()), beginning)]
    first, *_ = [*above, ""]
    if leads_missing and not missing and first and text.startswith(f"{first}\n"):
        return "\n\n".join([first, *leads_missing, text.removeprefix(first).lstrip("\n")])
    return "\n\n".join([*missing, *leads_missing, text])


def _is_told(lead: str, beginning: str) -> bool:
    """Whether a lead is there already; what stands within it may have been left out there."""
    return lead[:_RECOGNISED] in beginning or lead[-_RECOGNISED:] in beginning
