"""What the queue of an annotator will show when claims from a file are among hers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from annotator.domain.cursor import Cursor
from annotator.domain.progress import progress_of
from annotator.domain.records import Claim, Decision, Unit
from annotator.domain.sheet import Sheet
from annotator.store.arrivals import Alike, Arrival
from annotator.store.articles import NewArticle
from annotator.store.project import Project


def counted(
    project: Project, arrival: Arrival, units: Sequence[Unit], new: NewArticle | None
) -> Arrival | None:
    """The arrival with its counts, without decisions about sentences of which something is known already.

    `units` are those of its article, which is `new` where it is not written yet. None where nothing is left.
    """
    key = arrival.article_id, arrival.annotator_id
    known = [] if new else project.claims.decisions(*key)
    decided: dict[int, Decision] = {decision.unit_start: decision for decision in known}
    for decision in arrival.decisions:
        decided.setdefault(decision.unit_start, decision)
    decisions = tuple(decided.values())[len(known) :]
    if not (arrival.claims or decisions):
        return None
    article = new[0] if new else project.articles.get(arrival.article_id)
    if article is None:
        raise KeyError(arrival.article_id)
    before = None if new else project.people.progress(*key)
    there = [] if new else project.claims.of_article(*key)
    sheet = Sheet(
        article,
        # Counting needs no words.
        "",
        units=units,
        claims=[*there, *map(_as_one, arrival.claims)],
        decisions=decided.values(),
        annotator_id=arrival.annotator_id,
        furthest=before.furthest if before else -1,
    )
    more = arrival.claim_count - len(arrival.claims)
    more_flagged = sum(len(alike.places) - 1 for alike in arrival.claims if alike.model.flag)
    counts = progress_of(sheet, arrival.annotator_id, Cursor(-1))
    counts = replace(counts, claims=counts.claims + more, flags=counts.flags + more_flagged)
    if before is not None:
        place = before.unit_start, before.selection, before.furthest, before.at
        counts = replace(counts, unit_start=place[0], selection=place[1], furthest=place[2], at=place[3])
    return replace(arrival, decisions=decisions, progress=counts)


def _as_one(alike: Alike) -> Claim:
    """A claim over all their places, which leaves as many sentences undecided as they do."""
    parts = sorted(chain.from_iterable(parts for _, parts in alike.places), key=lambda part: part.start)
    return replace(alike.model, id=alike.places[0][0], fragments=tuple(parts))
