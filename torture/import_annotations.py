"""Import damaged files of every format of annotations: what is in them is placed, told of or refused.

All go through the product's own reading into a project, in a process that stands for the window's: its death,
or a file that keeps it longer than 20 seconds of work, is a fault.
"""

from __future__ import annotations

import random
from contextlib import closing
from typing import Final

from annotator.exchange.formats import formats
from torture.annotation_intake import Intake
from torture.annotation_samples import Sample, samples
from torture.campaign import Campaign, Tally
from torture.damage import damaged_somehow
from torture.elsewhere import tally_of, tell
from torture.sound_project import sound_project
from torture.watching import Watch

_OTHER_FORMAT: Final = 0.03
"""How often a file is of another format than is said."""


def mutants(count: int, chance: random.Random) -> list[Sample]:
    """Damaged files; every format is asked for as often as any other, also those without a sample."""
    sound = samples()
    others = [sample.content for sample in sound]
    made = []
    for format_name in chance.choices([each.name for each in formats() if each.reader], k=count):
        own = [sample for sample in sound if sample.format_name == format_name]
        sample = chance.choice(own if own and chance.random() > _OTHER_FORMAT else sound)
        made.append(Sample(format_name, sample.name, damaged_somehow(sample.content, others, chance)))
    return made


def try_mutants(count: int, seed: int) -> Tally:
    """Import so many mutants in this process."""
    tally, watch = Tally(), Watch()
    with sound_project(tally) as project, closing(Intake(project, tally, watch)) as intake:
        for number, mutant in enumerate(mutants(count, random.Random(seed))):
            intake.take(number, mutant)
    watch.tell(tally)
    return tally


def run(count: int, seed: int) -> Tally:
    """Import so many mutants, in a process whose death is counted as a crash of the window."""
    return tally_of("torture.import_annotations", count, seed)


CAMPAIGN = Campaign(
    promise="50,000 mutants: 0 crashes, 0 hangs over 20 s, 0 partial rows, 0 silent losses, all are told of",
    run=run,
    short=300,
    long=50_000,
    portion=1_000,
    counted=("files", "refused", "claims told of", "claims added"),
)

if __name__ == "__main__":
    tell(try_mutants)
