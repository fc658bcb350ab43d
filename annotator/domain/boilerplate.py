"""Rules that tell the lines of a page that are not the article: forms, credits, links, polls.

A rule compares a whole line with phrases. There are no regular expressions, so that no rule that anybody
writes can make an import hang.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import field

from annotator.domain.immutable import immutable
from annotator.domain.records import UnitKind

LONGEST_LINE = 600

# Arabic vowel signs and the stretching bar are written or left out at will.
_ARABIC_OPTIONAL = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
_STRAIGHT = dict(zip("’‘ʼ“”–—\u00a0\u202f", "'''\"\"--  ", strict=True)) | dict.fromkeys(_ARABIC_OPTIONAL, "")
# `str.translate` takes twice as long, as it looks every character up.
_VARIANT = re.compile(f"[{''.join(_STRAIGHT)}]")


def folded(line: str) -> str:
    """`line` as rules compare it: straight quotes and hyphens, single blanks, no case or vowel signs."""
    straight = line if line.isascii() else _VARIANT.sub(lambda found: _STRAIGHT[found[0]], line)
    return " ".join(straight.casefold().split())


@immutable
class BoilerplateRule:
    """Says of which `kind` a line is that is one of `equals`, or that meets all the other conditions given.

    Phrases are folded and match at the edges of words only. `languages` are primary subtags, none for any.
    `most_words` limits the line where it is not 0. `capitals` are words that it must hold in capitals,
    `has_year` asks for a year from 1900 to 2099. A line of `only_words` has nothing but these and numbers,
    and at least one number. `after` are the kinds that the line before may have. A rule needs one phrase at
    least.
    """

    name: str
    kind: UnitKind
    languages: frozenset[str] = frozenset()
    equals: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    only_words: frozenset[str] = frozenset()
    has_year: bool = False
    most_words: int = 0
    after: frozenset[UnitKind] = frozenset()

    def __post_init__(self) -> None:
        if not (self.equals or self.has_conditions):
            raise ValueError(f"rule {self.name!r} would match every line")

    @property
    def has_conditions(self) -> bool:
        """Whether it fits other lines than those of `equals`."""
        return bool(self.starts or self.ends or self.contains or self.capitals or self.only_words)

    def speaks(self, language: str) -> bool:
        """Whether the rule is for a BCP 47 `language`; an unknown one ("und") meets every rule."""
        primary = language.split("-", maxsplit=1)[0]
        return not self.languages or primary == "und" or primary in self.languages

    def matches(self, line: str, fold: str, previous: UnitKind | None) -> bool:
        """Whether `line`, whose folded form is `fold`, is boilerplate after a line of kind `previous`."""
        if self.after and previous not in self.after:
            return False
        if fold in self.equals:
            return True
        return (
            self.has_conditions
            and (not self.most_words or fold.count(" ") < self.most_words)
            and (not self.starts or _starts(fold, self.starts))
            and (not self.ends or _ends(fold, self.ends))
            and (not self.contains or any(_holds(fold, phrase) for phrase in self.contains))
            and (not self.capitals or any(_holds(line, phrase) for phrase in self.capitals))
            and (not self.has_year or _holds_year(fold))
            and (not self.only_words or _holds_only(fold, self.only_words))
        )


@immutable
class BoilerplateRules:
    """Rules in the order in which they are asked, and words of each language that help to cut sentences.

    `reporting_verbs` announce a quotation; `titles` end in a point that ends no sentence. Both in lower case.
    """

    rules: tuple[BoilerplateRule, ...] = ()
    reporting_verbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    _phrases: _Phrases = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_phrases", _Phrases.of(self.rules))

    def for_language(self, language: str) -> BoilerplateRules:
        """Only what is for a BCP 47 `language`; everything for an unknown one ("und")."""
        primary = language.split("-", maxsplit=1)[0]
        verbs, titles = (
            {key: words for key, words in listed.items() if primary in {"und", key}}
            for listed in (self.reporting_verbs, self.titles)
        )
        return BoilerplateRules(tuple(rule for rule in self.rules if rule.speaks(language)), verbs, titles)

    def announces(self, words: str) -> bool:
        """Whether `words` end in a reporting verb and a full stop, as in "An official said."."""
        if not words.endswith("."):
            return False
        last = words[:-1].rpartition(" ")[2].casefold()
        return any(last in listed for listed in self.reporting_verbs.values())

    def match(self, line: str, previous: UnitKind | None = None) -> BoilerplateRule | None:
        """The first rule that `line` meets; None for lines over 600 code points, which are prose."""
        if len(line) > LONGEST_LINE:
            return None
        fold = folded(line)
        possible = self.rules if self._phrases.meet(fold) else self._phrases.others
        return next((rule for rule in possible if rule.matches(line, fold, previous)), None)


@immutable
class _Phrases:
    """What tells of nearly every line, in a quarter of the time that asking each rule takes, that none fits.

    A rule fits no line that these phrases do not meet, unless it is one of the `others`.
    """

    equals: frozenset[str]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    others: tuple[BoilerplateRule, ...]

    @classmethod
    def of(cls, rules: Iterable[BoilerplateRule]) -> _Phrases:
        equals: set[str] = set()
        starts: list[str] = []
        ends: list[str] = []
        others: list[BoilerplateRule] = []
        for rule in rules:
            equals |= rule.equals
            if rule.starts:
                starts += rule.starts
            elif rule.ends:
                ends += rule.ends
            elif rule.has_conditions:
                others.append(rule)
        return cls(frozenset(equals), tuple(starts), tuple(ends), tuple(others))

    def meet(self, fold: str) -> bool:
        return fold in self.equals or fold.startswith(self.starts) or fold.endswith(self.ends)


# Nearly every line is told by the first test, with all phrases at once.


def _starts(line: str, phrases: tuple[str, ...]) -> bool:
    return line.startswith(phrases) and any(
        line.startswith(phrase) and _is_edge(line, len(phrase)) for phrase in phrases
    )


def _ends(line: str, phrases: tuple[str, ...]) -> bool:
    return line.endswith(phrases) and any(
        line.endswith(phrase) and _is_edge(line, len(line) - len(phrase)) for phrase in phrases
    )


def _holds(line: str, phrase: str) -> bool:
    start = line.find(phrase)
    while start >= 0:
        if _is_edge(line, start) and _is_edge(line, start + len(phrase)):
            return True
        start = line.find(phrase, start + 1)
    return False


def _holds_only(line: str, allowed: frozenset[str]) -> bool:
    if not any(map(str.isdigit, line)):
        return False
    tokens = _tokens(line)
    numbers = [token for token in tokens if token[0].isdigit()]
    return 0 < len(numbers) < len(tokens) and all(token[0].isdigit() or token in allowed for token in tokens)


def _holds_year(line: str) -> bool:
    return any(len(token) == 4 and token.isdecimal() and 1900 <= int(token) < 2100 for token in _tokens(line))


def _tokens(line: str) -> list[str]:
    return "".join(character if character.isalnum() else " " for character in line).split()


def _is_edge(line: str, offset: int) -> bool:
    """Whether no word runs across `offset`; characters of scripts without spaces are words themselves."""
    if not 0 < offset < len(line):
        return True
    before, after = line[offset - 1], line[offset]
    return not (before.isalnum() and after.isalnum()) or before >= "\u2e80" or after >= "\u2e80"
