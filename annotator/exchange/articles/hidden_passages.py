"""Passages that a web page holds and does not show, which can mislead whoever reads by program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from annotator.exchange.articles.markup import Element, words_of

_HIDING: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|font-size\s*:\s*[01](?:\.\d*)?\s*(?:px|pt)?\s*(?:;|$)",
    re.IGNORECASE,
)
_CALLED_HIDDEN: Final = re.compile(
    r"hid(?:e|den)|display\s*:\s*none|sr-only|visually|screen-reader|-9999", re.IGNORECASE
)
_CUT_OFF: Final = re.compile(r"overflow(?:-[xy])?\s*[-:]\s*hidden", re.IGNORECASE)
"""What hides only what finds no room."""
_COLOUR: Final = re.compile(r"(?<![-\w])(background(?:-color)?|color)\s*:\s*([^;]{1,40})", re.IGNORECASE)
_AROUND: Final = frozenset(
    {"aside", "button", "dialog", "footer", "form", "header", "label", "menu", "nav", "noscript", "script"}
    | {"select", "style", "svg", "template"}
)
"""Menus, forms and the like are hidden by most pages until somebody opens them."""
_SHORTEST: Final = 40
"""Code points: a sentence, and not the name of a button."""


def hidden_passages(root: Element) -> Iterator[str]:
    """The words of each element that a reader of the page does not see, on one line."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if element.tag in _AROUND:
            walk.skip_subtree()
        elif is_hidden(element):
            walk.skip_subtree()
            words = " ".join(words_of(element).split())
            if len(words) >= _SHORTEST:
                yield words


def is_hidden(element: Element) -> bool:
    style = element.get("style", "")
    if "hidden" in element.attrib or _HIDING.search(style):
        return True
    colours = {
        "color" if name.lower() == "color" else "background": _plain(value)
        for name, value in _COLOUR.findall(style)
    }
    ink = colours.get("color")
    return ink is not None and ink == colours.get("background", "white" if ink == "white" else None)


def seems_hidden(element: Element) -> bool:
    """Whether it is hidden, or called or moved as what pages show to no reader or only read aloud."""
    names = (_CUT_OFF.sub("", element.get(name, "")) for name in ("class", "id", "style"))
    return is_hidden(element) or any(map(_CALLED_HIDDEN.search, names))


def _plain(colour: str) -> str:
    value = colour.strip().lower()
    return "white" if value.startswith("#") and set(value[1:]) == {"f"} else value
