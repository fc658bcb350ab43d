"""A file as it was at one moment, whatever happens to it meanwhile."""

from __future__ import annotations

import hashlib
import io
from typing import BinaryIO

from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.exchange.articles.limits import LARGEST_FILE, MEGABYTE


@immutable
class Snapshot:
    """`file` can be sought in and changes no more; `sha256` is of all its bytes.

    `depth` counts the archives that it lies in.
    """

    name: str
    file: BinaryIO
    size: int
    sha256: str
    depth: int = 0

    def content(self, *, largest: int = LARGEST_FILE) -> bytes:
        """All bytes. Raises Refused where they are more than `largest`."""
        if self.size > largest:
            raise too_large(largest)
        self.file.seek(0)
        return self.file.read()


def snapshot_of(data: bytes, name: str, *, depth: int = 0) -> Snapshot:
    """What lies in memory already, as a snapshot."""
    return Snapshot(name, io.BytesIO(data), len(data), hashlib.sha256(data).hexdigest(), depth)


def too_large(largest: int) -> Refused:
    """The refusal of a file of more than `largest` bytes."""
    return Refused(
        f"It is larger than {largest // MEGABYTE:,} MB. Nothing was imported. Split it into smaller files."
    )
