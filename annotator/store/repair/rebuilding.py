"""A whole project out of what was found of one: its journal, and from its tables what the journal lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id, now
from annotator.domain.immutable import immutable
from annotator.domain.labels import DEFAULT_LABELS, DIGITS
from annotator.domain.records import Annotator, Article, Assignment, Claim, Decision, Label, Unit
from annotator.domain.steps import Record, Step, Verb
from annotator.domain.work import UNWATCHED, Job
from annotator.store.articles import insert_articles
from annotator.store.database import Row
from annotator.store.facts import replace_labels, save_fact
from annotator.store.journal import COLUMNS, JournalEntry, entry_from
from annotator.store.making import in_the_making
from annotator.store.partial_chains import allow_holes
from annotator.store.plain_records import canonical, plain, record_from
from annotator.store.precedence import Precedence, precedence
from annotator.store.project import OWN_FACTS, Project
from annotator.store.repair.finds import Finds, Key
from annotator.store.repair.lost_words import claims_with_words
from annotator.store.tables import (
    ARTICLE,
    UNIT,
    article_row,
    label_from,
    save,
    save_progress,
    unit_from,
    unit_row,
)

_INSERT_ENTRY: Final = f"INSERT INTO journal ({COLUMNS}) VALUES ({', '.join('?' * 15)})"
_KEYS_BEGIN_WITH_ARTICLE: Final = frozenset({"unit", "assignment", "decision"})
_IN_ARTICLES: Final = (Unit, Assignment, Claim, Decision, Adjudication)
_OF_PEOPLE: Final = (Assignment, Claim, Decision)
# No row refers to one of a kind that comes after it.
_ORDER: Final = (Unit, Assignment, Claim, Decision, Adjudication, Guideline)


@immutable
class Rebuilt:
    """How much is in the new project, and what of the old one could not be found anywhere.

    `entries` of the journal were found; of `lost_entries` only the numbers are known. `from_tables` records
    are kept though the journal lost them. `claims` that are not deleted, and `decisions` about sentences,
    are in the new project. `lost_articles` are titles of articles without their text, and `left_out` is what
    was found of them: records that cannot be kept without the words that they are about.
    """

    entries: int
    lost_entries: int
    from_tables: int
    articles: int
    claims: int
    decisions: int
    lost_articles: tuple[str, ...]
    left_out: tuple[Record, ...]


def rebuild(finds: Finds, project: Project, job: Job = UNWATCHED) -> Rebuilt:
    """Fill a new, empty project with what was found. Raises Cancelled where `job` was."""
    rows = [row for _, row in sorted(finds.journal.values(), key=itemgetter(0))]
    entries = list(map(entry_from, rows))
    unknown = _merged(_newest(entries), finds.records)
    articles = {
        record.id: record
        for record in finds.records.values()
        if isinstance(record, Article) and record.sha256 in finds.texts
    }
    for key, claim in list(claims_with_words(finds, articles, entries)):
        finds.records[key] = claim
        unknown.add(key)
    with in_the_making(project), project.database.write():
        _keep_facts(finds, project)
        kept = [row for row, entry in zip(rows, entries, strict=True) if _is_at_home(entry, articles)]
        job.check()
        project.database.execute_many(_INSERT_ENTRY, kept)
        allow_holes(project.database, _holes(kept))
        _keep_people(finds, unknown)
        for record in finds.records.values():
            if isinstance(record, Annotator):
                save(project.database, record)
        _keep_articles(finds, project, articles, entries, job)
        left_out = _keep_records(finds, project, articles)
        from_tables = _tell_journal(finds, project, articles, unknown)
        for progress in finds.progress.values():
            if progress.article_id in articles and ("annotator", progress.annotator_id) in finds.records:
                save_progress(project.database, progress)
    return Rebuilt(
        len(entries),
        sum(_holes(rows).values()),
        from_tables,
        len(articles),
        _count(project, "claim WHERE deleted_at IS NULL"),
        _count(project, "decision"),
        tuple(_lost_titles(finds, articles)),
        tuple(left_out.values()),
    )


def _lost_titles(finds: Finds, articles: Container[str]) -> Iterator[str]:
    """The titles of articles without their text, or their ids."""
    for record in finds.records.values():
        if isinstance(record, Article) and record.id not in articles:
            yield record.title or record.id


def _count(project: Project, rows: str) -> int:
    row = project.database.row(f"SELECT count(*) FROM {rows}")
    return int(str(row[0])) if row else 0


def _newest(entries: Iterable[JournalEntry]) -> dict[Key, JournalEntry]:
    """The entry about each record that holds, as where two computers' work is merged."""
    result: dict[Key, tuple[Precedence, JournalEntry]] = {}
    for entry in entries:
        age = precedence(entry.after or {})
        kept = result.get(key := (entry.entity, entry.entity_id))
        if kept is None or kept[0] < age:
            result[key] = age, entry
    return {key: entry for key, (_, entry) in result.items()}


def _merged(newest: dict[Key, JournalEntry], records: dict[Key, Record]) -> set[Key]:
    """Take into `records` what the journal knows better; returns the keys of which it knows too little."""
    unknown = set(records)
    for key, entry in newest.items():
        record = record_from(entry.entity, entry.after or {})
        kept = records.get(key)
        if kept is None or kept.version <= record.version:
            records[key] = record
            unknown.discard(key)
    return unknown


def _keep_facts(finds: Finds, project: Project) -> None:
    replace_labels(project.database, _labels(finds))
    for key, value in finds.facts.items():
        if key not in OWN_FACTS:
            save_fact(project.database, key, value)


def _labels(finds: Finds) -> list[Label]:
    """The labels that were found, else those that projects start with, and every other one that is used."""
    labels = {str(key): label_from(row) for key, row in finds.labels.items()}
    labels = labels or {label.key: label for label in DEFAULT_LABELS}
    used = sorted({record.label for record in finds.records.values() if isinstance(record, Claim)})
    for key in (key for key in used if key not in labels):
        place = len(labels) + 1
        digit = min(place, DIGITS[-1])
        labels[key] = Label(key, key, key[:1], digit, "label.custom", "triangle", "solid", place)
    return list(labels.values())


def _is_at_home(entry: JournalEntry, articles: Container[str]) -> bool:
    """Whether an entry is about no article, or about one that has its text."""
    if entry.entity in _KEYS_BEGIN_WITH_ARTICLE:
        # Articles are allotted many in one step, which belongs to none of them.
        return entry.entity_id.partition("/")[0] in articles
    article_id = entry.entity_id if entry.entity == "article" else entry.article_id
    return not article_id or article_id in articles


def _holes(rows: Iterable[Row]) -> dict[str, int]:
    """How many entries are missing of each device that lacks some, before its last one that is there."""
    last: dict[str, int] = {}
    count: Counter[str] = Counter()
    for _, _, device, sequence, *_ in rows:
        last[str(device)] = max(last.get(str(device), 0), int(str(sequence)))
        count[str(device)] += 1
    return {device: number - count[device] for device, number in last.items() if number > count[device]}


def _keep_people(finds: Finds, unknown: set[Key]) -> None:
    """Add a person without a name for everyone whose own row is lost."""
    people = {record.annotator_id for record in finds.records.values() if isinstance(record, _OF_PEOPLE)}
    people |= {record.adjudicator_id for record in finds.records.values() if isinstance(record, Adjudication)}
    for id_ in people:
        key = ("annotator", id_)
        if key not in finds.records:
            finds.records[key] = Annotator(id_, f"Annotator {id_}")
            unknown.add(key)


def _keep_articles(
    finds: Finds,
    project: Project,
    articles: dict[str, Article],
    entries: Iterable[JournalEntry],
    job: Job,
) -> None:
    """Write articles as their imports say, and after them those of whose import nothing is known."""
    facts: dict[str, dict[str, Any]] = {
        entry.entity_id: entry.after or {} for entry in entries if entry.verb == Verb.IMPORT.value
    }
    known = sorted(set(articles) & set(facts), key=lambda id_: int(facts[id_]["position"]))
    for number, id_ in enumerate(known):
        job.check()
        job.step(number, len(articles), "articles")
        units = [unit_from((id_, *values)) for values in facts[id_]["units"]]
        text = finds.texts[articles[id_].sha256]
        _insert(project, articles[id_], text, units, position=int(facts[id_]["position"]))
    units_of = _units_by_article(finds)
    others = sorted(set(articles) - set(facts), key=lambda id_: (finds.positions.get(id_, 0), id_))
    batch = [(articles[id_], finds.texts[articles[id_].sha256], units_of.get(id_, [])) for id_ in others]
    insert_articles(project.database, project.journal, batch, annotator_id="")


def _units_by_article(finds: Finds) -> dict[str, list[Unit]]:
    units = [record for record in finds.records.values() if isinstance(record, Unit)]
    units.sort(key=lambda unit: (unit.article_id, unit.start))
    return {id_: list(group) for id_, group in groupby(units, key=lambda unit: unit.article_id)}


def _insert(project: Project, article: Article, text: str, units: list[Unit], *, position: int) -> None:
    """An article as its entry in the journal says, which is there already."""
    database = project.database
    database.execute(
        f"INSERT INTO article ({ARTICLE}, asked, position) VALUES ({', '.join('?' * 22)})",
        (*article_row(article), sum(unit.annotatable for unit in units), position),
    )
    database.execute("INSERT INTO article_text (article_id, text) VALUES (?, ?)", (article.id, text))
    places = ", ".join("?" * 9)
    database.execute_many(f"INSERT INTO unit ({UNIT}) VALUES ({places})", list(map(unit_row, units)))


def _keep_records(finds: Finds, project: Project, articles: Container[str]) -> dict[Key, Record]:
    """Write everything but articles and people. Returns what cannot be kept without its article."""
    left_out: dict[Key, Record] = {}
    for kind in _ORDER:
        for key, record in finds.records.items():
            if not isinstance(record, kind):
                continue
            if _is_kept(record, articles):
                save(project.database, record)
            elif not isinstance(record, Unit):
                # Sentences are found again when the article is imported again.
                left_out[key] = record
    return left_out


def _is_kept(record: Record, articles: Container[str]) -> bool:
    if isinstance(record, Article):
        return record.id in articles
    return not isinstance(record, _IN_ARTICLES) or record.article_id in articles


def _tell_journal(finds: Finds, project: Project, articles: Container[str], unknown: Iterable[Key]) -> int:
    """Add what only tables knew to the journal. Returns how much that was."""
    step = Step(new_id(), Verb.REPAIR, "", "", (), at=now())
    found = {key: finds.records[key] for key in sorted(unknown)}
    known = {
        # Articles and sentences that nobody changed are as their import says.
        key: record
        for key, record in found.items()
        if _is_kept(record, articles) and (key[0] not in ("article", "unit") or record.version > 1)
    }
    facts = ((*key, None, canonical(plain(record))) for key, record in known.items())
    project.journal.append_facts(step, facts)
    return len(known)
