from __future__ import annotations

from annotator.domain.agreement.sentences import (
    Answer,
    answered_sentences,
    claim_votes,
    sentence_label_votes,
)
from annotator.domain.agreement.tally import tally_of
from annotator.domain.spans import Span
from tests.unit.domain.agreement.marked import LABELS, article

SENTENCES = (Span(0, 20), Span(20, 40), Span(41, 60))


def test_a_claim_answers_every_sentence_that_it_touches() -> None:
    one = article({"anna": [(15, 25, "disputed")], "ben": []})
    first, second, third = answered_sentences(one, SENTENCES)
    assert first.answers == second.answers == (Answer("anna", "disputed"), Answer("ben", None))
    assert third.answers == (Answer("anna", None), Answer("ben", None))
    assert third.key == "article:41"


def test_edges_that_meet_do_not_touch() -> None:
    one = article({"anna": [(20, 41, "disputed")]})
    assert [each.answers[0].label for each in answered_sentences(one, SENTENCES)] == [None, "disputed", None]


def test_the_claim_that_covers_most_gives_the_label() -> None:
    one = article({"anna": [(0, 5, "disputed"), (6, 18, "confirmed"), (20, 25, "unverified"), (30, 35, "c")]})
    first, second, _ = answered_sentences(one, SENTENCES)
    assert first.answer("anna") == Answer("anna", "confirmed")
    assert second.answer("anna") == Answer("anna", "unverified")


def test_unfinished_is_missing_and_not_no_claim() -> None:
    one = article({"anna": [], "ben": [(0, 9, "disputed")]}, unfinished=["ben"])
    for sentence in answered_sentences(one, SENTENCES):
        assert sentence.answers == (Answer("anna", None),)
        assert sentence.answer("ben") is None


def test_what_was_skipped_is_missing_unless_it_holds_a_claim() -> None:
    one = article({"anna": [(0, 9, "disputed")], "ben": []})
    first, second, _ = answered_sentences(one, SENTENCES, left_open={("anna", 0), ("ben", 20)})
    assert first.answers == (Answer("anna", "disputed"), Answer("ben", None))
    assert second.answers == (Answer("anna", None),)


def test_answers_become_votes() -> None:
    one = article({"anna": [(0, 9, "disputed")], "ben": [(0, 9, "confirmed")]})
    sentences = answered_sentences(one, SENTENCES)
    asked = tally_of(claim_votes(sentences))
    assert asked.labels == ("claim", "no_claim")
    assert sorted(asked.of_items()) == [((0, 2), 2), ((2, 0), 1)]
    labelled = tally_of(sentence_label_votes(sentences, LABELS))
    assert labelled.labels == (*LABELS, "no_claim")
    assert sorted(labelled.of_items()) == [((0, 0, 0, 2), 2), ((1, 1, 0, 0), 1)]
