"""Files that are made to do harm, or look so: refused with the limit that they met, the project as it was."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.exchange.articles import kinds, table, web_page
from annotator.exchange.articles.limits import MOST_MEMORY
from annotator.exchange.articles.shape import NO_WISHES
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.exchange.reading import opened, outline_of, outlines_as_json, readings
from annotator.store.checking import check
from annotator.store.project import Project
from tests.unit.exchange.articles.made_files import WORD, packed, pdf

BILLION_LAUGHS = "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
)
OUTSIDE = "<!DOCTYPE l [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"


def word_with(definitions: str) -> bytes:
    body = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>'
    return packed({"[Content_Types].xml": "", "word/document.xml": f"{definitions}{body}"})


def flat_bomb() -> bytes:
    """Many members that share their bytes: small here, and large when it is unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 60_000_000)
        first = archive.infolist()[0]
        archive.filelist += [first] * 300
    return file.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "bomb": ("a.zip", lambda: packed({"a.txt": b"0" * 60_000_000}), "more than 200 times its size"),
    "flat bomb": ("a.zip", flat_bomb, "unpacks to more than 2,000 MB"),
    "laughs": ("a.docx", lambda: word_with(BILLION_LAUGHS), "entity amplification factor"),
    "outside": ("a.docx", lambda: word_with(OUTSIDE), "defines entities"),
    "deep page": ("a.html", lambda: b"<div>" * 100_000 + b"x", "nested more than 2,048 deep"),
    "large page": ("a.html", lambda: b"<p>words</p>" * 500_000, "larger than 5 MB without its pictures"),
    "cell": ("a.csv", lambda: b'text\nOne.\n"' + b"word word\n" * 600_000 + b'"', "longer than 5,000,000"),
    "line": ("a.csv", lambda: b'text\nOne.\n"' + b"word " * 4_100_000, "longer than 20,000,000 characters"),
    "deep JSON": ("a.json", lambda: b"[" * 100_000, "nested more than"),
    "empty lists": ("a.json", lambda: b"[" + b"[]," * 5_000_000 + b"[]]", "more than 5,000,000 values"),
    "broken PDF": ("a.pdf", lambda: pdf([[]])[:100], "PDF is broken"),
    "no archive": ("a.zip", lambda: b"PK\x03\x04", "archive is broken"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_and_the_project_is_as_it_was(
    project: Project, tmp_path: Path, kind: str
) -> None:
    name, make, why = HOSTILE[kind]
    (tmp_path / name).write_bytes(make())
    before = project.journal.last_at()
    report = import_texts(Unwatched(), project, find_files([tmp_path / name]))
    (remark,) = report.remarks
    assert (report.failed, report.given, project.articles.count()) == (1, 1, 0)
    assert why in remark.reason
    assert "Nothing was imported" in remark.reason
    assert project.journal.last_at() == before
    assert list(check(project, Unwatched())) == []


@pytest.mark.parametrize(
    ("name", "largest"), [("a.html", "50 MB"), ("a.csv", "1,000 MB"), ("a.zip", "1,000 MB")]
)
def test_a_file_that_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, name: str, largest: str
) -> None:
    kind = kinds.kind_by_name(name)
    assert kind is not None
    with (tmp_path / name).open("wb") as file:
        file.truncate(kind.largest + 1)
    with pytest.raises(Refused, match=f"larger than {largest}"), opened(tmp_path / name):
        pass


def test_i13_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("It burns.", encoding="utf-8")
    stat, calls = os.fstat, []

    def growing(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 2:
            path.write_text("It burns no more.", encoding="utf-8")
        return stat(descriptor)

    monkeypatch.setattr("annotator.exchange.reading.os.fstat", growing)
    (reading,) = readings(path, "a.txt")
    assert reading.draft is None
    assert "changed while it was read" in reading.problem


def test_a_fault_in_a_library_fails_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(root: object) -> object:
        raise AttributeError("no such thing")

    monkeypatch.setattr(web_page, "_extractor", lambda: failing)
    (tmp_path / "a.html").write_text("<p>It burns.</p>", encoding="utf-8")
    (reading,) = readings(tmp_path / "a.html", "a.html")
    assert reading.problem == (
        "The reader of this kind of file failed on it (AttributeError). Nothing was imported."
    )


def test_a_fault_in_going_through_a_file_fails_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(names: object) -> object:
        raise TypeError("no such thing")

    monkeypatch.setattr(table, "header", failing)
    (tmp_path / "a.csv").write_text("id,text\n1,It burns.\n", encoding="utf-8")
    (reading,) = readings(tmp_path / "a.csv", "a.csv")
    assert reading.problem == (
        "The reader of this kind of file failed on it (TypeError). Nothing was imported."
    )
    (outlined,) = map(outline_of, outlines_as_json(tmp_path / "a.csv", "a.csv", NO_WISHES, 0))
    assert outlined.problem == reading.problem


@pytest.mark.parametrize(("name", "content"), [("a.csv", b"id,text\n"), ("a.zip", b"PK\x05\x06" + bytes(18))])
def test_a_file_that_holds_nothing_is_told_of(
    project: Project, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    report = import_texts(Unwatched(), project, find_files([tmp_path / name]))
    assert (report.failed, report.given) == (1, 1)
    assert report.remarks[0].reason.startswith("It holds nothing that could be an article.")


def test_want_of_memory_fails_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(root: object) -> object:
        raise MemoryError

    monkeypatch.setattr(web_page, "_extractor", lambda: greedy)
    (tmp_path / "a.html").write_text("<p>It burns.</p>", encoding="utf-8")
    (reading,) = readings(tmp_path / "a.html", "a.html")
    assert "needs more than 2 GB of memory" in reading.problem


GREEDY = """
import resource
from annotator.exchange.reading_process import LIMITS, _limit_memory
_limit_memory(LIMITS.memory)
print(resource.getrlimit(resource.RLIMIT_AS)[0])
try:
    bytearray(3 * 1024**3)
except MemoryError:
    print("refused")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not hold this limit")
def test_the_process_that_reads_can_not_take_more_memory_than_it_may() -> None:
    done = subprocess.run([sys.executable, "-c", GREEDY], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(MOST_MEMORY), "refused"]


@pytest.mark.parametrize(("name", "row"), [("a.jsonl", '{{"text": "{}"}}\n'), ("a.csv", '"{}"\n')])
def test_rows_are_held_one_at_a_time(tmp_path: Path, name: str, row: str) -> None:
    """Of sixty megabytes in six hundred rows; the file itself lies on the disk."""
    with (tmp_path / name).open("w", encoding="utf-8") as file:
        file.write(row.format("text"))
        for number in range(600):
            file.write(row.format(f"Report {number}. " + "It rains in the port. " * 4_500))
    with opened(tmp_path / name) as (kind, source):
        found = kind.reader().items(source, NO_WISHES)
        next(found)
        tracemalloc.start()
        length = sum(len(item.extract().text) for item in found)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert length > 59_000_000
    assert most < 3_000_000
