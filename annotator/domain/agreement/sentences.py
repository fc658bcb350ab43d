"""What annotators said of each sentence: the plainest agreement there is, which knows what nobody marked.

A sentence has a claim of an annotator where one of her claims covers at least one code point of it, as in the
window, where such a sentence asks for no other decision. Of several claims the one that covers most of the
sentence gives its label, then the one that stands first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.agreement.overlap import shared_length
from annotator.domain.agreement.votes import Vote, Votes, gathered
from annotator.domain.immutable import immutable
from annotator.domain.spans import Span

CLAIM: Final = "claim"
NO_CLAIM: Final = "no_claim"


@immutable
class Answer:
    """What one annotator said of a sentence: `label`, or None where she said that it holds no claim."""

    annotator_id: str
    label: str | None


@immutable
class AnsweredSentence:
    """A sentence with the answers to it, by annotator id. Whoever is missing has none."""

    article_id: str
    span: Span
    answers: tuple[Answer, ...]

    @property
    def key(self) -> str:
        """The article and where the sentence starts, by which a sentence is known."""
        return f"{self.article_id}:{self.span.start}"

    def answer(self, annotator_id: str) -> Answer | None:
        """The answer of an annotator, or None where it is missing."""
        return next((answer for answer in self.answers if answer.annotator_id == annotator_id), None)


def answered_sentences(
    article: MarkedArticle,
    sentences: Sequence[Span],
    *,
    left_open: Collection[tuple[str, int]] = frozenset(),
) -> tuple[AnsweredSentence, ...]:
    """The answers to `sentences`, which lie apart in text order and are those that everybody was asked.

    Answers come from those who finished the article: a label where they have a claim, else no claim.
    `left_open` are annotators with starts of sentences that they skipped or left undecided; unless they have
    a claim there, their answer is missing.
    """
    starts = [span.start for span in sentences]
    ends = [span.end for span in sentences]
    labels: dict[tuple[str, int], tuple[int, str]] = {}
    for mark in article.counted_marks():
        for place in range(bisect_right(ends, mark.start), bisect_left(starts, mark.end)):
            shared = shared_length(mark.spans, [sentences[place]])
            if shared > labels.get((mark.annotator_id, place), (0, ""))[0]:
                labels[mark.annotator_id, place] = (shared, mark.label)
    people = sorted(article.finished)
    result: list[AnsweredSentence] = []
    for place, span in enumerate(sentences):
        answers: list[Answer] = []
        for annotator in people:
            if found := labels.get((annotator, place)):
                answers.append(Answer(annotator, found[1]))
            elif (annotator, span.start) not in left_open:
                answers.append(Answer(annotator, None))
        result.append(AnsweredSentence(article.article_id, span, tuple(answers)))
    return tuple(result)


def claim_votes(sentences: Iterable[AnsweredSentence]) -> Votes:
    """Votes on whether a sentence holds a claim, CLAIM or NO_CLAIM: what sentence alpha is computed from."""
    return _gathered(list(sentences), (CLAIM, NO_CLAIM), is_labelled=False)


def sentence_label_votes(sentences: Iterable[AnsweredSentence], labels: Sequence[str]) -> Votes:
    """Votes on the label of each sentence; NO_CLAIM follows `labels`, which are all labels in their order."""
    return _gathered(list(sentences), (*labels, NO_CLAIM), is_labelled=True)


def _gathered(sentences: list[AnsweredSentence], labels: Sequence[str], *, is_labelled: bool) -> Votes:
    documents = {sentence.key: sentence.article_id for sentence in sentences}
    return gathered(_votes(sentences, is_labelled=is_labelled), labels=labels, documents=documents)


def _votes(sentences: Iterable[AnsweredSentence], *, is_labelled: bool) -> Iterator[Vote]:
    for sentence in sentences:
        for answer in sentence.answers:
            label = NO_CLAIM if answer.label is None else answer.label if is_labelled else CLAIM
            yield sentence.key, answer.annotator_id, label
