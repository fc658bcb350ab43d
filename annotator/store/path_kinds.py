"""What there is at a path that a person named, and what she can do where the system does not let us see."""

from __future__ import annotations

import errno
import os
import stat
from enum import Enum, auto
from pathlib import Path
from unicodedata import category

from annotator.domain.errors import Refused, Unavailable
from annotator.store.writing import reason


class PathKind(Enum):
    """What a path leads to, with links followed. A link that leads nowhere is nothing."""

    NOTHING = auto()
    FILE = auto()
    FOLDER = auto()
    OTHER = auto()


def kind_of(path: Path) -> PathKind:
    """What is at `path`. Raises Unavailable where nobody may look, as in a folder of somebody else's."""
    try:
        mode = os.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        # The last: no file can have such a name.
        return PathKind.NOTHING
    except OSError as error:
        raise _unseen(path, error) from error
    if stat.S_ISDIR(mode):
        return PathKind.FOLDER
    return PathKind.FILE if stat.S_ISREG(mode) else PathKind.OTHER


def files_below(folder: Path) -> list[Path]:
    """Everything below `folder` that is no folder, links among it, by path. Raises as `kind_of`."""
    found: list[Path] = []

    def unlisted(error: OSError) -> None:
        raise _unseen(Path(error.filename), error) from error

    for place, folders, files in os.walk(folder, onerror=unlisted):
        found += (Path(place, name) for name in files)
        found += (Path(place, name) for name in folders if os.path.islink(Path(place, name)))
    return sorted(found)


def require_name(path: Path) -> None:
    """Raise Refused for the name of a new project that is none, or that a list would show as another."""
    if not path.name:
        raise Refused("A project needs a name. Nothing was changed. Give the name of a file.")
    if any(category(character) == "Cc" for character in path.name):
        raise Refused(
            "A project's name can't hold control characters, such as a line end or a tab. Nothing was "
            "changed. Give the name of a file without them."
        )


def _unseen(path: Path, error: OSError) -> Unavailable:
    return Unavailable(f"“{path}” can't be looked at: {reason(error)}. Nothing was changed. {way_in(error)}")


def way_in(error: OSError) -> str:
    """What a person can do where a file could not be looked at or read, as a sentence."""
    if isinstance(error, PermissionError):
        return "Change the permissions of the file or its folder, or choose another."
    if error.errno == errno.ENAMETOOLONG:
        return "Choose a shorter name."
    if error.errno == errno.ENOSPC:
        return "Free some space, then try again."
    if isinstance(error, FileNotFoundError):
        return "Look for the file, then try again."
    return "Copy it to another disk, then try again with the copy."
