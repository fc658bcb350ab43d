"""ClaimReview of schema.org as JSON-LD: verdicts for search engines, without places in a text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from annotator.domain.records import Claim, Origin
from annotator.domain.work import Job
from annotator.exchange.annotations.foreign import ForeignArticle, Measure
from annotator.exchange.annotations.json_values import Unfit, mapping, name_of, string
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats.fields import Fields
from annotator.exchange.formats.json_records import json_records
from annotator.exchange.formats.line_writer import LineWriter
from annotator.exchange.formats.shape import Format, Header
from annotator.exchange.formats.unheld import count_unheld
from annotator.exchange.formats.whole_texts import verdict_on
from annotator.exchange.losses import Losses

_SUFFIXES: Final = (".json", ".jsonld", ".jsonl")
_SIGNS: Final = (b'"ClaimReview"', b'"claimReviewed"')


class ClaimReviewWriter(LineWriter):
    """Takes what was adjudicated and nothing else: a review is what a newsroom says, not one annotator."""

    suffix = ".jsonld"
    unit = None
    separator = b",\n"
    tail = b"\n]}\n"

    def head(self, choices: ExportChoices) -> bytes:
        return b'{"@context": "https://schema.org", "@graph": [\n'

    def records(self, dossier: Dossier, header: Header) -> Iterator[bytes]:
        names = {label.key: label.name for label in header.labels}
        count_unheld(dossier, header.losses, held=("times",))
        for claim in dossier.claims:
            if claim.origin is not Origin.ADJUDICATED:
                header.losses.add_claim("claims that were not adjudicated", claim.id)
                continue
            header.losses.add("places in the text", claim.id)
            header.losses.add("addresses of the pages of the reviews, which have to be added", claim.id)
            review = _review(claim, names.get(claim.label, claim.label), dossier, header)
            yield json.dumps(review, ensure_ascii=False).encode()


def _review(claim: Claim, verdict: str, dossier: Dossier, header: Header) -> Fields:
    article = dossier.article
    reviewed: Fields = {"@type": "Claim"}
    if article.byline or article.outlet:
        kind = "Person" if article.byline else "Organization"
        reviewed["author"] = {"@type": kind, "name": article.byline or article.outlet}
    if article.published_at:
        reviewed["datePublished"] = article.published_at
    if article.url:
        reviewed["appearance"] = [{"@type": "NewsArticle", "url": article.url}]
    return {
        "@type": "ClaimReview",
        "@id": f"urn:uuid:{claim.id}",
        "claimReviewed": claim.quote,
        "datePublished": claim.updated_at[:10],
        "author": {"@type": "Organization", "name": header.title},
        "reviewRating": {"@type": "Rating", "alternateName": verdict},
        "itemReviewed": reviewed,
    }


class ClaimReviewReader:
    """Fact-checks of others: an article for every claim that was reviewed, the verdict its label."""

    measure: Measure | None = Measure.CODE_POINT

    def recognises(self, source: AnnotationSource) -> bool:
        head = source.first_head(source.named(_SUFFIXES))
        return all(sign in head for sign in _SIGNS)

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for where, value in json_records(source, job, _SUFFIXES):
            for node in _reviews(value):
                try:
                    yield _article(node, losses, where)
                except Unfit as error:
                    losses.add(f"reviews that are not as they should be: {error}", where)


def _reviews(value: object) -> Iterator[Mapping[str, object]]:
    """The reviews in a value: itself, its items, or the nodes of its graph."""
    waiting = [value]
    while waiting:
        found = waiting.pop()
        if isinstance(found, list):
            waiting.extend(reversed(found))
        elif isinstance(found, dict):
            kinds = found.get("@type")
            if kinds == "ClaimReview" or (isinstance(kinds, list) and "ClaimReview" in kinds):
                yield found
            elif "@graph" in found:
                waiting.append(found["@graph"])


def _article(review: Mapping[str, object], losses: Losses, where: str) -> ForeignArticle:
    text = string(review.get("claimReviewed"))
    rating = _part(review, "reviewRating")
    label = name_of(rating.get("alternateName")) or name_of(rating.get("ratingValue"))
    if not label:
        raise Unfit("a rating is missing")
    if "ratingValue" in rating and rating.get("alternateName"):
        losses.add("ratings as numbers", where)
    item, page = _part(review, "itemReviewed"), _said(review, "url")
    verdict = verdict_on(text, label, id_=page, annotator=_said(_part(review, "author"), "name"), note=page)
    return ForeignArticle(
        # Not the page: its address says what was found, and articles are labelled blind.
        where,
        text,
        url=_said(_part(item, "firstAppearance"), "url") or _said(_part(item, "appearance"), "url"),
        byline=_said(_part(item, "author"), "name"),
        published_at=_said(item, "datePublished"),
        metadata={"reviewed_at": _said(review, "datePublished")},
        claims=(verdict,),
    )


def _part(node: Mapping[str, object], name: str) -> Mapping[str, object]:
    """What stands under a name, or the first of what does; empty where nothing fitting does."""
    value = node.get(name)
    if isinstance(value, list):
        value = next(iter(value), None)
    return mapping(value) if isinstance(value, dict) else {}


def _said(node: Mapping[str, object], name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""


FORMAT: Final = Format(
    "claimreview", "ClaimReview JSON-LD", reader=ClaimReviewReader(), writer=ClaimReviewWriter()
)
