"""Where the files of a release go: each part's data, and a note of everything that was written."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO

from annotator.exchange.delivery import DataFile
from annotator.exchange.formats.shape import Target, Writer

_FOLDER = "data"


class Recorded:
    """A target that knows the hash and the size of every file, once that is closed."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._files: dict[str, DataFile] = {}

    @property
    def files(self) -> tuple[DataFile, ...]:
        """What was written and closed, by name."""
        return tuple(self._files[name] for name in sorted(self._files))

    def file(self, name: str = "") -> BinaryIO:
        return _Hashed(name, self._target.file(name), self._files)

    def write(self, name: str, content: bytes) -> None:
        with self.file(name) as file:
            file.write(content)


class PartTarget:
    """The data of one part: a file and those beside it, or a folder."""

    def __init__(self, target: Recorded, part: str, writer: Writer) -> None:
        self._target = target
        self._is_folder = not writer.suffix
        self._stem = f"{_FOLDER}/{part}{writer.suffix}"

    def file(self, name: str = "") -> BinaryIO:
        between = "/" if self._is_folder else "."
        return self._target.file(f"{self._stem}{between}{name}" if name else self._stem)


def data_file(part: str, writer: Writer) -> str:
    """The name of a part's one file; "" where it is a folder."""
    return f"{_FOLDER}/{part}{writer.suffix}" if writer.suffix else ""


def part_folder(part: str) -> str:
    """The folder of a part that is one, with the sign at its end."""
    return f"{_FOLDER}/{part}/"


class _Hashed(io.BufferedIOBase, BinaryIO):
    def __init__(self, name: str, file: BinaryIO, files: dict[str, DataFile]) -> None:
        super().__init__()
        self._name = name
        self._file = file
        self._files = files
        self._digest = hashlib.sha256()
        self._size = 0

    def __del__(self) -> None:
        """Note nothing of a file that nobody closed: its data set was given up."""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes | bytearray | memoryview) -> int:  # type: ignore[override]
        self._digest.update(data)
        self._size += len(data)
        return self._file.write(data)

    def tell(self) -> int:
        return self._size

    def close(self) -> None:
        if not self.closed:
            self._file.close()
            self._files[self._name] = DataFile(self._name, self._digest.hexdigest(), self._size)
        super().close()
