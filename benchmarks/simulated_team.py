"""A team of annotators whose rates of error are known, to compare what is measured with the truth.

Every asked sentence of every article has a true label, or none; each annotator gives what her habits make of
it, on the whole sentence, and finishes every article. All of it follows from the seed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

from annotator.domain.identity import new_id, now
from annotator.domain.records import Assignment, Claim, Decision, DecisionState, Fragment, Progress, Unit
from annotator.domain.steps import Edit, Step, Verb
from annotator.exchange.importing import import_pasted
from annotator.store.arrivals import Alike, Arrival, take_in
from annotator.store.project import Project, create_project

NO_CLAIM: Final = ""
LABELS: Final = ("confirmed", "disputed", "unverified", NO_CLAIM)

Habits = Mapping[str, Mapping[str, float]]
"""True label to how often each label is given for it; what is left out never is."""
Sentence = tuple[str, int]
"""An article's id and where the sentence starts."""


@dataclass(frozen=True, slots=True)
class SimulatedTeam:
    """`truth` has every asked sentence's label, `given` what each annotator, by id, said of it."""

    project: Project
    truth: Mapping[Sentence, str]
    given: Mapping[str, Mapping[Sentence, str]]


def habits(accuracy: float) -> Habits:
    """Who gives the true label so often, and each other one equally often."""
    wrong = (1 - accuracy) / (len(LABELS) - 1)
    return {true: {label: accuracy if label == true else wrong for label in LABELS} for true in LABELS}


def simulated_team(
    path: Path,
    texts: Sequence[str],
    people: Mapping[str, Habits],
    *,
    shares: Sequence[float] = (0.3, 0.15, 0.25, 0.3),
    seed: int = 1,
    imported: Callable[[Project], None] | None = None,
) -> SimulatedTeam:
    """A new project at `path` in which people with these habits have finished all texts.

    `shares` says how frequent each of LABELS is among the sentences. `imported` is called when there are
    articles and nobody has decided anything.
    """
    random = Random(seed)
    project = create_project(path, title="A simulated team")
    for text in texts:
        import_pasted(project, text)
    if imported is not None:
        imported(project)
    truth = {
        (article.id, unit.start): random.choices(LABELS, shares)[0]
        for article in project.articles.each()
        for unit in _asked(project, article.id)
    }
    given = {
        project.join(name).id: {place: _drawn(random, own[true]) for place, true in truth.items()}
        for name, own in people.items()
    }
    return team_of(project, truth, given)


def team_of(
    project: Project, truth: Mapping[Sentence, str], given: Mapping[str, Mapping[Sentence, str]]
) -> SimulatedTeam:
    """Write down what each annotator gave for each sentence, and finish every article for all of them."""
    arrivals = [
        _arrival(project, article.id, annotator_id, labels)
        for article in project.articles.each()
        for annotator_id, labels in given.items()
    ]
    take_in(project, [], arrivals, annotator_id="")
    for arrival in arrivals:
        finished = Assignment(arrival.article_id, arrival.annotator_id, finished_at=now())
        edits = (Edit(None, finished),)
        project.ledger.commit(
            Step(new_id(), Verb.FINISH, arrival.annotator_id, arrival.article_id, edits), arrival.progress
        )
    return SimulatedTeam(project, truth, given)


def _asked(project: Project, article_id: str) -> list[Unit]:
    return [unit for unit in project.articles.units(article_id) if unit.annotatable]


def _drawn(random: Random, chances: Mapping[str, float]) -> str:
    return random.choices(list(chances), list(chances.values()))[0]


def _arrival(project: Project, article_id: str, annotator_id: str, labels: Mapping[Sentence, str]) -> Arrival:
    text, at = project.articles.text(article_id), now()
    units = _asked(project, article_id)
    claims, decisions = [], []
    for unit in units:
        label = labels[article_id, unit.start]
        if label == NO_CLAIM:
            state = DecisionState.NO_CLAIM
            decisions.append(Decision(article_id, unit.start, annotator_id, state, updated_at=at))
        else:
            words = Fragment(unit.start, unit.end, text[unit.start : unit.end])
            claim = Claim(new_id(), article_id, annotator_id, label, (words,), created_at=at, updated_at=at)
            claims.append(Alike.alone(claim))
    progress = Progress(article_id, annotator_id, asked=len(units), undecided=0, at=at)
    return Arrival(article_id, annotator_id, claims, decisions, replace(progress, claims=len(claims)))
