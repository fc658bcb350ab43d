"""Le-Wi-Di: every vote of an item side by side, written and read, and matrices of real annotators read."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given

from annotator.domain.errors import Refused
from annotator.domain.spans import Span
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.formats.lewidi import LewidiReader, LewidiWriter
from annotator.exchange.losses import Loss
from tests.unit.exchange.corpus import CASES, Case, cases
from tests.unit.exchange.round_trip import dossier_of, read, written

CHOICES = ExportChoices("lewidi", names=True)


def items_of(case: Case, choices: ExportChoices = CHOICES) -> dict[str, dict[str, object]]:
    files, _ = written(LewidiWriter(), [dossier_of(case, LewidiWriter(), choices)], choices)
    found: dict[str, dict[str, object]] = json.loads(files[""])
    return found


def read_items(items: object) -> tuple[list[ForeignArticle], tuple[Loss, ...]]:
    return read(LewidiReader(), {"": json.dumps(items).encode()}, "data.json")


@given(case=cases())
def test_everybody_votes_once_on_the_words_that_she_marked(case: Case) -> None:
    dossier = dossier_of(case, LewidiWriter(), CHOICES)
    votes: Counter[tuple[str, str, str]] = Counter()
    for item in items_of(case).values():
        labels, people = str(item["annotations"]).split(","), str(item["annotators"]).split(",")
        assert len(labels) == len(people) == item["number of annotations"]
        votes.update((str(item["text"]), label, person) for label, person in zip(labels, people, strict=True))
        soft = item["soft_label"]
        assert isinstance(soft, dict)
        assert sum(soft.values()) == pytest.approx(1)
    labels_given = defaultdict[tuple[str, str, tuple[Span, ...]], set[str]](set)
    for claim in dossier.claims:
        name = dossier.names[claim.annotator_id].replace(",", ";")
        spans = tuple(part.span for part in claim.fragments)
        labels_given[claim.quote, name, spans].add(claim.label.replace(",", ";"))
    assert Counter((words, name) for words, _, name in votes.elements()) == Counter(
        (words, name) for words, name, _ in labels_given
    )
    assert votes.keys() <= {
        (words, label, name) for (words, name, _), given in labels_given.items() for label in given
    }


@pytest.mark.parametrize("unit", OffsetUnit)
def test_places_are_those_of_the_words(unit: OffsetUnit) -> None:
    width = {OffsetUnit.CODE_POINT: 1, OffsetUnit.UTF16: 2, OffsetUnit.UTF8: 1}[unit]
    coding = {OffsetUnit.CODE_POINT: "", OffsetUnit.UTF16: "utf-16-le", OffsetUnit.UTF8: "utf-8"}[unit]
    for case in CASES:
        choices = ExportChoices("lewidi", names=True, offset_unit=unit)
        for item in items_of(case, choices).values():
            info = item["other_info"]
            assert isinstance(info, dict)
            text = case.text.encode(coding) if coding else case.text
            parts = [text[width * start : width * end] for start, end in info["offsets"]]
            words = [part.decode(coding) if isinstance(part, bytes) else part for part in parts]
            assert " … ".join(words) == item["text"]


def test_a_tie_has_no_hard_label() -> None:
    whole = (Span(0, 11),)
    (item,) = items_of(Case("tie", "Water rose.", (whole, whole))).values()
    assert item["hard_label"] == ""
    assert item["soft_label"] == {"confirmed": 0.5, "disputed": 0.5}


def test_an_annotator_who_voted_twice_keeps_both_votes() -> None:
    articles, losses = read_items(
        {"7": {"text": "Water rose.", "annotations": "1,0,0", "annotators": "Ann1,Ann2,Ann2", "lang": "en"}}
    )
    assert losses == ()
    (article,) = articles
    assert article.language == "en"
    assert [(claim.annotator, claim.label) for claim in article.claims] == [
        ("Ann1", "1"),
        ("Ann2", "0"),
        ("Ann2", "0"),
    ]
    assert len({claim.id for claim in article.claims if claim.annotator == "Ann2"}) == 2


def test_what_the_votes_come_to_is_not_kept_beside_the_text() -> None:
    item = {"text": "Water rose.", "annotations": "1,1", "annotators": "Ann1,Ann2", "split": "train"}
    summed = {"hard_label": "1", "soft_label": "1.0"}
    (article,), _ = read_items({"7": item | summed})
    assert article.metadata == {"split": "train"}


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ({"text": "a", "annotations": "1,0", "annotators": "Ann1"}, "as many annotations"),
        ({"text": "", "annotations": "1", "annotators": "Ann1"}, "a text is empty"),
        ({"text": 5, "annotations": "1", "annotators": "Ann1"}, "a text is missing"),
        ({"text": "a", "annotations": [1], "annotators": "Ann1"}, "a name is missing"),
        ([], "an object is missing"),
    ],
)
def test_an_item_that_is_not_as_it_should_be_is_told_and_left_out(item: object, said: str) -> None:
    good = {"text": "b", "annotations": "1", "annotators": "4e07"}
    articles, (loss,) = read_items({"1": item, "2": good})
    assert [article.claims[0].annotator for article in articles] == ["4e07"]
    assert said in loss.what
    assert loss.example == "data.json, 1"


@pytest.mark.parametrize("content", [b"[]", b"[" * 100_000, b'{"1": ', b"\xff{}"])
def test_what_is_no_object_of_items_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match=r"Nothing was imported"):
        read(LewidiReader(), {"": content}, "data.json")


@pytest.mark.parametrize("name", ["lewidi_hs_brexit", "lewidi_armis", "lewidi_md_agreement"])
def test_votes_of_real_annotators_keep_their_counts(name: str, shared: Path) -> None:
    """The matrices were made from the published files, whose other columns are put back here."""
    with (shared / "data/labels" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    votes: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        votes[row["item"]].append(row)
    items = {
        item: {
            "text": f"Text of {item}.",
            "annotations": ",".join(row["label"] for row in found),
            "annotators": ",".join(row["annotator"] for row in found),
        }
        for item, found in votes.items()
    }
    articles, losses = read_items(items)
    assert losses == ()
    assert len(articles) == len(votes)
    back = Counter(
        (article.name, claim.annotator, claim.label) for article in articles for claim in article.claims
    )
    assert back == Counter((row["item"], row["annotator"], row["label"]) for row in rows)
