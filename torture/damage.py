"""Damage to files, as disks, wires and people who mean harm do it; the same chance, the same damage."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

TOKENS: Final = (
    *(bytes([sign]) * 3 for sign in b"\0\xff\"'<>&{}[],;:\\|#%=\n\r\t \x1a\x80"),
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\xbd",
    b"\xf4\x90\x80\x80",
    b"\\ud83d",
    b"\\u0000",
    b"<!--",
    b"-->",
    b"]]>",
    b"<![CDATA[",
    b"&#0;",
    b"&#xd800;",
    b"&j;",
    b"<script>",
    b"</p>",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"NaN",
    b"null",
    b"../../x",
    b"\r\n\r\n",
    "\u202e\u2028\ufeff".encode(),
    "😀e\u0301".encode(),
)
"""What readers of one format or another take for a sign of theirs."""
_MOST_REPEATED: Final = 2_000
_IN_BYTES: Final = 0.4
_DEEPER: Final = 0.9
_GONE: Final = 0.2
_NUMBER: Final = re.compile(rb"\d+")
_ZIP_FAULTS: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError)


def damaged(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """`content` with one to four kinds of damage; pieces of `others` may get into it."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        content = _once(content, others, chance)
    return content


def damaged_somehow(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """Damage in the bytes, or where `content` has an inner order, behind it as often."""
    if chance.random() < _IN_BYTES:
        return damaged(content, others, chance)
    if is_archive(content):
        return damaged_inside(content, others, chance)
    other = damaged_values(content, chance)
    return damaged(content, others, chance) if other == content else other


def damaged_inside(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A ZIP archive that is whole, while one of its members is damaged, gone, doubled or called otherwise."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(file, "w") as made:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
        place = chance.randrange(len(members))
        name, inside = members[place]
        match chance.randrange(8):
            case 0:
                del members[place]
            case 1:
                members.append((f"{name}.xml", inside))
            case 2:
                members[place] = (chance.choice(("../x", "/x", "a\0b", "\u202ex", "")) + name, inside)
            case _:
                members[place] = (name, damaged_somehow(inside, others, chance))
        for name, inside in members:
            made.writestr(zipfile.ZipInfo(name), inside, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def is_archive(content: bytes) -> bool:
    """Whether it is a ZIP archive with something in it that can be read."""
    with suppress(*_ZIP_FAULTS), zipfile.ZipFile(io.BytesIO(content)) as archive:
        return bool(archive.infolist())
    return False


def _once(content: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    if not content:
        return chance.choice(TOKENS)
    place = chance.randrange(len(content))
    end = min(len(content), place + chance.choice((1, 2, 8, 64, 1_000)))
    match chance.randrange(9):
        case 0:
            return content[:place]
        case 1:
            return _other_number(content, place, chance)
        case kind:
            piece = _other_piece(kind, content[place:end], others, chance)
            return content[:place] + piece + content[end:]


def _other_piece(kind: int, piece: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """What stands in the place of `piece`."""
    match kind:
        case 2:
            return bytes([piece[0] ^ 1 << chance.randrange(8)]) + piece[1:]
        case 3:
            return bytes([chance.randrange(256)]) * len(piece)
        case 4:
            return b""
        case 5:
            return piece * chance.randrange(2, _MOST_REPEATED // len(piece) + 3)
        case 6:
            return chance.choice(TOKENS) + piece
        case 7:
            return chance.randbytes(len(piece))
    other = chance.choice(others)
    start = chance.randrange(len(other))
    return other[start : start + len(piece)]


def _other_number(content: bytes, place: int, chance: random.Random) -> bytes:
    """With another number in the place of the next one, as a file has it that lies about sizes and places."""
    found = _NUMBER.search(content, place) or _NUMBER.search(content)
    if found is None:
        return content[place:]
    number = chance.choice((b"-1", b"0", b"1", b"7", b"65536", b"2147483648", b"1.5", b"9" * 400))
    return content[: found.start()] + number + content[found.end() :]


def damaged_values(content: bytes, chance: random.Random) -> bytes:
    """JSON, or a value of JSON a line, that stays so, while some values in it are others; else as it is."""
    try:
        parts = [json.loads(line) for line in content.splitlines()]
    except ValueError:
        try:
            parts = [json.loads(content)]
        except ValueError:
            return content
    for _ in range(chance.choice((1, 2, 5))):
        _swap_value(parts, chance)
    return "\n".join(json.dumps(part) for part in parts).encode()


def _swap_value(inside: object, chance: random.Random) -> None:
    """Walk down at random and put another value in the place of the one that is met."""
    while isinstance(inside, dict | list) and inside:
        key = chance.choice(list(inside) if isinstance(inside, dict) else range(len(inside)))
        value = inside[key]
        if isinstance(value, dict | list) and value and chance.random() < _DEEPER:
            inside = value
            continue
        if isinstance(inside, dict) and chance.random() < _GONE:
            del inside[key]
        else:
            inside[key] = _other_value(value, chance)
        return


def _other_value(value: object, chance: random.Random) -> object:
    if isinstance(value, int) and chance.random() < 0.5:
        return value + chance.choice((-1, 1, -1_000, 10**6, 10**30, 0.5))
    if isinstance(value, str) and chance.random() < 0.5:
        return chance.choice((f"{value}\0", f"\ud83d{value}", value * 50, value[1:], f"{value}\r\n", "=1+1"))
    return chance.choice(
        (None, True, -1, 0, 1.5, 1e308, "", "x", [], {}, [[]], {"": None}, [value], [value] * 9)
    )
