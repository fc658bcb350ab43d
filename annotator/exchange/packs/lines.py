"""The records of a pack, one canonical line of JSON each, and the way from line to record and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import Final, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from annotator.domain.guideline import Guideline
from annotator.domain.immutable import immutable
from annotator.domain.records import Article, Assignment, Claim, Decision, Label, Unit, UnitKind
from annotator.domain.spans import Span
from annotator.exchange.foreign_facts import without_foreign_facts
from annotator.exchange.packs.cover import Id
from annotator.store.journal import chained
from annotator.store.plain_records import canonical, canonical_record, plain

_Record = TypeVar("_Record")
JournalLine = tuple[
    str, str, str, int, str, str, str, str, str, str, str | None, str | None, str | None, str, str
]
"""A row of the journal, of the columns `journal.COLUMNS`."""


@immutable
class PackedDecision:
    """A decision, and where its sentence ends as its annotator cut it; None where there is none there."""

    decision: Decision
    unit_end: int | None


class PackedUnit(BaseModel):
    """A unit as an article comes with it into a project."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    start: int = Field(ge=0)
    end: int
    kind: UnitKind
    annotatable: bool
    gaps: list[tuple[int, int]]
    rule: str

    @classmethod
    def of(cls, unit: Unit) -> PackedUnit:
        gaps = [(gap.start, gap.end) for gap in unit.gaps]
        return cls(
            start=unit.start,
            end=unit.end,
            kind=unit.kind,
            annotatable=unit.annotatable,
            gaps=gaps,
            rule=unit.rule,
        )

    def unit(self, article_id: str) -> Unit:
        gaps = tuple(Span(*ends) for ends in self.gaps)
        return Unit(article_id, self.start, self.end, self.kind, self.annotatable, gaps, self.rule)


class PackedArticle(BaseModel):
    """An article that the rows are about: its text's hash, and in a task everything else, too."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: Id
    sha256: str
    article: Article | None = None
    text: str | None = None
    units: list[PackedUnit] | None = None


def line_of(record: Claim | Assignment) -> str:
    """The canonical line of a record of the project."""
    return canonical_record(record)


def decision_line(decision: Decision, unit_end: int | None) -> str:
    return canonical({"decision": plain(decision), "unit_end": unit_end})


def article_line(article: Article, text: str, units: Sequence[Unit]) -> str:
    """The line of an article in a task; it comes into its project as if it were new there.

    What a file of annotations said of it stays behind: that may be how others labelled it.
    """
    values = {
        "id": article.id,
        "sha256": article.sha256,
        "article": plain(without_foreign_facts(replace(article, excluded_at=None, version=1))),
        "text": text,
        "units": [PackedUnit.of(unit).model_dump(mode="json") for unit in units],
    }
    return canonical(values)


def hash_line(article_id: str, sha256: str) -> str:
    """The line of an article in what comes back."""
    return canonical({"id": article_id, "sha256": sha256})


def guideline_line(guideline: Guideline) -> str:
    """The line of a version of the guidelines, without who wrote it."""
    return canonical(plain(replace(guideline, annotator_id="")))


def labels_line(labels: Sequence[Label]) -> str:
    """All labels as one line."""
    return canonical([asdict(label) for label in labels])


class LineKind(Generic[_Record]):
    """How a record stands in a line. `holds` says whether a line is the one that its record is written as."""

    def __init__(
        self,
        adapter: TypeAdapter[_Record],
        holds: Callable[[_Record, str], bool] = lambda _record, _line: True,
    ) -> None:
        self._adapter = adapter
        self._holds = holds

    def read(self, line: str) -> _Record:
        """The record of a line. Raises ValueError where it is none of this kind."""
        record = self._adapter.validate_json(line, strict=True)
        if not self._holds(record, line):
            raise ValueError("not the line of its record")
        return record


CLAIM_LINES: Final = LineKind(TypeAdapter(Claim), lambda claim, line: line_of(claim) == line)
DECISION_LINES: Final = LineKind(
    TypeAdapter(PackedDecision),
    lambda packed, line: decision_line(packed.decision, packed.unit_end) == line,
)
ASSIGNMENT_LINES: Final = LineKind(TypeAdapter(Assignment), lambda record, line: line_of(record) == line)
GUIDELINE_LINES: Final = LineKind(TypeAdapter(Guideline), lambda record, line: guideline_line(record) == line)
JOURNAL_LINES: Final = LineKind(TypeAdapter(JournalLine), lambda row, _line: chained(row[:-1]) == row[-1])
ARTICLE_LINES: Final = LineKind(TypeAdapter(PackedArticle))
LABEL_LINES: Final = LineKind(TypeAdapter(list[Label]))
FEEDBACK_LINES: Final = LineKind(TypeAdapter(dict[str, object]))
_CLAIM_ENTRIES: Final = LineKind(TypeAdapter(Claim))
_DECISION_ENTRIES: Final = LineKind(TypeAdapter(Decision))
_ASSIGNMENT_ENTRIES: Final = LineKind(TypeAdapter(Assignment))


def journal_record(entity: str, text: str) -> Claim | Decision | Assignment:
    """A row as an entry of the journal keeps it, perhaps from an earlier version of Claimdesk.

    Raises ValueError where it is none, also for rows of other kinds, which no pack holds.
    """
    match entity:
        case "claim":
            return _CLAIM_ENTRIES.read(text)
        case "decision":
            return _DECISION_ENTRIES.read(text)
        case "assignment":
            return _ASSIGNMENT_ENTRIES.read(text)
    raise ValueError(f"no pack holds entries of {entity}")
