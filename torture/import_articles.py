"""Import damaged articles of every kind: each is read, refused or left out, and every single one is told of.

All go through the product's own reading into a project, in a process that stands for the window's: its death,
or a file that keeps it longer than 20 seconds of work, is a fault.
"""

from __future__ import annotations

import random
from typing import Final

from torture.article_intake import bring_in
from torture.article_samples import samples
from torture.campaign import Campaign, Tally
from torture.damage import damaged_somehow
from torture.elsewhere import tally_of, tell
from torture.sound_project import sound_project
from torture.watching import Watch

_SHARES: Final = {".pdf": 0.5, ".warc": 0.5, ".warc.gz": 0.5}
"""How often a kind is taken beside the others: a PDF takes ten times as long as another file."""
_OTHER_NAME: Final = 0.03
"""How often a file has the name of another kind."""
_FEW: Final = 8
"""So many plain texts at a time are read in the window's own process."""


def mutants(count: int, chance: random.Random) -> list[tuple[str, bytes]]:
    """Damaged articles with their names."""
    sound = samples()
    suffixes = list(sound)
    weights = [_SHARES.get(suffix, 1.0) for suffix in suffixes]
    others = [content for contents in sound.values() for content in contents]
    made = []
    for number, suffix in enumerate(chance.choices(suffixes, weights, k=count)):
        mutant = damaged_somehow(chance.choice(sound[suffix]), others, chance)
        end = chance.choice(suffixes) if chance.random() < _OTHER_NAME else suffix
        made.append((f"{number:06}{end}", mutant))
    return made


def try_mutants(count: int, seed: int) -> Tally:
    """Import so many mutants in this process, a few plain texts first, which are read in it."""
    made, tally, watch = mutants(count, random.Random(seed)), Tally(), Watch()
    plain = [mutant for mutant in made if mutant[0].endswith(".txt")][:_FEW]
    others = [mutant for mutant in made if mutant not in plain]
    with sound_project(tally) as project:
        for kind, files in (("plain", plain), ("others", others)):
            bring_in(project, project.path.with_name(kind), files, tally, watch)
    watch.tell(tally)
    return tally


def run(count: int, seed: int) -> Tally:
    """Import so many mutants, in a process whose death is counted as a crash of the window."""
    return tally_of("torture.import_articles", count, seed)


CAMPAIGN = Campaign(
    promise="60,000 mutants: 0 crashes, 0 hangs over 20 s, 0 partial rows, 0 empty articles, all are told of",
    run=run,
    short=250,
    long=60_000,
    portion=1_000,
    counted=("files", "articles added", "already there", "refused", "left out"),
)

if __name__ == "__main__":
    tell(try_mutants)
