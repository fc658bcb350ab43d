"""One annotator's rows from another project file: what is here of them, and all of what is new at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id, now
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Assignment, Claim, Decision, Label, Progress
from annotator.domain.steps import Record, Step, Verb, entity_of, key_of
from annotator.store.articles import NewArticle, insert_articles
from annotator.store.database import Database, Row
from annotator.store.facts import add_labels, save_fact
from annotator.store.inserting import insert
from annotator.store.journal import COLUMNS
from annotator.store.partial_chains import allow_holes
from annotator.store.plain_records import canonical, canonical_record
from annotator.store.precedence import Precedence
from annotator.store.project import Project
from annotator.store.tables import CLAIM, add_fragments, claim_row, save, save_progress

_DEVICE: Final = 2


@immutable
class Union:
    """What a project lacks of what a pack holds. Of rows it holds those that are new or outweigh ours.

    `claims` come with their checksum, `untold` are those of the rows that no entry of `journal` tells of.
    `seen` is the hash of the project's newest entry when they were compared.
    """

    seen: str
    annotator: Annotator
    is_known: bool
    claims: Sequence[tuple[Claim, str]]
    replaced: Sequence[str]
    decisions: Sequence[Decision]
    assignments: Sequence[Assignment]
    journal: Sequence[Row]
    untold: Sequence[Claim | Decision | Assignment]
    articles: Sequence[NewArticle] = ()
    labels: Sequence[Label] = ()
    guidelines: Sequence[Guideline] = ()
    facts: Sequence[tuple[str, str]] = ()

    @property
    def touched(self) -> list[str]:
        """The articles in which something was said that was not here, by id."""
        rows: list[Claim | Decision] = [*(claim for claim, _ in self.claims), *self.decisions]
        return sorted({row.article_id for row in rows})

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        rows = (self.claims, self.decisions, self.assignments, self.journal, self.untold)
        brought = (self.articles, self.labels, self.guidelines, self.facts)
        return self.is_known and not any((*rows, *brought))


class Moved(Exception):
    """The project was changed after it was compared with what is to be written."""


def claims_there(database: Database, ids: Iterable[str]) -> dict[str, tuple[str, Precedence]]:
    """Owner and precedence of those claims that the project has, deleted or not."""
    rows = database.rows(
        "SELECT id, annotator_id, version, updated_at, checksum FROM main.claim "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (canonical(list(ids)),),
    )
    return {
        str(id_): (str(owner), (int(str(version)), str(at), str(checksum)))
        for id_, owner, version, at, checksum in rows
    }


def articles_there(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """Id to text hash of those articles that the project has."""
    sql = "SELECT id, sha256 FROM article WHERE id IN (SELECT value FROM json_each(?))"
    return {str(id_): str(hash_) for id_, hash_ in database.rows(sql, (canonical(list(ids)),))}


def unit_ends(database: Database, article_ids: Iterable[str]) -> dict[tuple[str, int], int]:
    """Where the units of these articles end, by article and start."""
    rows = database.each(
        'SELECT article_id, start, "end" FROM unit '
        "WHERE NOT retired AND article_id IN (SELECT value FROM json_each(?))",
        (canonical(list(article_ids)),),
    )
    return {(str(id_), int(str(start))): int(str(end)) for id_, start, end in rows}


def entries_there(database: Database, devices: Iterable[str]) -> dict[tuple[str, int], str]:
    """The hashes of the entries of these devices, by device and sequence."""
    rows = database.each(
        "SELECT device, sequence, hash FROM main.journal WHERE device IN (SELECT value FROM json_each(?))",
        (canonical(sorted(set(devices))),),
    )
    return {(str(device), int(str(sequence))): str(hash_) for device, sequence, hash_ in rows}


def who_did_more(database: Database, other: Database) -> set[str]:
    """The ids of those of whose labels, decisions or articles `other` has entries that are not here."""
    there = set(database.rows("SELECT device, sequence FROM main.journal"))
    rows = other.each(
        "SELECT device, sequence, annotator_id FROM journal "
        "WHERE entity IN ('claim', 'decision', 'assignment')"
    )
    return {str(annotator_id) for *place, annotator_id in rows if tuple(place) not in there}


def write_union(project: Project, union: Union, counts: Iterable[Progress]) -> None:
    """Write all of it or nothing, with the counts that the annotator's queue has then.

    Raises Moved where the project was changed since it was compared, and Unavailable where the file can't be
    written to.
    """
    database = project.database
    with database.write():
        if project.journal.last_hash() != union.seen:
            raise Moved
        _add_ground(project, union)
        _add_rows(database, union)
        _add_history(project, union)
        for progress in counts:
            save_progress(database, progress)


def _add_ground(project: Project, union: Union) -> None:
    """What rows refer to: the annotator, articles, labels, guidelines."""
    database, by = project.database, union.annotator.id
    records: list[Record] = list(union.guidelines)
    if not union.is_known:
        records.append(union.annotator)
    for record in records:
        save(database, record)
    step = Step(new_id(), Verb.MERGE, by, "", (), at=now())
    project.journal.append_facts(
        step, [(entity_of(record), key_of(record), None, canonical_record(record)) for record in records]
    )
    if union.articles:
        insert_articles(database, project.journal, union.articles, annotator_id=by)
    if union.labels:
        add_labels(database, union.labels)
    for key, value in union.facts:
        save_fact(database, key, value)


def _add_rows(database: Database, union: Union) -> None:
    replaced = [(id_,) for id_ in union.replaced]
    database.execute_many("DELETE FROM main.fragment WHERE claim_id = ?", replaced)
    database.execute_many("DELETE FROM main.claim WHERE id = ?", replaced)
    rows = [claim_row(claim, checksum) for claim, checksum in union.claims]
    insert(database, "claim", f"{CLAIM}, checksum", rows)
    add_fragments(database, ((claim.id, claim.fragments) for claim, _ in union.claims))
    others: list[Record] = [*union.decisions, *union.assignments]
    for record in others:
        save(database, record)


def _add_history(project: Project, union: Union) -> None:
    """The entries as their devices wrote them, and entries of our own for rows that none of them tells of."""
    insert(project.database, "journal", COLUMNS, union.journal)
    allow_holes(project.database, _with_holes(project.database, union.journal))
    at = now()
    for article_id, group in groupby(
        sorted(union.untold, key=lambda record: record.article_id), key=lambda record: record.article_id
    ):
        step = Step(new_id(), Verb.MERGE, union.annotator.id, article_id, (), at=at)
        project.journal.append_facts(
            step, [(entity_of(record), key_of(record), None, canonical_record(record)) for record in group]
        )


def _with_holes(database: Database, journal: Sequence[Row]) -> list[str]:
    """Those devices of whose entries some are missing here."""
    devices = canonical(sorted({str(row[_DEVICE]) for row in journal}))
    rows = database.rows(
        "SELECT device FROM main.journal WHERE device IN (SELECT value FROM json_each(?)) "
        "GROUP BY device HAVING max(sequence) <> count(*)",
        (devices,),
    )
    return [str(device) for (device,) in rows]
