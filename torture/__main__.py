"""python -m torture [--long] [--seed N] [--table FILE] [NAME...]: run campaigns, print a table of figures.

The long form keeps each finished portion under build/torture and goes on there when it is called again with
the same seed; `--again` begins anew, and `--so-far` runs nothing and tells what was kept. Ends with 1 where a
campaign found a fault, tried nothing or could not be run.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from torture.campaign import Campaign, NotPossible, Tally, portion_seed
from torture.campaigns import CAMPAIGNS, campaign
from torture.elsewhere import REPOSITORY
from torture.records import Portion, Records
from torture.table import Row, markdown, plain

KEPT = REPOSITORY / "build" / "torture"


def main() -> int:
    arguments = _arguments()
    rows = []
    were_possible = True
    for name in arguments.names or CAMPAIGNS:
        try:
            row = _row(name, arguments)
        except NotPossible as why:
            were_possible = False
            print(f"NOT RUN {name}: {why}", flush=True)
            continue
        print(plain(row), flush=True)
        rows.append(row)
    if arguments.table:
        arguments.table.write_text(markdown(rows), encoding="utf-8", newline="\n")
    return 0 if were_possible and all(row.holds for row in rows) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m torture", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(CAMPAIGNS)}; all by default")
    parser.add_argument("--long", action="store_true", help="as many runs as prove the figure; goes on")
    parser.add_argument("--again", action="store_true", help="forget the portions that are finished")
    parser.add_argument("--so-far", action="store_true", help="run nothing, tell what is counted")
    parser.add_argument("--runs", type=int, help="another number of runs")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the figures as Markdown as well")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(CAMPAIGNS):
        parser.error(f"there is no campaign {min(unknown)}")
    return arguments


def _row(name: str, arguments: argparse.Namespace) -> Row:
    found, records = campaign(name), Records(KEPT, name, arguments.seed)
    if arguments.so_far:
        return _summed(name, found, records.read(), found.long)
    runs = arguments.runs or (found.long if arguments.long else found.short)
    if arguments.long and arguments.again:
        records.forget()
    portions = _portions(found, runs, arguments.seed, records if arguments.long else None)
    return _summed(name, found, _told(name, portions, runs), runs)


def _portions(found: Campaign, runs: int, seed: int, records: Records | None) -> Iterator[Portion]:
    """Every portion, from the records where it is there."""
    kept = {(portion.number, portion.runs): portion for portion in (records.read() if records else [])}
    for number, size in found.portions(runs):
        portion = kept.get((number, size))
        if portion is None:
            begun = time.perf_counter()
            tally = found.run(size, portion_seed(seed, number))
            portion = Portion(number, size, time.perf_counter() - begun, tally)
            if records:
                records.keep(portion)
        yield portion


def _summed(name: str, found: Campaign, portions: Iterable[Portion], wanted: int) -> Row:
    """What all the portions counted, with how many seconds they took."""
    whole, seconds, runs = Tally(), 0.0, 0
    for portion in portions:
        whole.add(portion.tally)
        seconds += portion.seconds
        runs += portion.runs
    return Row(name, found.promise, runs, wanted, whole, seconds, holds=found.holds(whole))


def _told(name: str, portions: Iterable[Portion], runs: int) -> Iterator[Portion]:
    """The same, told of one after the other where somebody looks on."""
    done = 0
    for portion in portions:
        done += portion.runs
        if sys.stderr.isatty():
            end = "\n" if done == runs else ""
            print(f"\r{name}: {done:,} of {runs:,} ", end=end, file=sys.stderr, flush=True)
        yield portion


if __name__ == "__main__":
    sys.exit(main())
