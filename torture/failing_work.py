"""Does operations in a process whose calls to the system fail, one after the other, and tells what came.

python -m torture.failing_work OPERATION LIBRARY AT_MOST SEED
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.errors import ClaimdeskError
from torture.failing import WAYS, Call, Failing, Trial
from torture.operations import OPERATIONS, Operation, State, sound

_NOT_FOR_PEOPLE = re.compile(r"Traceback|Errno|sqlite3|\.part\b|Error\b|SQLITE")


class Bench:
    """One operation on fresh ground, again and again."""

    def __init__(self, name: str, folder: Path, failing: Failing) -> None:
        self._operation: Operation = OPERATIONS[name]
        self._name, self._folder, self._failing = name, folder, failing
        self._ground = folder / "ground"
        self._ground.mkdir(parents=True)
        with _home(self._ground):
            self._operation.prepare(self._ground)
        place = self._fresh()
        with _home(place):
            self.before = self._operation.state(place)
        with _home(place), failing.during(place, None):
            self._operation.act(place)
        self.counts = {call: failing.counted(call) for call in Call}
        with _home(place):
            self.after = self._operation.state(place)

    def trials(self) -> Iterator[Trial]:
        """Each call of the operation, failing in each way."""
        for call, ways in WAYS.items():
            for number in range(1, self.counts[call] + 1):
                for error, lasts in ways:
                    yield Trial(self._name, call, number, error, lasts)

    def faults(self, trial: Trial) -> Iterator[str]:
        """What is wrong with what came of a trial: nothing, unless the program has a fault."""
        place, told = self._fresh(), ""
        with _home(place):
            try:
                with self._failing.during(place, trial):
                    self._operation.act(place)
            except ClaimdeskError as error:
                told = str(error)
                if ". " not in told or _NOT_FOR_PEOPLE.search(told):
                    yield f"not in a person's words: {told}"
            except Exception as error:  # noqa: BLE001 - whatever else is raised is a fault, and counted
                yield f"{type(error).__name__}: {error}"
            found = self._state(place)
            if found not in (self.before, self.after):
                yield f"neither before nor after: {found}"
            if not told and found == self.before != self.after:
                yield "nothing was done, and nobody was told"
            yield from self._again(place, trial)
        self.was_told = bool(told)
        shutil.rmtree(place, ignore_errors=True)

    def _again(self, place: Path, trial: Trial) -> Iterator[str]:
        try:
            self._operation.act(place)
            found = self._state(place)
            if found != self.after:
                yield f"doing it again does not help: {found}"
            is_tidy = trial.call is not Call.UNLINK
            yield from (wrong for wrong in sound(place) if is_tidy or "left behind" not in wrong)
        except Exception as error:  # noqa: BLE001 - whatever is raised is a fault, and counted
            yield f"afterwards {type(error).__name__}: {error}"

    def _state(self, place: Path) -> State:
        try:
            return self._operation.state(place)
        except Exception as error:  # noqa: BLE001 - a state that can't be told is neither before nor after
            return f"{type(error).__name__}: {error}"

    def _fresh(self) -> Path:
        place = self._folder / "place"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._ground, place)
        return place


@contextmanager
def _home(place: Path) -> Iterator[None]:
    """Backups and the like belong to the ground, and fail with it."""
    os.environ["XDG_DATA_HOME"] = str(place / "home")
    yield


def main(operation: str, library: Path, *, at_most: int, seed: int) -> None:
    failing, memory = Failing(library), Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        bench = Bench(operation, Path(folder), failing)
        trials = list(bench.trials())
        if 0 < at_most < len(trials):
            trials = random.Random(seed).sample(trials, at_most)
        told, faults = 0, []
        for trial in trials:
            faults += [f"{trial}: {fault}" for fault in bench.faults(trial)]
            told += bench.was_told
    print(json.dumps([len(trials), told, faults]))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), at_most=int(sys.argv[3]), seed=int(sys.argv[4]))
