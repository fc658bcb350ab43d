"""Safe reading of XML and HTML: nothing is fetched, no entity is put in, and depth and size have an end."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final, TypeAlias

from lxml import etree, html

from annotator.domain.errors import Refused
from annotator.exchange.articles.paragraphs import Paragraphs

Element: TypeAlias = "etree._Element"  # noqa: SLF001 - the library has no other name for it

_DEEPEST_PAGE: Final = 2_048
"""What libxml2 reads at most, told to be generous."""
_SPACES: Final = re.compile(r"[ \t\n\r\f\v]+")
_SPACE_RUNS: Final = re.compile(r" {2,}")
_TABS: Final = re.compile(r" *\t *")
INLINE: Final = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font"}
    | {"hi", "i", "ins", "kbd", "label", "lb", "mark", "nobr", "output", "q", "ref", "ruby", "s", "samp"}
    | {"small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_BREAKS: Final = frozenset({"br", "lb"})
_KEPT_AS_WRITTEN: Final = frozenset({"pre", "textarea"})
_LIST_ITEMS: Final = frozenset({"li", "item"})
_CELLS: Final = frozenset({"td", "th", "cell"})
_ROWS: Final = frozenset({"tr", "row"})
WITHOUT_WORDS: Final = frozenset(
    {"script", "style", "template", "title", "noscript", "svg", "math", "iframe", "object", "select"}
    | {"canvas", "audio", "video", "map", "graphic"}
)


def page_tree(markup: str) -> Element:
    """The root element of a web page. Raises Refused where it holds none, or is nested too deep."""
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=True, collect_ids=False, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(markup.replace("\0", "\ufffd").encode(), parser=parser)
    except (etree.LxmlError, AssertionError, ValueError) as error:
        raise Refused("There is no web page in this file. Nothing was imported.") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise too_deep(_DEEPEST_PAGE)
    return root


def xml_tree(data: bytes, what: str) -> Element:
    """The root of a part of an office document. Raises Refused where it is broken or defines entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise Refused(f"The {what} is broken: {error.msg}. Nothing was imported.") from error
    refuse_definitions(root, what)
    return root


def xml_elements(data: bytes, tag: str, what: str) -> Iterator[Element]:
    """Each element of the local name `tag`, gone from memory once the next is asked for. Raises Refused."""
    events = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        tag=f"{{*}}{tag}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    is_first = True
    try:
        for _, element in events:
            if is_first:
                refuse_definitions(element, what)
                is_first = False
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise Refused(f"The {what} is broken: {error.msg}. Nothing was imported.") from error


def refuse_definitions(root: Element, what: str) -> None:
    """Refuse what brings definitions of its own: office programs write none, and they can hide bombs."""
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(f"The {what} defines entities, which no office program does. Nothing was imported.")


def too_deep(deepest: int) -> Refused:
    return Refused(
        f"It is nested more than {deepest:,} deep, as no article is. Nothing was imported. "
        "Copy its words into a text file, then import that."
    )


def local_name(element: Element) -> str:
    """The name of an element without its namespace; "" of what is none, such as a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def is_blank(text: str | None) -> bool:
    """Whether nothing but white space stands there."""
    return not text or text.isspace()


def is_before_break(element: Element) -> bool:
    """Whether a line break follows an element, with nothing between."""
    after = element.getnext()
    return after is not None and after.tag == "br" and is_blank(element.tail)


def line_of(element: Element) -> str:
    """All that stands in an element, whether it is seen or not, on one line."""
    return " ".join("".join(element.itertext()).split())


def words_of(root: Element) -> str:
    """What a reader sees of a tree: paragraphs parted by an empty line, and all else on single lines.

    Items of lists begin with "- ", cells of a row are parted by tabs. White space is as a browser shows it.
    """
    return _Words().of(root)


class _Words:
    """Goes through a tree without recursion, and collects lines and how far they stand apart."""

    def __init__(self) -> None:
        self._paragraphs = Paragraphs()
        self._line: list[str] = []
        self._mark = ""
        self._raw = 0
        self._is_after_break = False

    def of(self, root: Element) -> str:
        skipped = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            name = local_name(element)
            if event == "start" and skipped is None:
                if name in WITHOUT_WORDS:
                    skipped = element
                else:
                    self._begin(name)
                    self._add(element.text)
            elif event == "end":
                if skipped is None:
                    self._end(name)
                if skipped is element:
                    skipped = None
                if skipped is None and element is not root:
                    self._add(element.tail)
        self._break(2)
        return self._paragraphs.text()

    def _begin(self, name: str) -> None:
        if name in _BREAKS:
            self._break(2 if self._is_after_break else 1)
            self._is_after_break = True
        elif name in _ROWS:
            self._break(1)
        elif name in _LIST_ITEMS:
            self._break(1)
            self._mark = "- "
        elif name not in INLINE and name not in _CELLS:
            self._break(2)
        self._raw += name in _KEPT_AS_WRITTEN

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._line.append("\t")
        elif name in _LIST_ITEMS or name in _ROWS:
            self._break(1)
            self._mark = ""
        elif name not in INLINE and name not in _BREAKS:
            self._break(2)
        self._raw -= name in _KEPT_AS_WRITTEN

    def _add(self, text: str | None) -> None:
        if text:
            self._is_after_break = self._is_after_break and text.isspace()
            self._line.append(text if self._raw else _SPACES.sub(" ", text))

    def _break(self, newlines: int) -> None:
        """End the line; the next one stands so many line ends below it at least."""
        if self._line:
            line = "".join(self._line)
            self._line.clear()
            if not self._raw:
                line = _TABS.sub("\t", _SPACE_RUNS.sub(" ", line)).strip(" \t")
            if line.strip():
                self._paragraphs.add(self._mark + line.strip("\r\n"))
                self._mark = ""
        self._paragraphs.part(newlines)
