"""From bytes to text, without ever guessing silently: what was found, and what else it may have been."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from annotator.domain.errors import Refused
from annotator.domain.language import detect_language
from annotator.domain.scripts import script_of

PREVIEW_LENGTH = 200

_MOST_CANDIDATES = 5
_SAFE = "Nothing was imported, and the file was not changed."

# The longer marks first: that of UTF-32 begins like that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "a rich text (RTF) document"),
)
# Without these limits short texts in Windows encodings are taken for rare Macintosh ones.
_DETECTED = [
    *(f"cp125{digit}" for digit in range(9)),
    "koi8_r",
    "koi8_u",
    "gb18030",
    "big5hkscs",
    "shift_jis",
    "euc_jp",
    "euc_kr",
    "iso8859_2",
    "iso8859_5",
    "iso8859_6",
    "iso8859_15",
]
# Their letters stand at the same places in Central European encodings, which look as good to a detector.
_WESTERN = frozenset({"ca", "da", "de", "en", "es", "eu", "fi", "fr", "id", "it", "nb", "nl", "pt", "sv"})
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\t\n\r\f\x1b"))
_MOST_CONTROLS = 0.01
# Every second byte of English in UTF-16 is NUL; Chinese has few, but is no UTF-8 either.
_MOST_NULS = 0.1
_LEAST_PLAUSIBLE = 0.9


class Found(StrEnum):
    """How the encoding became known."""

    CHOSEN = "chosen"
    BYTE_ORDER_MARK = "bom"
    UTF_8 = "utf-8"
    DETECTED = "detected"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An encoding that the bytes may be in, and how the text would begin."""

    encoding: str
    preview: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, not normalised yet, with its encoding. `candidates` are given where it was only detected."""

    text: str
    encoding: str
    found: Found
    candidates: tuple[Candidate, ...] = ()


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """The text in `data`: as `encoding` says, else by byte order mark, as UTF-8, or by detection.

    Raises:
        Refused: the data is empty, is no text, or is not in the chosen encoding or in any known one.
    """
    if not data:
        raise Refused(f"The file is empty. {_SAFE} Choose a file that holds text.")
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise Refused(f"The file looks like {what}, not plain text. {_SAFE} Save its text as .txt first.")
    if encoding is not None:
        return Decoded(_strictly(data, encoding), encoding, Found.CHOSEN)
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, marked), marked, Found.BYTE_ORDER_MARK)
    return _unmarked(data)


def _unmarked(data: bytes) -> Decoded:
    nuls = data.count(0)
    controls = len(data) - len(data.translate(None, _CONTROLS)) - nuls
    invalid_at = 0
    if nuls <= _MOST_NULS * len(data) and controls <= _MOST_CONTROLS * len(data):
        try:
            return Decoded(data.decode("utf-8"), "utf-8", Found.UTF_8)
        except UnicodeDecodeError as error:
            invalid_at = error.start
    if nuls + controls > _MOST_CONTROLS * len(data):
        if wide := _wide(data):
            return wide
        raise Refused(f"The file looks like binary data, not text. {_SAFE} Choose a text file.")
    return _detected(data, invalid_at)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"The file is not valid {encoding.upper()} at byte {error.start:,}."
        raise Refused(f"{where} {_SAFE} Choose another encoding.") from error
    except (LookupError, ValueError) as error:
        # Python's codecs of other things than text files complain in many ways.
        raise Refused(f"There is no text encoding {encoding!r}. {_SAFE} Choose another encoding.") from error


def _wide(data: bytes) -> Decoded | None:
    """UTF-32 or UTF-16 without a mark; in the wrong one, text is mostly characters that no article has."""
    for encodings in (("utf-32-le", "utf-32-be"), ("utf-16-le", "utf-16-be")):
        readings = [(text, encoding) for encoding, text in _readings(data, encodings)]
        text, encoding = max(readings, key=lambda reading: _plausibility(reading[0]), default=("", ""))
        if _plausibility(text) >= _LEAST_PLAUSIBLE:
            return Decoded(text, encoding, Found.DETECTED, (_candidate(text, encoding),))
    return None


def _plausibility(text: str) -> float:
    """The share of characters that articles consist of."""
    sample = text[:2000]
    return sum(map(_is_plausible, sample)) / max(len(sample), 1)


def _is_plausible(character: str) -> bool:
    is_common = " " <= character < "\x7f" or "\u2010" <= character < "\u2040" or character in "\n\r\t"
    is_letter = bool(script_of(character)) or unicodedata.category(character) in {"Mn", "Mc"}
    return is_common or is_letter or "\u3000" <= character < "\u3020"


def _detected(data: bytes, invalid_at: int) -> Decoded:
    # Imported late: only files that are not UTF-8 need them, and the window imports this module.
    from charset_normalizer import from_bytes

    from annotator.exchange.language_data import function_words

    found = [match.encoding for match in from_bytes(data, cp_isolation=_DETECTED)]
    texts = list(_readings(data, found))
    if texts and detect_language(texts[0][1], function_words()) in _WESTERN:
        texts = list(_readings(data, ["cp1252", *found]))
    if not texts:
        where = f"The file is not valid UTF-8 at byte {invalid_at:,} and in no other encoding known here."
        raise Refused(f"{where} {_SAFE} Choose its encoding, or save it as UTF-8.")
    candidates = tuple(_candidate(text, encoding) for encoding, text in texts[:_MOST_CANDIDATES])
    return Decoded(texts[0][1], texts[0][0], Found.DETECTED, candidates)


def _readings(data: bytes, encodings: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each encoding that can read all of `data` with its text, best first, no text twice."""
    seen: set[str] = set()
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text not in seen:
            seen.add(text)
            yield encoding, text


def _candidate(text: str, encoding: str) -> Candidate:
    return Candidate(encoding, text.lstrip("\ufeff")[:PREVIEW_LENGTH])
