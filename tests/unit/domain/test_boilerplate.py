from __future__ import annotations

import pytest

from annotator.domain.boilerplate import BoilerplateRule, BoilerplateRules, folded
from annotator.domain.records import UnitKind

POLL = BoilerplateRule("poll", UnitKind.POLL, capitals=("POLL",), ends=("vote",), most_words=8)
MORE = BoilerplateRule(
    "more", UnitKind.NEWSLETTER, equals=frozenset({"more info"}), after=frozenset({UnitKind.POLL})
)
DATE = BoilerplateRule(
    "date", UnitKind.NAVIGATION, frozenset({"en"}), only_words=frozenset({"may", "monday"})
)
RULES = BoilerplateRules((POLL, MORE, DATE), {"en": frozenset({"said"}), "de": frozenset({"sagte"})})


def name_of(line: str, previous: UnitKind | None = None) -> str | None:
    rule = RULES.match(line, previous)
    return rule.name if rule else None


def test_lines_are_compared_without_case_and_with_straight_marks() -> None:
    assert folded("  Don’t\u00a0  STOP – “now”") == 'don\'t stop - "now"'


def test_every_condition_of_a_rule_must_be_met() -> None:
    assert name_of("BBC POLL – Should it go? VOTE") == "poll"
    assert name_of("A poll – should it go? VOTE") is None
    assert name_of("BBC POLL – Should it go?") is None
    assert name_of("POLL a b c d e f g h VOTE") is None


def test_phrases_match_at_the_edges_of_words_only() -> None:
    assert name_of("POLLS of the day: vote") is None
    assert name_of("POLL: devote") is None


def test_a_rule_may_ask_what_stands_before() -> None:
    assert name_of("More info") is None
    assert name_of("More info", UnitKind.POLL) == "more"


def test_a_date_line_has_a_number_and_nothing_but_its_words() -> None:
    assert name_of("Monday, 4 May 2020") == "date"
    assert name_of("May Monday") is None
    assert name_of("2020") is None
    assert name_of("4 May 2020 was cold") is None


def test_rules_are_for_languages() -> None:
    assert DATE in RULES.for_language("en-GB").rules
    assert DATE not in RULES.for_language("de").rules
    assert DATE in RULES.for_language("und").rules


def test_only_the_verbs_of_the_language_announce() -> None:
    assert RULES.for_language("en").announces("An official said.")
    assert not RULES.for_language("en").announces("Er sagte.")
    assert not RULES.announces("An official said")


def test_a_long_line_is_prose() -> None:
    assert RULES.match("x" * 700 + " POLL vote") is None


def test_a_rule_that_would_match_everything_is_an_error() -> None:
    with pytest.raises(ValueError, match="every line"):
        BoilerplateRule("empty", UnitKind.POLL, most_words=3)
