from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.exchange.finding import find_files
from annotator.exchange.outcomes import Status


def names(folder: Path) -> list[str]:
    return [source.name for source in find_files([folder]).files]


def test_folders_are_gone_through_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.TXT", "a/1.txt", "c/d/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert names(tmp_path) == [
        f"{tmp_path.name}/{name}" for name in ("a/1.txt", "a/2.TXT", "b.txt", "c/d/e.txt")
    ]


def test_a_file_alone_is_known_by_its_own_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert [source.name for source in find_files([tmp_path / "a.txt"]).files] == ["a.txt"]


def test_i12_other_files_are_named_with_a_reason(tmp_path: Path) -> None:
    for name in ("a.png", ".hidden.txt", "a.txt"):
        (tmp_path / name).touch()
    os.mkfifo(tmp_path / "pipe.txt")
    found = find_files([tmp_path])
    assert len(found.files) == 1
    assert {outcome.name.split("/")[1]: outcome.reason for outcome in found.others} == {
        "a.png": "It is of no kind that is read. Save its words as a text file (.txt), then import that.",
        ".hidden.txt": "It is hidden.",
        "pipe.txt": "It is not an ordinary file.",
    }
    assert {outcome.status for outcome in found.others} == {Status.SKIPPED}
    assert len(found) == 4


def test_i12_links_in_a_folder_are_not_followed_but_one_that_is_given_is(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "a.txt").touch()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "a.txt")
    found = find_files([tmp_path / "in"])
    assert found.files == ()
    assert found.others[0].reason == "It is a link. Add the file that it points to."
    given = find_files([tmp_path / "in" / "link.txt"]).files
    assert [(source.path, source.name) for source in given] == [(tmp_path / "a.txt", "link.txt")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_i12_a_pipe_is_named_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "a.txt").touch()
    found = find_files([tmp_path])
    assert [source.path for source in found.files] == [tmp_path / "a.txt"]
    assert [other.name.rpartition("/")[2] for other in found.others] == ["pipe.txt"]


def test_what_is_not_there_fails(tmp_path: Path) -> None:
    (outcome,) = find_files([tmp_path / "gone.txt"]).others
    assert (outcome.name, outcome.status) == ("gone.txt", Status.FAILED)
    assert outcome.reason == (
        "It can't be read: no such file or directory. Nothing was imported. "
        "Look for the file, then try again."
    )


def test_a_folder_without_articles_says_so(tmp_path: Path) -> None:
    (tmp_path / "in" / "empty").mkdir(parents=True)
    (outcome,) = find_files([tmp_path / "in"]).others
    assert (outcome.name, outcome.status) == ("in", Status.SKIPPED)
    assert outcome.reason == (
        "No articles were found in this folder; read are text, Markdown, web pages (HTML, MHTML), "
        "Word (DOCX), PDF, tables (CSV, TSV, XLSX), JSON, JSONL, ZIP and WARC. Choose another folder."
    )
    (tmp_path / "in" / "picture.png").touch()
    assert [other.name for other in find_files([tmp_path / "in"]).others] == ["in/picture.png", "in"]
    (tmp_path / "in" / "empty" / "a.txt").touch()
    assert [other.name for other in find_files([tmp_path / "in"]).others] == ["in/picture.png"]


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names")
def test_a_name_that_could_mislead_is_shown_plainly(tmp_path: Path) -> None:
    (tmp_path / "a\n\u202e\x1b[2J.txt").touch()
    (tmp_path / os.fsdecode(b"\xff.txt")).touch()
    assert {source.name.split("/")[1] for source in find_files([tmp_path]).files} == {
        "a\ufffd\ufffd\ufffd[2J.txt",
        "\ufffd.txt",
    }


def test_i12_thousands_of_folders_in_each_other_are_gone_through(tmp_path: Path) -> None:
    deepest = tmp_path
    for _ in range(400):
        deepest /= "d"
        deepest.mkdir()
    (deepest / "a.txt").touch()
    assert len(find_files([tmp_path]).files) == 1
