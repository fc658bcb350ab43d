"""What can be undone and done again, however much there is of it."""

from __future__ import annotations

import pytest

from annotator.desk.turns import Turn, Turns
from annotator.domain.steps import Verb


def made(count: int) -> Turns:
    turns = Turns()
    for number in range(count):
        turns.note(f"step {number}", Verb.MARK, None)
    return turns


def test_what_is_undone_can_be_done_again() -> None:
    turns = made(3)
    turns.note("undo", Verb.UNDO, "step 2")
    assert [turn.step for turn in turns.done] == ["step 0", "step 1"]
    assert turns.undone == [Turn("undo", "step 2")]
    turns.note("redo", Verb.REDO, "undo")
    assert turns.done[-1] == Turn("redo", "step 2")
    assert not turns.undone


def test_an_undo_of_what_is_not_the_last_takes_that_one() -> None:
    turns = made(4)
    turns.note("undo", Verb.UNDO, "step 1")
    assert [turn.step for turn in turns.done] == ["step 0", "step 2", "step 3"]


def test_an_undo_of_what_nobody_knows_is_passed_over() -> None:
    turns = made(2)
    turns.note("undo", Verb.UNDO, "elsewhere")
    assert len(turns.done) == 2
    assert not turns.undone


def test_the_last_is_undone_without_a_look_at_all_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day's work is tens of thousands of steps."""
    turns = made(50)
    looked_at: list[str] = []

    class Watched(list[Turn]):
        def __getitem__(self, place: object) -> Turn:  # type: ignore[override]
            looked_at.append(str(place))
            return super().__getitem__(place)  # type: ignore[call-overload, no-any-return]

        def remove(self, value: Turn) -> None:
            looked_at.extend(map(str, range(self.index(value))))
            super().remove(value)

    monkeypatch.setattr(turns, "done", Watched(turns.done))
    turns.note("undo", Verb.UNDO, "step 49")
    assert len(turns.done) == 49
    assert len(looked_at) == 1
