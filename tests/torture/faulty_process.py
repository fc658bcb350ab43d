"""A part of a campaign that counts as many faults as it makes runs, and says why on stderr."""

from __future__ import annotations

import sys

from torture.campaign import Tally
from torture.elsewhere import tell


def _run(runs: int, _seed: int) -> Tally:
    tally = Tally()
    for _ in range(runs):
        sys.stderr.write("TypeError: the reason\n")
        tally.fault("the window ended by itself")
    return tally


if __name__ == "__main__":
    tell(_run)
