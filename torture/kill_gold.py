"""Kill a review: gold of many articles at once is there article by article, and is taken back as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.review.gold_steps import Authority
from annotator.domain.steps import Verb
from annotator.store.bulk_gold import accept_unanimous, turn_back
from annotator.store.project import Project, open_project
from tests.teams import NAMES, team_project
from torture.elsewhere import tell
from torture.killing import State, Victim, killing, try_kills

_ARTICLES: Final = 40
"""Two batches, as gold of 32 articles is written at a time."""
_LABELS: Final = ("confirmed", "disputed", "unverified")


def _prepare(folder: Path) -> None:
    """A team that agrees on every claim; the reviewer and the gold annotator are known before."""
    articles = []
    for number in range(_ARTICLES):
        lines = [f"Town {number} has bridge {place}." for place in range(4)]
        marked = [(line, _LABELS[(number + place) % 3]) for place, line in enumerate(lines)]
        articles.append(("\n".join(lines) + "\n", dict.fromkeys(NAMES, marked)))
    with closing(team_project(folder, articles)) as project:
        project.join("Lea")
        project.gold_annotator()


def _accept(folder: Path) -> None:
    """Make gold of everything, as one step; once more, of what was left."""
    with closing(open_project(folder / "team.claimdesk")) as project:
        people = project.people.named("Lea"), project.gold_annotator()
        lea, gold = (person.id for person in people if person is not None)
        articles = [article.id for article in project.articles.each()]
        accept_unanimous(project, articles, Authority(lea, gold), step_id=_step_id(project), told=_nobody)


def _prepare_gold(folder: Path) -> None:
    _prepare(folder)
    _accept(folder)


def _take_back(folder: Path) -> None:
    """Take back what was accepted, unless that is done already."""
    with closing(open_project(folder / "team.claimdesk")) as project:
        lea = project.people.named("Lea")
        if lea is not None and _gold(project):
            turn_back(project, _step_id(project), Verb.UNDO, by=lea.id, told=_nobody)


def _state(folder: Path) -> State:
    """The labels of the gold of each article that has any, in the order of the articles."""
    with closing(open_project(folder / "team.claimdesk")) as project:
        return _gold(project)


def _gold(project: Project) -> State:
    who = project.gold.annotator_id
    gold = (
        (
            article.title,
            [(claim.quote, claim.label) for claim in project.claims.of_article(article.id, who)],
            [adjudication.outcome for adjudication in project.gold.of_article(article.id)],
        )
        for article in project.articles.each()
    )
    return tuple(said for said in gold if said[1])


def _step_id(project: Project) -> str:
    """The same for every process, as each of them goes on with the same step."""
    return project.fact("id")


def _nobody(_article_ids: Sequence[str]) -> None:
    """Nobody looks at the articles."""


def _is_whole(found: State, before: State, after: State) -> bool:
    """Whole articles, from the first on."""
    return before == () and found == after[: len(found)]


ACCEPTED: Final = Victim(_prepare, _accept, _state, _is_whole)
TAKEN_BACK: Final = Victim(_prepare_gold, _take_back, _state)

CAMPAIGN = killing(
    "torture.kill_gold",
    "gold of whole articles only, going on ends as without a kill; taken back is all or nothing",
    portion=20,
)

if __name__ == "__main__":
    tell(lambda kills, seed: try_kills(TAKEN_BACK if seed % 4 == 3 else ACCEPTED, kills, seed))
