"""Labels counted: how often each label was given to an item, and which documents hold which such counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from annotator.domain.agreement.votes import Ballot, Votes
from annotator.domain.immutable import immutable

Profile: TypeAlias = tuple[int, ...]
"""How often each label was given to an item, in the order of the labels."""


@immutable
class Tally:
    """`profiles` are those that occur, in ascending order.

    `documents` holds places of profiles, in ascending order, of all items of a document, and how many
    documents have exactly these. `annotators` is how many might have labelled an item.
    """

    labels: tuple[str, ...]
    profiles: tuple[Profile, ...]
    documents: tuple[tuple[tuple[int, ...], int], ...]
    annotators: int

    @property
    def counts(self) -> list[int]:
        """How many items have each profile."""
        found = [0] * len(self.profiles)
        for places, count in self.documents:
            for place in places:
                found[place] += count
        return found

    @property
    def sizes(self) -> set[int]:
        """How many labels an item may have."""
        return {sum(profile) for profile in self.profiles}

    def of_items(self) -> Iterator[tuple[Profile, int]]:
        """Each profile, and how many items have it."""
        return zip(self.profiles, self.counts, strict=True)

    def against_rest(self, label: int) -> Tally:
        """The same with all labels but one made one."""
        loose: list[Profile] = [(profile[label], sum(profile) - profile[label]) for profile in self.profiles]
        return _pressed((self.labels[label], ""), loose, dict(self.documents), self.annotators)


def tally_of(votes: Votes) -> Tally:
    """The counts of `votes`."""
    loose = [profile_of(ballot, len(votes.labels)) for ballot in votes.ballots]
    held: list[list[int]] = [[] for _ in votes.documents]
    for document, ballot in zip(votes.document_of, votes.ballot_of, strict=True):
        held[document].append(ballot)
    documents = Counter(tuple(sorted(places)) for places in held)
    return _pressed(votes.labels, loose, documents, len(votes.annotators))


def tally_of_counts(labels: tuple[str, ...], items: list[Profile]) -> Tally:
    """The tally of a table with a row an item and a column a label; every item is a document."""
    documents: dict[tuple[int, ...], int] = {(place,): 1 for place in range(len(items))}
    return _pressed(labels, items, documents, max(map(sum, items), default=0))


def tally_of_documents(
    labels: tuple[str, ...], documents: Iterable[Iterable[Profile]], *, annotators: int
) -> Tally:
    """The tally of these documents, each with the profiles of its items, by so many annotators."""
    places: dict[Profile, int] = {}
    held = Counter(
        tuple(places.setdefault(profile, len(places)) for profile in document) for document in documents
    )
    return _pressed(labels, list(places), held, annotators)


def profile_of(ballot: Ballot, labels: int) -> Profile:
    """How often each of so many labels stands in `ballot`."""
    counts = [0] * labels
    for _, label in ballot:
        counts[label] += 1
    return tuple(counts)


def _pressed(
    labels: tuple[str, ...],
    loose: list[Profile],
    documents: Mapping[tuple[int, ...], int],
    annotators: int,
) -> Tally:
    """The tally of documents that hold places in `loose`, which may name a profile more than once."""
    profiles = tuple(sorted(set(loose)))
    place_of = {profile: place for place, profile in enumerate(profiles)}
    final = [place_of[profile] for profile in loose]
    found: Counter[tuple[int, ...]] = Counter()
    for places, count in documents.items():
        found[tuple(sorted([final[place] for place in places]))] += count
    return Tally(labels, profiles, tuple(sorted(found.items())), annotators)
