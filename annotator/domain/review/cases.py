"""Cases: what a lead decides at once, out of the claims of all who finished an article.

A case is a review unit, or the units of one region that are a split: one claim against two. It has a lane for
each annotator who was asked, and knows what was decided about it before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.agreement.alignment import DEFAULT_THRESHOLD, Presence, align
from annotator.domain.agreement.disagreement import (
    Disagreement,
    Kind,
    LabelDistance,
    LabelPair,
    disagreements,
    nominal_distance,
)
from annotator.domain.agreement.marks import Mark, MarkedArticle, document_order
from annotator.domain.immutable import immutable
from annotator.domain.review.case_state import CaseState, is_acceptable, is_disputed, state_of
from annotator.domain.spans import Span

_KINDS: Final = tuple(Kind)


@immutable
class Lane:
    """What one annotator has in a case: marks in document order exactly where `presence` is MARKED."""

    annotator_id: str
    presence: Presence
    marks: tuple[Mark, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(mark.label for mark in self.marks)


@immutable
class Case:
    """Marks that are decided on together. `lanes` are by annotator id.

    `kinds` are all kinds of disagreement that apply, the most telling first; `value` is the greatest
    disagreement of its units, from 0 to 1. `adjudications` are what was decided about these marks, the one
    that counts first; there are several where marks have moved together since. Nobody's marks are left
    where all that was adjudicated is gone: then `kinds` is empty. `is_answered` where the first of them is
    a question that somebody answered, be it with the same marks.
    """

    article_id: str
    lanes: tuple[Lane, ...]
    kinds: tuple[Kind, ...]
    value: float = 0.0
    annotator_pairs: tuple[tuple[str, str], ...] = ()
    label_pairs: tuple[LabelPair, ...] = ()
    adjudications: tuple[Adjudication, ...] = ()
    is_answered: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Its marks, in document order."""
        return tuple(sorted((mark for lane in self.lanes for mark in lane.marks), key=document_order))

    @property
    def key(self) -> str:
        """What it is known by: the least id of its marks, which no other case has."""
        ids = [mark.id for lane in self.lanes for mark in lane.marks]
        return min(ids) if ids else self.adjudications[0].id

    @property
    def span(self) -> Span:
        """From the first start to the last end of its marks, or of what was adjudicated."""
        marks = self.marks
        if not marks:
            return self.adjudications[0].span
        return Span(marks[0].start, max(mark.end for mark in marks))

    @property
    def members(self) -> tuple[Member, ...]:
        """Its marks as an adjudication keeps them."""
        return tuple(Member(mark.id, mark.annotator_id, mark.label, mark.spans) for mark in self.marks)

    @property
    def absent_ids(self) -> tuple[str, ...]:
        """The annotators who finished the article and marked nothing here."""
        return tuple(lane.annotator_id for lane in self.lanes if lane.presence is Presence.NO_MARK)

    @property
    def finished(self) -> tuple[Lane, ...]:
        """The lanes of those who finished the article, with marks or without."""
        return tuple(lane for lane in self.lanes if lane.presence is not Presence.MISSING)

    @property
    def marked(self) -> tuple[Lane, ...]:
        return tuple(lane for lane in self.lanes if lane.marks)

    @property
    def is_unanimous(self) -> bool:
        """Whether several annotators finished and all marked the same words with the same label."""
        return self.kinds == (Kind.AGREED,)

    @property
    def adjudication(self) -> Adjudication | None:
        """What holds about it at present, also where it is stale; None where nothing was decided."""
        first = self.adjudications[0] if self.adjudications else None
        return first if first is not None and first.outcome is not Outcome.OPEN else None

    @property
    def state(self) -> CaseState:
        if self.is_answered:
            return CaseState.OPEN
        return state_of(self.adjudication, self.members, self.absent_ids)

    @property
    def outcome(self) -> Outcome:
        """What was decided, OPEN where nothing was."""
        return self.adjudication.outcome if self.adjudication else Outcome.OPEN

    @property
    def is_disputed(self) -> bool:
        """Whether it has to be decided: annotators differ, a decision no longer fits, or was put off."""
        return is_disputed(self.state, self.outcome, is_unanimous=self.is_unanimous)

    @property
    def method(self) -> Method:
        """How it was decided; MANUAL also where nothing was."""
        return self.adjudication.method if self.adjudication else Method.MANUAL

    @property
    def is_acceptable(self) -> bool:
        """Whether it becomes gold when all that is unanimous is accepted."""
        return self.is_unanimous and is_acceptable(self.state, self.method)


def cases(
    article: MarkedArticle,
    adjudications: Sequence[Adjudication] = (),
    *,
    threshold: int = DEFAULT_THRESHOLD,
    distance: LabelDistance = nominal_distance,
) -> tuple[Case, ...]:
    """The cases of an article in text order, each with what was decided about it."""
    return decided(article, compared(article, threshold=threshold, distance=distance), adjudications)


def compared(
    article: MarkedArticle,
    *,
    threshold: int = DEFAULT_THRESHOLD,
    distance: LabelDistance = nominal_distance,
) -> tuple[Case, ...]:
    """The cases of an article in text order, as if nothing had been decided."""
    found = disagreements(align(article, threshold=threshold), distance=distance)
    result: list[Case] = []
    for _, group in groupby(found, key=lambda one: one.unit.region):
        region = list(group)
        split = [one for one in region if Kind.SPLIT in one.kinds]
        result += [_case([one]) for one in region if Kind.SPLIT not in one.kinds]
        if split:
            result.append(_case(split))
    return tuple(sorted(result, key=_place))


def decided(
    article: MarkedArticle,
    found: Sequence[Case],
    adjudications: Sequence[Adjudication],
    answered: Collection[str] = (),
) -> tuple[Case, ...]:
    """The cases of an article that were `found` by comparing, with what was decided about them.

    An adjudication belongs to the case that has most of its members; one of which no member is left makes
    a case of its own, unless it was opened again. Those with their ids in `answered` are questions that
    were answered. A case without decisions is the same object as before.
    """
    if not adjudications:
        return tuple(found)
    cases_now = _with_adjudications(article, list(found), adjudications)
    return tuple(sorted((_answered(case, answered) for case in cases_now), key=_place))


def _answered(case: Case, answered: Collection[str]) -> Case:
    question = case.adjudication
    return replace(case, is_answered=True) if question is not None and question.id in answered else case


def _place(case: Case) -> tuple[Span, str]:
    return case.span, case.key


def _case(parts: Sequence[Disagreement]) -> Case:
    """One case of one unit, or of the units of a split."""
    units = [part.unit for part in parts]
    value = max((part.value or 0.0 for part in parts), default=0.0)
    if len(units) == 1:
        lanes = tuple(
            Lane(cell.annotator_id, cell.presence, (cell.mark,) if cell.mark else ())
            for cell in units[0].cells
        )
        part = parts[0]
        return Case(units[0].article_id, lanes, part.kinds, value, part.annotator_pairs, part.label_pairs)
    lanes = tuple(
        _joined([unit.cells[place].mark for unit in units], cell.annotator_id, cell.presence)
        for place, cell in enumerate(units[0].cells)
    )
    is_missing = any(lane.presence is Presence.NO_MARK for lane in lanes)
    kinds = {kind for part in parts for kind in part.kinds} - {Kind.SPAN}
    if not is_missing:
        kinds.discard(Kind.MISSING)
    pairs = dict.fromkeys(pair for part in parts for pair in part.annotator_pairs)
    labels = dict.fromkeys(
        pair for part in parts for pair in part.label_pairs if is_missing or pair[1] is not None
    )
    shown = tuple(kind for kind in _KINDS if kind in kinds)
    return Case(units[0].article_id, lanes, shown, value, tuple(pairs), tuple(labels))


def _joined(marks: Iterable[Mark | None], annotator_id: str, presence: Presence) -> Lane:
    """One annotator's lane over several units."""
    own = tuple(sorted((mark for mark in marks if mark), key=document_order))
    if presence is Presence.MISSING:
        return Lane(annotator_id, presence)
    return Lane(annotator_id, Presence.MARKED if own else Presence.NO_MARK, own)


def _with_adjudications(
    article: MarkedArticle, found: list[Case], adjudications: Sequence[Adjudication]
) -> list[Case]:
    homes = {mark.id: place for place, case in enumerate(found) for lane in case.lanes for mark in lane.marks}
    belonging: dict[int, list[Adjudication]] = {}
    orphans: list[Case] = []
    for adjudication in adjudications:
        shared: dict[int, int] = {}
        for claim_id in adjudication.member_ids:
            if claim_id in homes:
                shared[homes[claim_id]] = shared.get(homes[claim_id], 0) + 1
        if shared:
            home = min(shared, key=lambda place: (-shared[place], place))
            belonging.setdefault(home, []).append(adjudication)
        elif adjudication.outcome is not Outcome.OPEN:
            orphans.append(_orphan(article, adjudication))
    for place, mine in belonging.items():
        ids = {mark.id for lane in found[place].lanes for mark in lane.marks}
        mine.sort(key=lambda one: (one.outcome is Outcome.OPEN, -len(one.member_ids & ids), one.id))
        found[place] = replace(found[place], adjudications=tuple(mine))
    return found + orphans


def _orphan(article: MarkedArticle, adjudication: Adjudication) -> Case:
    """A case without marks: everybody whose claims were decided on has taken them away since."""
    lanes = tuple(
        Lane(annotator, Presence.NO_MARK if annotator in article.finished else Presence.MISSING)
        for annotator in sorted(article.annotators | article.finished)
    )
    return Case(article.article_id, lanes, (), adjudications=(adjudication,))
