"""What a format could not hold, or what of a file could not be taken: counted, with an example each."""

from __future__ import annotations

from collections import Counter

from annotator.domain.immutable import immutable


@immutable
class Loss:
    """`what` in words for people, as in "relations"; `example` is an id or a name that it happened to."""

    what: str
    count: int = 1
    example: str = ""


class Losses:
    """Counts losses while something is read or written."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, str] = {}
        self._whole_claims = 0

    def add(self, what: str, example: str = "", *, count: int = 1) -> None:
        """Count `what` `count` times more; the first `example` that is not "" is kept."""
        if count:
            self._counts[what] += count
            self._examples[what] = self._examples.get(what) or example

    def add_claim(self, what: str, id_: str) -> None:
        """Count a claim of which nothing at all is written."""
        self.add(what, id_)
        self._whole_claims += 1

    @property
    def whole_claims(self) -> int:
        """How many claims were lost whole."""
        return self._whole_claims

    def taken(self) -> tuple[Loss, ...]:
        """The losses that came up since this was asked last."""
        found = self.found
        self._counts.clear()
        self._examples.clear()
        return found

    @property
    def found(self) -> tuple[Loss, ...]:
        """Every loss, in the order in which they first came up."""
        return tuple(Loss(what, count, self._examples[what]) for what, count in self._counts.items())
