"""Copies of a project that programs which sync folders put beside it, where two computers wrote at once."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from annotator.store.file_identity import SUFFIX

_CONFLICT: Final = re.compile("[ck]on?fli[ck]?t", re.IGNORECASE)
"""As Dropbox, Nextcloud, ownCloud, Syncthing, Seafile and others write it, in several languages."""
_BEFORE_IT: Final = " .(_-["


def conflicted_copies(project: Path) -> list[Path]:
    """The files beside `project` whose name is its own with a word for conflict after it, by name.

    None where the folder can't be read.
    """
    try:
        names = sorted(path for path in project.parent.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return []
    return [path for path in names if _is_copy(path.stem, project.stem) and os.path.isfile(path)]


def _is_copy(name: str, stem: str) -> bool:
    rest = name.removeprefix(stem)
    return name.startswith(stem) and rest[:1] in _BEFORE_IT and _CONFLICT.search(rest) is not None
