"""One claim for all who marked the same words: what was adjudicated, what most say, or how they are divided.

The rules, which the data set card repeats: votes are counted for each stretch of words that somebody marked,
the same words to the character. An annotator who finished the article and did not mark them votes that they
hold no claim; one who did not finish it has no vote there. Whoever marked the same words twice votes once, by
the claim that counts. Models and adjudicators do not vote. What a review decided settles the words that it
was about.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum

from annotator.domain.adjudication import Adjudication, Outcome
from annotator.domain.agreement.leading import leading
from annotator.domain.immutable import immutable
from annotator.domain.spans import Span, merged
from annotator.exchange.choices import Annotations
from annotator.exchange.dossier import NO_CLAIM
from annotator.store.marks import Mark

Spans = tuple[Span, ...]


class Verdict(StrEnum):
    """What becomes of the words that were voted on."""

    TAKEN = "taken"
    TIED = "annotators are divided evenly"
    MINORITY = "only a minority says so"
    SETTLED = "an adjudicated claim stands there"
    KEPT = "annotators may differ there, by adjudication"
    NOT_GOLD = "it is not adjudicated"


@immutable
class Electorate:
    """Who votes in an article, which of them finished it, and whose decisions are all adjudicated.

    `decisions` are those of a review that settle something.
    """

    voters: frozenset[str] = frozenset()
    finished: frozenset[str] = frozenset()
    adjudicators: frozenset[str] = frozenset()
    decisions: tuple[Adjudication, ...] = ()

    def is_gold(self, mark: Mark) -> bool:
        return mark.is_adjudicated or mark.annotator_id in self.adjudicators


@immutable
class Ballot:
    """`ids` are those of the marks that stand behind `label`, the first of them made first."""

    spans: Spans
    label: str
    ids: tuple[str, ...]
    verdict: Verdict
    votes: Mapping[str, int] = field(default_factory=dict)
    is_gold: bool = False

    @property
    def is_taken(self) -> bool:
        return self.verdict is Verdict.TAKEN

    @property
    def is_empty(self) -> bool:
        return self.label == NO_CLAIM


def ballots(marks: Iterable[Mark], electorate: Electorate, annotations: Annotations) -> list[Ballot]:
    """Every stretch of words that was marked or found empty, in text order, and what becomes of it."""
    gold, plain = _sorted_out(marks, electorate)
    rulings = _Rulings(electorate.decisions)
    gold += rulings.rejections
    if annotations is Annotations.GOLD:
        found = _gold_ballots(gold) + [
            Ballot(mark.spans, mark.label or NO_CLAIM, (mark.id,), rulings.on(mark.spans, (mark.id,)))
            for mark in plain
        ]
    else:
        is_soft = annotations is Annotations.SOFT
        # Whoever did nothing but adjudicate in this article did not vote by what she left out.
        busy = {mark.annotator_id for mark in plain}
        only_gold = {mark.annotator_id for mark in gold} - busy
        finished = (electorate.finished & electorate.voters) - only_gold
        claims = [
            _claim_ballot(spans, group, finished, is_soft=is_soft) for spans, group in _groups(plain).items()
        ]
        found = claims + _empty_ballots(plain, claims, is_soft=is_soft)
        found = found if is_soft else _settled(_gold_ballots(gold), found, rulings)
    return sorted(found, key=lambda ballot: (ballot.spans[0].start, -ballot.spans[-1].end, ballot.ids))


def _sorted_out(marks: Iterable[Mark], electorate: Electorate) -> tuple[list[Mark], list[Mark]]:
    """What was adjudicated, and what those said who vote."""
    gold, plain = [], []
    for mark in marks:
        if electorate.is_gold(mark):
            gold.append(mark)
        elif mark.annotator_id in electorate.voters:
            plain.append(mark)
    return gold, plain


def _groups(marks: Iterable[Mark]) -> dict[Spans, dict[str, Mark]]:
    """Claims by their words, the last one of each annotator."""
    found: defaultdict[Spans, dict[str, Mark]] = defaultdict(dict)
    for mark in sorted(marks, key=lambda mark: mark.id):
        if mark.label is not None:
            found[mark.spans][mark.annotator_id] = mark
    return dict(found)


def _claim_ballot(
    spans: Spans, group: Mapping[str, Mark], finished: frozenset[str], *, is_soft: bool
) -> Ballot:
    counts = Counter(str(mark.label) for mark in group.values())
    silent = len(finished.difference(group))
    label, _ = min(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    votes = dict(sorted(counts.items())) | ({NO_CLAIM: silent} if silent else {})
    ids = tuple(sorted(mark.id for mark in group.values() if mark.label == label))
    first = leading(counts, silent)
    return Ballot(spans, label, ids, Verdict.TAKEN if is_soft else _verdict(first), votes)


def _verdict(first: tuple[str | None, ...]) -> Verdict:
    """What becomes of words for which these labels lead, None for no claim."""
    if len(first) > 1:
        return Verdict.TIED
    return Verdict.MINORITY if first == (None,) else Verdict.TAKEN


def _empty_ballots(plain: Sequence[Mark], claims: Sequence[Ballot], *, is_soft: bool) -> list[Ballot]:
    """The sentences that somebody found empty."""
    covers = {
        person: _Cover(mark.spans for mark in plain if mark.label is not None and mark.annotator_id == person)
        for person in {mark.annotator_id for mark in plain}
    }
    taken = _Cover(ballot.spans for ballot in claims if ballot.is_taken)
    sentences: defaultdict[Spans, list[Mark]] = defaultdict(list)
    for mark in plain:
        if mark.label is None and not covers[mark.annotator_id].touches(mark.spans):
            sentences[mark.spans].append(mark)
    found = []
    for spans, marks in sentences.items():
        against = sum(cover.touches(spans) for cover in covers.values())
        verdict = Verdict.TAKEN
        if len(marks) < against or taken.touches(spans):
            verdict = Verdict.MINORITY
        elif len(marks) == against:
            verdict = Verdict.TIED
        # Where somebody marked words of the sentence, the votes on these words count her who found it empty.
        if not (is_soft and against):
            ids = tuple(sorted(mark.id for mark in marks))
            found.append(Ballot(spans, NO_CLAIM, ids, verdict, {NO_CLAIM: len(marks)}))
    return found


def _gold_ballots(gold: Sequence[Mark]) -> list[Ballot]:
    """What was adjudicated; of the same words, what was said last."""
    last = {mark.spans: mark for mark in sorted(gold, key=lambda mark: mark.id) if mark.label is not None}
    cover = _Cover(last)
    empty = {mark.spans: mark for mark in gold if mark.label is None and not cover.touches(mark.spans)}
    return [
        Ballot(spans, mark.label or NO_CLAIM, (mark.id,), Verdict.TAKEN, is_gold=True)
        for spans, mark in (last | empty).items()
    ]


def _settled(gold: list[Ballot], found: Iterable[Ballot], rulings: _Rulings) -> list[Ballot]:
    """`gold` and what was voted on, which gives way where the two touch or where it was ruled on."""
    cover = _Cover(ballot.spans for ballot in gold)
    result = list(gold)
    for ballot in found:
        verdict = rulings.on(ballot.spans, ballot.ids)
        if verdict is Verdict.NOT_GOLD:
            verdict = Verdict.SETTLED if cover.touches(ballot.spans) else ballot.verdict
        result.append(replace(ballot, verdict=verdict))
    return result


class _Rulings:
    """What a review decided, found by the claims that it was about."""

    def __init__(self, decisions: Iterable[Adjudication]) -> None:
        self._verdicts: dict[str | Spans, Verdict] = {}
        self.rejections: list[Mark] = []
        for one in decisions:
            is_kept = one.outcome is Outcome.DISAGREEMENT
            verdict = Verdict.KEPT if is_kept else Verdict.SETTLED
            for member in one.members:
                self._verdicts[member.claim_id] = self._verdicts[member.spans] = verdict
            if one.outcome is Outcome.NO_CLAIM:
                self.rejections.append(
                    Mark(one.id, one.adjudicator_id, None, (one.span,), is_adjudicated=True)
                )

    def on(self, spans: Spans, ids: Iterable[str]) -> Verdict:
        """What was ruled on words or on one of these claims; NOT_GOLD where nothing was."""
        keys: tuple[str | Spans, ...] = (*ids, spans)
        found = (self._verdicts.get(key) for key in keys)
        return next((verdict for verdict in found if verdict), Verdict.NOT_GOLD)


class _Cover:
    """Which stretches of the text some spans cover."""

    def __init__(self, marked: Iterable[Spans]) -> None:
        self._spans = merged(span for spans in marked for span in spans)
        self._starts = [span.start for span in self._spans]

    def touches(self, spans: Spans) -> bool:
        for span in spans:
            place = bisect_right(self._starts, span.end - 1) - 1
            if place >= 0 and self._spans[place].end > span.start:
                return True
        return False
