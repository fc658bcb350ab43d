"""Unpacks the framing format of Snappy, in which INCEpTION keeps its binary files.

The checksums of its frames are left alone: a project comes in a ZIP, which has its own.
"""

from __future__ import annotations

from typing import Final

from annotator.domain.work import Job
from annotator.exchange.annotations.json_values import Unfit

MARK: Final = b"\xff\x06\x00\x00sNaPpY"

_PACKED: Final = 0x00
_PLAIN: Final = 0x01
_FIRST_SKIPPED: Final = 0x80
_HEAD: Final = 4
"""Bytes before each frame: what it is, and its length."""
_CHECKSUM: Final = 4
_LARGEST_BLOCK: Final = 65_536
_LITERAL: Final = 0
_NEAR: Final = 1
_LAST_SHORT: Final = 59
"""Literals of more bytes than one above it have their length behind the tag."""


def unpacked(data: bytes, job: Job, *, largest: int) -> bytes:
    """What is in the frames. Raises Unfit where they are damaged or hold more than `largest` bytes."""
    found = bytearray()
    at = 0
    while at < len(data):
        job.check()
        kind, start = data[at], at + _HEAD
        at = start + int.from_bytes(data[at + 1 : start], "little")
        if at > len(data):
            raise Unfit("it is packed with Snappy and ends too early")
        if kind in (_PACKED, _PLAIN):
            block = data[start + _CHECKSUM : at]
            found += _block(block) if kind == _PACKED else block
        elif kind < _FIRST_SKIPPED:
            raise Unfit("it is packed in a way that is not known")
        if len(found) > largest:
            raise Unfit(f"it holds more than {largest:,} bytes, the limit")
    return bytes(found)


def _block(packed: bytes) -> bytearray:
    """A block: how long it is unpacked, then stretches that are new and such as were there before."""
    found = bytearray()
    try:
        size, at = _size(packed)
        while at < len(packed):
            take = _take_literal if packed[at] & 3 == _LITERAL else _take_copy
            at = take(found, packed, at)
            if len(found) > size:
                raise _damaged()
    except IndexError as error:
        raise _damaged() from error
    if len(found) != size:
        raise _damaged()
    return found


def _size(packed: bytes) -> tuple[int, int]:
    """How long the block says that it is, and where that ends: seven bits a byte, the lowest first."""
    size = 0
    for at in range(3):
        size |= (packed[at] & 0x7F) << 7 * at
        if packed[at] < 0x80:
            if size > _LARGEST_BLOCK:
                break
            return size, at + 1
    raise _damaged()


def _take_literal(found: bytearray, packed: bytes, at: int) -> int:
    """Add the bytes that stand at `at`; where they end."""
    length, start = packed[at] >> 2, at + 1
    if length > _LAST_SHORT:
        start += length - _LAST_SHORT
        length = int.from_bytes(packed[at + 1 : start], "little")
    end = start + length + 1
    found += packed[start:end]
    return end


def _take_copy(found: bytearray, packed: bytes, at: int) -> int:
    """Add bytes again that are in `found`, as the tag at `at` says; where the tag ends."""
    tag = packed[at]
    if tag & 3 == _NEAR:
        length, back, end = 4 + (tag >> 2 & 7), tag >> 5 << 8 | packed[at + 1], at + 2
    else:
        end = at + (3 if tag & 3 == _NEAR + 1 else 5)
        length, back = 1 + (tag >> 2), int.from_bytes(packed[at + 1 : end], "little")
    if not 0 < back <= len(found):
        raise _damaged()
    start = len(found) - back
    again = found[start : start + length]
    # A stretch may go on into itself: it repeats what is there.
    found += (again * (length // len(again) + 1))[:length]
    return end


def _damaged() -> Unfit:
    return Unfit("what is packed in it with Snappy is damaged")
