"""Plain texts in encodings and with characters that break offsets, screens and spreadsheets."""

from __future__ import annotations

import random
from typing import Final

from tests.unit.exchange.articles.made_files import MORE, STORY
from torture.crafted import Crafted

_DIRECTIONS: Final = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_HIDDEN: Final = "\u200b\u200c\u200d\u2060\u00ad\ufe0f\U000e0041\U000e007f"
_MARKS: Final = "\u0301" * 1_000
_NOISE: Final = random.Random(5).randbytes(50_000)


def _kept(number: str, what: str, text: str) -> Crafted:
    """A text that has to be stored to the character."""
    return Crafted(number, what, "a.txt", text.encode, added=1, holds=(text,))


CRAFTED: Final = (
    Crafted(
        "T1",
        "line ends of three kinds",
        "a.txt",
        f"{STORY}\r\n{MORE}\r{STORY}\n".encode,
        added=1,
        says=("2 line ends",),
        holds=(f"{STORY}\n{MORE}\n{STORY}\n",),
    ),
    Crafted(
        "T2",
        "a byte order mark of UTF-8",
        "a.txt",
        lambda: b"\xef\xbb\xbf" + STORY.encode(),
        added=1,
        holds=(STORY,),
    ),
    Crafted("T2", "UTF-16 with a mark", "a.txt", lambda: STORY.encode("utf-16"), added=1, holds=(STORY,)),
    Crafted("T2", "UTF-32 with a mark", "a.txt", lambda: STORY.encode("utf-32"), added=1, holds=(STORY,)),
    _kept("T2", "a byte order mark in the middle", f"{STORY}\ufeff{MORE}"),
    Crafted(
        "T3",
        "two byte order marks",
        "a.txt",
        f"\ufeff\ufeff{STORY}".encode,
        added=1,
        holds=(f"\ufeff{STORY}",),
    ),
    _kept("T3", "U+FFFE in front", f"\ufffe{STORY}"),
    Crafted(
        "T4",
        "a NUL",
        "a.txt",
        f"{STORY}\0{MORE}".encode,
        added=1,
        says=("1 NUL",),
        holds=(f"{STORY}\ufffd{MORE}",),
    ),
    Crafted(
        "T5",
        "half characters in UTF-8",
        "a.txt",
        lambda: STORY.encode() + b"\xed\xa0\xbd\xed\xb8\x80",
        failed=1,
        says=("UTF-8",),
    ),
    _kept(
        "T6", "every other end of a line", f"{STORY}\u2028{MORE}\u2029{STORY}\x0b\x0c\x1c\x1d\x1e\x85{MORE}"
    ),
    _kept(
        "T7",
        "no-break spaces and noncharacters",
        f"{STORY}\u00a0\u202f\ufffc\ufdd0\ufdd1\uffff\U0010ffff{MORE}",
    ),
    _kept("T8", "emoji of many parts", f"{STORY} 👩‍👩‍👧‍👦 🇩🇪🇫🇷 🏴󠁧󠁢󠁳󠁣󠁴󠁿 é 👍🏽 {MORE}"),
    _kept("T9", "decomposed letters", f"{STORY} cafe\u0301 A\u030a \u1100\u1161\u11a8 {MORE}"),
    _kept("T10", "signs of direction and what nobody sees", f"{STORY}{_DIRECTIONS}{_HIDDEN}{MORE}"),
    Crafted(
        "T11",
        "not UTF-8",
        "a.txt",
        lambda: f"{STORY} café müßig".encode("cp1252"),
        failed=1,
        says=("not UTF-8",),
    ),
    Crafted(
        "T12",
        "UTF-16 without a mark",
        "a.txt",
        lambda: STORY.encode("utf-16-le"),
        failed=1,
        says=("not UTF-8",),
    ),
    Crafted("T12", "random bytes", "a.txt", lambda: _NOISE, failed=1, says=("binary",)),
    Crafted("T12", "a program", "a.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(400), failed=1),
    Crafted(
        "T12", "a database", "a.txt", lambda: b"SQLite format 3\0" + bytes(400), failed=1, says=("database",)
    ),
    Crafted(
        "T12",
        "a PDF under another name",
        "a.txt",
        lambda: b"%PDF-1.4\nnothing",
        failed=1,
        says=("PDF is broken",),
    ),
    Crafted("T13", "a line of a million characters", "a.txt", lambda: b"x" * 1_000_000, added=1),
    Crafted(
        "T14",
        "ten million characters",
        "a.txt",
        lambda: b"words and more. " * 650_000,
        failed=1,
        says=("longer than 5,000,000",),
    ),
    _kept("T15", "a thousand marks on one letter", f"{STORY} a{_MARKS} {MORE}"),
    _kept("T15", "100,000 signs of direction", f"{STORY}{_DIRECTIONS * 8_400}{MORE}"),
    Crafted("T16", "nothing", "a.txt", lambda: b"", failed=1, says=("empty",)),
    Crafted(
        "T16",
        "white space",
        "a.txt",
        " \n\t\u3000\u00a0".encode,
        failed=1,
        says=("only white space",),
    ),
)
