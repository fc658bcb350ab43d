"""ZIP archives: each file in them is read as it would be outside. None is ever unpacked to the disk."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from operator import itemgetter
from typing import Final

from annotator.domain.errors import Refused
from annotator.exchange.articles.archive import Archive, opened_archive
from annotator.exchange.articles.kinds import PACKED, Kind, kind_by_name, kind_of
from annotator.exchange.articles.limits import DEEPEST_ARCHIVE, LARGEST_UNPACKED, MEGABYTE
from annotator.exchange.articles.nothing import or_nothing
from annotator.exchange.articles.shape import Extract, Item, Wishes
from annotator.exchange.articles.snapshot import Snapshot, snapshot_of
from annotator.exchange.names import printable

_NAMES_IN_UTF_8: Final = 0x800


def items(source: Snapshot, wishes: Wishes) -> Iterator[Item]:
    """Everything in the archive, by name, and in the archives in it down to a depth of 2."""
    yield from _Packed(wishes).items(source)


class _Packed:
    """Counts what was unpacked of an archive and of those in it, which have one limit together."""

    def __init__(self, wishes: Wishes) -> None:
        self._wishes = wishes
        self._left = LARGEST_UNPACKED

    def items(self, source: Snapshot) -> Iterator[Item]:
        with opened_archive(source.file) as archive:
            named = [(_name(info), info) for info in archive.members]
            # By names alone: two members may have one, and know no order of their own.
            members = sorted(named, key=itemgetter(0))
            for number, (name, info) in enumerate(members, start=1):
                for item in self._member(archive, name, info, source.depth + 1):
                    share = (number - 1 + item.share) / len(members)
                    yield replace(item, place=f"/{printable(name)}{item.place}", share=share)

    def _member(self, archive: Archive, name: str, info: zipfile.ZipInfo, depth: int) -> Iterator[Item]:
        if why := _why_not(name, info):
            yield Item("", _nothing, skipped=why)
            return
        try:
            self._left -= info.file_size
            if self._left < 0:
                raise Refused(
                    f"With the archives in it, it unpacks to more than {LARGEST_UNPACKED // MEGABYTE:,} MB. "
                    "The rest was not imported. Unpack it, and import its files in parts."
                )
            inner = snapshot_of(archive.read(info), name, depth=depth)
            kind = kind_of(inner.file, name)
            if kind is PACKED and depth >= DEEPEST_ARCHIVE:
                raise Refused(
                    f"It is an archive more than {DEEPEST_ARCHIVE} deep in others. "
                    "Nothing was imported of it. Unpack the outer ones."
                )
            for item in self._read(kind, inner):
                yield replace(
                    item, kind_name=item.kind_name or kind.name, media_type=item.media_type or kind.media_type
                )
        except Refused as error:
            yield Item("", partial(_refuse, error))

    def _read(self, kind: Kind, inner: Snapshot) -> Iterator[Item]:
        if kind is PACKED:
            return or_nothing(self.items(inner))
        return or_nothing(kind.reader().items(inner, self._wishes_for(inner)))

    def _wishes_for(self, inner: Snapshot) -> Wishes:
        """An encoding that was chosen for the archive is for those files in it that are not UTF-8."""
        with suppress(UnicodeDecodeError):
            inner.content().decode("utf-8")
            return replace(self._wishes, encoding=None)
        return self._wishes


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; old programs write UTF-8 and do not say so."""
    name = info.filename
    if not info.flag_bits & _NAMES_IN_UTF_8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _why_not(name: str, info: zipfile.ZipInfo) -> str:
    """Why a member is not read; "" where it is."""
    parts = name.split("/")
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link. Add the file that it points to."
    if ".." in parts or name.startswith("/") or parts[0].endswith(":"):
        return "Its name leads out of the archive, so it was not read."
    if any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
        return "It is hidden."
    if kind_by_name(name) is None:
        return "It is of no kind that is read."
    return ""


def _nothing() -> Extract:
    raise Refused("Nothing is read of it.")


def _refuse(error: Refused) -> Extract:
    raise error
