"""Each kind of record and the table it lives in: its columns, and the way from row to record and back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.guideline import Guideline
from annotator.domain.records import (
    Annotator,
    Article,
    Assignment,
    Basis,
    Claim,
    Confidence,
    Decision,
    DecisionState,
    Direction,
    Fragment,
    Label,
    Origin,
    Progress,
    Role,
    Unit,
    UnitKind,
)
from annotator.domain.spans import Span
from annotator.domain.steps import Record
from annotator.store.database import Database, Row
from annotator.store.inserting import insert
from annotator.store.plain_records import canonical, checksum, plain
from annotator.store.review_tables import ADJUDICATION, GUIDELINE, adjudication_row, guideline_row
from annotator.store.troubles import readable

ARTICLE: Final = (
    "id, sha256, title, length, language, direction, url, archive_url, outlet, byline, published_at, "
    "accessed_at, source_path, source_sha256, media_type, importer, metadata, imported_at, excluded_at, "
    "version"
)
LABEL: Final = "key, name, glyph, digit, token, shape, line, position, maps_to, archived"
UNIT: Final = 'article_id, start, "end", kind, annotatable, gaps, rule, retired, version'
CLAIM: Final = (
    "id, article_id, annotator_id, label, statement_id, basis, confidence, note, flag, as_of, origin, "
    "suggested_label, guideline_version, created_at, updated_at, deleted_at, version"
)
FRAGMENT: Final = 'start, "end", quote, prefix, suffix'
DECISION: Final = "article_id, unit_start, annotator_id, state, flag, note, updated_at, version"
ASSIGNMENT: Final = (
    "article_id, annotator_id, position, due, finished_at, guideline_version, active_milliseconds, version"
)
ANNOTATOR: Final = "id, name, role, letter, version"
PROGRESS: Final = (
    "article_id, annotator_id, unit_start, selection_start, selection_end, furthest, asked, undecided, "
    "skipped, claims, flags, at"
)

# Ten times as fast as asking the enumeration, which counts at ten thousand rows of an article.
_KINDS: Final = {kind.value: kind for kind in UnitKind}
_BASES: Final = {basis.value: basis for basis in Basis}
_CONFIDENCES: Final = {confidence.value: confidence for confidence in Confidence}
_ORIGINS: Final = {origin.value: origin for origin in Origin}


@readable()
def article_from(row: Sequence[Any]) -> Article:
    """An article of the columns ARTICLE."""
    values = list(row)
    values[5] = Direction(values[5])
    values[16] = json.loads(values[16])
    return Article(*values)


@readable()
def unit_from(row: Sequence[Any]) -> Unit:
    """A unit of the columns UNIT."""
    article_id, start, end, kind, annotatable, gaps, rule, retired, version = row
    return Unit(
        article_id,
        start,
        end,
        _KINDS[kind],
        bool(annotatable),
        () if gaps == "[]" else tuple(Span(*gap) for gap in json.loads(gaps)),
        rule,
        bool(retired),
        version,
    )


@readable()
def claim_from(row: Sequence[Any], fragments: tuple[Fragment, ...]) -> Claim:
    """A claim of the columns CLAIM and its fragments."""
    id_, article_id, annotator_id, label, statement, basis, confidence, note, flag, as_of, origin, *rest = row
    return Claim(
        id_,
        article_id,
        annotator_id,
        label,
        fragments,
        statement,
        _BASES[basis],
        _CONFIDENCES[confidence],
        note,
        bool(flag),
        as_of,
        _ORIGINS[origin],
        *rest,
    )


@readable()
def decision_from(row: Sequence[Any]) -> Decision:
    """A decision of the columns DECISION."""
    article_id, start, annotator_id, state, flag, note, at, version = row
    return Decision(article_id, start, annotator_id, DecisionState(state), bool(flag), note, at, version)


@readable()
def assignment_from(row: Sequence[Any]) -> Assignment:
    """An assignment of the columns ASSIGNMENT."""
    return Assignment(*row)


@readable()
def annotator_from(row: Sequence[Any]) -> Annotator:
    """An annotator of the columns ANNOTATOR."""
    id_, name, role, letter, version = row
    return Annotator(id_, name, Role(role), letter, version)


@readable()
def label_from(row: Sequence[Any]) -> Label:
    """A label of the columns LABEL."""
    key, name, glyph, digit, token, shape, line, position, maps_to, archived = row
    return Label(
        key, name, glyph, digit, token, shape, line, position, json.loads(maps_to), archived=bool(archived)
    )


@readable()
def progress_from(row: Sequence[Any]) -> Progress:
    """A place and its counts, of the columns PROGRESS."""
    article_id, annotator_id, unit, start, end, *rest = row
    return Progress(article_id, annotator_id, unit, None if start is None else Span(start, end), *rest)


def article_row(article: Article) -> Row:
    """The values of the columns ARTICLE."""
    values = plain(article)
    values["metadata"] = canonical(values["metadata"])
    return tuple(values[name] for name in ARTICLE.split(", "))


def unit_row(unit: Unit) -> Row:
    """The values of the columns UNIT."""
    gaps = canonical([[gap.start, gap.end] for gap in unit.gaps]) if unit.gaps else "[]"
    head = (unit.article_id, unit.start, unit.end, unit.kind.value, int(unit.annotatable), gaps)
    return (*head, unit.rule, int(unit.retired), unit.version)


def decision_row(decision: Decision) -> Row:
    """The values of the columns DECISION."""
    head = (decision.article_id, decision.unit_start, decision.annotator_id, decision.state.value)
    return (*head, int(decision.flag), decision.note, decision.updated_at, decision.version)


def save(database: Database, record: Record) -> None:
    """Write `record` over the row of the same key, or as a new one. Only inside `write()`."""
    match record:
        case Claim():
            _save_claim(database, record)
        case Decision():
            key = ("article_id", "annotator_id", "unit_start")
            _upsert(database, "decision", DECISION, key, decision_row(record))
        case Unit():
            _upsert(database, "unit", UNIT, ("article_id", "start"), unit_row(record))
        case Assignment():
            _upsert(
                database,
                "assignment",
                ASSIGNMENT,
                ("article_id", "annotator_id"),
                (
                    record.article_id,
                    record.annotator_id,
                    record.position,
                    record.due,
                    record.finished_at,
                    record.guideline_version,
                    record.active_milliseconds,
                    record.version,
                ),
            )
        case Annotator():
            values = (record.id, record.name, record.role.value, record.letter, record.version)
            _upsert(database, "annotator", ANNOTATOR, ("id",), values)
        case Article():
            _update_article(database, record)
        case Adjudication():
            _upsert(database, "adjudication", ADJUDICATION, ("id",), adjudication_row(record))
        case Guideline():
            _upsert(database, "guideline", GUIDELINE, ("version",), guideline_row(record))


def _update_article(database: Database, article: Article) -> None:
    """Write what may change of an article: everything but what says which text it is."""
    names = ARTICLE.split(", ")
    values = dict(zip(names, article_row(article), strict=True))
    changing = [name for name in names if name not in ("id", "sha256", "length")]
    updates = ", ".join(f"{name} = ?" for name in changing)
    database.execute(
        f"UPDATE article SET {updates} WHERE id = ?", [*(values[name] for name in changing), article.id]
    )


def save_progress(database: Database, progress: Progress) -> None:
    """Write `progress` over the annotator's earlier place in that article. Only inside `write()`."""
    selection = progress.selection
    values = (
        progress.article_id,
        progress.annotator_id,
        progress.unit_start,
        selection.start if selection else None,
        selection.end if selection else None,
        progress.furthest,
        progress.asked,
        progress.undecided,
        progress.skipped,
        progress.claims,
        progress.flags,
        progress.at,
    )
    _upsert(database, "progress", PROGRESS, ("annotator_id", "article_id"), values)


def project_id(database: Database) -> str:
    """The id that the project was made with, which all its copies share."""
    row = database.row("SELECT value FROM meta WHERE key = 'id'")
    return str(row[0]) if row else ""


def facts_checksum(database: Database) -> str:
    """The SHA-256 of what the project says of itself and of its labels, which the journal does not hold."""
    facts = database.rows("SELECT key, value FROM meta WHERE key <> 'checksum' ORDER BY key")
    labels = database.rows(f"SELECT {LABEL} FROM label ORDER BY key")
    return hashlib.sha256(canonical([facts, labels]).encode()).hexdigest()


def claim_row(claim: Claim, checksum: str) -> Row:
    """The values of the columns CLAIM and of checksum."""
    return (
        claim.id,
        claim.article_id,
        claim.annotator_id,
        claim.label,
        claim.statement_id,
        str(claim.basis),
        str(claim.confidence),
        claim.note,
        int(claim.flag),
        claim.as_of,
        str(claim.origin),
        claim.suggested_label,
        claim.guideline_version,
        claim.created_at,
        claim.updated_at,
        claim.deleted_at,
        claim.version,
        checksum,
    )


def add_fragments(database: Database, fragments: Iterable[tuple[str, Iterable[Fragment]]]) -> None:
    """Write the fragments of claims, whose ids are said, that have none. Only inside `write()`."""
    rows = [
        (claim_id, number, part.start, part.end, part.quote, part.prefix, part.suffix)
        for claim_id, parts in fragments
        for number, part in enumerate(parts)
    ]
    insert(database, "fragment", f"claim_id, number, {FRAGMENT}", rows)


def _save_claim(database: Database, claim: Claim) -> None:
    _upsert(database, "claim", f"{CLAIM}, checksum", ("id",), claim_row(claim, checksum(claim)))
    database.execute("DELETE FROM main.fragment WHERE claim_id = ?", (claim.id,))
    add_fragments(database, ((claim.id, claim.fragments),))


def _upsert(database: Database, table: str, columns: str, key: tuple[str, ...], values: Row) -> None:
    names = columns.split(", ")
    updates = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
    database.execute(
        f"INSERT INTO main.{table} ({columns}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {updates}",
        values,
    )
