"""The fields of a review unit as files have them. `unit_schema` describes each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from annotator.domain.agreement.alignment import Cell
from annotator.domain.agreement.unit_votes import UnitVotes, entropy, normalised_entropy, votes_of
from annotator.domain.identity import derived_id
from annotator.domain.records import Claim
from annotator.domain.spans import Span
from annotator.exchange.agreement.unit_rows import Decided, UnitRow
from annotator.exchange.dossier import NO_CLAIM, Dossier, Reviewed
from annotator.exchange.formats.fields import Fields, article_of_claim
from annotator.exchange.formats.shape import Header


def unit_records(dossier: Dossier, header: Header) -> Iterator[Fields]:
    """The units of an article in text order."""
    reviewed = dossier.review
    if reviewed is None:
        return
    settings = _settings(reviewed, header)
    article = article_of_claim(dossier)
    for row in reviewed.rows:
        yield {
            "id": derived_id(dossier.article.id, "unit", *row.unit.key),
            **_words(row, dossier),
            "cells": [_cell(cell, dossier, reviewed.names) for cell in row.unit.cells],
            "missing": [reviewed.names[id_] for id_ in row.unit.missing_ids],
            **_opinion(votes_of(row.unit), len(reviewed.material.labels) + 1),
            **_disagreement(row),
            **_estimate(row, reviewed),
            **_gold(row.decided, dossier, reviewed.names),
            **article,
            **settings,
        }


def _words(row: UnitRow, dossier: Dossier) -> Fields:
    """All words of a unit, and those of the member that is nearest to all."""
    span, at = row.unit.span, dossier.ruler.at
    return {
        "start": at(span.start),
        "end": at(span.end),
        "quote": span.of(dossier.text),
        "proposed": _spans(row.unit.medoid.spans, dossier),
    }


def _spans(spans: Iterable[Span], dossier: Dossier) -> list[Fields]:
    at = dossier.ruler.at
    return [{"start": at(span.start), "end": at(span.end), "quote": span.of(dossier.text)} for span in spans]


def _cell(cell: Cell, dossier: Dossier, names: Mapping[str, str]) -> Fields:
    fields: Fields = {"annotator": names[cell.annotator_id], "presence": cell.presence}
    if cell.mark:
        spans = _spans(cell.mark.spans, dossier)
        fields |= {"claim_id": cell.mark.id, "label": cell.mark.label, "spans": spans}
    return fields


def _opinion(votes: UnitVotes, choices: int) -> Fields:
    """Votes, shares and how divided they are; who is missing has no vote."""
    counts = dict(votes.labels) | ({NO_CLAIM: votes.no_claim} if votes.no_claim else {})
    leaders = [NO_CLAIM if label is None else label for label in votes.leaders]
    return {
        "votes": counts,
        "soft_label": {label: count / votes.total for label, count in counts.items()},
        "majority": leaders[0] if len(leaders) == 1 else None,
        "tied": leaders if len(leaders) > 1 else [],
        "entropy": entropy(votes.counts),
        "entropy_share": normalised_entropy(votes.counts, choices),
    }


def _disagreement(row: UnitRow) -> Fields:
    found = row.disagreement
    is_compared = found.value is not None
    return {
        "disagreement": found.value,
        "disagreement_existence": found.existence if is_compared else None,
        "disagreement_boundary": found.boundary if is_compared else None,
        "disagreement_label": found.label if is_compared else None,
        "kind": found.kind,
        "kinds": list(found.kinds),
    }


def _estimate(row: UnitRow, reviewed: Reviewed) -> Fields:
    posterior, labels = row.posterior, reviewed.material.true_labels
    best = sorted(posterior or (), reverse=True)
    return {
        "dawid_skene": dict(zip(labels, posterior, strict=True)) if posterior else None,
        "dawid_skene_margin": best[0] - (best[1] if len(best) > 1 else 0.0) if best else None,
        "dawid_skene_method": reviewed.material.method,
    }


def _gold(decided: Decided | None, dossier: Dossier, names: Mapping[str, str]) -> Fields:
    if decided is None:
        return {"gold": None}
    one = decided.adjudication
    fields: Fields = {
        "id": one.id,
        "outcome": one.outcome,
        "claims": [_gold_claim(claim, dossier) for claim in decided.claims],
        "method": one.method,
        "adjudicator": names.get(one.adjudicator_id, ""),
        "reasons": list(one.reasons),
        "guideline_version": one.guideline_version,
        "updated_at": one.updated_at,
        "stale": decided.is_stale,
    }
    return {"gold": fields | ({"note": one.note} if dossier.choices.notes else {})}


def _gold_claim(claim: Claim, dossier: Dossier) -> Fields:
    spans = _spans((part.span for part in claim.fragments), dossier)
    return {"claim_id": claim.id, "label": claim.label, "spans": spans}


def _settings(reviewed: Reviewed, header: Header) -> Fields:
    terms = reviewed.material.terms
    return {
        "overlap_threshold": terms.threshold,
        "level": terms.level,
        "label_order": list(terms.labels),
        "newest_guideline": reviewed.material.guideline_version,
        "made_with": header.made_with,
    }
