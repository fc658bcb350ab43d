"""File names made of titles, and labels made of file names."""

from __future__ import annotations

import os
import re
import unicodedata
from typing import Final

from annotator.domain.hidden_characters import shapes_a_word

_LONGEST: Final = 100
"""In bytes of UTF-8: file systems allow 255, and a suffix and the name of a temporary file need some."""
_REFUSED: Final = re.compile(r'[/\\:*?"<>|]+')
_JOINERS: Final = "\u200c\u200d"
_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)


def safe_name(title: str, *, otherwise: str = "untitled") -> str:
    """A name of one file in one folder on every system; `otherwise` where nothing of `title` can be used.

    Control and format characters go, but for joiners inside words; separators become "-", and names of
    devices get a "_".
    """
    normal = unicodedata.normalize("NFC", title)
    visible = "".join(
        " " if character.isspace() else character
        for place, character in enumerate(normal)
        if character.isspace()
        or not unicodedata.category(character).startswith("C")
        or shapes_a_word(normal, place)
    )
    name = " ".join(_REFUSED.sub("-", visible).split()).strip(" .-")
    name = name.encode()[:_LONGEST].decode(errors="ignore").rstrip(f" .-{_JOINERS}")
    if name.split(".")[0].strip().casefold() in _DEVICES:
        name = f"_{name}"
    return name or otherwise


def printable(name: str) -> str:
    """A file's `name` as it can be stored and shown: what is no character of text becomes U+FFFD."""
    readable = os.fsencode(name).decode(errors="replace")
    return "".join(
        character
        if unicodedata.category(character) not in {"Cc", "Cf"} or shapes_a_word(readable, place)
        else "\ufffd"
        for place, character in enumerate(readable)
    )
