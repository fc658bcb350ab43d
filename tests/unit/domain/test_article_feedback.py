"""Which of her claims are gold, which were changed in review, and where gold stands beside them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.adjudication import Outcome
from annotator.domain.article_feedback import ArticleFeedback
from annotator.domain.feedback import Feedback, Saying
from annotator.domain.records import Claim, Fragment
from annotator.domain.spans import Span

WORDS, OTHER_WORDS = Span(10, 20), Span(12, 20)


def saying(label: str, *spans: Span) -> Saying:
    return Saying(label, spans or (WORDS,))


def claim(label: str, *spans: Span) -> Claim:
    fragments = tuple(Fragment(span.start, span.end, "x" * len(span)) for span in spans or (WORDS,))
    return Claim("c", "a", "anna", label, fragments)


def decided(
    outcome: Outcome = Outcome.CLAIM, *, said: tuple[Saying, ...] = (), gold: tuple[Saying, ...] = ()
) -> Feedback:
    return Feedback("d", "a", 10, 20, outcome, said, gold)


def test_gold_that_is_as_she_has_it_keeps_her_claim() -> None:
    feedback = ArticleFeedback([decided(said=(saying("disputed"),), gold=(saying("disputed"),))])
    mine = claim("disputed")
    assert feedback.keeps(mine)
    assert not feedback.differs(mine)
    assert feedback.gold_beside([mine], WORDS) == ()
    assert not feedback.stands_apart([mine], WORDS)


def test_another_label_other_words_and_no_claim_all_differ() -> None:
    for one in (
        decided(said=(saying("disputed"),), gold=(saying("confirmed"),)),
        decided(said=(saying("disputed"),), gold=(saying("disputed", OTHER_WORDS),)),
        decided(Outcome.NO_CLAIM, said=(saying("disputed"),)),
    ):
        feedback = ArticleFeedback([one])
        assert feedback.differs(claim("disputed"))
        assert feedback.on(claim("disputed")) is one
        assert feedback.gold_beside([claim("disputed")], WORDS) == one.decided
        assert feedback.stands_apart([claim("disputed")], WORDS)


def test_only_a_decision_for_other_words_moves_the_label() -> None:
    assert decided(said=(saying("disputed"),), gold=(saying("disputed", OTHER_WORDS),)).moves
    assert not decided(said=(saying("disputed"),), gold=(saying("disputed"),)).moves
    assert not decided(said=(saying("disputed"),), gold=(saying("confirmed", OTHER_WORDS),)).moves


def test_what_she_changed_afterwards_was_not_decided_on() -> None:
    feedback = ArticleFeedback([decided(said=(saying("disputed"),), gold=(saying("confirmed"),))])
    assert feedback.on(claim("unverified")) is None
    assert not feedback.differs(claim("disputed", OTHER_WORDS))
    assert feedback.keeps(claim("confirmed")), "who follows the decision has gold"


def test_legitimate_readings_and_questions_change_nothing() -> None:
    for outcome in (Outcome.DISAGREEMENT, Outcome.ASKED_BACK):
        feedback = ArticleFeedback([decided(outcome, said=(saying("disputed"),))])
        assert feedback.on(claim("disputed")) is not None
        assert not feedback.differs(claim("disputed"))
        assert not feedback.stands_apart([claim("disputed")], WORDS)


def test_what_is_not_told_is_not_there() -> None:
    told = decided(said=(saying("disputed"),), gold=(saying("confirmed"),))
    feedback = ArticleFeedback([replace(told, outcome=Outcome.OPEN), replace(told, outcome=Outcome.PARKED)])
    assert feedback.decisions == ()
    assert feedback.spans == ()
    assert feedback.on(claim("disputed")) is None


_SPANS = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], sum(pair)))
_SAYINGS = st.builds(
    lambda spans: Saying("disputed", tuple(sorted(set(spans)))), st.lists(_SPANS, min_size=1, max_size=3)
)


@given(st.lists(_SAYINGS, max_size=8), _SPANS)
def test_gold_is_found_wherever_it_shares_a_character(gold: list[Saying], asked: Span) -> None:
    feedback = ArticleFeedback([decided(gold=tuple(gold))])
    found = feedback.gold_in(asked)
    assert set(found) == {one for one in gold if any(span.overlaps(asked) for span in one.spans)}
    starts = [one.spans[0].start for one in found]
    assert starts == sorted(starts)
