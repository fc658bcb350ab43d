"""What an annotator is told of a decision about her work: hers and what was decided, and nobody else's."""

from __future__ import annotations

from annotator.domain.adjudication import Outcome
from annotator.domain.immutable import immutable
from annotator.domain.spans import Span


@immutable
class Saying:
    """A label on words."""

    label: str
    spans: tuple[Span, ...]


@immutable
class Feedback:
    """A decision in `start` up to `end` of an article, as one annotator is told of it.

    `said` is what she had there, nothing where she had finished the article and marked nothing. `decided` is
    the gold, nothing unless the outcome is CLAIM. `reasons` are keys of the project's, `note` what the
    reviewer wrote, of ASKED_BACK the question. An outcome OPEN takes back what was told before.
    """

    id: str
    article_id: str
    start: int
    end: int
    outcome: Outcome
    said: tuple[Saying, ...] = ()
    decided: tuple[Saying, ...] = ()
    reasons: tuple[str, ...] = ()
    note: str = ""
    guideline_version: int | None = None
    decided_at: str = ""
    version: int = 1

    @property
    def is_told(self) -> bool:
        """Whether there is something to say: a decision, or a question."""
        return self.outcome.is_settled or self.outcome is Outcome.ASKED_BACK

    @property
    def confirms(self) -> bool:
        """Whether it was decided as she had it."""
        match self.outcome:
            case Outcome.CLAIM:
                return frozenset(self.said) == frozenset(self.decided)
            case Outcome.NO_CLAIM:
                return not self.said
        return False

    @property
    def moves(self) -> bool:
        """Whether the labels that she gave were decided on for other words."""
        said, decided = ({saying.label for saying in part} for part in (self.said, self.decided))
        return said == decided and frozenset(self.said) != frozenset(self.decided)
