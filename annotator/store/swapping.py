"""Two files or folders that take each other's names at once, where the system has a call for that."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path
from typing import Final

_HERE: Final = -100
"""AT_FDCWD: paths are meant as for every other call."""
_EXCHANGE: Final = 2
"""RENAME_EXCHANGE."""


def swapped(one: Path, other: Path) -> bool:
    """Let two paths of one folder take each other's names. False, with nothing done, where that can't be.

    Whenever the process ends, each of the names is there, with what it meant before or with what it means
    now. Linux has a call for this since 3.15, most of its file systems know it, and Python does not.
    """
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)
    if call is None:
        return False
    arguments = (_HERE, os.fsencode(one), _HERE, os.fsencode(other), ctypes.c_uint(_EXCHANGE))
    return bool(call(*arguments) == 0)
