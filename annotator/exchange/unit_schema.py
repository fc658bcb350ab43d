"""The data dictionary of review units."""

from __future__ import annotations

from pydantic import Field

from annotator.domain.adjudication import Method, Outcome
from annotator.domain.agreement import dawid_skene
from annotator.domain.agreement.alignment import Presence
from annotator.domain.agreement.disagreement import Kind
from annotator.domain.agreement.level import Level
from annotator.exchange.record_fields import OfArticle, Offset, Record

_AS_JSON = "As in JSONL, as JSON."


class SpanFields(Record):
    start: Offset = Field(description="Where the words start in the article's text, counted in offset_unit.")
    end: Offset = Field(description="Where they end; the offset after the last one (half-open).")
    quote: str = Field(description="The words themselves: text[start:end].", min_length=1)


class CellFields(Record):
    """What one annotator has in a unit."""

    annotator: str = Field(description="The name, or a letter where names were left out.")
    presence: Presence = Field(
        description="marked; no_mark: finished the article, marked nothing here; missing: did not finish it."
    )
    claim_id: str | None = Field(default=None, description="The claim's own id. Only where marked.")
    label: str | None = Field(default=None, description="The label given. Only where marked.")
    spans: tuple[SpanFields, ...] = Field(default=(), description="The words one by one. Only where marked.")


class GoldClaimFields(Record):
    claim_id: str = Field(description="The gold claim's own id.")
    label: str = Field(description="The label that was decided on.")
    spans: tuple[SpanFields, ...] = Field(description="The words that were decided on.", min_length=1)


class GoldFields(Record):
    """What was decided on a unit, or on the claims of several that are a split."""

    id: str = Field(description="The adjudication's id; units that were decided together share it.")
    outcome: Outcome = Field(
        description="claim; no_claim: nobody should have marked this; disagreement: kept as legitimate; "
        "parked, asked_back: not decided yet."
    )
    claims: tuple[GoldClaimFields, ...] = Field(description="Gold claims; empty unless the outcome is claim.")
    method: Method = Field(description="How the decision came about.")
    adjudicator: str = Field(description="Who decided: the name, or a letter where names were left out.")
    reasons: tuple[str, ...] = Field(description="Keys of the project's reasons.")
    guideline_version: int | None = Field(description="The version of the guidelines in force, where known.")
    updated_at: str = Field(description="When it was decided: UTC, ISO 8601 with milliseconds.")
    stale: bool = Field(description="Whether annotators' claims in the unit changed since.")
    note: str = Field(default="", description="The rationale. Only where notes were chosen.")


class _UnitHead(OfArticle):
    id: str = Field(description="Made of the ids of its claims, so that it is the same while these are.")
    start: Offset = Field(description="Where the first of its claims starts, counted in offset_unit.")
    end: Offset = Field(description="Where the last of its claims ends (half-open).")
    quote: str = Field(description="All words between: text[start:end].")


class _UnitTail(Record):
    majority: str | None = Field(
        description="no_claim where most marked nothing, else the label of most; null where tied."
    )
    entropy: float = Field(description="Shannon's entropy of the votes, in nats.", ge=0)
    entropy_share: float = Field(description="The same by the most there can be, 0 to 1.", ge=0)
    disagreement: float | None = Field(
        description="1 minus the mean likeness of pairs of annotators, 0 to 1; null where one alone finished."
    )
    disagreement_existence: float | None = Field(description="Its part where one of two marked nothing.")
    disagreement_boundary: float | None = Field(description="Its part by different words.")
    disagreement_label: float | None = Field(description="Its part by different labels.")
    kind: Kind = Field(description="The most telling kind of disagreement.")
    dawid_skene_margin: float | None = Field(description="The highest probability minus the next.")
    dawid_skene_method: dawid_skene.Method = Field(
        description="dawid_skene, or with few units or annotators one_coin or majority. Never gold."
    )
    overlap_threshold: int = Field(description="Per cent of words in common from which claims are one unit.")
    level: Level = Field(description="Whether labels only differ, or have an order.")
    newest_guideline: int | None = Field(description="The newest version of the guidelines.")
    made_with: str = Field(description="Claimdesk and its version.")


class UnitRecord(_UnitTail, _UnitHead):
    """Claims of several annotators about the same words, with everybody's vote and what was decided."""

    proposed: tuple[SpanFields, ...] = Field(description="The words of the claim that is nearest to all.")
    cells: tuple[CellFields, ...] = Field(description="One for each annotator who was asked.")
    missing: tuple[str, ...] = Field(description="Who has not finished the article.")
    votes: dict[str, int] = Field(description="How many gave which label; no_claim for who marked nothing.")
    soft_label: dict[str, float] = Field(description="The share of votes by label.")
    tied: tuple[str, ...] = Field(description="What is even, where nothing leads.")
    kinds: tuple[Kind, ...] = Field(description="All kinds of disagreement that apply.")
    dawid_skene: dict[str, float] | None = Field(description="The estimated probability of each label.")
    gold: GoldFields | None = Field(description="What was decided; null where nothing was.")
    label_order: tuple[str, ...] = Field(description="The labels in their order.")


class UnitRow(_UnitTail, _UnitHead):
    """A row of a CSV file. An empty cell stands for null; true and false are written so."""

    proposed: str = Field(description=_AS_JSON)
    cells: str = Field(description=_AS_JSON)
    missing: str = Field(description=_AS_JSON)
    votes: str = Field(description=_AS_JSON)
    soft_label: str = Field(description=_AS_JSON)
    tied: str = Field(description=_AS_JSON)
    kinds: str = Field(description=_AS_JSON)
    dawid_skene: str = Field(description=_AS_JSON)
    gold: str = Field(description=_AS_JSON)
    gold_outcome: Outcome | None = Field(description="The outcome of gold.")
    gold_label: str | None = Field(description="The label of gold, where there is one gold claim.")
    gold_method: Method | None = Field(description="How gold came about.")
    gold_adjudicator: str | None = Field(description="Who decided.")
    gold_stale: bool | None = Field(description="Whether annotators' claims changed since.")
    label_order: str = Field(description=_AS_JSON)
