"""What was counted already, kept portion by portion, so that a long form goes on where it was stopped."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from torture.campaign import Tally


@dataclass(frozen=True, slots=True)
class Portion:
    """A finished portion: its number, how many runs it made, in how many seconds, and what it counted."""

    number: int
    runs: int
    seconds: float
    tally: Tally


class Records:
    """The finished portions of one campaign with one seed, one a line of a file."""

    def __init__(self, folder: Path, name: str, seed: int) -> None:
        self._path = folder / f"{name}-{seed}.jsonl"

    def read(self) -> list[Portion]:
        """What is there. A line that was cut off by a stop is left out, and its portion run again.

        A portion that two processes made beside each other counts once.
        """
        if not self._path.exists():
            return []
        lines = self._path.read_text(encoding="utf-8").split("\n")
        whole = [_portion(line) for line in lines[:-1] if line.endswith("}")]
        return list({(portion.number, portion.runs): portion for portion in whole}.values())

    def keep(self, portion: Portion) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(_line(portion) + "\n")

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


def _line(portion: Portion) -> str:
    head = {"number": portion.number, "runs": portion.runs, "seconds": round(portion.seconds, 3)}
    return json.dumps(head | portion.tally.values(), ensure_ascii=True)


def _portion(line: str) -> Portion:
    values = json.loads(line)
    return Portion(values["number"], values["runs"], values["seconds"], Tally.from_values(values))
