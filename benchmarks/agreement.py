"""Alpha with its interval for 100,000 items × 5 annotators, beside reading the same CSV with `csv`."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median

from annotator.domain.agreement.alpha import alpha_of
from annotator.domain.agreement.figure import Figure as Agreement
from annotator.domain.agreement.report import reported
from annotator.domain.agreement.tally import tally_of
from annotator.domain.agreement.votes import Votes
from annotator.exchange.vote_table import VoteWishes, read_votes
from benchmarks.claims import timed
from benchmarks.figures import Figure

ITEMS = 100_000
_ITEMS_OF_A_DOCUMENT = 8
_ANNOTATORS = 5
_MISSING = 0.3
_RIGHT = 0.8
_LABELS = ("confirmed", "disputed", "unverified")
_ROUNDS = 5


def measure(folder: Path, scale: float) -> Iterator[Figure]:
    count = max(1_000, round(ITEMS * scale))
    table = folder / "votes.csv"
    _write(table, count)
    votes = read_votes(table, VoteWishes())
    rounds = [
        (
            timed(lambda: _alpha(votes)),
            timed(lambda: _alpha(read_votes(table, VoteWishes()))),
            timed(lambda: reported(votes)),
            timed(lambda: _read(table)),
        )
        for _ in range(_ROUNDS)
    ]
    alpha, whole, report, floor = (median(times) for times in zip(*rounds, strict=True))
    yield Figure(f"alpha with interval, {count:,} items × {_ANNOTATORS}", alpha, floor, 3.0)
    yield Figure("the same with reading the table", whole, floor, 5.0)
    yield Figure("all figures, with pairs, labels and reliability", report, floor, 10.0)


def _alpha(votes: Votes) -> Agreement:
    figure = alpha_of(tally_of(votes))
    assert figure.interval is not None
    return figure


def _read(table: Path) -> int:
    with table.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def _write(table: Path, items: int) -> None:
    """Votes of annotators who are mostly right, with a share of them missing."""
    random = Random(0)
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["item", "annotator", "label", "document"])
        for item in range(items):
            true = random.choice(_LABELS)
            for annotator in range(_ANNOTATORS):
                if random.random() >= _MISSING:
                    label = true if random.random() < _RIGHT else random.choice(_LABELS)
                    document = f"article {item // _ITEMS_OF_A_DOCUMENT:05}"
                    writer.writerow([f"item {item:06}", f"annotator {annotator}", label, document])
