"""Takes one file off the disk, once, whatever happens to it meanwhile, and makes a draft of it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from annotator.domain.errors import ClaimdeskError, Refused, Unavailable
from annotator.exchange.article_text import ArticleDraft, read_article
from annotator.exchange.language_data import boilerplate_rules
from annotator.store.writing import reason

LARGEST_FILE: Final = 50_000_000
_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds, or why it was not read."""

    draft: ArticleDraft | None
    problem: str = ""


_readings: Final = TypeAdapter(Reading)


def read_file(path: Path, name: str, encoding: str | None) -> Reading:
    """The article in a text file; `name` is what the person calls it."""
    try:
        data = read_bytes(path)
        return Reading(read_article(data, name=name, encoding=encoding, rules=boilerplate_rules()))
    except ClaimdeskError as error:
        return Reading(None, str(error))


def read_file_as_json(path: Path, name: str, encoding: str | None) -> bytes:
    """`read_file` for a process of its own."""
    return _readings.dump_json(read_file(path, name, encoding))


def reading_of(data: bytes) -> Reading:
    """The reading that `read_file_as_json` gave. Raises ValueError for anything else."""
    return _readings.validate_json(data)


def read_bytes(path: Path, *, largest: int = LARGEST_FILE) -> bytes:
    """The content of an ordinary file.

    Raises Refused, before reading, for a larger one and for what is no ordinary file, and Unavailable where
    it is gone or can't be read.
    """
    try:
        # Without waiting, for a named pipe in the place of the file would never answer.
        descriptor = os.open(path, _FLAGS | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise Refused("It is not an ordinary file. Nothing was imported.")
            if found.st_size > largest:
                raise Refused(
                    f"It is larger than {largest // 1_000_000} MB. Nothing was imported. "
                    "Split it into several articles."
                )
            return file.read(largest)
    except OSError as error:
        raise Unavailable(
            f"It can't be read: {reason(error)}. Nothing was imported. Look for the file, then try again."
        ) from error
