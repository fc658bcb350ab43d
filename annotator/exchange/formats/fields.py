"""The fields of claims and articles as files have them. `schema` describes each of them."""

from __future__ import annotations

from annotator.domain.records import Claim, Unit
from annotator.exchange.choices import Annotations, has_gold_fields
from annotator.exchange.dossier import Dossier

Fields = dict[str, object]


def claim_fields(claim: Claim, dossier: Dossier) -> Fields:
    """What a claim says, without what its article says."""
    at = dossier.ruler.at
    fields: Fields = {
        "id": claim.id,
        "annotator": dossier.names[claim.annotator_id],
        "label": claim.label,
        "start": at(claim.fragments[0].start),
        "end": at(claim.fragments[-1].end),
        "quote": claim.quote,
        "fragments": [
            {
                "start": at(part.start),
                "end": at(part.end),
                "quote": part.quote,
                "prefix": part.prefix,
                "suffix": part.suffix,
            }
            for part in claim.fragments
        ],
        "confidence": claim.confidence,
        "basis": claim.basis,
        "origin": claim.origin,
        "suggested_label": claim.suggested_label,
        "guideline_version": claim.guideline_version,
        "as_of": claim.as_of,
        "created_at": claim.created_at,
        "updated_at": claim.updated_at,
        "version": claim.version,
    }
    if dossier.choices.notes:
        fields["note"] = claim.note
        fields["flag"] = claim.flag
    return fields | _vote_fields(claim, dossier) | _gold_fields(claim, dossier)


def no_claim_fields(claim: Claim, dossier: Dossier) -> Fields:
    """A sentence that was said to hold no claim, inside its article's record."""
    fields: Fields = {
        "annotator": dossier.names[claim.annotator_id],
        "start": dossier.ruler.at(claim.fragments[0].start),
        "end": dossier.ruler.at(claim.fragments[-1].end),
        "quote": claim.quote,
        "updated_at": claim.updated_at,
    }
    if dossier.choices.notes:
        fields["note"] = claim.note
        fields["flag"] = claim.flag
    return fields | _vote_fields(claim, dossier) | _gold_fields(claim, dossier)


def _vote_fields(claim: Claim, dossier: Dossier) -> Fields:
    """How many gave which label, and their shares."""
    if dossier.choices.annotations is not Annotations.SOFT:
        return {}
    votes = dossier.votes.get(claim.id, {})
    total = sum(votes.values())
    return {"votes": dict(votes), "soft_label": {label: count / total for label, count in votes.items()}}


def _gold_fields(claim: Claim, dossier: Dossier) -> Fields:
    """How gold came about, where gold was asked for; null for what came of votes."""
    if not has_gold_fields(dossier.choices):
        return {}
    note = dossier.gold.get(claim.id)
    if note is None:
        return {"adjudication": None}
    one = note.adjudication
    fields: Fields = {
        "id": one.id,
        "method": one.method,
        "adjudicator": note.adjudicator,
        "reasons": list(one.reasons),
        "stale": note.is_stale,
    }
    return {"adjudication": fields | ({"note": one.note} if dossier.choices.notes else {})}


def article_of_claim(dossier: Dossier) -> Fields:
    """What each claim says of its article, where a record is a claim."""
    article = dossier.article
    return {
        "article_id": article.id,
        "title": article.title,
        "url": article.url,
        "language": article.language,
        "text_sha256": article.sha256,
        "offset_unit": dossier.choices.offset_unit,
    }


def article_fields(dossier: Dossier) -> Fields:
    """What is known of an article, without its text, units and claims."""
    article = dossier.article
    return {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "byline": article.byline,
        "url": article.url,
        "archive_url": article.archive_url,
        "published_at": article.published_at,
        "accessed_at": article.accessed_at,
        "imported_at": article.imported_at,
        "language": article.language,
        "direction": article.direction,
        "text_sha256": article.sha256,
        "source_path": article.source_path,
        "source_sha256": article.source_sha256,
        "media_type": article.media_type,
        "importer": article.importer,
        "offset_unit": dossier.choices.offset_unit,
    }


def unit_fields(unit: Unit, dossier: Dossier) -> Fields:
    at = dossier.ruler.at
    return {
        "start": at(unit.start),
        "end": at(unit.end),
        "kind": unit.kind,
        "annotatable": unit.annotatable,
    }
