"""Import files that are made to do harm, one after the other, each with the verdict that it has to get.

The process stands for the window's: it may not end, not grow by 100 MB more than for a sound file, and not be
kept for more than 20 seconds of work.
"""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.store.project import Project, create_project
from tests.unit.exchange.articles.made_files import STORY, page
from tests.unit.store.samples import findings
from torture import crafted_archives, crafted_documents, crafted_pages, crafted_records, crafted_texts
from torture.article_intake import bring_in
from torture.campaign import Campaign, Tally
from torture.crafted import Crafted
from torture.elsewhere import tally_of, tell
from torture.watching import Watch

ALL: Final = (
    *crafted_archives.CRAFTED,
    *crafted_documents.CRAFTED,
    *crafted_pages.CRAFTED,
    *crafted_records.CRAFTED,
    *crafted_texts.CRAFTED,
)
_MOST_GROWTH: Final = 100.0
"""MB that the window's process may need more for all of these than for a sound page."""


def try_files(count: int, seed: int) -> Tally:
    """Import so many of the files in this process; those that take long only where all are asked for."""
    chance, tally = random.Random(seed), Tally()
    chosen = list(ALL if count >= len(ALL) else (each for each in ALL if not each.is_slow))
    if count < len(chosen):
        chosen = chance.sample(chosen, count)
    with tempfile.TemporaryDirectory(prefix="claimdesk-torture-") as folder:
        sound = Crafted("", "a sound page", "a.html", lambda: page(f"<p>{STORY}</p>"), added=1)
        _try(sound, Path(folder) / "sound", Tally(), Watch())
        watch = Watch()
        for number, crafted in enumerate(chosen):
            _try(crafted, Path(folder) / str(number), tally, watch)
    watch.tell(tally)
    if (grown := tally.peaks["MB that a file added to it"]) > _MOST_GROWTH:
        tally.fault(f"the window's process grew by {grown:.0f} MB over one file")
    return tally


def _try(crafted: Crafted, folder: Path, tally: Tally, watch: Watch) -> None:
    folder.mkdir()
    with closing(create_project(folder / "crafted.claimdesk")) as project:
        before = project.journal.last_at()
        report = bring_in(project, folder / "files", [(crafted.name, crafted.make())], tally, watch)
        found = (report.added, report.failed, report.skipped)
        reasons = [remark.reason for remark in report.remarks]
        wanted = (crafted.added, crafted.failed, crafted.skipped)
        if found != wanted:
            tally.fault(f"{crafted}: added, refused, left out are {found}: {reasons}")
        for said in crafted.says:
            if not any(said in reason for reason in reasons):
                tally.fault(f"{crafted}: nobody said “{said}” but {reasons}")
        _check_words(crafted, project, tally)
        if not crafted.added and project.journal.last_at() != before:
            tally.fault(f"{crafted}: something was written of what was refused")
        for finding in findings(project):
            tally.fault(f"{crafted}: in the project: {finding}")


def _check_words(crafted: Crafted, project: Project, tally: Tally) -> None:
    texts = [project.articles.text(article.id) for article in project.articles.each()]
    for words in crafted.holds:
        if not any(words in text for text in texts):
            tally.fault(f"{crafted}: its articles lack “{words[:60]}”")


def run(count: int, seed: int) -> Tally:
    """Import so many of the files, in a process whose death is counted as a crash of the window."""
    return tally_of("torture.crafted_files", count, seed)


CAMPAIGN = Campaign(
    promise="every crafted file gets its exact verdict; 0 crashes, 0 hangs over 20 s, less than 100 MB more",
    run=run,
    short=10,
    long=len(ALL),
    portion=len(ALL),
    counted=("files", "articles added", "refused"),
)

if __name__ == "__main__":
    tell(try_files)
