"""How many files a ZIP says that it holds, read from its end before anything reads the list of them."""

from __future__ import annotations

import struct
from typing import BinaryIO, Final

_END_MARK: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_LONGEST_COMMENT: Final = 65_535
_LARGE_END_MARK: Final = b"PK\x06\x06"
_LARGE_END_SIZE: Final = 56
_LOCATOR_MARK: Final = b"PK\x06\x07"
_LOCATOR_SIZE: Final = 20
_BYTES_A_MEMBER: Final = 500
"""Each takes 46 and its name twice."""


def lists_more_than(file: BinaryIO, members: int) -> bool:
    """Whether the list of an open ZIP is longer than one of so many members, and is not to be read.

    The file is left at its start.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - _LOCATOR_SIZE - _LARGE_END_SIZE))
    end = file.read()
    file.seek(0)
    at = end.rfind(_END_MARK)
    if at < 0 or len(end) - at < _END_SIZE:
        return False
    count, directory = struct.unpack("<HI", end[at + 10 : at + 16])
    locator = at - _LOCATOR_SIZE
    if locator >= _LARGE_END_SIZE and end[locator : locator + 4] == _LOCATOR_MARK:
        large = end[locator - _LARGE_END_SIZE : locator]
        # Where there is this second, larger end, Python's reader believes it and not the first.
        if large.startswith(_LARGE_END_MARK):
            count, directory = struct.unpack("<QQ", large[32:48])
    return bool(count > members or directory > members * _BYTES_A_MEMBER)
