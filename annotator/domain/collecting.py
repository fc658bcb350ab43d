"""How often Python looks for garbage while many records are made, which are kept until they are written."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

SELDOM: Final = (50_000, 5, 2)
"""Thresholds of `gc`: how many more objects than before make it look through the new ones, and how often it
looks through older ones. As usual, at 700, it would look at each record some times, a tenth of an import."""


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Inside the block, garbage in circles is looked for less often, in the whole process.

    What was there before is not looked through: that the program itself is still in use would be found out
    anew and anew, in another tenth of an import.
    """
    usual, is_ours = gc.get_threshold(), gc.get_freeze_count() == 0
    gc.set_threshold(*SELDOM)
    if is_ours:
        gc.freeze()
    try:
        yield
    finally:
        # A window says so of itself once it is there, and stays so.
        if is_ours:
            gc.unfreeze()
        gc.set_threshold(*usual)
