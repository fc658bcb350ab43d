"""Claims and decisions made elsewhere, written many at once: each of them new, checked and journaled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.identity import new_id, now
from annotator.domain.immutable import immutable
from annotator.domain.records import Basis, Claim, Confidence, Decision, Fragment, Origin, Progress
from annotator.domain.steps import Step, Verb, key_of
from annotator.store.articles import NewArticle, insert_articles
from annotator.store.database import Row
from annotator.store.inserting import insert, without_checks
from annotator.store.journal import Fact
from annotator.store.plain_records import canonical, canonical_record, checksum_of, claim_frame, framed
from annotator.store.project import Project
from annotator.store.tables import (
    CLAIM,
    DECISION,
    add_fragments,
    claim_row,
    decision_row,
    save_progress,
)

_SAID: Final = "id, article_id, annotator_id, label, confidence, note, flag, deleted_at"
_AMONG_IDS: Final = "id IN (SELECT value FROM json_each(?))"


Place = tuple[str, tuple[Fragment, ...]]
"""The id of a claim, and its fragments."""


@immutable
class Alike:
    """Claims that say the same of different `places`; `model` is one that has neither id nor fragments.

    A file holds thousands of such, of which all that they have in common is made once.
    """

    model: Claim
    places: Sequence[Place]

    @classmethod
    def alone(cls, claim: Claim) -> Alike:
        """One that no other is like."""
        return cls(replace(claim, id="", fragments=()), ((claim.id, claim.fragments),))

    def claims(self) -> Iterator[Claim]:
        """Each as a record of its own."""
        return (replace(self.model, id=id_, fragments=parts) for id_, parts in self.places)


@immutable
class Arrival:
    """What one annotator said of one article, and the counts of her queue after it.

    Claims and decisions are complete but for the time of their last change.
    """

    article_id: str
    annotator_id: str
    claims: Sequence[Alike] = ()
    decisions: Sequence[Decision] = ()
    progress: Progress | None = None

    @property
    def claim_count(self) -> int:
        return sum(len(alike.places) for alike in self.claims)


def known_claims(project: Project, claims: Iterable[Claim]) -> dict[str, bool]:
    """The ids of those that the project has, deleted or not, and whether it says the same under them.

    What the others of a team say is not compared for who works blind: it passes for the same.
    """
    by_id: dict[str, Claim] = {}
    for claim in claims:
        # Of several with one id the first would be written.
        by_id.setdefault(claim.id, claim)
    ids = (canonical(list(by_id)),)
    database = project.database
    known = {str(id_): True for (id_,) in database.rows(f"SELECT id FROM main.claim WHERE {_AMONG_IDS}", ids)}
    spans: dict[object, list[Row]] = {}
    if known:
        sql = f'SELECT claim_id, start, "end" FROM fragment WHERE claim_{_AMONG_IDS} ORDER BY number'
        for claim_id, *ends in database.rows(sql, ids):
            spans.setdefault(claim_id, []).append(tuple(ends))
        for id_, *values in database.rows(f"SELECT {_SAID} FROM claim WHERE {_AMONG_IDS}", ids):
            known[str(id_)] = _said(by_id[str(id_)]) == (*values, tuple(spans.get(id_, ())))
    return known


def _said(claim: Claim) -> Row:
    """What a claim says, apart from when and how it was made."""
    head = (claim.article_id, claim.annotator_id, claim.label, str(claim.confidence), claim.note)
    return (*head, int(claim.flag), None, tuple((part.start, part.end) for part in claim.fragments))


def take_in(
    project: Project, articles: Sequence[NewArticle], arrivals: Sequence[Arrival], *, annotator_id: str
) -> None:
    """Write new articles and what was said of them and of others: all or nothing.

    `annotator_id` is who brings them in, "" where nobody is at the desk. Raises Refused where a claim does
    not fit its text, and Unavailable where the file can't be written to. That none of the rows is there
    already is for the caller to see to (sqlite3.IntegrityError).
    """
    database, at = project.database, now()
    with database.write():
        insert_articles(database, project.journal, articles, annotator_id=annotator_id)
        texts = {article.id: text for article, text, _ in articles}
        claims: list[tuple[Row, Place]] = []
        steps: list[tuple[Step, list[Fact]]] = []
        decisions: list[Decision] = []
        for arrival in arrivals:
            if arrival.article_id not in texts:
                texts[arrival.article_id] = project.articles.text(arrival.article_id)
            step = Step(new_id(), Verb.TAKE_IN, arrival.annotator_id, arrival.article_id, (), at=at)
            facts: list[Fact] = []
            for row, place, after in _checked(arrival, texts[arrival.article_id]):
                claims.append((row, place))
                facts.append(("claim", place[0], None, after))
            facts += [("decision", key_of(each), None, canonical_record(each)) for each in arrival.decisions]
            steps.append((step, facts))
            decisions += arrival.decisions
        # In the order of their tables, for which pages are looked up and filled a tenth faster.
        claims.sort(key=lambda claim: claim[1][0])
        with without_checks(database):
            insert(database, "claim", f"{CLAIM}, checksum", [row for row, _ in claims])
            add_fragments(database, (place for _, place in claims))
        insert(database, "decision", DECISION, list(map(decision_row, decisions)))
        project.journal.append_many(steps)
        for arrival in arrivals:
            if arrival.progress is not None:
                save_progress(database, arrival.progress)


def _checked(arrival: Arrival, text: str) -> Iterator[tuple[Row, Place, str]]:
    """Row, place and canonical JSON of each claim, compared with the text and with where it should be."""
    hers = arrival.article_id, arrival.annotator_id
    for alike in arrival.claims:
        model = alike.model
        if not _is_sayable(model):
            raise ValueError(f"no table holds such a claim: {model}")
        frame, (_, *common, _) = claim_frame(model), claim_row(model, "")
        is_hers = (model.article_id, model.annotator_id) == hers
        for place in alike.places:
            id_, parts = place
            if not (is_hers and parts and _are_there(parts, text)):
                raise Refused(
                    "The words of a claim are not those of its article at that place. None of this batch was "
                    "saved. Everything saved before is safe."
                )
            after = framed(frame, id_, parts)
            yield (id_, *common, checksum_of(after)), place, after


def _is_sayable(claim: Claim) -> bool:
    """Whether the table would take what a claim says with words of a list, and its version."""
    words = (type(claim.basis), type(claim.confidence), type(claim.origin))
    return words == (Basis, Confidence, Origin) and claim.version > 0


def _are_there(parts: Sequence[Fragment], text: str) -> bool:
    """Whether the parts are in the order of the text, apart from each other, and hold its words."""
    reached, length = 0, len(text)
    for part in parts:
        start, end = part.start, part.end
        if not reached <= start < end <= length or text[start:end] != part.quote:
            return False
        reached = end
    return True
