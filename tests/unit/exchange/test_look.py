from __future__ import annotations

import json
from pathlib import Path

from annotator.exchange.look import format_of, look_at

TASK = {
    "id": 1,
    "data": {"text": "It rains."},
    "annotations": [{"id": 1, "completed_by": 1, "result": []}],
    "predictions": [],
}


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_a_few_short_texts_are_little(tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{n}.txt", "It rains.\n") for n in range(8)]
    assert look_at(paths).is_little
    assert not look_at([*paths, written(tmp_path / "more.txt", "It rains.\n")]).is_little
    assert not look_at([written(tmp_path / "long.txt", "It rains.\n" * 100_001)]).is_little
    assert not look_at([written(tmp_path / "page.html", "<p>It rains.</p>")]).is_little


def test_each_file_says_what_it_is_or_why_it_is_left(tmp_path: Path) -> None:
    written(tmp_path / "in" / "a.csv", "text\nIt rains.\n")
    written(tmp_path / "in" / "b.html", "<p>It rains.</p>")
    written(tmp_path / "in" / "c.png", "")
    table, page, picture = look_at([tmp_path / "in"]).listed
    assert (table.name, table.size, table.kind, table.has_columns) == ("in/a.csv", 15, "table", True)
    assert (page.kind, page.has_columns) == ("web page", False)
    assert picture.source is None
    assert picture.reason.startswith("It is of no kind that is read.")


def test_files_of_one_format_of_annotations_are_told(tmp_path: Path) -> None:
    paths = [written(tmp_path / f"{n}.json", json.dumps([TASK])) for n in range(2)]
    assert look_at(paths).format_name == "label-studio"
    assert format_of([*paths, written(tmp_path / "a.csv", "text\nIt rains.\n")]) == ""
    assert format_of([tmp_path / "gone.json"]) == ""


def test_a_text_is_never_taken_for_annotations(tmp_path: Path) -> None:
    assert look_at([written(tmp_path / "a.txt", json.dumps([TASK]))]).format_name == ""
