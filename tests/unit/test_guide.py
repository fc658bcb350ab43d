"""The user guide lists the keys that the application has."""

from __future__ import annotations

import json
import re

from annotator.exchange.formats import formats, plug_ins
from annotator.exchange.formats.shape import Format
from tests.conftest import REPOSITORY

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


def formats_in_guide() -> dict[str, tuple[str, str]]:
    """What the guide says of each format: in and out, and what is written."""
    guide = (REPOSITORY / "docs" / "guide.md").read_text(encoding="utf-8")
    table = guide.split("\n| format | for |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {
        name: (ways, kind) for names, _, ways, kind, _ in rows for name in re.findall(r"`([^`]+)`", names)
    }


def own_formats() -> list[Format]:
    """Without those that other packages add here."""
    return [each for each in formats() if each.name not in plug_ins().formats]


def formats_of_application() -> dict[str, tuple[str, str]]:
    found = {}
    for each in own_formats():
        ways = [word for word, there in (("in", each.reader), ("out", each.writer)) if there is not None]
        kind = "" if each.writer is None else "file" if each.writer.suffix else "folder"
        found[each.name] = (", ".join(ways), kind)
    return found


def test_every_format_stands_in_the_guide_with_its_ways_and_what_it_writes() -> None:
    assert formats_in_guide() == formats_of_application()


def test_the_readme_names_every_format() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    assert [each.name for each in own_formats() if f"`{each.name}`" not in readme] == []
