"""When people decided, read from the journal: what their pace is worked out from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from annotator.domain.steps import Verb
from annotator.store.database import Row
from annotator.store.project import Project

_DECIDING = (Verb.MARK, Verb.RETAG, Verb.NO_CLAIM, Verb.SKIP, Verb.BOILERPLATE)


def decision_times(
    project: Project, people: Collection[str], *, since: str = ""
) -> dict[str, list[datetime]]:
    """When each of the people decided something, in order of time, by annotator id.

    `since` is a time as the journal writes it. An action that changed several rows is one decision.
    """
    verbs = ", ".join("?" * len(_DECIDING))
    rows: list[Row] = project.database.rows(
        f"SELECT annotator_id, at FROM journal WHERE verb IN ({verbs}) AND at >= ? "
        "GROUP BY step ORDER BY annotator_id, at",
        (*(verb.value for verb in _DECIDING), since),
    )
    times: defaultdict[str, list[datetime]] = defaultdict(list)
    for person, at in rows:
        if person in people:
            times[str(person)].append(datetime.fromisoformat(str(at)))
    return dict(times)


def finishing_times(project: Project) -> dict[str, list[tuple[str, datetime]]]:
    """Who finished each article and when, by article id."""
    rows = project.database.rows(
        "SELECT article_id, annotator_id, finished_at FROM assignment WHERE finished_at IS NOT NULL "
        "ORDER BY article_id, annotator_id"
    )
    times: defaultdict[str, list[tuple[str, datetime]]] = defaultdict(list)
    for article, person, at in rows:
        times[str(article)].append((str(person), datetime.fromisoformat(str(at))))
    return dict(times)
