"""Does operations in a process whose calls to the system fail, one after the other, and tells what came.

python -m torture.failing_work OPERATION LIBRARY AT_MOST SEED
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from torture.failing import WAYS, Call, Failing, Trial
from torture.trying import Ground


def trials(operation: str, counts: Mapping[Call, int]) -> Iterator[Trial]:
    """Each call of the operation, failing in each way."""
    for call, ways in WAYS.items():
        for number in range(1, counts[call] + 1):
            for error, lasts in ways:
                yield Trial(operation, call, number, error, lasts)


def main(operation: str, library: Path, *, at_most: int, seed: int) -> None:
    failing, memory = Failing(library), Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        folder = Path(name)
        ground = Ground(operation, folder, folder / "place", lambda place: failing.during(place, None))
        wanted = list(trials(operation, failing.counts))
        if 0 < at_most < len(wanted):
            wanted = random.Random(seed).sample(wanted, at_most)
        told, faults = 0, []
        for trial in wanted:
            is_tidy = trial.call is not Call.UNLINK
            found = ground.faults(partial(failing.during, trial=trial), is_tidy=is_tidy)
            faults += [f"{trial}: {fault}" for fault in found]
            told += ground.was_told
    print(json.dumps([len(wanted), told, faults]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), at_most=int(sys.argv[3]), seed=int(sys.argv[4]))
