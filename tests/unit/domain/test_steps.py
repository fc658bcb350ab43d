from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.changes import Kind
from annotator.domain.records import Annotator, Article, Assignment, Claim, Decision, DecisionState, Unit
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Record, Step, Verb, content_of, entity_of, key_of
from tests.unit.domain.made import claims, decisions, units

records: st.SearchStrategy[Record] = claims | decisions() | units().filter(bool).map(lambda some: some[0])
EVERY_KIND: tuple[Record, ...] = (
    Article("a", "0" * 64, "", 1),
    Unit("a", 0, 5),
    Annotator("anna", "Anna"),
    Assignment("a", "anna"),
    Decision("a", 0, "anna"),
)


@given(records, records)
def test_the_inverse_of_an_inverse_is_the_edit(before: Record, after: Record) -> None:
    edit = Edit(before, after)
    assert edit.inverse == Edit(after, before)
    assert edit.inverse.inverse == edit


@given(records)
def test_taking_back_a_making_and_doing_it_again_gives_what_was_made(made: Record) -> None:
    gone = Edit(None, made).inverse
    assert gone.before == made
    assert gone.inverse.after == made


def test_nothing_is_removed_when_its_making_is_taken_back() -> None:
    claim = Claim("c", "a", "anna", "disputed", ())
    after = Edit(None, claim).inverse.after
    assert isinstance(after, Claim)
    assert after.deleted_at
    assert Edit(None, Unit("a", 0, 5)).inverse.after == Unit("a", 0, 5, retired=True)
    skipped = Decision("a", 0, "anna", DecisionState.SKIPPED, flag=True, note="why")
    assert Edit(None, skipped).inverse.after == Decision("a", 0, "anna")
    finished = Assignment("a", "anna", finished_at="now")
    assert Edit(None, finished).inverse.after == Assignment("a", "anna")


def test_the_making_of_an_annotator_cannot_be_taken_back() -> None:
    with pytest.raises(ValueError, match="annotator"):
        _ = Edit(None, Annotator("anna", "Anna")).inverse


@given(st.lists(records, min_size=1, max_size=5))
def test_a_step_is_reverted_last_edit_first(made: list[Record]) -> None:
    step = Step("s", Verb.MARK, "anna", "article", tuple(Edit(record, record) for record in made))
    back = step.reverted(Verb.UNDO, by="ben")
    assert [edit.after for edit in back.edits] == made[::-1]
    assert (back.verb, back.annotator_id, back.article_id, back.reverts) == (
        Verb.UNDO,
        "ben",
        "article",
        "s",
    )
    assert back.id != step.id


def test_records_of_different_kinds_and_places_have_different_names() -> None:
    names = {(entity_of(record), key_of(record)) for record in EVERY_KIND}
    assert len(names) == len(EVERY_KIND)
    assert key_of(Decision("a", 1, "anna")) != key_of(Decision("a", 1, "ben"))
    assert {entity_of(record) for record in EVERY_KIND} <= {kind.value for kind in Kind}


@given(records)
def test_the_content_is_the_same_whenever_and_however_often_it_was_written(record: Record) -> None:
    assert content_of(replace(record, version=7)) == content_of(record)
    if isinstance(record, Claim | Decision):
        assert content_of(replace(record, updated_at="later")) == content_of(record)


def test_another_label_is_another_content() -> None:
    claim = Claim("c", "a", "anna", "disputed", ())
    assert content_of(claim) != content_of(replace(claim, label="confirmed"))
    assert content_of(None) is None


def test_changes_name_everything_that_the_step_touched() -> None:
    step = Step(
        "s", Verb.SPLIT, "anna", "a", (Edit(Unit("a", 0, 9), Unit("a", 0, 5)), Edit(None, Unit("a", 5, 9)))
    )
    changes = step.changes
    assert changes.has(Kind.UNIT)
    assert not changes.has(Kind.CLAIM, Kind.DECISION)
    assert changes.unit_starts == {0, 5}
    assert set(changes.spans) == {Span(0, 9), Span(0, 5), Span(5, 9)}
    assert (changes.article_id, changes.step) == ("a", "s")
