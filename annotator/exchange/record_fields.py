"""What all records of our files share."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from annotator.exchange.choices import OffsetUnit

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Offset = Annotated[int, Field(ge=0)]


class Record(BaseModel):
    """Nothing is in it that is not described."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class OfArticle(Record):
    """What a record says of its article."""

    article_id: str = Field(description="The id of the article that the claim is in.")
    title: str = Field(description="The article's title.")
    url: str = Field(description="Where it was published; empty where not known.")
    language: str = Field(description="Its language (BCP 47); und where not known.")
    text_sha256: Sha256 = Field(
        description="SHA-256 of the article's text in UTF-8: offsets fit a text with this hash alone."
    )
    offset_unit: OffsetUnit = Field(
        description="What offsets count: code_point (Python), utf16 (JavaScript, Java, Qt) or utf8 (bytes)."
    )
