"""Who gave which label to what, pressed together: each ballot that occurs is kept once."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from annotator.domain.agreement.level import in_order
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable

Vote: TypeAlias = tuple[str, str, str]
"""An item, an annotator, and the label; an empty label is none given."""
Ballot: TypeAlias = tuple[tuple[int, int], ...]
"""The votes on one item, as places of annotators and labels, in ascending order."""


@immutable(kw_only=True)
class Votes:
    """Every vote on `items`. Annotators stand by name; labels in their order, else as `in_order` has them.

    `ballots` are those that occur, each once, in ascending order; `ballot_of` gives for each item the place
    of its own, `document_of` its place in `documents`, and `gold_of` the place in `true_labels` of the label
    that was decided on, or None. `true_labels` are `labels` and after them those that were only decided on:
    nobody could be seen to choose among these, so they count in no measure of agreement. Without documents
    every item is one. `repeats` are votes that were there a second time, with the same label; they count
    once.
    """

    items: tuple[str, ...]
    annotators: tuple[str, ...]
    labels: tuple[str, ...]
    true_labels: tuple[str, ...]
    ballots: tuple[Ballot, ...]
    ballot_of: Sequence[int]
    documents: tuple[str, ...]
    document_of: Sequence[int]
    gold_of: Sequence[int | None]
    has_documents: bool
    repeats: int

    @property
    def given(self) -> int:
        """How many labels were given."""
        counts = Counter(self.ballot_of)
        return sum(len(ballot) * counts[place] for place, ballot in enumerate(self.ballots))

    @property
    def gold_count(self) -> int:
        return sum(gold is not None for gold in self.gold_of)


def gathered(
    votes: Iterable[Vote],
    *,
    labels: Sequence[str] = (),
    documents: Mapping[str, str] | None = None,
    gold: Mapping[str, str] | None = None,
) -> Votes:
    """The votes pressed together. `labels`, where given, are all that may be voted for, in their order.

    `documents` names the document of every item, `gold` the label of those that were decided on; neither is
    a vote, and gold may have a label that is not among `labels`. An annotator or an item without any label
    stays known.

    Raises:
        Refused: an annotator gave an item two labels, or one that is not among `labels`.
    """
    letters = _Letters()
    found: defaultdict[str, str] = defaultdict(str)
    for item, annotator, label in votes:
        found[item] += letters[annotator][label]
    decided = {item: label for item, label in (gold or {}).items() if item in found and label}
    order = _label_order(letters.labels(), labels)
    true_labels = (*order, *in_order(set(decided.values()).difference(order)))
    people = tuple(sorted(letters))
    items = tuple(found)
    ballots, ballot_of, repeats = _pressed(found, letters.pairs(people, order), people)
    names, document_of = _numbered(items, documents)
    return Votes(
        items=items,
        annotators=people,
        labels=order,
        true_labels=true_labels,
        ballots=ballots,
        ballot_of=ballot_of,
        documents=names,
        document_of=document_of,
        gold_of=[true_labels.index(decided[item]) if item in decided else None for item in items],
        has_documents=documents is not None,
        repeats=repeats,
    )


def _pressed(
    found: Mapping[str, str], pairs: Mapping[str, tuple[int, int]], people: Sequence[str]
) -> tuple[tuple[Ballot, ...], list[int], int]:
    """The ballots that occur, the place of each item's, and how many votes stood there a second time."""
    raw: dict[str, int] = {}
    places = [raw.setdefault(word, len(raw)) for word in found.values()]
    loose = [tuple(sorted({pairs[letter] for letter in word})) for word in raw]
    repeats, counts = 0, Counter(places)
    for place, (word, ballot) in enumerate(zip(raw, loose, strict=True)):
        repeats += (len(word) - len(ballot)) * counts[place]
        voters = Counter(annotator for annotator, _ in ballot)
        if len(voters) < len(ballot):
            item = list(found)[places.index(place)]
            raise Refused(
                f"“{people[voters.most_common(1)[0][0]]}” gave two labels to “{item}”. Nothing was counted. "
                "Leave one label for each item and annotator."
            )
    ballots = tuple(sorted(set(loose)))
    place_of = {ballot: place for place, ballot in enumerate(ballots)}
    final = [place_of[ballot] for ballot in loose]
    return ballots, [final[place] for place in places], repeats


class _Letters(dict[str, dict[str, str]]):
    """A letter for each annotator and label that came together, given when they first do; none for no label.

    The votes on an item are a word then, which is made and compared faster than any other sequence.
    """

    def __init__(self) -> None:
        super().__init__()
        self._votes: list[tuple[str, str]] = []

    def __missing__(self, annotator: str) -> dict[str, str]:
        self[annotator] = made = _LettersOfOne(annotator, self._votes)
        return made

    def labels(self) -> set[str]:
        return {label for _, label in self._votes}

    def pairs(self, annotators: Sequence[str], labels: Sequence[str]) -> dict[str, tuple[int, int]]:
        """What each letter stands for, as places in the two."""
        people = {name: place for place, name in enumerate(annotators)}
        order = {name: place for place, name in enumerate(labels)}
        return {
            chr(letter): (people[annotator], order[label])
            for letter, (annotator, label) in enumerate(self._votes)
        }


class _LettersOfOne(dict[str, str]):
    def __init__(self, annotator: str, votes: list[tuple[str, str]]) -> None:
        super().__init__({"": ""})
        self._annotator = annotator
        self._votes = votes

    def __missing__(self, label: str) -> str:
        if len(self._votes) > sys.maxunicode:
            raise Refused(
                f"There are more than {sys.maxunicode:,} pairs of an annotator and a label. "
                "Nothing was counted. Compare fewer annotators at once."
            )
        self[label] = letter = chr(len(self._votes))
        self._votes.append((self._annotator, label))
        return letter


def _label_order(used: set[str], declared: Sequence[str]) -> tuple[str, ...]:
    if not declared:
        return tuple(in_order(used))
    if len(set(declared)) < len(declared):
        raise Refused("One label stands twice in the order of labels. Nothing was counted. Name each once.")
    if strange := used.difference(declared):
        raise Refused(
            f"The label “{min(strange)}” is not among {', '.join(declared)}. "
            "Nothing was counted. Name every label in the order."
        )
    return tuple(declared)


def _numbered(items: Sequence[str], documents: Mapping[str, str] | None) -> tuple[tuple[str, ...], list[int]]:
    """The documents in order of their first items, and the place of each item's."""
    if documents is None:
        return tuple(items), list(range(len(items)))
    places: dict[str, int] = {}
    document_of = [places.setdefault(documents[item], len(places)) for item in items]
    return tuple(places), document_of
