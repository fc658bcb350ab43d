"""Where the bytes of a data set go before all of it takes its place: a file, a folder, a ZIP, or memory."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, BinaryIO, Final, cast

_FIRST_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can hold: the same choices give the same bytes."""
_UNIX: Final = 3
_READABLE: Final = 0o644 << 16
_HELD: Final = 1 << 20
"""Bytes of a member that are held in memory before they go to a temporary file."""


class _Named(ABC):
    """Gives each file a name of its own inside."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def file(self, name: str = "") -> BinaryIO:
        path = PurePosixPath(name)
        is_inside = path.parts and not path.is_absolute() and ".." not in path.parts and "\\" not in name
        if not is_inside or path.as_posix() != name or name in self._names:
            raise ValueError(f"not a new name of a file inside: {name!r}")
        self._names.add(name)
        return self._new(name)

    @abstractmethod
    def _new(self, name: str) -> BinaryIO: ...


class OneFileOutput:
    """The one file of a format, named "", and those that its writer puts beside it."""

    def __init__(self, files: Mapping[str, BinaryIO]) -> None:
        self._files = dict(files)

    def file(self, name: str = "") -> BinaryIO:
        if name not in self._files:
            raise ValueError(f"not a new name of a file beside: {name!r}")
        # Whoever swaps it in closes the file itself, after it is safely on the disk.
        return _Held(self._files.pop(name))


class NoOutput(_Named):
    """Keeps nothing, for what is told of a data set before it is written."""

    def _new(self, name: str) -> BinaryIO:
        return Path(os.devnull).open("wb")


class FolderOutput(_Named):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._files: list[BinaryIO] = []

    def close(self) -> None:
        """Let go of files that nobody closed, as of a data set that was given up."""
        for file in self._files:
            file.close()

    def _new(self, name: str) -> BinaryIO:
        path = self._folder.joinpath(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
        self._files = [each for each in self._files if not each.closed]
        self._files.append(file)
        return file


class ArchiveOutput(_Named):
    """A ZIP; members are in the order in which they were closed. `end` writes its directory."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._archive = zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED)

    def end(self) -> None:
        self._archive.close()

    def _new(self, name: str) -> BinaryIO:
        spool = cast(BinaryIO, SpooledTemporaryFile(max_size=_HELD))  # noqa: SIM115 - closed when it is packed
        return _Held(spool, lambda: self._pack(name, spool))

    def _pack(self, name: str, spool: BinaryIO) -> None:
        member = zipfile.ZipInfo(name, _FIRST_TIME)
        member.compress_type = zipfile.ZIP_DEFLATED
        member.create_system = _UNIX
        member.external_attr = _READABLE
        with spool, self._archive.open(member, "w", force_zip64=_is_large(spool)) as place:
            spool.seek(0)
            shutil.copyfileobj(spool, place)


class MemoryOutput:
    """Files in memory: for a preview, and to test a format with. The one file has the name ""."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def file(self, name: str = "") -> BinaryIO:
        if name in self.files:
            raise ValueError(f"not a new name of a file: {name!r}")
        held = io.BytesIO()
        self.files[name] = b""

        def keep() -> None:
            self.files[name] = held.getvalue()

        return _Held(held, keep)


class _Held(io.BufferedIOBase, BinaryIO):
    """Passes on what is written, and closing does `then` and nothing else."""

    def __init__(self, file: IO[bytes], then: Callable[[], None] | None = None) -> None:
        super().__init__()
        self._file = file
        self._then = then

    def __del__(self) -> None:
        """Leave `then` undone: a file that nobody closed is of a data set that was given up."""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        return self._file.write(data)

    def tell(self) -> int:
        return self._file.tell()

    def close(self) -> None:
        if not self.closed and self._then is not None:
            self._then()
        super().close()


def _is_large(spool: BinaryIO) -> bool:
    return spool.seek(0, io.SEEK_END) >= zipfile.ZIP64_LIMIT
