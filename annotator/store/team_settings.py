"""What holds for everybody in a project: how many label an article, and how review and agreement go about."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from itertools import chain, count
from typing import Any, Final

from annotator.domain.agreement.level import Level
from annotator.domain.errors import Refused
from annotator.domain.immutable import immutable
from annotator.store.plain_records import canonical
from annotator.store.project import Project
from annotator.store.troubles import readable

FACT: Final = "team"
"""The fact of the project under which they are kept, as JSON."""
MOST_ANNOTATORS: Final = 99
MOST_REASONS: Final = 9
"""One for each digit key."""
_LONGEST_KEY: Final = 40


@immutable
class ReviewReason:
    """A reason of a decision in review: `key` is what is stored, `text` what people read."""

    key: str
    text: str


DEFAULT_REASONS: Final = (
    ReviewReason("attributed_not_asserted", "Attributed, not asserted"),
    ReviewReason("contradicted_in_article", "Contradicted in the article"),
    ReviewReason("span_too_long", "Span too long"),
    ReviewReason("two_claims", "Two claims"),
    ReviewReason("not_a_claim", "Not a claim"),
)


@immutable(kw_only=True)
class TeamSettings:
    """`seed` decides allotment, the order of queues and everything else that is drawn.

    `label_order` are keys of labels from one end of an ordinal scale to the other, empty for the order of
    the project. `overlap_threshold` is how many per cent two spans overlap to be about the same thing.
    Raises Refused where a value is out of range.
    """

    annotators_per_article: int = 1
    blind_first: bool = False
    accept_unanimous: bool = False
    reasons: tuple[ReviewReason, ...] = DEFAULT_REASONS
    level: Level = Level.NOMINAL
    label_order: tuple[str, ...] = ()
    seed: int = 7
    overlap_threshold: int = 50

    def __post_init__(self) -> None:
        _require(1 <= self.annotators_per_article <= MOST_ANNOTATORS, "An article needs 1 to 99 annotators.")
        _require(1 <= self.overlap_threshold <= 100, "An overlap is 1 to 100 per cent.")
        _require(0 <= self.seed < 2**31, "A seed is a number from 0 to 2147483647.")
        _require(self.level in (Level.NOMINAL, Level.ORDINAL), "Labels are nominal or ordinal.")
        _require(len(self.label_order) == len(set(self.label_order)), "Each label stands in an order once.")
        keys = [reason.key for reason in self.reasons]
        _require(len(keys) == len(set(keys)) <= MOST_REASONS, "There are at most nine reasons, each once.")
        texts = [reason.text for reason in self.reasons]
        _require(all(map(str.strip, (*keys, *texts))), "A reason needs words.")


def reasons_of(texts: Sequence[str], before: Sequence[ReviewReason]) -> tuple[ReviewReason, ...]:
    """Reasons with these words, each under the key that it had.

    Where there are as many as before, one with other words is the same reason, said better. Decisions keep
    only the key. Raises Refused where there are too many.
    """
    words = list(dict.fromkeys(text for text in (" ".join(each.split()) for each in texts) if text))
    _require(len(words) <= MOST_REASONS, "There are at most nine reasons.")
    keys = {reason.text: reason.key for reason in before}
    known = [keys.get(text, "") for text in words]
    taken = {key for key in known if key}
    for number, text in enumerate(words):
        if not known[number]:
            said_better = before[number].key if len(words) == len(before) else ""
            known[number] = said_better if said_better and said_better not in taken else _key(text, taken)
            taken.add(known[number])
    return tuple(map(ReviewReason, known, words))


def team_settings(project: Project) -> TeamSettings:
    """What the project keeps, or else what holds until somebody says otherwise. Raises Damaged."""
    kept = project.fact(FACT)
    return settings_of(kept) if kept else TeamSettings()


def keep_team_settings(project: Project, settings: TeamSettings) -> None:
    """Let these hold from now on."""
    project.keep_fact(FACT, canonical(asdict(settings)))


@readable()
def settings_of(kept: str) -> TeamSettings:
    """The settings that `kept`, the JSON of a project or a pack, says. Raises Damaged."""
    values = json.loads(kept)
    if not isinstance(values, dict):
        raise TypeError("settings are an object")
    try:
        return TeamSettings(**_checked(values))
    except Refused as error:
        raise ValueError(str(error)) from error


def _checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are known, each of the type of its default; a newer version may have kept more."""
    defaults = TeamSettings()
    known = {field.name: values[field.name] for field in fields(TeamSettings) if field.name in values}
    for name, value in known.items():
        wanted = type(getattr(defaults, name))
        if wanted is tuple:
            known[name] = tuple(map(_reason if name == "reasons" else _text, value))
        elif wanted is Level:
            known[name] = Level(value)
        elif type(value) is not wanted:
            raise TypeError(f"{name} is a {wanted.__name__}")
    return known


def _reason(value: Mapping[str, object]) -> ReviewReason:
    return ReviewReason(_text(value["key"]), _text(value["text"]))


def _key(text: str, taken: Collection[str]) -> str:
    """A key made of words that no other reason has."""
    letters = "".join(character if character.isalnum() else " " for character in text.casefold())
    key = "_".join(letters.split())[:_LONGEST_KEY] or "reason"
    others = (f"{key}_{number}" for number in count(2))
    return next(name for name in chain((key,), others) if name not in taken)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text was expected")
    return value


def _require(holds: bool, words: str) -> None:
    if not holds:
        raise Refused(f"{words} Nothing was changed. Choose another value.")
