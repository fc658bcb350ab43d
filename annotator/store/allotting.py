"""Allotment as a project keeps it: who has which articles, and who gets which more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from annotator.domain.allotment import Shares, allot
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id, now
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Assignment, Role
from annotator.domain.steps import Step, Verb, entity_of, key_of
from annotator.domain.work import UNWATCHED, Job
from annotator.store.counts import outlines, works
from annotator.store.plain_records import canonical_record
from annotator.store.project import Project
from annotator.store.tables import save
from annotator.store.team import persons

_TOGETHER: Final = 1_000
"""Rows in one write. As long as it takes, a decision beside it waits."""


@immutable
class Allotment:
    """What annotators get, by id and in the order of their queues, and how many articles they have before.

    An article that somebody has begun without its being allotted is among what she gets.
    """

    shares: Shares
    before: Mapping[str, int]

    @property
    def count(self) -> int:
        """How many articles are given to somebody, each as often as it is."""
        return sum(map(len, self.shares.values()))


def allotted(project: Project) -> dict[str, dict[str, int]]:
    """The place of each article in the queue of whom it is allotted to, by annotator and article."""
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = project.database.each(
        "SELECT annotator_id, article_id, position FROM assignment WHERE position > 0 ORDER BY position"
    )
    for annotator, article, position in rows:
        found[str(annotator)][str(article)] = int(str(position))
    return dict(found)


def plan_allotment(
    project: Project, people: Sequence[Annotator], *, per_article: int, seed: int
) -> Allotment:
    """What each of `people` would get. Raises Refused as `allot` does."""
    held = {person: dict(places) for person, places in allotted(project).items()}
    labelling = {person.id for person in persons(project) if person.role is Role.ANNOTATOR}
    labelling |= {person.id for person in people}
    begun: defaultdict[str, list[str]] = defaultdict(list)
    for work in works(project):
        if work.annotator_id in labelling and work.article_id not in held.get(work.annotator_id, ()):
            begun[work.annotator_id].append(work.article_id)
    shares = allot(
        [article.id for article in outlines(project) if not article.is_excluded],
        [person.id for person in people],
        per_article=per_article,
        seed=seed,
        held={person: (*held.get(person, ()), *begun[person]) for person in labelling},
    )
    before = {person: len(held.get(person, ())) for person in shares}
    # Whoever has any allotted article has no others in her queue, so what she began becomes one of them.
    return Allotment({person: (*begun[person], *gained) for person, gained in shares.items()}, before)


def write_allotment(project: Project, planned: Allotment, *, by: str, job: Job = UNWATCHED) -> None:
    """Give everybody what was planned, as one step of the journal. `by` is who says so, "" for nobody.

    Raises Refused where others' work is not seen, Cancelled between two writes, and Unavailable where the
    file can't be written to; what was written before stays, and planning again finds the rest.
    """
    if project.database.sight.is_blind:
        # Rows that are not seen would be taken for new ones, and what was finished would be open again.
        raise Refused("Only a lead allots articles. Nothing was changed. Ask the lead.")
    last = {person: max(places.values()) for person, places in allotted(project).items()}
    places = (
        (article, person, last.get(person, 0) + number)
        for person, articles in planned.shares.items()
        for number, article in enumerate(articles, 1)
    )
    step, done = Step(new_id(), Verb.ALLOT, by, "", (), at=now()), 0
    while batch := list(islice(places, _TOGETHER)):
        job.check()
        job.step(done, planned.count)
        with project.database.write():
            facts = [_placed(project, *place) for place in batch]
            project.journal.append_facts(step, facts)
        done += len(batch)


def _placed(
    project: Project, article_id: str, annotator_id: str, position: int
) -> tuple[str, str, str | None, str]:
    """Put an article into a queue; returns what the journal keeps of it."""
    current = project.people.assignment(article_id, annotator_id)
    before = current or Assignment(article_id, annotator_id, version=0)
    after = replace(before, position=position, version=before.version + 1)
    save(project.database, after)
    was = None if current is None else canonical_record(current)
    return entity_of(after), key_of(after), was, canonical_record(after)
