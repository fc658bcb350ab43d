"""What comparing a pack with a project shows, before anything of it is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import field
from enum import StrEnum
from typing import Final

from annotator.domain.immutable import immutable
from annotator.exchange.packs.cover import Cover
from annotator.exchange.packs.layout import FEEDBACK_FACT
from annotator.store.merging import Union
from annotator.store.precedence import Precedence

_EXAMPLES: Final = 20


class FindingKind(StrEnum):
    """What a person should know of a merge. Rows of the first six kinds are left out, and may come later."""

    ARTICLE_UNKNOWN = "article_unknown"
    ARTICLE_CHANGED = "article_changed"
    WORDS_MISFIT = "words_misfit"
    LABEL_UNKNOWN = "label_unknown"
    CUT_OTHERWISE = "cut_otherwise"
    NOT_HERS = "not_hers"
    HISTORY_DIFFERS = "history_differs"
    GUIDELINE_DIFFERS = "guideline_differs"
    GUIDELINE_OLDER = "guideline_older"
    NAME_TAKEN = "name_taken"
    NAME_ALIKE = "name_alike"
    FINISH_OUTWEIGHED = "finish_outweighed"
    MARKED_TWICE = "marked_twice"


LEFT_OUT: Final = frozenset(
    {
        FindingKind.ARTICLE_UNKNOWN,
        FindingKind.ARTICLE_CHANGED,
        FindingKind.WORDS_MISFIT,
        FindingKind.LABEL_UNKNOWN,
        FindingKind.CUT_OTHERWISE,
        FindingKind.NOT_HERS,
    }
)


@immutable
class Finding:
    """How many rows it is about, in how many articles, and the first of them, for people and by their ids."""

    kind: FindingKind
    count: int
    articles: int
    examples: tuple[str, ...]
    rows: tuple[str, ...] = ()


class Findings:
    """Collects rows by what is to be told of them."""

    def __init__(self) -> None:
        self._rows: dict[FindingKind, list[str]] = {}
        self._words: dict[FindingKind, dict[str, None]] = {}
        self._articles: dict[FindingKind, set[str]] = {}

    def add(
        self, kind: FindingKind, row: str, *, article_id: str = "", words: Callable[[], str] | None = None
    ) -> None:
        """Take a row in by its id; `words` say what people call it, which else is the id."""
        self._rows.setdefault(kind, []).append(row)
        self._articles.setdefault(kind, set()).update([article_id] if article_id else [])
        examples = self._words.setdefault(kind, {})
        if len(examples) < _EXAMPLES:
            examples[words() if words else row] = None

    @property
    def found(self) -> tuple[Finding, ...]:
        """In the order of the kinds."""
        return tuple(
            Finding(
                kind,
                len(rows),
                len(self._articles[kind]),
                tuple(self._words[kind]),
                tuple(dict.fromkeys(rows))[:_EXAMPLES],
            )
            for kind in FindingKind
            if (rows := self._rows.get(kind))
        )


@immutable
class Tally:
    """How many rows are new here, outweigh ours, are the same, or are outweighed by ours."""

    new: int = 0
    newer: int = 0
    same: int = 0
    older: int = 0

    @classmethod
    def of(cls, words: Iterable[str]) -> Tally:
        return cls(**Counter(words))


def standing(theirs: Precedence, ours: Precedence | None) -> str:
    """The field of a tally that a row counts for."""
    if ours is None:
        return "new"
    if theirs == ours:
        return "same"
    return "newer" if theirs > ours else "older"


@immutable
class Comparison:
    """A pack beside a project. `articles` and `guidelines` of a task are those that are new here."""

    name: str
    cover: Cover
    claims: Tally
    decisions: Tally
    assignments: Tally
    findings: tuple[Finding, ...]
    union: Union = field(repr=False)

    @property
    def articles(self) -> int:
        return len(self.union.articles)

    @property
    def guidelines(self) -> int:
        return len(self.union.guidelines)

    @property
    def brings_results(self) -> bool:
        """Whether it tells what was decided about her work, and something of that is new here."""
        return any(key == FEEDBACK_FACT for key, _ in self.union.facts)

    @property
    def left_out(self) -> int:
        """How many rows have no place here."""
        return sum(finding.count for finding in self.findings if finding.kind in LEFT_OUT)

    @property
    def stops(self) -> bool:
        """Whether nothing of it can be merged until somebody says more: the name is another person's here."""
        return any(finding.kind is FindingKind.NAME_TAKEN for finding in self.findings)
