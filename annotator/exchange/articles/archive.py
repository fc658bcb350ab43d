"""Looks into ZIP archives without unpacking them to the disk, within limits that are checked beforehand.

What an archive says of the sizes of its members is held: reading a member stops at the size that it states.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, Final

from annotator.domain.errors import Refused
from annotator.exchange.archive_directory import lists_more_than
from annotator.exchange.articles.limits import (
    LARGEST_FILE,
    LARGEST_RATIO,
    LARGEST_UNPACKED,
    MEGABYTE,
    MOST_MEMBERS,
)

_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    struct.error,
)


class Archive:
    """Members are known by their place, as two may have one name."""

    def __init__(self, members: zipfile.ZipFile) -> None:
        self._zip = members
        self.members: Final = [info for info in members.infolist() if not info.is_dir()]

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, member: zipfile.ZipInfo | str, *, largest: int = LARGEST_FILE) -> bytes:
        """The bytes of a member. Raises Refused for a larger one, a locked one and a broken one."""
        try:
            info = self._zip.getinfo(member) if isinstance(member, str) else member
        except KeyError as error:
            raise Refused(f"The part {member} is missing. Nothing was imported of it.") from error
        if info.flag_bits & _ENCRYPTED:
            raise Refused("It is protected by a password. Nothing was imported of it. Unpack it first.")
        if info.file_size > largest:
            raise Refused(
                f"Unpacked it is larger than {largest // MEGABYTE:,} MB. Nothing was imported of it. "
                "Unpack it and split it."
            )
        try:
            with self._zip.open(info) as file:
                return file.read()
        except _BROKEN as error:
            raise Refused("It is broken inside the archive. Nothing was imported of it.") from error


@contextmanager
def opened_archive(file: BinaryIO) -> Iterator[Archive]:
    """The members of a ZIP archive.

    Raises Refused where it is broken, has too many members, unpacks to too much, or unpacks to so many times
    its own size that it can only be a bomb.
    """
    if lists_more_than(file, MOST_MEMBERS):
        raise _too_many()
    try:
        opened = zipfile.ZipFile(file)
    except _BROKEN as error:
        raise Refused("The archive is broken. Nothing was imported. Get it again, or unpack it.") from error
    with opened:
        _check_sizes(opened.infolist())
        yield Archive(opened)


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_MEMBERS:
        raise _too_many()
    unpacked = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    if unpacked > LARGEST_UNPACKED:
        raise Refused(
            f"It unpacks to more than {LARGEST_UNPACKED // MEGABYTE:,} MB. Nothing was imported. "
            "Unpack it, and import its files in parts."
        )
    if unpacked > LARGEST_FILE and unpacked > LARGEST_RATIO * packed:
        raise Refused(
            f"It unpacks to more than {LARGEST_RATIO} times its size, as only archives do that are made to "
            "do harm. Nothing was imported. If you trust it, unpack it yourself."
        )


def _too_many() -> Refused:
    return Refused(
        f"It holds more than {MOST_MEMBERS:,} files. Nothing was imported. Unpack it, and import its files."
    )
