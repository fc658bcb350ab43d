"""What can be undone and what can be done again, kept as the journal tells of one step after another."""

from __future__ import annotations

from dataclasses import replace

from annotator.domain.immutable import immutable
from annotator.domain.steps import Verb


@immutable
class Turn:
    """`step` is what is to be reverted next, `origin` the person's own step behind it, for its words."""

    step: str
    origin: str


class Turns:
    def __init__(self) -> None:
        self.done: list[Turn] = []
        self.undone: list[Turn] = []

    def clear(self) -> None:
        self.done, self.undone = [], []

    def note(self, step: str, verb: Verb, reverts: str | None) -> None:
        """Keep the two stacks as one more step leaves them; what reverts an unknown step is passed over."""
        if verb is Verb.UNDO:
            _pass_on(self.done, self.undone, step, reverts)
        elif verb is Verb.REDO:
            _pass_on(self.undone, self.done, step, reverts)
        elif not any(turn.step == step for turn in self.done[-1:]):
            self.done.append(Turn(step, step))
            self.undone.clear()


def _pass_on(source: list[Turn], target: list[Turn], step: str, reverts: str | None) -> None:
    # It is the last one nearly always: the others are not looked at, however many somebody has made.
    place = next((at for at in reversed(range(len(source))) if source[at].step == reverts), None)
    if place is not None:
        target.append(replace(source.pop(place), step=step))
