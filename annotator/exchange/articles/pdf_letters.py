"""Which characters of a PDF page are letters that the document does not name.

A PDF shows shapes by their numbers in a font, and says in a table which characters they are. Programs that
print scripts whose letters change their shape leave out of the table what is no character by itself, such as
the joined forms of Nastaliq. PDFium then gives the number of the shape as if it were a character.
"""

from __future__ import annotations

import ctypes
from collections import defaultdict
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium

UNKNOWN: Final = "\ufffd"
_SPACE: Final = 0x20
_LONGEST_NAME: Final = 200


def nameless(words: pypdfium2.PdfTextPage) -> frozenset[int]:
    """The indexes of characters that PDFium only gives numbers of shapes for.

    In a font of which nothing is named, as in old documents, shapes may be numbered as characters are. It is
    believed, unless some of the numbers are no characters.
    """
    lost: dict[str, list[int]] = defaultdict(list)
    others = []
    for index in range(words.count_chars()):
        if pdfium.FPDFText_HasUnicodeMapError(words, index) == 1:
            lost[_font(words, index)].append(index)
        else:
            others.append(index)
    if not lost:
        return frozenset()
    named = {_font(words, index) for index in others if pdfium.FPDFText_IsGenerated(words, index) != 1}
    return frozenset(
        index
        for font, indexes in lost.items()
        if font in named or any(pdfium.FPDFText_GetUnicode(words, each) < _SPACE for each in indexes)
        for index in indexes
    )


def _font(words: pypdfium2.PdfTextPage, index: int) -> str:
    name, flags = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(words, index, name, _LONGEST_NAME, ctypes.byref(flags))
    return name.value.decode("utf-8", "replace")
