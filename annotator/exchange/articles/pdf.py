"""PDF documents: words from their places on the pages, so that paragraphs are whole and directions right."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

from annotator.domain.errors import Refused
from annotator.exchange.articles.limits import LONGEST_TEXT, MOST_PAGES
from annotator.exchange.articles.pdf_letters import UNKNOWN, nameless
from annotator.exchange.articles.pdf_lines import Glyph, Line, lines_of
from annotator.exchange.articles.pdf_paragraphs import paragraphs_of, without_running_lines
from annotator.exchange.articles.plain_text import too_long
from annotator.exchange.articles.shape import Extract, Facts, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot
from annotator.exchange.articles.values import one_line

_SPACES: Final = frozenset({0x09, 0x0A, 0x0D, 0x20})
_PARTED: Final = 0x02
"""What PDFium gives for a hyphen that only parts a word at the end of a line."""
_MOST_UNKNOWN: Final = 0.3
"""Of all letters; with more lost, nobody can read it."""
_MOST_LISTED: Final = 10
_NO_TITLE: Final = re.compile(
    r"^(untitled|microsoft word\b.*|.*\.(docx?|pdf|indd|odt|tex|dvi|txt))$", re.IGNORECASE
)


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """The one article of the document."""
    yield Item("", lambda: _extracted(source.content()))


def _extracted(data: bytes) -> Extract:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise Refused(
                "The PDF is protected by a password. Nothing was imported. Save a copy without one."
            ) from error
        raise Refused(
            "The PDF is broken. Nothing was imported. Get it again, or save a copy of it."
        ) from error
    with closing(document):
        count = len(document)
        if count > MOST_PAGES:
            raise Refused(f"The PDF has more than {MOST_PAGES:,} pages. Nothing was imported. Split it.")
        pages, length = [], 0
        for number in range(count):
            pages.append(_page(document, number))
            length += sum(len(line.text) for line in pages[-1])
            if length > LONGEST_TEXT:
                raise too_long()
        title = one_line(document.get_metadata_value("Title"))
        byline = one_line(document.get_metadata_value("Author"))
    kept, left_out = without_running_lines(pages)
    text = "\n\n".join(paragraphs_of(kept))
    if not text.strip():
        raise Refused(
            "The PDF holds no words, only pictures of them. Nothing was imported. "
            "Run text recognition over it first."
        )
    remarks = [f"Left out: {left_out} running headers and footers."] if left_out else []
    facts = Facts(title="" if _NO_TITLE.match(title) else title, byline=byline)
    return Extract(text, facts, remarks=(*remarks, *_not_said(text), *_not_found(pages)))


def _not_said(text: str) -> Iterator[str]:
    """What to say of letters that the document does not name. Raises Refused where they are too many."""
    count = text.count(UNKNOWN)
    if count > _MOST_UNKNOWN * sum(not each.isspace() for each in text):
        raise Refused(
            "The PDF shows letters and does not say which they are. Nothing was imported. "
            "Run text recognition over it, or get the article as another kind of file."
        )
    if count:
        yield (
            f"In {count} places the PDF does not say which letter it shows; each is {UNKNOWN} in the text. "
            "Get the article as another kind of file, or run text recognition over it."
        )


def _not_found(pages: list[list[Line]]) -> Iterator[str]:
    if empty := [number for number, lines in enumerate(pages, start=1) if not lines]:
        yield f"No words were found on {_listed(empty)}; perhaps there is only a picture of them."


def _listed(pages: list[int]) -> str:
    """Numbers of pages in words, the first few of many."""
    if len(pages) == 1:
        return f"page {pages[0]}"
    more = f" and {len(pages) - _MOST_LISTED} more" if len(pages) > _MOST_LISTED else ""
    return f"pages {', '.join(map(str, pages[:_MOST_LISTED]))}{more}"


def _page(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    try:
        page = document[number]
    except pypdfium2.PdfiumError as error:
        raise Refused(
            f"Page {number + 1} of the PDF is broken. Nothing was imported. Save a copy of it."
        ) from error
    with closing(page), closing(page.get_textpage()) as words:
        return lines_of(_glyphs(words))


def _glyphs(words: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    """The characters that are painted, in PDFium's order, which is that of reading within a direction."""
    box = pdfium.FS_RECTF()
    is_spaced = False
    unknown = nameless(words)
    for index in range(words.count_chars()):
        code = ord(UNKNOWN) if index in unknown else pdfium.FPDFText_GetUnicode(words, index)
        if code in _SPACES or pdfium.FPDFText_IsGenerated(words, index) == 1:
            is_spaced = is_spaced or code in _SPACES
            continue
        if not pdfium.FPDFText_GetLooseCharBox(words, index, ctypes.byref(box)) or box.top <= box.bottom:
            continue
        text = "\u00ad" if code == _PARTED else chr(code)
        yield Glyph(text, box.left, box.bottom, box.right, box.top, is_spaced)
        is_spaced = False
