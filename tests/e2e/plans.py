"""What a person decides in an article: for each sentence her keys, and the claims that they leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

CLAUSE_BACK: Final = "ctrl+shift+Left"
CLAUSE_ON: Final = "ctrl+shift+Right"
START_EDGE: Final = "bracketleft"
END_EDGE: Final = "bracketright"

LABELS: Final = {"1": "confirmed", "2": "disputed", "3": "unverified"}


@dataclass(frozen=True, slots=True)
class Deal:
    """One sentence: the keys pressed on it, and (words, label) of its claims where it is not one whole."""

    keys: tuple[str, ...]
    parts: tuple[tuple[str, str], ...] = ()


def whole(key: str) -> Deal:
    """A sentence that is labelled as it is, or claims nothing ("0")."""
    return Deal((key,))


def again(label: str) -> Deal:
    """A sentence that gets the label of the one before, `label`, by the key that repeats."""
    return Deal(("r",), (("", label),))


def keys(deals: Sequence[Deal]) -> list[str]:
    """Every key in order."""
    return [key for deal in deals for key in deal.keys]


def expected_marks(deals: Sequence[Deal], sentences: Sequence[str]) -> list[tuple[str, str]]:
    """The words and labels that have to stand in the file."""
    return list(_marks(deals, sentences))


def expected_without_claim(deals: Sequence[Deal], sentences: Sequence[str]) -> list[str]:
    """The sentences that claim nothing."""
    return [sentence for deal, sentence in zip(deals, sentences, strict=True) if deal.keys == ("0",)]


def _marks(deals: Sequence[Deal], sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    for deal, sentence in zip(deals, sentences, strict=True):
        for words, label in deal.parts:
            assert words in sentence
            yield words or sentence, label
        if not deal.parts and deal.keys[0] in LABELS:
            yield sentence, LABELS[deal.keys[0]]


SEED: Final = (
    whole("2"),
    whole("3"),
    Deal(
        (CLAUSE_BACK, "2", "3"),
        (
            (
                "The Banu, Pol-e-Hesar and De Salah districts were all seized during fierce fighting",
                "disputed",
            ),
            ("with roughly 60\n\n\nfighters either killed or injured.", "unverified"),
        ),
    ),
    whole("1"),
    whole("1"),
    whole("3"),
    whole("0"),
    Deal(
        (START_EDGE, CLAUSE_ON, END_EDGE, CLAUSE_BACK, CLAUSE_BACK, "3", "r"),
        (
            ("Pul-e-Hesar district was taken back from the #Taliban", "unverified"),
            ("and fighting is raging in Deh-e-Salah and Banu districts.", "unverified"),
        ),
    ),
    whole("3"),
    whole("2"),
    whole("2"),
    whole("3"),
    again("unverified"),
    whole("2"),
    whole("0"),
    whole("3"),
    Deal(
        (CLAUSE_BACK, "3", "3"),
        (
            (
                "Additionally, other reports suggested resistance fighters were advancing on the Baghlan’s "
                "Andarab district",
                "unverified",
            ),
            (
                "and still more suggesting it had also claiming been recaptured from the Taliban.",
                "unverified",
            ),
        ),
    ),
    *map(whole, "11113111"),
)
"""The article 000_a5d006a6654c8ef0 of the shared data, without sources, cues and evidence."""

HARBOUR: Final = (
    whole("1"),
    whole("3"),
    Deal(
        (CLAUSE_BACK, CLAUSE_BACK, "1", "2"),
        (
            (
                "Two storage sheds and a fuel berth burned at the port of Halvern on Tuesday night",
                "confirmed",
            ),
            (
                "leaving at least nine\n\n\npeople injured and forcing hundreds of families from their "
                "homes.",
                "disputed",
            ),
        ),
    ),
    whole("1"),
    whole("3"),
    whole("1"),
    whole("3"),
    whole("0"),
    Deal(
        (START_EDGE, CLAUSE_ON, CLAUSE_ON, CLAUSE_ON, END_EDGE, CLAUSE_BACK, "2", "r"),
        (
            ("One shed is alight, nobody has been hurt", "disputed"),
            ("and there is no danger to homes.", "disputed"),
        ),
    ),
    whole("3"),
    again("unverified"),
    whole("2"),
    whole("2"),
    again("disputed"),
    whole("2"),
    whole("0"),
    Deal(
        (CLAUSE_BACK, "3", "3"),
        (
            ("Two dock workers said a transfer pump had been leaking for weeks", "unverified"),
            ("and one of them claimed to have reported it in writing.", "unverified"),
        ),
    ),
    whole("2"),
    *map(whole, "33"),
    whole("0"),
    *map(whole, "12"),
    Deal(
        (CLAUSE_BACK, CLAUSE_BACK, CLAUSE_BACK, "3", "2"),
        (
            ("Environmental groups fear that up to 200 tonnes of diesel reached the sea", "unverified"),
            ("the coastguard put the amount at “well under 50”.", "disputed"),
        ),
    ),
    whole("1"),
    whole("2"),
    whole("1"),
)
"""seeds/articles/01-harbour-fire.txt."""
