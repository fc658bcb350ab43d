"""The data dictionary: what each field of our files means, as pydantic models and as JSON Schema."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BaseModel, Field

from annotator.domain.adjudication import Method
from annotator.domain.records import Basis, Confidence, Direction, Origin, UnitKind
from annotator.exchange.choices import OffsetUnit
from annotator.exchange.record_fields import OfArticle, Offset, Record, Sha256
from annotator.exchange.unit_schema import UnitRecord, UnitRow

Votes = Annotated[
    dict[str, int] | None,
    Field(
        description="How many annotators gave which label to these words; no_claim counts those who finished "
        "the article without marking them. Only where soft labels were chosen."
    ),
]
SoftLabel = Annotated[
    dict[str, float] | None,
    Field(description="The share of annotators by label. Only where soft labels were chosen."),
]


class AdjudicationFields(Record):
    """How gold came about."""

    id: str = Field(description="The decision's own id.")
    method: Method = Field(description="How the decision came about.")
    adjudicator: str = Field(description="Who decided: the name, or a letter where names were left out.")
    reasons: tuple[str, ...] = Field(description="Keys of the project's reasons.")
    stale: bool = Field(description="Whether annotators' claims that it was about changed since.")
    note: str = Field(default="", description="The rationale. Only where notes were chosen.")


OfGold = Annotated[
    AdjudicationFields | None,
    Field(description="How gold came about; null for a majority. Only where gold or majority was chosen."),
]


class FragmentFields(Record):
    start: Offset = Field(description="Where the words start in the article's text, counted in offset_unit.")
    end: Offset = Field(description="Where they end; the offset after the last one (half-open).")
    quote: str = Field(description="The words themselves: text[start:end].", min_length=1)
    prefix: str = Field(description="Up to 32 code points of the text before them.")
    suffix: str = Field(description="Up to 32 code points of the text after them.")


class _ClaimHead(Record):
    id: str = Field(description="The claim's own id (UUIDv7), the same in every export.")
    annotator: str = Field(
        description="Who decided: the name, or a letter where names were left out; gold, majority or soft "
        "where a claim stands for several."
    )
    label: str = Field(
        description="The verdict: the key of a label of the project, as confirmed, disputed or unverified; "
        "no_claim for a sentence that was said to hold no claim."
    )
    start: Offset = Field(description="Where the first fragment starts, counted in offset_unit.")
    end: Offset = Field(description="Where the last fragment ends (half-open).")
    quote: str = Field(description="The words; “ … ” stands between fragments where there are several.")


class _ClaimTail(Record):
    confidence: Confidence = Field(description="How sure the annotator is of the label.")
    basis: Basis = Field(description="What the label was judged by.")
    origin: Origin = Field(description="How the claim came about.")
    suggested_label: str | None = Field(description="The label that was suggested, where one was.")
    guideline_version: int | None = Field(description="The version of the guidelines in force, where known.")
    as_of: str = Field(description="The date as of which the label holds; empty: that of the article.")
    created_at: str = Field(description="UTC, ISO 8601 with milliseconds; empty where label is no_claim.")
    updated_at: str = Field(description="The last change: UTC, ISO 8601 with milliseconds.")
    version: int = Field(description="How often the row was written.", ge=1)
    note: str = Field(default="", description="The annotator's note. Only where notes were chosen.")
    flag: bool = Field(default=False, description="Marked for the lead. Only where notes were chosen.")


class ClaimOfArticle(_ClaimTail, _ClaimHead):
    """A claim inside the record of its article."""

    fragments: tuple[FragmentFields, ...] = Field(
        description="The spans one by one, in text order.", min_length=1
    )
    votes: Votes = None
    soft_label: SoftLabel = None
    adjudication: OfGold = None


class ClaimRecord(OfArticle, ClaimOfArticle):
    """One annotator's claim: words of an article and the label that they got."""


class ClaimRow(OfArticle, _ClaimTail, _ClaimHead):
    """A row of a CSV file. An empty cell stands for null; true and false are written so."""

    fragments: str = Field(description="The spans one by one as JSON, as in JSONL.")
    votes: str = Field(default="", description="As in JSONL, as JSON. Only where soft labels were chosen.")
    soft_label: str = Field(default="", description="As in JSONL, as JSON. Only with soft labels.")
    adjudication: str = Field(default="", description="As in JSONL, as JSON. Only with gold or majority.")


class NoClaim(Record):
    """A sentence that was said to hold no claim."""

    annotator: str = Field(
        description="Who decided: the name, or a letter where names were left out; gold, majority or soft "
        "where a claim stands for several."
    )
    start: Offset = Field(description="Where the sentence starts, counted in offset_unit.")
    end: Offset = Field(description="Where it ends (half-open).")
    quote: str = Field(description="The sentence itself.")
    updated_at: str = Field(description="When it was decided: UTC, ISO 8601 with milliseconds.")
    note: str = Field(default="", description="The annotator's note. Only where notes were chosen.")
    flag: bool = Field(default=False, description="Marked for the lead. Only where notes were chosen.")
    votes: Votes = None
    soft_label: SoftLabel = None
    adjudication: OfGold = None


class UnitFields(Record):
    """A sentence or another piece of the article."""

    start: Offset = Field(description="Where the piece starts, counted in offset_unit.")
    end: Offset = Field(description="Where it ends (half-open).")
    kind: UnitKind = Field(description="What the piece is.")
    annotatable: bool = Field(description="Whether it asked for a decision.")


class ArticleRecord(Record):
    """An article with the claims in it."""

    id: str = Field(description="The article's own id (UUIDv7), the same in every export.")
    title: str = Field(description="Its title.")
    outlet: str = Field(description="Who published it; empty where not known.")
    byline: str = Field(description="Who wrote it; empty where not known.")
    url: str = Field(description="Where it was published; empty where not known.")
    archive_url: str = Field(description="Where a copy is archived; empty where not known.")
    published_at: str = Field(description="When it was published; empty where not known.")
    accessed_at: str = Field(description="When it was fetched; empty where not known.")
    imported_at: str = Field(description="When it came into the project: UTC, ISO 8601 with milliseconds.")
    language: str = Field(description="Its language (BCP 47); und where not known.")
    direction: Direction = Field(description="Which way it runs; auto: by its characters.")
    text_sha256: Sha256 = Field(description="SHA-256 of its text in UTF-8.")
    source_path: str = Field(description="The file it came from.")
    source_sha256: str = Field(description="SHA-256 of that file; empty where it was pasted.")
    media_type: str = Field(description="What the file was.")
    importer: str = Field(description="What read it, and in which version.")
    offset_unit: OffsetUnit = Field(
        description="What offsets count: code_point (Python), utf16 (JavaScript, Java, Qt) or utf8 (bytes)."
    )
    text: str | None = Field(default=None, description="The text. Only where the text was chosen.")
    units: tuple[UnitFields, ...] = Field(
        description="Its pieces in text order. Those that ask for no decision: only with boilerplate."
    )
    claims: tuple[ClaimOfArticle, ...] = Field(description="The claims in it, in text order.")
    no_claims: tuple[NoClaim, ...] = Field(
        default=(), description="Sentences without a claim. Only where they were chosen."
    )


RECORDS: dict[str, type[BaseModel]] = {
    "jsonl": ClaimRecord,
    "articles-jsonl": ArticleRecord,
    "csv": ClaimRow,
    "csv-spreadsheet": ClaimRow,
    "units-jsonl": UnitRecord,
    "units-csv": UnitRow,
}


def schema_of(format_name: str) -> bytes:
    """The JSON Schema (2020-12) of one record of a format, as a file in UTF-8."""
    schema = RECORDS[format_name].model_json_schema()
    head: dict[str, object] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return (json.dumps(head | schema, ensure_ascii=False, indent=2) + "\n").encode()
