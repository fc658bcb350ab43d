"""Does operations in a process whose calls to the system fail, one after the other, and tells what came.

python -m torture.failing_work LIBRARY AT_MOST SEED OPERATION...
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from torture.failing import WAYS, Call, Came, Failing, Trial
from torture.homes import memory
from torture.trying import Ground


def trials(operation: str, counts: Mapping[Call, int]) -> Iterator[Trial]:
    """Each call of the operation, failing in each way."""
    for call, ways in WAYS.items():
        for number in range(1, counts[call] + 1):
            for error, lasts in ways:
                yield Trial(operation, call, number, error, lasts)


def attempt(operation: str, folder: Path, failing: Failing, *, at_most: int, chance: random.Random) -> Came:
    """What came of the trials of an operation; `at_most` so many of them, 0 for all."""
    ground = Ground(operation, folder, folder / "place", lambda place: failing.during(place, None))
    wanted = list(trials(operation, failing.counts))
    if 0 < at_most < len(wanted):
        wanted = chance.sample(wanted, at_most)
    told, faults = 0, []
    for trial in wanted:
        is_tidy = trial.call is not Call.UNLINK
        found = ground.faults(partial(failing.during, trial=trial), is_tidy=is_tidy)
        faults += [f"{trial}: {fault}" for fault in found]
        told += ground.was_told
    return Came(len(wanted), told, tuple(faults))


def main(library: Path, operations: Sequence[str], *, at_most: int, seed: int) -> None:
    failing, chance = Failing(library), random.Random(seed)
    came = []
    with tempfile.TemporaryDirectory(dir=memory()) as name:
        for number, operation in enumerate(operations):
            folder = Path(name) / str(number)
            came.append(attempt(operation, folder, failing, at_most=at_most, chance=chance))
    faults = [fault for each in came for fault in each.faults]
    print(json.dumps([sum(each.trials for each in came), sum(each.told for each in came), faults]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[4:], at_most=int(sys.argv[2]), seed=int(sys.argv[3]))
