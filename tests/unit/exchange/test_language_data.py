from __future__ import annotations

import json
from pathlib import Path

import pytest

from annotator.domain.records import UnitKind
from annotator.exchange.language_data import read_boilerplate_rules

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
