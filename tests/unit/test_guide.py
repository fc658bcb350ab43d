"""The user guide lists the keys that the application has."""

from __future__ import annotations

import json
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| (?P<text>[^|]+) \| (?P<keys>(?:`[^`]+` ?)+) \| [^|]+ \|$", re.MULTILINE)


def keys_in_guide() -> list[tuple[str, list[str]]]:
    guide = (REPOSITORY / "docs" / "guide.md").read_text(encoding="utf-8")
    chapter = guide.split("\n## All keys\n")[1].split("\n## ")[0]
    return [(row["text"], re.findall(r"`([^`]+)`", row["keys"])) for row in ROW.finditer(chapter)]


def keys_of_actions() -> list[tuple[str, list[str]]]:
    table = json.loads((REPOSITORY / "resources" / "actions.json").read_text(encoding="utf-8"))
    present = [
        action
        for action in table["actions"]
        if action.get("since") != "later" and action["keys"] and not action.get("optional")
    ]
    return [(action["text"].replace("&", ""), action["keys"]) for action in present]


def test_every_action_stands_in_the_guide_with_its_keys() -> None:
    assert sorted(keys_in_guide()) == sorted(keys_of_actions())
