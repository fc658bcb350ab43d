"""From bytes to text, without ever guessing silently: what was found, and what else it may have been."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.language import detect_language
from annotator.domain.scripts import script_of

PREVIEW_LENGTH = 200
CHOOSE_ENCODING: Final = "Choose its encoding"
"""What a refusal asks for. How that is done, whoever shows the refusal knows."""

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
_SIGNATURES: Final = tuple(
    (re.compile(pattern, re.DOTALL), what)
    for pattern, what in (
        (rb"%PDF-", "a PDF document"),
        (rb"PK\x03\x04", "a ZIP archive or an office document"),
        (rb"\x89PNG\r\n\x1a\n", "a PNG image"),
        (rb"\xff\xd8\xff", "a JPEG image"),
        (rb"GIF8[79]a", "a GIF image"),
        (rb"II\*\0|MM\0\*", "a TIFF image"),
        (rb"RIFF....WEBP", "a WebP image"),
        (rb"RIFF....WAVE|ID3[\x02-\x04]|OggS\0|fLaC\0", "a sound recording"),
        (rb"RIFF....AVI |\0\0\0.ftyp|\x1a\x45\xdf\xa3", "a film"),
        (rb"\x7fELF|MZ[^ -~]|\xca\xfe\xba\xbe|[\xce\xcf]\xfa\xed\xfe|\0asm", "a program"),
        (rb"\x1f\x8b\x08", "a gzip archive"),
        (rb"BZh[1-9]1AY&SY|\xfd7zXZ\0|\x28\xb5\x2f\xfd|7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", "an archive"),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (rb"SQLite format 3\0", "a database"),
        (rb"\{\\rtf", "a rich text (RTF) document"),
    )
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
# Bell, backspace, the white space of typewriters and escape stand in what terminals and printers were sent.
_CONTROLS = bytes({*range(0x20), 0x7F} - set(b"\a\b\t\n\v\f\r\x1b"))
# Word processors, PDF readers and DOS leave single control characters in a text. Of compressed or random
# bytes about 10 in 100 are such, of programs, fonts and tables of numbers far more; every second byte of
# English in UTF-16 is NUL.
_MOST_CONTROLS = 0.05
_FEW_CONTROLS = 4
# From here on it may be UTF-16 that is no UTF-8, such as Chinese without a line end.
_WIDE_CONTROLS = 0.01
_LEAST_PLAUSIBLE = 0.9


class Found(StrEnum):
    """How the encoding became known."""

    CHOSEN = "chosen"
    BYTE_ORDER_MARK = "bom"
    UTF_8 = "utf-8"
    DETECTED = "detected"


@immutable
class Candidate:
    """An encoding that the bytes may be in, and how the text would begin."""

    encoding: str
    preview: str


@immutable
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
        if signature.match(data):
            raise Refused(f"The file looks like {what}, not plain text. {_SAFE} Save its text as .txt first.")
    if encoding is not None:
        return Decoded(_strictly(data, encoding), encoding, Found.CHOSEN)
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data, marked), marked, Found.BYTE_ORDER_MARK)
    return _unmarked(data)


def _unmarked(data: bytes) -> Decoded:
    nuls, controls = data.count(0), len(data) - len(data.translate(None, _CONTROLS))
    has_few = controls <= _MOST_CONTROLS * len(data) or controls <= min(_FEW_CONTROLS, len(data) / 2)
    invalid_at = None
    try:
        text = data.decode("utf-8")
        if has_few:
            return Decoded(text, "utf-8", Found.UTF_8)
    except UnicodeDecodeError as error:
        invalid_at = error.start
    may_be_wide = nuls or (invalid_at is not None and controls > _FEW_CONTROLS)
    if may_be_wide and controls > _WIDE_CONTROLS * len(data) and (wide := _wide(data)):
        return wide
    # Encodings of one byte a character have no use for NUL, and tables of numbers are full of it.
    if invalid_at is None or not has_few or nuls > _FEW_CONTROLS:
        raise Refused(f"The file looks like binary data, not text. {_SAFE} Choose a text file.")
    return _detected(data, invalid_at)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        # Half characters in what is surely UTF-16 or UTF-32 are counted and replaced later, as in JSON.
        is_wide = codecs.lookup(encoding).name.startswith(("utf-16", "utf-32"))
        return data.decode(encoding, "surrogatepass" if is_wide else "strict")
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

    # A single control character makes it take every encoding for the wrong one.
    found = [match.encoding for match in from_bytes(data.translate(None, _CONTROLS), cp_isolation=_DETECTED)]
    texts = list(_readings(data, found))
    if texts and detect_language(texts[0][1], function_words()) in _WESTERN:
        texts = list(_readings(data, ["cp1252", *found]))
    if not texts:
        where = f"The file is not valid UTF-8 at byte {invalid_at:,} and in no other encoding known here."
        raise Refused(f"{where} {_SAFE} {CHOOSE_ENCODING}, or save it as UTF-8.")
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
