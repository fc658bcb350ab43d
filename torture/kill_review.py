"""Kill the window of a review while somebody decides in it: what was painted has to be in the file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.adjudication import Outcome
from annotator.store.project import Project
from tests.teams import random_team
from torture.campaign import Campaign, Tally
from torture.elsewhere import tally_of, tell
from torture.killing_windows import Killed, try_kills
from torture.reviewing import REVIEWER, Reviewing

_ARTICLES: Final = 40


def _prepare(folder: Path, few: bool) -> Path:
    """A team that differs on some of its claims, and somebody who marked nothing."""
    with closing(random_team(folder, articles=4 if few else _ARTICLES, seed=len(REVIEWER))) as project:
        project.join(REVIEWER)
        return project.path


def _compare_gold(project: Project, tally: Tally) -> None:
    """What a decision made gold is written with it: half of a write would leave one without the other."""
    gold = {
        claim.id
        for claim in project.claims.each()
        if claim.annotator_id == project.gold.annotator_id and claim.deleted_at is None
    }
    named: set[str] = set()
    for adjudication in project.gold.each():
        tally.count("decisions kept")
        if adjudication.outcome is Outcome.CLAIM and not gold.issuperset(adjudication.gold_ids):
            tally.fault(f"a decision without its gold: {adjudication}")
        named.update(adjudication.gold_ids)
    for claim_id in gold - named:
        tally.fault(f"gold that nobody decided: {claim_id}")


_KILLED: Final = Killed(_prepare, Reviewing, 64, _compare_gold)

CAMPAIGN = Campaign(
    promise="200 kills of a review by keyboard: 0 painted decisions lost, 0 half, 0 integrity errors",
    run=lambda kills, seed: tally_of("torture.kill_review", kills, seed),
    short=1,
    long=200,
    portion=10,
    counted=("kills", "decisions"),
)

if __name__ == "__main__":
    tell(lambda kills, seed: try_kills(_KILLED, kills, seed))
