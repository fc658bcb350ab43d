"""Let every call to the system fail once while something is written: it is told, and nothing is in between.

Each operation is done with its first write failing, then with its second, and so on, in each way in which a
call can fail; likewise with waiting for the disk, names, opening, removing and lengths. Afterwards the file
is as before or as after, a person was told in her words unless it made no difference, and the same operation
does its work once the disk is well.
"""

from __future__ import annotations

from torture.campaign import Campaign, Tally, portion_number
from torture.failing import run_apart
from torture.operations import OPERATIONS

_ALL = 1000
"""A portion of so many runs is every call of one operation in every way, however many those are."""
_NAMES = tuple(OPERATIONS)


def run(runs: int, seed: int) -> Tally:
    """Every trial of one operation, the one of the portion; or so many of them all, by chance."""
    if runs >= _ALL:
        names = _NAMES[portion_number(seed) % len(_NAMES) :][:1]
        came = run_apart(names)
    else:
        names = _NAMES
        came = run_apart(names, at_most=runs // len(names), seed=seed)
    tally = Tally()
    tally.count("operations", len(names))
    tally.count("failed calls", came.trials)
    tally.count("told", came.told)
    tally.count("without harm", came.trials - came.told)
    for fault in came.faults:
        tally.fault(fault)
    return tally


CAMPAIGN = Campaign(
    promise="each call of 11 operations in each way: told, before or after, and works again",
    run=run,
    short=44,
    long=_ALL * len(_NAMES),
    portion=_ALL,
    counted=("operations", "failed calls", "told"),
)
