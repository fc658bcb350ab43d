"""Which writing system a letter belongs to, as ISO 15924 codes."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

_SAMPLE = 6000

# First code point, last code point, script. Only those that articles are written in.
_RANGES = (
    (0x0041, 0x024F, "Latn"),
    (0x0370, 0x03FF, "Grek"),
    (0x0400, 0x052F, "Cyrl"),
    (0x0530, 0x058F, "Armn"),
    (0x0590, 0x05FF, "Hebr"),
    (0x0600, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07BF, "Thaa"),
    (0x08A0, 0x08FF, "Arab"),
    (0x0900, 0x097F, "Deva"),
    (0x0980, 0x09FF, "Beng"),
    (0x0A00, 0x0A7F, "Guru"),
    (0x0A80, 0x0AFF, "Gujr"),
    (0x0B00, 0x0B7F, "Orya"),
    (0x0B80, 0x0BFF, "Taml"),
    (0x0C00, 0x0C7F, "Telu"),
    (0x0C80, 0x0CFF, "Knda"),
    (0x0D00, 0x0D7F, "Mlym"),
    (0x0D80, 0x0DFF, "Sinh"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Laoo"),
    (0x0F00, 0x0FFF, "Tibt"),
    (0x1000, 0x109F, "Mymr"),
    (0x10A0, 0x10FF, "Geor"),
    (0x1100, 0x11FF, "Hang"),
    (0x1200, 0x137F, "Ethi"),
    (0x1780, 0x17FF, "Khmr"),
    (0x1E00, 0x1EFF, "Latn"),
    (0x1F00, 0x1FFF, "Grek"),
    (0x3040, 0x30FF, "Kana"),
    (0x3400, 0x4DBF, "Hani"),
    (0x4E00, 0x9FFF, "Hani"),
    (0xAC00, 0xD7AF, "Hang"),
    (0xF900, 0xFAFF, "Hani"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFE, "Arab"),
    (0x20000, 0x3FFFF, "Hani"),
)
_STARTS = [first for first, _, _ in _RANGES]
_ASCII_WITHOUT_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def script_of(character: str) -> str:
    """The script of a letter, "" for every other character and for scripts that are not known here."""
    if not character.isalpha():
        return ""
    number = bisect_right(_STARTS, ord(character)) - 1
    if number < 0 or ord(character) > _RANGES[number][1]:
        return ""
    return _RANGES[number][2]


def ascii_letters(text: str) -> int:
    """How many letters from A to Z `text` holds, in a tenth of the time that counting characters takes."""
    return len(text.encode("ascii", "ignore").translate(None, _ASCII_WITHOUT_LETTERS))


def script_counts(text: str) -> Counter[str]:
    """How many letters of each script the first 6,000 code points of `text` hold."""
    counts: Counter[str] = Counter()
    for character, count in Counter(text[:_SAMPLE]).items():
        if script := script_of(character):
            counts[script] += count
    return counts


def main_script(text: str) -> str:
    """The script of most letters of `text`; "Jpan" where kana stand between the characters; "" if none."""
    sample = text[:_SAMPLE]
    # Were the rest letters that count twice, it would still be less.
    if ascii_letters(sample) * 3 > len(sample) * 2:
        return "Latn"
    counts = script_counts(sample)
    # One Chinese character or Hangul syllable says as much as two or three letters.
    for script in ("Hani", "Kana", "Hang"):
        counts[script] *= 2
    if not counts.total():
        return ""
    if counts["Kana"] * 10 > counts["Hani"] and counts["Kana"] + counts["Hani"] > counts.total() / 2:
        return "Jpan"
    return counts.most_common(1)[0][0]
