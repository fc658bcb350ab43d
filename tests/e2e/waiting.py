"""Waiting for what another process does, without waiting longer than it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

_LOOKED_EVERY: Final = 0.01
"""Seconds."""

Found = TypeVar("Found")


def wait_until(look: Callable[[], Found], what: str, *, within: float = 20.0) -> Found:
    """What `look` finds as soon as it finds something. AssertionError names `what` after `within` seconds."""
    deadline = time.monotonic() + within
    while not (found := look()):
        if time.monotonic() > deadline:
            raise AssertionError(f"In {within:g} seconds this did not come: {what}")
        time.sleep(_LOOKED_EVERY)
    return found
