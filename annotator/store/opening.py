"""What is looked at before a project file is used: nothing is written to a file that is not surely ours."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
import threading
from pathlib import Path
from typing import Final

from annotator.domain.errors import Refused, Unavailable
from annotator.store.database import Database, Row
from annotator.store.facts import fact
from annotator.store.file_identity import (
    APPLICATION_ID,
    READABLE_FROM,
    SCHEMA_DIGESTS,
    SCHEMA_VERSION,
    SUFFIX,
    TABLES,
)
from annotator.store.path_kinds import way_in
from annotator.store.tables import facts_checksum
from annotator.store.writing import reason

_MAGIC: Final = b"SQLite format 3\0"
_ROLLBACK_JOURNAL: Final = b"\x01\x01"
_LOOKS_LIKE: Final = (  # in lower case
    (b"pk\x03\x04", "a ZIP archive or an office document"),
    (b"%pdf", "a PDF"),
    (b"<!", "a web page"),
    (b"<html", "a web page"),
    (b"version https://git-lfs", "a pointer to a file that was not fetched"),
)

_CONTROL: Final = re.compile(rb"[^\t-\r -~\x80-\xff]")

_open_files: set[tuple[int, int]] = set()
_open_files_lock = threading.Lock()


class NewerProject(Refused):
    """The file was made by a later version, which alone can open it, or write to it."""

    def __init__(self, version: int) -> None:
        super().__init__(
            f"This project was made by a newer version of Claimdesk (schema {version}, this one knows "
            f"{SCHEMA_VERSION}). Nothing was changed. Open it with that version."
        )


class Unrecognised(Refused):
    """No project as Claimdesk writes them. There may be one in it all the same, which `repair` finds."""


class OtherFile(Refused):
    """The file is of another kind, and never was a project."""


class OpenHere(Unavailable):
    """The file is open in this process."""


class FileInUse:
    """Marks a file as open in this process, as long as it is.

    Reading the file by any other way than SQLite would drop SQLite's own locks on it, so a second window
    must not even look at its first bytes.
    """

    def __init__(self, path: Path) -> None:
        try:
            found = os.lstat(path)
        except OSError as error:
            raise Unavailable(
                f"{path.name} can't be opened: {reason(error)}. Nothing was changed. {way_in(error)}"
            ) from error
        if not stat.S_ISREG(found.st_mode):
            raise Refused(
                f"“{path.name}” is not a project of Claimdesk: it is {_kind(found.st_mode)}. "
                "Nothing was changed. Choose another file."
            )
        self._key = (found.st_dev, found.st_ino)
        with _open_files_lock:
            if self._key in _open_files:
                raise OpenHere(
                    "The project file is open on this computer in another window. Nothing is lost. "
                    "Go to that window."
                )
            _open_files.add(self._key)

    def release(self) -> None:
        with _open_files_lock:
            _open_files.discard(self._key)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a link to another file" if stat.S_ISLNK(mode) else "not an ordinary file"


def check_header(path: Path) -> None:
    """Read the first 100 bytes, before any connection. Raises Refused for what is not a project file."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except OSError as error:
        raise Unavailable(
            f"{path.name} can't be read: {reason(error)}. Nothing was changed. {way_in(error)}"
        ) from error
    if len(head) < 100 or not head.startswith(_MAGIC):
        is_damaged = head.startswith(_MAGIC[:6])
        likeness = "a damaged project" if is_damaged else _likeness(head)
        may_be_ours = is_damaged or (path.suffix == SUFFIX and not likeness)
        kind = Unrecognised if may_be_ours else OtherFile
        raise kind(
            f"“{path.name}” is not a project of Claimdesk: it looks like {likeness or 'something else'}. "
            "Nothing was changed. Choose another file."
        )
    if int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise Refused(
            f"“{path.name}” is not a project of Claimdesk. It is a SQLite file, but the tables are others. "
            "Nothing was changed. Choose another file."
        )
    if head[18:20] != _ROLLBACK_JOURNAL:
        raise Refused(
            f"Another program set “{path.name}” to SQLite's mode WAL, in which a copy may lack the newest "
            "decisions. It was not opened and nothing was changed. Close that program, then run: "
            f"sqlite3 '{path.name}' 'PRAGMA journal_mode = DELETE'"
        )


def _likeness(head: bytes) -> str:
    """What a file with this beginning surely is, "" where that is not known."""
    if not head:
        return "an empty file"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    found = next((what for beginning, what in _LOOKS_LIKE if start.startswith(beginning)), "")
    return found or ("a text file" if _is_text(head) else "")


def _is_text(head: bytes) -> bool:
    """Whether it is UTF-8 without control characters, the last character perhaps cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return _CONTROL.search(head) is None


def check_schema(database: Database) -> int:
    """Compare the schema with the one we made for its version, and return that version.

    A later version is one that says that ours may read it. Raises NewerProject for any other of those,
    Unrecognised for anything added or changed, Damaged for what can't be read.
    """
    version = schema_version(database)
    if version > SCHEMA_VERSION:
        if not _is_readable(database):
            raise NewerProject(version)
        return version
    if version not in SCHEMA_DIGESTS or schema_digest(database) != SCHEMA_DIGESTS[version]:
        raise Unrecognised(
            f"The tables of {database.path.name} are not those of a Claimdesk project of version {version}: "
            "something was added, changed or damaged. Nothing is written to it. "
            "Open the newest backup instead, or recover what is in it into a new file."
        )
    return version


def schema_version(database: Database) -> int:
    row = database.row("PRAGMA user_version")
    return int(str(row[0])) if row else 0


def schema_digest(database: Database) -> str:
    """The SHA-256 of every object's definition, to tell a schema of ours from one with something added."""
    return _digest(_objects(database))


def _is_readable(database: Database) -> bool:
    """Whether a later version says that ours may read its project, and our tables are in it unchanged.

    Only tables with their indexes may stand beside them: nothing that we read asks those.
    """
    objects = _objects(database)
    ours = [found for found in objects if found[2] in TABLES]
    beside = [found for found in objects if found[2] not in TABLES]
    return (
        _digest(ours) == SCHEMA_DIGESTS[SCHEMA_VERSION]
        and all(kind == "index" or str(sql).startswith("CREATE TABLE ") for kind, _, _, sql in beside)
        and {name for _, name, *_ in ours}.isdisjoint(name for _, name, *_ in beside)
        and fact(database, READABLE_FROM) in map(str, SCHEMA_DIGESTS)
        and fact(database, "checksum") == facts_checksum(database)
    )


def _objects(database: Database) -> list[Row]:
    return database.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name")


def _digest(objects: list[Row]) -> str:
    return hashlib.sha256(repr(objects).encode()).hexdigest()
