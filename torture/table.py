"""The figures of campaigns, for a terminal and for the documentation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from torture.campaign import Tally


@dataclass(frozen=True, slots=True)
class Row:
    """One campaign: what it promises, and what `runs` of the `wanted` runs counted in so many seconds."""

    name: str
    promise: str
    runs: int
    wanted: int
    tally: Tally
    seconds: float
    holds: bool

    @property
    def share(self) -> str:
        """How many runs there were, and of how many where that is not all."""
        return f"{self.runs:,}" if self.runs == self.wanted else f"{self.runs:,} of {self.wanted:,}"

    @property
    def figures(self) -> str:
        counted = [f"{times:,} {what}" for what, times in self.tally.counts.items()]
        counted += [f"{value:,.4g} {what} at most" for what, value in self.tally.peaks.items()]
        return ", ".join(counted)


def plain(row: Row) -> str:
    lines = [
        f"{'holds' if row.holds else 'BROKEN':<7} {row.name}: {row.share} runs in {row.seconds:,.0f} s",
        f"        promised: {row.promise}",
        f"        counted:  {row.figures or 'nothing'}; {row.tally.faulty:,} faults",
    ]
    return "\n".join([*lines, *(f"        fault:    {said}" for said in row.tally.faults)])


def markdown(rows: Iterable[Row]) -> str:
    """A table with a line for each campaign."""
    lines = ["| campaign | promised | runs | counted | faults | seconds |", "|---|---|---|---|---|---|"]
    for row in rows:
        cells = (
            row.name,
            row.promise,
            row.share,
            row.figures,
            f"{row.tally.faulty:,}",
            f"{row.seconds:,.0f}",
        )
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"
