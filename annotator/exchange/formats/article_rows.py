"""A row an article, with its claims in a list: the table that Hugging Face and Parquet share."""

from __future__ import annotations

from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import Fields

_FACTS: Final = ("title", "outlet", "byline", "url", "published_at", "language")


@immutable
class Column:
    """`kind` is "string", "int64" or "bool", "label" for a key of a label, or what a list's items have."""

    name: str
    kind: str | tuple[Column, ...]


_SPAN: Final = (Column("start", "int64"), Column("end", "int64"), Column("quote", "string"))
_CLAIM: Final = (
    Column("id", "string"),
    Column("label", "label"),
    *_SPAN,
    Column("fragments", _SPAN),
    Column("annotator", "string"),
    Column("confidence", "string"),
    Column("basis", "string"),
    Column("origin", "string"),
    Column("as_of", "string"),
)
_NOTES: Final = (Column("note", "string"), Column("flag", "bool"))


def columns(choices: ExportChoices) -> tuple[Column, ...]:
    """The columns of every row that these choices give, in its order."""
    claim = (*_CLAIM, *_NOTES) if choices.notes else _CLAIM
    return (
        Column("article_id", "string"),
        *(Column(name, "string") for name in _FACTS),
        *((Column("text", "string"),) if choices.text else ()),
        Column("text_sha256", "string"),
        Column("offset_unit", "string"),
        Column("claims", claim),
    )


def row(dossier: Dossier) -> Fields:
    """The row of an article."""
    article, at = dossier.article, dossier.ruler.at
    claims: list[Fields] = []
    for claim in dossier.claims:
        parts: list[Fields] = [
            {"start": at(part.start), "end": at(part.end), "quote": part.quote} for part in claim.fragments
        ]
        notes: Fields = {"note": claim.note, "flag": claim.flag} if dossier.choices.notes else {}
        claims.append(
            {
                "id": claim.id,
                "label": claim.label,
                "start": parts[0]["start"],
                "end": parts[-1]["end"],
                "quote": claim.quote,
                "fragments": parts,
                "annotator": dossier.names[claim.annotator_id],
                "confidence": claim.confidence.value,
                "basis": claim.basis.value,
                "origin": claim.origin.value,
                "as_of": claim.as_of,
                **notes,
            }
        )
    return {
        "article_id": article.id,
        **{name: getattr(article, name) for name in _FACTS},
        **({"text": dossier.text} if dossier.choices.text else {}),
        "text_sha256": article.sha256,
        "offset_unit": str(dossier.choices.offset_unit),
        "claims": claims,
    }
