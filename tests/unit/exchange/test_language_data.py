from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.boilerplate import folded
from annotator.domain.records import UnitKind
from annotator.exchange.language_data import boilerplate_rules, read_boilerplate_rules

RULE = {"name": "poll", "kind": "poll", "languages": ["en"], "starts": ["poll:"], "after": ["headline"]}


def written(folder: Path, content: object) -> Path:
    path = folder / "rules.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_rule_is_read_as_it_is_used(tmp_path: Path) -> None:
    content = {"reporting_verbs": {"en": ["said"]}, "rules": [RULE]}
    (rule,) = read_boilerplate_rules(written(tmp_path, content)).rules
    assert rule.kind is UnitKind.POLL
    assert rule.languages == frozenset({"en"})
    assert rule.after == frozenset({UnitKind.HEADLINE})
    assert rule.matches("Poll: who wins?", "poll: who wins?", UnitKind.HEADLINE)


@pytest.mark.parametrize(
    "content",
    [
        {"rules": [RULE]},
        {"reporting_verbs": {}, "rules": [RULE], "more": 1},
        {"reporting_verbs": {}, "rules": [RULE | {"start": ["a misspelt condition"]}]},
        {"reporting_verbs": {}, "rules": [RULE | {"kind": "gossip"}]},
        {"reporting_verbs": {}, "rules": [{"name": "everything", "kind": "poll"}]},
        {"reporting_verbs": {}, "rules": [RULE | {"starts": "poll:"}]},
        [],
    ],
)
def test_what_is_no_rule_is_not_read(tmp_path: Path, content: object) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_boilerplate_rules(written(tmp_path, content))


SHIPPED = boilerplate_rules().rules
PHRASES = sorted(
    {
        phrase
        for rule in SHIPPED
        for phrase in (
            *rule.equals,
            *rule.starts,
            *rule.ends,
            *rule.contains,
            *rule.capitals,
            *rule.only_words,
        )
    }
)
LINE = st.lists(
    st.sampled_from(PHRASES) | st.sampled_from(["4", "The", "ship", ")", ".", "5 min"]), max_size=4
)


@given(LINE.map(" ".join), st.none() | st.sampled_from(UnitKind))
def test_a_line_meets_the_first_rule_that_it_fits(line: str, previous: UnitKind | None) -> None:
    fitting = [rule for rule in SHIPPED if rule.matches(line, folded(line), previous)]
    assert boilerplate_rules().match(line, previous) == (fitting[0] if fitting else None)
