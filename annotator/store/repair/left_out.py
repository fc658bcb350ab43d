"""What a repair found and could not keep, written beside the new project, so that it is not lost."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from annotator.domain.steps import Record, entity_of
from annotator.store.plain_records import canonical, plain
from annotator.store.repair.rebuilding import Rebuilt
from annotator.store.writing import replacing

_SUFFIX: Final = ".left-out.jsonl"


def write_left_out(rebuilt: Rebuilt, project: Path) -> Path | None:
    """Write the records, one a line, and return where; None where everything was kept.

    Raises Unavailable where the file can't be written.
    """
    if not rebuilt.left_out:
        return None
    path = project.with_name(project.name + _SUFFIX)
    with replacing(path) as file:
        file.writelines(f"{_line(record)}\n".encode() for record in rebuilt.left_out)
    return path


def _line(record: Record) -> str:
    return canonical({"kind": entity_of(record), **plain(record)})
