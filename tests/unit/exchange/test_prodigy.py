"""Prodigy: our tasks come back and have the shape of its documentation, and its own are understood."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from annotator.domain.errors import Refused
from annotator.domain.records import Confidence
from annotator.domain.spans import Span
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.placing import Ground, How, Placed, measure_of, vote
from annotator.exchange.choices import ExportChoices
from annotator.exchange.foreign_facts import kept
from annotator.exchange.formats import format_named, writer_named
from annotator.exchange.formats.prodigy_tasks import TaskReader
from annotator.exchange.losses import Loss
from tests.unit.exchange.corpus import CASES, Case, cases
from tests.unit.exchange.round_trip import MemorySource, dossier_of, read, round_trip, written

FORMAT = format_named("prodigy")
CHOICES = ExportChoices("prodigy", names=True, notes=True)
CUT = "tokens that were cut, as a claim begins or ends inside"


def tasks_of(case: Case) -> list[dict[str, object]]:
    writer = writer_named("prodigy")
    files, _ = written(writer, [dossier_of(case, writer, CHOICES)], CHOICES)
    return [json.loads(line) for line in files[""].splitlines()]


def read_tasks(*tasks: object) -> tuple[list[ForeignArticle], tuple[Loss, ...]]:
    return read(TaskReader(), {"": "\n".join(map(json.dumps, tasks)).encode()}, "data.jsonl")


def span(start: int, end: int, label: object = "ORG", **other: object) -> dict[str, object]:
    return {"start": start, "end": end, "label": label, **other}


def test_every_case_of_the_corpus_comes_back() -> None:
    trip = round_trip(FORMAT, CASES)
    assert trip.back == trip.sent
    assert trip.not_taken == ()
    assert {loss.what for loss in trip.lost} == {"when claims were made and changed", CUT}


@given(case=cases())
def test_what_is_drawn_comes_back(case: Case) -> None:
    trip = round_trip(FORMAT, [case])
    assert trip.back == trip.sent
    assert trip.not_taken == ()


@given(case=cases())
def test_tokens_make_up_the_text_and_spans_are_of_whole_tokens(case: Case) -> None:
    for task in tasks_of(case):
        tokens = task["tokens"]
        assert isinstance(tokens, list)
        assert "".join(token["text"] + " " * token["ws"] for token in tokens) == task["text"]
        assert [token["id"] for token in tokens] == list(range(len(tokens)))
        for token in tokens:
            assert case.text[token["start"] : token["end"]] == token["text"]
        assert isinstance(task["spans"], list)
        for each in task["spans"]:
            first, last = tokens[each["token_start"]], tokens[each["token_end"]]
            assert (first["start"], last["end"]) == (each["start"], each["end"])


def test_a_task_has_the_shape_of_the_documentation() -> None:
    case = Case("", "Hi, Ada.\nOh", ((Span(4, 7),),))
    first, second = tasks_of(case)
    assert first["tokens"] == [
        {"text": "Hi", "start": 0, "end": 2, "id": 0, "ws": False},
        {"text": ",", "start": 2, "end": 3, "id": 1, "ws": True},
        {"text": "Ada", "start": 4, "end": 7, "id": 2, "ws": False},
        {"text": ".", "start": 7, "end": 8, "id": 3, "ws": False},
        {"text": "\n", "start": 8, "end": 9, "id": 4, "ws": False},
        {"text": "Oh", "start": 9, "end": 11, "id": 5, "ws": False},
    ]
    assert isinstance(first["spans"], list)
    (found,) = first["spans"]
    asked = ("start", "end", "token_start", "token_end", "label")
    assert [found[key] for key in asked] == [4, 7, 2, 2, "confirmed"]
    assert (first["answer"], first["_view_id"], first["_annotator_id"]) == ("accept", "spans_manual", "Ada")
    assert (second["spans"], second["_session_id"]) == ([], "Ben, B.")


def test_the_hashes_of_prodigy_stay() -> None:
    (asked,), _ = read_tasks({"text": "It burns.", "_input_hash": -17, "_task_hash": 4, "spans": []})
    writer = writer_named("prodigy")
    dossier = dossier_of(CASES[0], writer, CHOICES)
    dossier = replace(dossier, article=replace(dossier.article, metadata=dict(kept(asked.metadata))))
    files, _ = written(writer, [dossier], CHOICES)
    first, _ = map(json.loads, files[""].splitlines())
    assert (first["_input_hash"], first["_task_hash"]) == (-17, 4)


def test_how_sure_somebody_was_and_flags_come_back() -> None:
    (ada, _), _ = read_tasks(*tasks_of(CASES[0]))
    assert {(claim.confidence, claim.flag) for claim in ada.claims} == {
        (Confidence.UNSET, True),
        (Confidence.MID, False),
        (Confidence.UNSET, False),
        (Confidence.MID, True),
    }


def test_only_accepted_spans_are_claims() -> None:
    text, spans = "Fire in Rome.", [span(8, 12), span(0, 4)]
    articles, losses = read_tasks(
        {"text": text, "spans": spans, "answer": "accept", "_session_id": "news-ada", "_annotator_id": None},
        {"text": text, "spans": spans, "answer": "reject"},
        {"text": text, "spans": spans[:1], "answer": "ignore"},
        {"text": text, "spans": spans[:1], "answer": 7},
        {"text": text, "spans": None},
    )
    assert [len(article.claims) for article in articles] == [2, 0, 0, 0, 0]
    assert articles[0].claims[0].annotator == "news-ada"
    assert losses == (
        Loss("spans of tasks that were rejected", 2, "data.jsonl, 2"),
        Loss("spans of tasks that were ignored", 1, "data.jsonl, 3"),
        Loss("spans of unknown answers", 1, "data.jsonl, 4"),
    )


def test_what_is_not_of_spans_is_told() -> None:
    (article,), losses = read_tasks(
        {
            "text": "Fire.",
            "label": "NEWS",
            "accept": ["A", "B"],
            "relations": [{}],
            "flagged": True,
            "meta": {"source": "x", "title": "Fire"},
            "spans": [span(0, 4, score=0.5, source="model")],
        }
    )
    assert (article.title, article.metadata) == ("Fire", {"source": "x"})
    assert article.claims[0].extra == {"score": 0.5, "source": "model"}
    assert {loss.what: loss.count for loss in losses} == {
        "relations": 1,
        "choices for whole articles": 2,
        "labels of whole articles": 1,
        "flags on whole articles": 1,
    }


def test_tokens_prove_what_offsets_count() -> None:
    """The offsets of one span are UTF-16 units: its tokens tell."""
    text = "😊 Fire in Rome."
    tokens = [
        {"text": "😊", "start": 0, "end": 2, "ws": True},
        {"text": "Fire", "start": 3, "end": 7, "ws": True},
    ]
    (article,), _ = read_tasks(
        {"text": text, "tokens": tokens, "spans": [span(3, 7, token_start=1, token_end=1)]}
    )
    placed = Ground(text).place(article.claims[0], TaskReader.measure)
    assert isinstance(placed, Placed)
    assert (placed.how, placed.spans) == (How.OTHER_MEASURE, (Span(2, 6),))


@pytest.mark.parametrize("named", [{}, {"token_start": 0, "token_end": 1}, {"token_start": 7}])
def test_tokens_prove_by_where_they_stand_and_not_by_being_named(named: dict[str, object]) -> None:
    tokens = [{"text": "Fire", "start": 0, "end": 4, "ws": True}, {"text": "in", "start": 5, "end": 7}]
    spans = [span(0, 4, **named), span(0, 7, **named), span(0, 13, **named), span(1, 4, **named)]
    (article,), _ = read_tasks({"text": "Fire in Rome.", "tokens": tokens, "spans": spans})
    assert [claim.spans[0].quote for claim in article.claims] == ["Fire", "Fire in", None, None]


def test_a_file_in_utf16_is_known_by_tokens_that_no_span_names() -> None:
    text = "👩🏽‍🚒 saw 𝕏 burn."
    words = [("👩🏽‍🚒", 0, 7), ("saw", 8, 11), ("𝕏", 12, 14), ("burn", 15, 19), (".", 19, 20)]
    tokens = [{"text": word, "start": start, "end": end, "ws": word != "burn"} for word, start, end in words]
    (article,), _ = read_tasks({"text": text, "tokens": tokens, "spans": [span(15, 19), span(8, 14)]})
    ground = Ground(text)
    for claim, said in zip(article.claims, ("burn", "saw 𝕏"), strict=True):
        placed = ground.place(claim, measure_of(vote([article]), TaskReader.measure))
        assert isinstance(placed, Placed)
        assert [text[at.start : at.end] for at in placed.spans] == [said]


def test_tokens_that_are_none_prove_nothing() -> None:
    tokens = [7, {"text": "Fire"}, {"text": "Fire", "start": "0", "end": None}]
    (article,), losses = read_tasks({"text": "Fire.", "tokens": tokens, "spans": [span(0, 4, token_start=0)]})
    assert (article.claims[0].spans[0].quote, losses) == (None, ())


@pytest.mark.parametrize(
    "wrong", [None, 7, {}, {"text": None}, {"text": "x", "spans": 7}, {"image": "a.png", "spans": []}]
)
def test_a_task_that_is_not_as_it_should_be_is_told(wrong: object) -> None:
    articles, losses = read_tasks({"text": "Fire.", "spans": [span(0, 4)]}, wrong)
    assert len(articles) == 1
    assert [(loss.count, loss.example) for loss in losses] == [(1, "data.jsonl, 2")]


@pytest.mark.parametrize(
    "wrong",
    [
        7,
        {"start": 0, "end": 4},
        span(0, 4, None),
        span(0, 4, 5),
        {"start": "0", "end": 4, "label": "A"},
        span(0, 4, note=7),
    ],
)
def test_a_span_that_is_not_as_it_should_be_is_told(wrong: object) -> None:
    (article,), losses = read_tasks({"text": "Fire.", "spans": [wrong, span(0, 4, "good")]})
    assert [claim.label for claim in article.claims] == ["good"]
    assert [loss.count for loss in losses] == [1]
    assert losses[0].what.startswith("spans that are not as they should be: ")


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"text": "x', b"\xff{}"])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        read(TaskReader(), {"": data}, "data.jsonl")


def test_its_files_are_recognised_and_others_are_not() -> None:
    task = json.dumps(tasks_of(CASES[0])[0]).encode()
    assert TaskReader().recognises(MemorySource({"": task}))
    assert not TaskReader().recognises(MemorySource({"": b'{"text": "x", "label": []}'}))


def test_a_claim_of_very_many_spans_takes_no_longer_than_as_many_claims() -> None:
    # Put together one by one, half a minute would go by.
    spans = [span(start, start + 1, claim="c") for start in range(80_000)]
    (article,), _ = read_tasks({"text": "a" * 80_000, "spans": spans})
    (claim,) = article.claims
    assert [part.start for part in claim.spans] == list(range(80_000))
