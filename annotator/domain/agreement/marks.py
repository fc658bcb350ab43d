"""What agreement is measured on: whose marks lie where in an article, and who has finished it."""

from __future__ import annotations

from annotator.domain.immutable import immutable
from annotator.domain.spans import Span


@immutable
class Mark:
    """One annotator's claim, as far as agreement looks at it: where it is and with which label.

    `spans` are its fragments: at least one, none empty, ascending and apart, in code points of the text.
    Notes, sureness and sources are left out on purpose: they never make a disagreement.
    """

    id: str
    annotator_id: str
    label: str
    spans: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@immutable
class MarkedArticle:
    """An article of `length` code points with everybody's marks, in any order.

    `annotators` are those who were asked to read it, `finished` those of them who have. Whoever has not
    finished is missing, which is not "no claim": her marks are left out of every measure.
    """

    article_id: str
    length: int
    annotators: frozenset[str]
    finished: frozenset[str]
    marks: tuple[Mark, ...] = ()

    def between(self, one: str, other: str) -> MarkedArticle:
        """The article as if only these two annotators had been asked; everybody may be in it or not."""
        pair = frozenset((one, other))
        marks = tuple(mark for mark in self.marks if mark.annotator_id in pair)
        return MarkedArticle(
            self.article_id, self.length, self.annotators & pair, self.finished & pair, marks
        )

    def marks_of(self, annotator_id: str) -> list[Mark]:
        """The marks of one annotator, finished or not, in document order."""
        return sorted((mark for mark in self.marks if mark.annotator_id == annotator_id), key=document_order)

    def counted_marks(self) -> list[Mark]:
        """The marks of those who finished, in document order."""
        return sorted((mark for mark in self.marks if mark.annotator_id in self.finished), key=document_order)


def document_order(mark: Mark) -> tuple[int, int, str, str]:
    """Where a mark stands among others: by start, end, label, id. It does not depend on whose it is."""
    return mark.spans[0].start, mark.spans[-1].end, mark.label, mark.id
