"""Puts a finished data set in its place, all of it or nothing: a file with those beside it, or a folder."""

from __future__ import annotations

import hashlib
import os
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

from annotator.domain.errors import Unavailable
from annotator.domain.immutable import immutable
from annotator.exchange.formats.shape import Target
from annotator.exchange.names import printable
from annotator.exchange.outputs import ArchiveOutput, FolderOutput, OneFileOutput
from annotator.exchange.target import Layout, is_folder_wanted, manifest_path, schema_path
from annotator.store.path_kinds import PathKind, kind_of
from annotator.store.swapping import swapped
from annotator.store.writing import (
    Replacements,
    part_name,
    reason,
    remove_left_over,
    replacing_together,
    sync_folder,
    way_out,
)

_CHUNK: Final = 1 << 20


@immutable
class DataFile:
    """A file of a data set as it was written; `name` is its path in the folder, or that of the file."""

    name: str
    sha256: str
    size: int


@immutable
class Part:
    """How much there is in one part of a data set that is split."""

    name: str
    articles: int
    records: int
    claims: int
    no_claims: int


class Delivery(ABC):
    """`target` is what the writer writes to. Then come `files`, `describe` and `explain`, in that order."""

    target: Target

    @abstractmethod
    def files(self) -> tuple[DataFile, ...]:
        """What was written, the file that was asked for first."""

    def whole(self, files: Sequence[DataFile]) -> DataFile:
        """What stands for all of it: the file that was asked for."""
        return files[0]

    @abstractmethod
    def describe(self, schema: bytes) -> None:
        """Put a data dictionary beside it."""

    @abstractmethod
    def explain(self, manifest: bytes) -> None:
        """Put the manifest with it, last of all."""


@contextmanager
def delivering(path: Path, layout: Layout) -> Iterator[Delivery]:
    """What is written inside the block takes its place at `path` when it ends, and is gone if it raises.

    Raises Unavailable, with what was there before untouched, where the disk is full or can't be written to.
    """
    if is_folder_wanted(path, layout):
        with _new_folder(path) as part, closing(_Folder(part)) as folder:
            yield folder
        return
    with replacing_together() as files, closing(_Files(path, layout, files)) as delivery:
        yield delivery


class _Files(Delivery):
    def __init__(self, path: Path, layout: Layout, files: Replacements) -> None:
        self._path = path
        self._replacements = files
        names = ("", *layout.beside) if layout.suffix else ("",)
        self._opened = {name: files.open(_beside(path, name)) for name in names}
        self._archive = None if layout.suffix else ArchiveOutput(self._opened[""])
        self.target: Target = self._archive or OneFileOutput(self._opened)

    def files(self) -> tuple[DataFile, ...]:
        if self._archive:
            self._archive.end()
        return tuple(_read_back(_beside(self._path, name).name, file) for name, file in self._opened.items())

    def close(self) -> None:
        """Let go of a ZIP that was given up; it would write its directory when nobody expects it."""
        if self._archive:
            with suppress(OSError):
                self._archive.end()

    def describe(self, schema: bytes) -> None:
        self._replacements.open(schema_path(self._path)).write(schema)

    def explain(self, manifest: bytes) -> None:
        self._replacements.open(manifest_path(self._path)).write(manifest)


class _Folder(Delivery):
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._output = FolderOutput(folder)
        self.target: Target = self._output

    def files(self) -> tuple[DataFile, ...]:
        found = sorted(path for path in self._folder.rglob("*") if kind_of(path) is PathKind.FILE)
        return tuple(self._read(path) for path in found)

    def describe(self, schema: bytes) -> None:
        schema_path(self._folder).write_bytes(schema)

    def close(self) -> None:
        """Close what a data set that was given up left open."""
        self._output.close()

    def explain(self, manifest: bytes) -> None:
        manifest_path(self._folder).write_bytes(manifest)

    def whole(self, files: Sequence[DataFile]) -> DataFile:
        """The list of the files, with their size together."""
        listed = "".join(f"{file.sha256}  {file.name}\n" for file in files).encode()
        return DataFile("", hashlib.sha256(listed).hexdigest(), sum(file.size for file in files))

    def _read(self, path: Path) -> DataFile:
        with path.open("rb") as file:
            return _read_back(path.relative_to(self._folder).as_posix(), file)


def _beside(path: Path, name: str) -> Path:
    return path.with_name(f"{path.name}.{name}") if name else path


def _read_back(name: str, file: BinaryIO) -> DataFile:
    """The fact of a file that was just written."""
    file.flush()
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return DataFile(printable(name), digest.hexdigest(), file.tell())


@contextmanager
def _new_folder(path: Path) -> Iterator[Path]:
    """A folder beside `path` that takes its place when the block ends; the one that was there is removed."""
    remove_left_over(path.parent)
    part = part_name(path)
    try:
        part.mkdir()
        yield part
        _swap(part, path)
    except OSError as error:
        was = (
            "The folder that was there before is unchanged."
            if os.path.lexists(path)
            else "No folder was made."
        )
        raise Unavailable(f"{path.name} was not written: {reason(error)}. {was} {way_out(error)}") from error
    finally:
        with suppress(OSError):
            shutil.rmtree(part)


def _swap(part: Path, path: Path) -> None:
    """Give `part` the name `path`, and put the old one back where that does not work."""
    if kind_of(path) is PathKind.NOTHING:
        part.rename(path)
    elif not swapped(part, path):
        # Whoever is killed between the two leaves the old one under the name of the part.
        old = path.with_name(f"{part.name}.old")
        path.rename(old)
        try:
            part.rename(path)
        except OSError:
            old.rename(path)
            raise
        with suppress(OSError):
            shutil.rmtree(old)
    sync_folder(path.parent)
