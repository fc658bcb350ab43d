"""Where annotations are read from: one file, a folder or a ZIP, within limits and without leaving it."""

from __future__ import annotations

import io
import os
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final, cast

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.archive_directory import lists_more_than
from annotator.exchange.names import printable
from annotator.store.path_kinds import way_in
from annotator.store.writing import reason

MOST_FILES: Final = 200_000
LARGEST_FILE: Final = 1_000_000_000
LARGEST_TOTAL: Final = 4_000_000_000
HIGHEST_RATIO: Final = 200
"""Of unpacked to packed size, for members that are larger than a few megabytes."""
HEAD: Final = 65_536

_TRUSTED_SIZE: Final = 10_000_000
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Others say themselves how much memory they need, and no tool of annotation uses them."""
_LINK: Final = stat.S_IFLNK
_CLUTTER: Final = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_NOTHING: Final = "Nothing was imported."


class AnnotationSource(ABC):
    """Files with names such as "ada/article.txt". Nothing outside it can be named, links are not followed.

    Every method that reads raises Refused beyond a limit and Unavailable where the disk is in the way.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._heads: dict[str, bytes] = {}

    @abstractmethod
    def files(self) -> tuple[str, ...]:
        """The names of all files, in order of name."""

    @abstractmethod
    def size(self, name: str) -> int:
        """How many bytes a file holds, unpacked."""

    @abstractmethod
    def fingerprint(self) -> tuple[object, ...]:
        """What changes when a file of it is changed."""

    @abstractmethod
    def _open(self, name: str) -> BinaryIO: ...

    @contextmanager
    def open(self, name: str, *, largest: int = LARGEST_FILE) -> Iterator[BinaryIO]:
        """A file to read from, of at most `largest` bytes."""
        if self.size(name) > largest:
            raise Refused(
                f"{name} is larger than {largest:,} bytes, which is the limit. {_NOTHING} Split the file."
            )
        try:
            with self._open(name) as file:
                yield file
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise Refused(
                f"{name} in {self.name} is damaged or packed in an unknown way. {_NOTHING} "
                "Make the archive anew."
            ) from error
        except OSError as error:
            raise _unreadable(name, error) from error

    def read(self, name: str, *, largest: int = LARGEST_FILE) -> bytes:
        """The whole of a file."""
        with self.open(name, largest=largest) as file:
            return file.read()

    def text(self, name: str, *, largest: int = LARGEST_FILE, encoding: str = "utf-8") -> str:
        """The whole of a file as text, line ends and byte order mark as they are."""
        try:
            return self.read(name, largest=largest).decode(encoding)
        except UnicodeDecodeError as error:
            raise Refused(
                f"{name} is not valid {encoding.upper()} at byte {error.start:,}. {_NOTHING} "
                "Save it as UTF-8."
            ) from error

    def head(self, name: str) -> bytes:
        """The first 64 kB of a file; kept, as every format looks at it."""
        if name not in self._heads:
            with self.open(name) as file:
                self._heads[name] = file.read(HEAD)
        return self._heads[name]

    def first_head(self, names: Sequence[str]) -> bytes:
        """The head of the first of these files, empty where there is none."""
        return self.head(names[0]) if names else b""

    def named(self, suffixes: tuple[str, ...]) -> tuple[str, ...]:
        """The names of the files that end so, in capitals or not."""
        return tuple(name for name in self.files() if name.lower().endswith(suffixes))

    @contextmanager
    def archive(self, name: str) -> Iterator[AnnotationSource]:
        """A ZIP that is one of the files, as a source of its own."""
        with self.open(name) as file:
            # Members are looked for at the end, which a packed file can only reach by reading all of it.
            packed = file if file.seekable() and not self.is_packed else io.BytesIO(file.read())
            with closing_archive(packed, name) as archive:
                yield archive

    @property
    def is_packed(self) -> bool:
        return False


class OneFile(AnnotationSource):
    def __init__(self, path: Path) -> None:
        super().__init__(printable(path.name))
        self._path = path

    def files(self) -> tuple[str, ...]:
        return (self.name,)

    def size(self, name: str) -> int:
        return _stat(self._path).st_size

    def fingerprint(self) -> tuple[object, ...]:
        found = _stat(self._path)
        return found.st_size, found.st_mtime_ns

    def _open(self, name: str) -> BinaryIO:
        return self._path.open("rb")


class Folder(AnnotationSource):
    def __init__(self, path: Path) -> None:
        super().__init__(printable(path.name))
        self._files = dict(sorted(_walk(path)))
        _check_count(self.name, len(self._files))
        _check_total(self.name, sum(map(self.size, self._files)))

    def files(self) -> tuple[str, ...]:
        return tuple(self._files)

    def size(self, name: str) -> int:
        return _stat(self._files[name]).st_size

    def fingerprint(self) -> tuple[object, ...]:
        stats = [(name, _stat(path)) for name, path in self._files.items()]
        return tuple((name, found.st_size, found.st_mtime_ns) for name, found in stats)

    def _open(self, name: str) -> BinaryIO:
        return self._files[name].open("rb")


class Archive(AnnotationSource):
    def __init__(self, packed: BinaryIO, name: str) -> None:
        super().__init__(name)
        if lists_more_than(packed, MOST_FILES):
            raise _too_many(name)
        try:
            self._archive = zipfile.ZipFile(packed)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise Refused(f"{name} is no ZIP archive, or a damaged one. {_NOTHING}") from error
        members = [member for member in self._archive.infolist() if _is_wanted(member)]
        _check_count(name, len(members))
        for member in members:
            _check_member(member, name)
        _check_total(name, sum(member.file_size for member in members))
        self._members = {member.filename: member for member in members}
        if len(self._members) < len(members):
            raise Refused(f"{name} holds two files of the same name. {_NOTHING} Make the archive anew.")

    @property
    def is_packed(self) -> bool:
        return True

    def files(self) -> tuple[str, ...]:
        return tuple(sorted(self._members))

    def size(self, name: str) -> int:
        return self._members[name].file_size

    def fingerprint(self) -> tuple[object, ...]:
        return tuple((name, member.file_size, member.CRC) for name, member in self._members.items())

    def _open(self, name: str) -> BinaryIO:
        try:
            return cast(BinaryIO, self._archive.open(self._members[name]))
        except UnicodeDecodeError as error:
            raise zipfile.BadZipFile("the name that stands before a member can't be read") from error

    def close(self) -> None:
        self._archive.close()


@contextmanager
def closing_archive(packed: BinaryIO, name: str) -> Iterator[Archive]:
    """The ZIP in an open file. Raises Refused where it is none, is encrypted or is beyond a limit."""
    archive = Archive(packed, name)
    try:
        yield archive
    finally:
        archive.close()


@contextmanager
def open_source(path: Path) -> Iterator[AnnotationSource]:
    """The source at `path`: a folder, a ZIP or another file."""
    mode = _stat(path).st_mode
    if stat.S_ISDIR(mode):
        yield Folder(path)
        return
    if not stat.S_ISREG(mode):
        raise Refused(f"{printable(path.name)} is no ordinary file. {_NOTHING} Choose another one.")
    one = OneFile(path)
    if not one.head(one.name).startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield one
        return
    with one.open(one.name) as packed, closing_archive(packed, one.name) as archive:
        yield archive


def _walk(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every ordinary file with its name; links and hidden files are left aside."""

    def unlisted(error: OSError) -> None:
        raise _unreadable(Path(error.filename).name, error) from error

    for place, folders, names in os.walk(folder, onerror=unlisted):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(place, name)
            if not name.startswith(".") and stat.S_ISREG(_stat(path, is_followed=False).st_mode):
                yield printable(path.relative_to(folder).as_posix()), path


def _stat(path: Path, *, is_followed: bool = True) -> os.stat_result:
    try:
        return path.stat(follow_symlinks=is_followed)
    except OSError as error:
        raise _unreadable(path.name, error) from error


def _unreadable(name: str, error: OSError) -> Unavailable:
    return Unavailable(f"{printable(name)} can't be read: {reason(error)}. {_NOTHING} {way_in(error)}")


def _is_wanted(member: zipfile.ZipInfo) -> bool:
    # What asks whether a member is a folder fails over one without a name.
    return not member.filename.endswith("/") and not any(
        part in _CLUTTER for part in member.filename.split("/")
    )


def _check_member(member: zipfile.ZipInfo, archive: str) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if not path.parts or member.header_offset < 0:
        raise Refused(f"{archive} is a damaged archive. {_NOTHING} Make it anew.")
    if member.compress_type not in _PACKINGS:
        raise Refused(
            f"{path.name} in {archive} is packed in a way that is not read. {_NOTHING} "
            "Unpack it first, then choose the folder."
        )
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise Refused(f"{archive} holds a file that would lie outside it. {_NOTHING} Make the archive anew.")
    if stat.S_IFMT(member.external_attr >> 16) == _LINK:
        raise Refused(f"{archive} holds a link, {path.name}. {_NOTHING} Pack the file itself.")
    if member.flag_bits & 0x1:
        raise Refused(f"{archive} is encrypted. {_NOTHING} Unpack it first, then choose the folder.")
    ratio = member.file_size / max(member.compress_size, 1)
    if member.file_size > _TRUSTED_SIZE and ratio > HIGHEST_RATIO:
        raise Refused(
            f"{path.name} in {archive} is packed more than {HIGHEST_RATIO} to 1, which is the limit. "
            f"{_NOTHING} Unpack it first, then choose the folder."
        )


def _check_count(name: str, count: int) -> None:
    if count > MOST_FILES:
        raise _too_many(name)


def _too_many(name: str) -> Refused:
    return Refused(f"{name} holds more than {MOST_FILES:,} files, which is the limit. {_NOTHING}")


def _check_total(name: str, total: int) -> None:
    if total > LARGEST_TOTAL:
        raise Refused(
            f"{name} holds more than {LARGEST_TOTAL:,} bytes, which is the limit. {_NOTHING} Split it."
        )
