"""Sets of claims that others have checked: CLIMATE-FEVER, AVeriTeC and ClaimReview."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain.records import Origin
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.reader import Reader
from annotator.exchange.choices import ExportChoices
from annotator.exchange.formats.averitec import AveritecReader
from annotator.exchange.formats.claimreview import ClaimReviewReader, ClaimReviewWriter
from annotator.exchange.formats.climate_fever import ClimateFeverReader
from annotator.exchange.losses import Loss
from tests.unit.exchange.corpus import CASES
from tests.unit.exchange.round_trip import MemorySource, dossier_of, read, written

# Made up by us in the shape of the published files.
CLIMATE = {
    "claim_id": 14,
    "claim": "The glacier 🏔 gained ice in 2019.",
    "claim_label": "DISPUTED",
    "evidences": [
        {"evidence_id": "Glacier:3", "evidence_label": "SUPPORTS", "votes": ["SUPPORTS", None]},
        {"evidence_id": "Ice:9", "evidence_label": "REFUTES", "votes": ["REFUTES", "REFUTES"]},
    ],
}
AVERITEC = {
    "claim": "The mayor closed nine schools.",
    "required_reannotation": False,
    "label": "Conflicting Evidence/Cherrypicking",
    "justification": "Seven closed, two moved.",
    "claim_date": "12-3-2021",
    "speaker": "A. Speaker",
    "original_claim_url": "https://example.org/speech",
    "fact_checking_article": "https://example.org/check",
    "reporting_source": None,
    "claim_types": ["Numerical Claim"],
    "questions": [{"question": "How many closed?", "answers": [{"answer": "Seven."}]}],
}
REVIEW = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://example.org/check/1",
    "claimReviewed": "The dam burst.",
    "datePublished": "2026-01-02",
    "author": {"@type": "Organization", "name": "Checkers"},
    "reviewRating": {"@type": "Rating", "ratingValue": 1, "bestRating": 5, "alternateName": "False"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "B. Poster"},
        "appearance": [{"url": "https://example.org/post"}],
        "datePublished": "2026-01-01",
    },
}


def read_lines(reader: Reader, *records: object) -> tuple[list[ForeignArticle], dict[str, Loss]]:
    content = "\n".join(json.dumps(record) for record in records).encode()
    articles, losses = read(reader, {"": content}, "data.json")
    return articles, {loss.what: loss for loss in losses}


def test_a_claim_of_climate_fever_is_an_article_with_its_verdict() -> None:
    (article,), losses = read_lines(ClimateFeverReader(), CLIMATE)
    (claim,) = article.claims
    assert (claim.label, claim.id, claim.spans[0].quote) == ("DISPUTED", "14", CLIMATE["claim"])
    assert (claim.spans[0].start, claim.spans[0].end) == (0, len(article.text))
    assert losses["sentences of evidence with their votes"].count == 2


def test_the_published_counts_of_climate_fever_are_reproduced(shared: Path) -> None:
    """From the votes that were really cast, whose claims the shared table leaves without their words."""
    votes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with (shared / "data/labels/climate_fever_votes.csv").open(newline="") as table:
        for row in csv.DictReader(table):
            votes[row["item"].partition(":")[0]][row["item"]].append(row["label"])
    records = [
        {"claim_id": id_, "claim": f"Claim {id_}.", **judged(list(evidence.values()))}
        for id_, evidence in votes.items()
    ]
    articles, losses = read_lines(ClimateFeverReader(), *records)
    published = {"SUPPORTS": 654, "REFUTES": 253, "NOT_ENOUGH_INFO": 474, "DISPUTED": 154}
    assert Counter(article.claims[0].label for article in articles) == published
    assert losses["sentences of evidence with their votes"].count == 7_675


def judged(votes: list[list[str]]) -> dict[str, object]:
    """The verdict on each sentence by its majority, and that on the claim by all of them, as the set says."""
    found = [majority(cast) for cast in votes]
    said = {label for label in found if label != "NOT_ENOUGH_INFO"}
    verdict = "DISPUTED" if len(said) > 1 else next(iter(said), "NOT_ENOUGH_INFO")
    evidences = [
        {"evidence_label": label, "votes": cast + [None] * (5 - len(cast))}
        for label, cast in zip(found, votes, strict=True)
    ]
    return {"claim_label": verdict, "evidences": evidences}


def majority(votes: list[str]) -> str:
    """A tie decides nothing."""
    first, *others = Counter(votes).most_common(2)
    return "NOT_ENOUGH_INFO" if others and others[0][1] == first[1] else first[0]


def test_a_claim_of_averitec_keeps_who_said_it_and_why_it_was_judged_so() -> None:
    (article,), losses = read_lines(AveritecReader(), [AVERITEC])
    (claim,) = article.claims
    assert (claim.label, claim.note) == (AVERITEC["label"], AVERITEC["justification"])
    assert (article.byline, article.url) == ("A. Speaker", "https://example.org/speech")
    assert article.published_at == "2021-03-12"
    assert article.metadata == {"fact_checking_article": "https://example.org/check"}
    assert losses["questions with their answers"].count == 1
    assert losses["claim types"].count == 1


@pytest.mark.parametrize("wrapped", [REVIEW, [REVIEW], {"@graph": [{"@type": "WebPage"}, REVIEW]}])
def test_a_review_is_an_article_with_the_verdict_of_its_author(wrapped: object) -> None:
    (article,), losses = read_lines(ClaimReviewReader(), wrapped)
    (claim,) = article.claims
    assert (claim.label, claim.annotator, claim.note) == ("False", "Checkers", "https://example.org/check/1")
    assert (article.url, article.byline) == ("https://example.org/post", "B. Poster")
    assert "check/1" not in article.name
    assert losses["ratings as numbers"].count == 1


@pytest.mark.parametrize(
    ("reader", "good", "wrong"),
    [
        (ClimateFeverReader(), CLIMATE, {"claim": 3}),
        (ClimateFeverReader(), CLIMATE, {"claim": "   "}),
        (ClimateFeverReader(), CLIMATE, {"claim_label": None}),
        (ClimateFeverReader(), CLIMATE, {"evidences": "none"}),
        (AveritecReader(), AVERITEC, {"label": 1}),
        (AveritecReader(), AVERITEC, {"questions": "none"}),
        (ClaimReviewReader(), REVIEW, {"claimReviewed": None}),
        (ClaimReviewReader(), REVIEW, {"reviewRating": "False"}),
    ],
)
def test_a_record_that_is_not_as_it_should_be_is_told_and_the_others_stay(
    reader: Reader, good: dict[str, object], wrong: dict[str, object]
) -> None:
    articles, losses = read_lines(reader, good | wrong, good)
    assert len(articles) == 1
    assert [what for what in losses if "not as they should be" in what]


@pytest.mark.parametrize("reader", [ClimateFeverReader(), AveritecReader(), ClaimReviewReader()])
def test_a_format_knows_its_own_files_and_no_others(reader: Reader) -> None:
    for own, record in (
        (ClimateFeverReader, CLIMATE),
        (AveritecReader, AVERITEC),
        (ClaimReviewReader, REVIEW),
    ):
        source = MemorySource({"a.json": json.dumps(record).encode()})
        assert reader.recognises(source) is isinstance(reader, own)


def test_only_what_was_adjudicated_becomes_a_review() -> None:
    choices = ExportChoices("claimreview", names=True)
    case = CASES[0]
    dossier = dossier_of(case, ClaimReviewWriter(), choices)
    gold = [replace(dossier.claims[0], label="confirmed", origin=Origin.ADJUDICATED), *dossier.claims[1:]]
    article = replace(dossier.article, byline="C. Writer", published_at="2026-01-01")
    files, losses = written(ClaimReviewWriter(), [replace(dossier, claims=gold, article=article)], choices)
    (review,) = json.loads(files[""])["@graph"]
    # What schema.org's mark-up cannot do without, apart from the address of the page.
    assert review["claimReviewed"] == gold[0].quote
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Confirmed"}
    assert review["author"]["@type"] == "Organization"
    assert review["author"]["name"]
    assert review["itemReviewed"]["author"] == {"@type": "Person", "name": "C. Writer"}
    assert review["itemReviewed"]["appearance"] == [{"@type": "NewsArticle", "url": article.url}]
    counts = {loss.what: loss.count for loss in losses}
    assert counts["claims that were not adjudicated"] == len(gold) - 1
    assert counts["addresses of the pages of the reviews, which have to be added"] == 1


def test_a_review_of_ours_can_be_read_again() -> None:
    choices = ExportChoices("claimreview", names=True)
    dossier = dossier_of(CASES[0], ClaimReviewWriter(), choices)
    gold = [replace(claim, origin=Origin.ADJUDICATED) for claim in dossier.claims]
    files, _ = written(ClaimReviewWriter(), [replace(dossier, claims=gold)], choices)
    articles, losses = read(ClaimReviewReader(), files, "data.jsonld")
    assert losses == ()
    assert [article.text for article in articles] == [claim.quote for claim in gold]
