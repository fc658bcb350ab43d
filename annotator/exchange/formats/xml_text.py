"""Text in XML 1.0, which has no place for most control characters."""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import quoteattr

_NOT_IN_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# A reader makes a space of each of them that is not written so.
_KEPT: Final = {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}


def held_in_xml(text: str) -> str:
    """`text` of the same length, with U+FFFD for what XML can't hold, not even escaped."""
    return _NOT_IN_XML.sub("\ufffd", text)


def attribute(value: str) -> str:
    """The value of an attribute with its quotation marks, white space kept to the character."""
    return quoteattr(held_in_xml(value), _KEPT)
