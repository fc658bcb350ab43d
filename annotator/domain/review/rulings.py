"""What a lead may decide about a case: pure functions from the case to a ruling.

Each raises Refused, in a person's words, where it makes no sense. Nothing is written here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce

from annotator.domain.adjudication import Method, Outcome
from annotator.domain.agreement.alignment import Presence, medoid
from annotator.domain.agreement.leading import leading
from annotator.domain.agreement.marks import Mark
from annotator.domain.agreement.overlap import covered_length, shared_length
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.domain.review.cases import Case, Lane
from annotator.domain.spans import Span, merged, trimmed

Spans = tuple[Span, ...]


@immutable
class Version:
    """A claim to be: its words and its label, which is "" while nobody has decided on it."""

    spans: Spans
    label: str


@immutable
class Ruling:
    """What is decided about a case. `versions` are the gold claims, none unless `outcome` is CLAIM.

    `note` is what was said with it, for ASKED_BACK the question to `asked_ids`, or to all concerned where
    these are none; None leaves an earlier one.
    """

    outcome: Outcome
    versions: tuple[Version, ...] = ()
    method: Method = Method.MANUAL
    note: str | None = None
    asked_ids: tuple[str, ...] = ()


NO_CLAIM = Ruling(Outcome.NO_CLAIM)
LEGITIMATE = Ruling(Outcome.DISAGREEMENT)
PARKED = Ruling(Outcome.PARKED)


def proposal(case: Case) -> Ruling:
    """What gold would be by the votes. Where labels are tied the words are proposed with the label ""."""
    if not case.marked:
        return NO_CLAIM
    try:
        return majority(case)
    except Refused:
        lane = _nearest(case.marked)
        label = _common(case.marked) or ""
        return Ruling(Outcome.CLAIM, tuple(Version(mark.spans, label) for mark in lane.marks))


def take(case: Case, annotator_id: str) -> Ruling:
    """One annotator's version; that there is no claim where she finished and marked nothing."""
    lane = _lane(case, annotator_id)
    return _as_marked(lane) if lane.marks else NO_CLAIM


def relabel(case: Case, label: str, kept: Sequence[Version] = ()) -> Ruling:
    """The label that the lead decides on.

    The words are those that are `kept` as gold already, else of those annotators who chose this label, and
    where there is none the ones that are nearest to everybody's.
    """
    if kept:
        return _labelled([version.spans for version in kept], label)
    lanes = [lane for lane in case.marked if set(lane.labels) == {label}] or case.marked
    if not lanes:
        raise _nothing_marked()
    return _labelled([mark.spans for mark in _nearest(lanes).marks], label)


def majority(case: Case) -> Ruling:
    """What most annotators chose, by the rule of `leading`. Refused where it is a tie."""
    votes = Counter(lane.labels for lane in case.marked)
    first = leading(votes, len(case.finished) - len(case.marked))
    if not first:
        raise _nothing_marked()
    if len(first) > 1:
        raise Refused(
            "The votes are tied here, so there is no majority. Nothing was decided. "
            "Decide on a label yourself, or take one version."
        )
    labels = first[0]
    if labels is None:
        return Ruling(Outcome.NO_CLAIM, method=Method.MAJORITY)
    lane = _nearest([lane for lane in case.marked if lane.labels == labels])
    return Ruling(Outcome.CLAIM, _versions(lane.marks), Method.MAJORITY)


def unanimous(case: Case) -> Ruling:
    """What everybody chose. Refused where they differ."""
    if not case.is_unanimous:
        raise Refused("The annotators differ here, so nothing was accepted. Decide it on its own.")
    return Ruling(Outcome.CLAIM, _versions(case.marked[0].marks), Method.UNANIMOUS)


def take_label(case: Case, annotator_id: str, kept: Sequence[Version] = ()) -> Ruling:
    """One annotator's label on the words that are kept, else on those nearest to everybody's."""
    labels = set(_lane(case, annotator_id).labels)
    if len(labels) != 1:
        raise Refused(
            "There is no single label to take there. Nothing was decided. "
            "Take the whole version, or decide on a label yourself."
        )
    spans = [version.spans for version in kept] or [mark.spans for mark in _nearest(case.marked).marks]
    return _labelled(spans, labels.pop())


def take_words(case: Case, annotator_id: str, kept: Sequence[Version] = ()) -> Ruling:
    """One annotator's words with the label that is kept, else the one most annotators chose."""
    lane = _lane(case, annotator_id)
    if not lane.marks:
        raise Refused("Nothing is marked there, so there are no words to take. Nothing was decided.")
    return _labelled([mark.spans for mark in lane.marks], _label(case, kept))


def union(case: Case, text: str, kept: Sequence[Version] = ()) -> Ruling:
    """All words that anybody chose, as one claim."""
    if not case.marked:
        raise _nothing_marked()
    spans = merged(span for lane in case.marked for mark in lane.marks for span in mark.spans)
    return _labelled([_bridged(text, spans)], _label(case, kept))


def intersection(case: Case, text: str, kept: Sequence[Version] = ()) -> Ruling:
    """The words that everybody chose who marked anything here, as one claim."""
    if not case.marked:
        raise _nothing_marked()
    parts = reduce(_met, (_cover(lane.marks) for lane in case.marked))
    spans = tuple(words for part in parts if (words := trimmed(text, part)))
    if not spans:
        raise Refused(
            "No word was chosen by everybody, so there is nothing in common. Nothing was decided. "
            "Take one version, or all words."
        )
    return _labelled([spans], _label(case, kept))


def separate(case: Case) -> Ruling:
    """The different versions side by side; of one claim against two, the two.

    Refused where there is only one version.
    """
    found = dict.fromkeys(_versions(case.marks))
    parts = [version for version in found if not _is_whole(version, case.marked)]
    if len(parts) < 2:
        raise Refused("There is only one version here, so nothing can be kept apart. Nothing was decided.")
    return Ruling(Outcome.CLAIM, tuple(parts))


def ask_back(case: Case, question: str, annotator_id: str | None = None) -> Ruling:
    """Wait until one of the annotators has answered, or the one who is named.

    Refused without a question, and where it is put to somebody who has not finished the article.
    """
    if not question.strip():
        raise Refused("A question needs words. Nothing was changed. Write what the annotators should answer.")
    asked = () if annotator_id is None else (_lane(case, annotator_id).annotator_id,)
    return Ruling(Outcome.ASKED_BACK, note=question.strip(), asked_ids=asked)


def _lane(case: Case, annotator_id: str) -> Lane:
    lane = next((lane for lane in case.lanes if lane.annotator_id == annotator_id), None)
    if lane is None or lane.presence is Presence.MISSING:
        raise Refused(
            "This annotator has not finished the article, so there is no version to take or to ask about. "
            "Nothing was changed."
        )
    return lane


def _nothing_marked() -> Refused:
    return Refused(
        "Nobody marks anything here any more, so there is nothing to take. Nothing was decided. "
        "Decide that there is no claim, or open it again."
    )


def _as_marked(lane: Lane) -> Ruling:
    return Ruling(Outcome.CLAIM, _versions(lane.marks))


def _versions(marks: Iterable[Mark]) -> tuple[Version, ...]:
    return tuple(Version(mark.spans, mark.label) for mark in marks)


def _labelled(spans: Iterable[Spans], label: str) -> Ruling:
    return Ruling(Outcome.CLAIM, tuple(Version(part, label) for part in spans))


def _label(case: Case, kept: Sequence[Version]) -> str:
    """The label that is kept, else the one most annotators chose who chose any. Refused where it is a tie."""
    label = _common(case.marked) if not kept else _only(version.label for version in kept)
    if label is None:
        raise Refused(
            "The labels are tied here, so these words have none yet. Nothing was decided. "
            "Decide on a label first, then come back for the words."
        )
    return label


def _common(lanes: Iterable[Lane]) -> str | None:
    """The label that more lanes have than any other; None where it is a tie."""
    ranking = Counter(label for lane in lanes for label in set(lane.labels)).most_common()
    is_tied = not ranking or (len(ranking) > 1 and ranking[0][1] == ranking[1][1])
    return None if is_tied else ranking[0][0]


def _only(labels: Iterable[str]) -> str | None:
    found = set(labels)
    return found.pop() if len(found) == 1 else None


def _cover(marks: Iterable[Mark]) -> Spans:
    return merged(span for mark in marks for span in mark.spans)


def _nearest(lanes: Sequence[Lane]) -> Lane:
    """The lane whose words are nearest to those of all others, by the rule for boundaries.

    Of a split, one of those that have the commonest number of claims, the smaller of two.
    """
    sizes = Counter(len(lane.marks) for lane in lanes)
    size = min(sizes, key=lambda count: (-sizes[count], count))
    candidates = [lane for lane in lanes if len(lane.marks) == size]
    covers = [
        Mark(str(place), lane.annotator_id, lane.marks[0].label, _cover(lane.marks))
        for place, lane in enumerate(candidates)
    ]
    return candidates[int(medoid(covers).id)]


def _bridged(text: str, spans: Spans) -> Spans:
    """`spans` with those made one that only white space keeps apart."""
    result: list[Span] = []
    for span in spans:
        if result and not text[result[-1].end : span.start].strip():
            result[-1] = result[-1].hull(span)
        else:
            result.append(span)
    return tuple(result)


def _met(one: Spans, other: Spans) -> Spans:
    return tuple(met for left in one for right in other if (met := left.meet(right)))


def _is_whole(version: Version, lanes: Iterable[Lane]) -> bool:
    """Whether two claims of one annotator lie in this one, so that it is not kept beside them."""

    def is_part(mark: Mark) -> bool:
        shared = shared_length(mark.spans, version.spans)
        return mark.spans != version.spans and 2 * shared >= covered_length(mark.spans)

    return any(sum(map(is_part, lane.marks)) > 1 for lane in lanes)
