"""Word documents (DOCX): the text as it stands once all tracked changes are accepted.

Read directly: what was inserted counts, what was deleted or moved away does not, and neither do notes in
margins, headers and footers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from annotator.domain.errors import Refused
from annotator.exchange.articles.archive import Archive, opened_archive
from annotator.exchange.articles.limits import LARGEST_FILE
from annotator.exchange.articles.markup import Element, local_name, xml_tree
from annotator.exchange.articles.paragraphs import Paragraphs
from annotator.exchange.articles.shape import Extract, Facts, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.values import one_line

_WHAT: Final = "document"
_DOCUMENT: Final = "word/document.xml"
_PROPERTIES: Final = "docProps/core.xml"
_GONE: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "sectPr", "instrText", "delText", "Fallback"})
"""Elements whose words a reader does not see; a drawing's words stand a second time in its fallback."""
_NOTES: Final = ("{*}footnoteReference", "{*}endnoteReference", "{*}commentReference")
_PLAIN: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The one article of the document."""
    yield Item("", lambda: _extracted(source))


def _extracted(source: Snapshot) -> Extract:
    with opened_archive(source.file) as archive:
        root = xml_tree(archive.read(_DOCUMENT, largest=LARGEST_FILE), _WHAT)
        facts = _facts(archive)
    body = next(root.iter("{*}body"), None)
    text = "" if body is None else _words(body)
    if not text.strip():
        raise Refused("The document holds no words. Nothing was imported.")
    left_out = sum(
        1 for mark in root.iter("{*}del", "{*}moveFrom") if next(mark.iter("{*}r"), None) is not None
    )
    notes = sum(1 for _ in root.iter(*_NOTES))
    counted = ((left_out, "tracked deletion"), (notes, "note"))
    remarks = tuple(f"Left out: {count} {what}{'s' * (count > 1)}." for count, what in counted if count)
    return Extract(text, facts, remarks=remarks)


def _facts(archive: Archive) -> Facts:
    """What the properties say. The date is not among them: it is that of the file, not of the article."""
    if _PROPERTIES not in archive:
        return Facts()
    properties = {
        local_name(element): one_line(element.text or "")
        for element in xml_tree(archive.read(_PROPERTIES), _WHAT)
    }
    return Facts(
        title=properties.get("title", ""),
        byline=properties.get("creator", ""),
        stated_language=properties.get("language", ""),
    )


def _words(body: Element) -> str:
    """Paragraphs parted by an empty line, rows of tables and items of lists on lines of their own."""
    return _Document().words(body)


class _Document:
    """Goes through the document without recursion."""

    def __init__(self) -> None:
        self._paragraphs = Paragraphs()
        self._line: list[str] = []
        self._tables = 0
        self._joins = False

    def words(self, body: Element) -> str:
        skipped = None
        for event, element in etree.iterwalk(body, events=("start", "end")):
            name = local_name(element)
            if event == "start" and skipped is None:
                if name in _GONE:
                    skipped = element
                else:
                    self._begin(element, name)
            elif event == "end" and skipped is None:
                self._end(name)
            elif event == "end" and skipped is element:
                skipped = None
        return self._paragraphs.text()

    def _begin(self, element: Element, name: str) -> None:
        if name == "t":
            self._line.append(element.text or "")
        elif name in _PLAIN and local_name(element.getparent()) == "r":
            self._line.append(_PLAIN[name])
        elif name == "tbl":
            self._break(2)
            self._tables += 1
        elif name == "p":
            if self._line and not self._joins and not self._tables:
                self._break(2)
            self._joins = _has(element, "rPr/{*}del")
            if _has(element, "numPr") and not self._tables:
                self._line.append("- ")

    def _end(self, name: str) -> None:
        if name == "tbl":
            self._tables -= 1
            self._break(2)
        elif name == "tr":
            self._break(1)
        elif name == "tc":
            self._line.append("\t")
        elif name == "p" and self._tables:
            self._line.append(" ")
        elif name == "p" and not self._joins:
            self._break(2)

    def _break(self, newlines: int) -> None:
        """End the line; the next one stands so many line ends below it at least."""
        line = "".join(self._line)
        self._line.clear()
        if self._tables:
            line = "\t".join(" ".join(cell.split()) for cell in line.rstrip("\t ").split("\t"))
        if line.strip("- \t\n"):
            self._paragraphs.add(line.rstrip())
        self._paragraphs.part(newlines)


def _has(paragraph: Element, path: str) -> bool:
    """Whether the properties of a paragraph hold something."""
    return paragraph.find("{*}pPr/{*}" + path) is not None
