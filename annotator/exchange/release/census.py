"""Counts what a data set card tells: labels, languages, outlets, guidelines, and how far annotators agree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations

from annotator.domain.records import Origin
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.gathering import Gathered


class Census:
    """Sees every article of a data set, or of a part of it."""

    def __init__(self) -> None:
        self.labels: Counter[str] = Counter()
        self.languages: Counter[str] = Counter()
        self.outlets: set[str] = set()
        self.guidelines: set[int] = set()
        self.authors: set[str] = set()
        self.gold = 0
        self.stale = 0
        self.newest = ""
        """When the last of the claims was made or changed; "" where there is none."""

    def see(self, gathered: Gathered) -> None:
        dossier = gathered.dossier
        if dossier is None:
            return
        self.languages[dossier.article.language] += 1
        if dossier.article.outlet:
            self.outlets.add(dossier.article.outlet)
        for claim in dossier.claims:
            self.labels[claim.label] += 1
            self.newest = max(self.newest, claim.updated_at)
            if claim.origin is Origin.ADJUDICATED:
                self.gold += 1
                note = dossier.gold.get(claim.id)
                self.stale += note is not None and note.is_stale
            if claim.annotator_id not in dossier.mute:
                self.authors.add(claim.annotator_id)
            if claim.guideline_version is not None:
                self.guidelines.add(claim.guideline_version)

    def add(self, other: Census) -> None:
        """Count what another has seen."""
        self.labels += other.labels
        self.languages += other.languages
        self.outlets |= other.outlets
        self.guidelines |= other.guidelines
        self.authors |= other.authors
        self.gold += other.gold
        self.stale += other.stale
        self.newest = max(self.newest, other.newest)


def summed(censuses: Iterable[Census]) -> Census:
    """What several have seen together."""
    whole = Census()
    for census in censuses:
        whole.add(census)
    return whole


class Agreement:
    """How often two annotators say the same of a sentence that both decided: the same labels, or no claim.

    That is the observed agreement of Gwet (2014), averaged over the sentences. It is not corrected for
    chance. What was adjudicated is not counted, nor who is not among `voters`.
    """

    def __init__(self, voters: Collection[str]) -> None:
        self._voters = frozenset(voters)
        self._sum = 0.0
        self.sentences = 0
        self.annotators: set[str] = set()

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where no two annotators decided the same sentence."""
        return self._sum / self.sentences if self.sentences else None

    def see(self, gathered: Gathered) -> None:
        if gathered.own is None:
            return
        for said in _said(gathered.own, self._voters).values():
            self.annotators.update(said)
            if len(said) > 1:
                pairs = list(combinations(said.values(), 2))
                self._sum += sum(one == other for one, other in pairs) / len(pairs)
                self.sentences += 1


def _said(own: Dossier, voters: Collection[str]) -> dict[int, dict[str, set[str]]]:
    """Number of a sentence to annotator to the labels that she gave in it, none where she found no claim."""
    units = [unit for unit in own.units if unit.annotatable]
    starts, ends = [unit.start for unit in units], [unit.end for unit in units]
    found: defaultdict[int, dict[str, set[str]]] = defaultdict(dict)
    for claim in own.claims:
        if claim.annotator_id not in voters or claim.origin is Origin.ADJUDICATED:
            continue
        for number in _touched(starts, ends, ((part.start, part.end) for part in claim.fragments)):
            labels = found[number].setdefault(claim.annotator_id, set())
            if claim.label != NO_CLAIM:
                labels.add(claim.label)
    return dict(found)


def _touched(starts: list[int], ends: list[int], spans: Iterable[tuple[int, int]]) -> set[int]:
    """The numbers of the sentences that spans touch."""
    return {
        number
        for start, end in spans
        for number in range(bisect_right(ends, start), bisect_left(starts, end))
    }
