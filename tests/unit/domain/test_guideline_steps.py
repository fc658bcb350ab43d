"""Versions of the guidelines are only added to, and decisions say which one they were made under."""

from __future__ import annotations

import pytest

from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.guideline_steps import under, write
from annotator.domain.records import Assignment, Claim, Fragment
from annotator.domain.steps import Edit, Step, Verb

CLAIM = Claim("c", "a", "anna", "disputed", (Fragment(0, 3, "abc"),))


def _step(verb: Verb, *edits: Edit) -> Step:
    return Step("s", verb, "anna", "a", edits)


def test_versions_are_numbered_from_one() -> None:
    first = write(None, "Read.", annotator_id="lea").edits[0].after
    assert isinstance(first, Guideline)
    assert (first.number, first.text, first.annotator_id) == (1, "Read.\n", "lea")
    second = write(first, "Read well.", annotator_id="lea").edits[0].after
    assert isinstance(second, Guideline)
    assert second.number == 2


def test_the_same_words_are_no_new_version() -> None:
    assert write(Guideline(3, "Read.\n", "now", "lea"), "Read.  \n\n", annotator_id="lea").edits == ()


def test_guidelines_without_words_are_refused() -> None:
    with pytest.raises(Refused):
        write(None, " \n ", annotator_id="lea")


@pytest.mark.parametrize("verb", [Verb.MARK, Verb.RETAG, Verb.DUPLICATE])
def test_a_claim_says_what_it_was_judged_under(verb: Verb) -> None:
    (edit,) = under(_step(verb, Edit(None, CLAIM)), 4).edits
    assert isinstance(edit.after, Claim)
    assert edit.after.guideline_version == 4


def test_what_judges_nothing_keeps_the_version_it_had() -> None:
    for verb in (Verb.NOTE, Verb.MOVE_EDGE, Verb.UNDO, Verb.DELETE, Verb.FINISH):
        step = _step(verb, Edit(CLAIM, CLAIM))
        assert under(step, 4).edits == step.edits


def test_an_article_is_finished_under_a_version_and_none_is_made_up() -> None:
    step = _step(Verb.FINISH, Edit(None, Assignment("a", "anna", finished_at="now")))
    (edit,) = under(step, 2).edits
    assert isinstance(edit.after, Assignment)
    assert edit.after.guideline_version == 2
    assert under(step, None) is step
