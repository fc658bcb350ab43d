"""A step is what one action does to the project: rows before and after. Undo is a step turned round."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.changes import Changes, Kind
from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id, now
from annotator.domain.immutable import immutable
from annotator.domain.records import Annotator, Article, Assignment, Claim, Decision, DecisionState, Unit
from annotator.domain.spans import Span

_ENTITIES = {
    Claim: "claim",
    Decision: "decision",
    Unit: "unit",
    Assignment: "assignment",
    Article: "article",
    Annotator: "annotator",
    Adjudication: "adjudication",
    Guideline: "guideline",
}

Record = Claim | Decision | Unit | Assignment | Article | Annotator | Adjudication | Guideline


class Verb(StrEnum):
    """Everything that can be done to a project, as the journal names it."""

    IMPORT = "import"
    JOIN_PROJECT = "join_project"
    TAKE_IN = "take_in"
    MARK = "mark"
    RETAG = "retag"
    DUPLICATE = "duplicate"
    MOVE_EDGE = "move_edge"
    DELETE = "delete"
    NOTE = "note"
    SURENESS = "sureness"
    FLAG = "flag"
    NO_CLAIM = "no_claim"
    SKIP = "skip"
    BOILERPLATE = "boilerplate"
    ASK = "ask"
    JOIN = "join"
    SPLIT = "split"
    DIRECTION = "direction"
    FINISH = "finish"
    UNFINISH = "unfinish"
    EXCLUDE = "exclude"
    UNDO = "undo"
    REDO = "redo"
    REVERT = "revert"
    GO_BACK = "go_back"
    ROLE = "role"
    ALLOT = "allot"
    GUIDELINE = "guideline"
    ADJUDICATE = "adjudicate"
    ACCEPT_UNANIMOUS = "accept_unanimous"
    PARK = "park"
    ASK_BACK = "ask_back"
    REOPEN = "reopen"
    REASON = "reason"
    MERGE = "merge"
    REPAIR = "repair"


def entity_of(record: Record) -> str:
    """The name under which the journal and `Changes` speak of such a record."""
    return _ENTITIES[type(record)]


def key_of(record: Record) -> str:
    """What tells one record of its kind from every other in the project."""
    match record:
        case Claim() | Article() | Annotator() | Adjudication():
            return record.id
        case Guideline():
            return str(record.number)
        case Decision():
            return f"{record.article_id}/{record.unit_start}/{record.annotator_id}"
        case Unit():
            return f"{record.article_id}/{record.start}"
        case Assignment():
            return f"{record.article_id}/{record.annotator_id}"


def content_of(record: Record | None) -> Record | None:
    """`record` without the fields that every write changes, for comparing what it says."""
    if record is None:
        return None
    if isinstance(record, Claim | Decision | Adjudication):
        return replace(record, version=0, updated_at="")
    return replace(record, version=0)


@immutable
class Edit:
    """One row as it must be found, and as it is to be. `before` is None for a row that is new."""

    before: Record | None
    after: Record

    @property
    def inverse(self) -> Edit:
        return Edit(self.after, _withdrawn(self.after) if self.before is None else self.before)


@immutable
class Step:
    """One action by one annotator: edits that are written together or not at all.

    `id` joins the journal rows; steps that share one are undone together. `reverts` names the step that
    this one takes back; GO_BACK takes back everything from that step on.
    """

    id: str
    verb: Verb
    annotator_id: str
    article_id: str
    edits: tuple[Edit, ...]
    reverts: str | None = None
    at: str = ""

    def reverted(self, verb: Verb, *, by: str) -> Step:
        """The step that takes this one back, last edit first. `verb` is UNDO, REDO or REVERT."""
        edits = tuple(edit.inverse for edit in reversed(self.edits))
        return Step(new_id(), verb, by, self.article_id, edits, reverts=self.id)

    @property
    def changes(self) -> Changes:
        """What everybody who shows this article has to look at again."""
        claims: set[str] = set()
        units: set[int] = set()
        spans: list[Span] = []
        for record in (record for edit in self.edits for record in (edit.before, edit.after) if record):
            match record:
                case Claim():
                    claims.add(record.id)
                    spans.extend(fragment.span for fragment in record.fragments)
                case Unit():
                    units.add(record.start)
                    spans.append(record.span)
                case Decision():
                    units.add(record.unit_start)
                case Adjudication():
                    spans.append(record.span)
        kinds = frozenset(Kind(entity_of(edit.after)) for edit in self.edits)
        return Changes(kinds, self.article_id, frozenset(claims), frozenset(units), tuple(spans), self.id)


def _withdrawn(record: Record) -> Record:
    """What is left of a row when its making is taken back: nothing is ever removed."""
    match record:
        case Claim():
            return replace(record, deleted_at=now())
        case Unit():
            return replace(record, retired=True)
        case Decision():
            return replace(record, state=DecisionState.UNDECIDED, flag=False, note="")
        case Assignment():
            return replace(record, finished_at=None)
        case Adjudication():
            return replace(record, outcome=Outcome.OPEN, gold_ids=(), reasons=(), note="", asked_ids=())
        case _:
            raise ValueError(f"the making of {entity_of(record)} cannot be taken back")
