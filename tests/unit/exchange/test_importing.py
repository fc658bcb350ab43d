from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled, Refused
from annotator.domain.work import Unwatched
from annotator.exchange.articles import kinds
from annotator.exchange.articles.shape import Wishes
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_pasted, import_texts
from annotator.exchange.outcomes import ImportReport, Status
from annotator.exchange.reading import opened
from annotator.store.checking import check
from annotator.store.project import Project

STORY = "Fire in the port\n\nThe fire brigade says that nobody was hurt. A port worker says otherwise.\n"
FRENCH = (
    "Le maire a déclaré que la région a été libérée hier et que les habitants sont revenus à l’hôtel. " * 5
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def bring(project: Project, *paths: Path, encoding: str | None = None) -> ImportReport:
    return import_texts(Unwatched(), project, find_files(paths), wishes=Wishes(encoding=encoding))


def texts(project: Project) -> list[str]:
    return [project.articles.text(article.id) for article in project.articles.each()]


def test_a_text_is_stored_as_it_is_with_what_is_known_of_it(project: Project, folder: Path) -> None:
    (folder / "fire.txt").write_text(STORY, encoding="utf-8", newline="\n")
    report = bring(project, folder)
    (article,) = project.articles.each()
    assert texts(project) == [STORY]
    assert (report.added, report.given, report.first_article_id, report.remarks) == (1, 1, article.id, ())
    assert (article.title, article.language, article.source_path) == ("Fire in the port", "en", "in/fire.txt")
    assert article.importer.startswith("claimdesk ")
    assert list(check(project, Unwatched())) == []


@pytest.mark.parametrize(
    ("data", "text", "said"),
    [
        (b"One two.\r\nThree\rfour.", "One two.\nThree\nfour.", "2 line ends written as LF"),
        (b"\xef\xbb\xbfOne two.", "One two.", "1 byte order mark removed from the start"),
        ("Two. \U0001f525".encode("utf-16"), "Two. \U0001f525", "1 byte order mark removed from the start"),
        (b"One two, three" + b" and four" * 30 + b"\0.", None, "1 NUL character replaced by U+FFFD"),
    ],
)
def test_what_is_made_uniform_is_told(
    project: Project, folder: Path, data: bytes, text: str | None, said: str
) -> None:
    (folder / "a.txt").write_bytes(data)
    report = bring(project, folder)
    assert report.added == 1
    assert [remark.reason for remark in report.remarks] == ([f"Made uniform: {said}."] if said else [])
    if text is not None:
        assert texts(project) == [text]


def test_t11_an_uncertain_encoding_waits_for_the_person(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_bytes(FRENCH.encode("cp1252"))
    report = bring(project, folder)
    (unsure,) = report.unsure
    assert (report.added, report.failed) == (0, 1)
    assert "cp1252" in unsure.reason
    assert unsure.candidates[0].encoding == "cp1252"
    assert unsure.path is not None
    assert bring(project, unsure.path, encoding="cp1252").added == 1
    assert texts(project) == [FRENCH]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "no words"),
        (b"%PDF-1.7 \x00\x01", "PDF"),
        (bytes(range(256)) * 20, "binary"),
    ],
)
def test_t12_what_is_no_text_fails_and_says_why(
    project: Project, folder: Path, data: bytes, reason: str
) -> None:
    (folder / "a.txt").write_bytes(data)
    report = bring(project, folder)
    assert report.failed == report.given == 1
    assert reason in report.remarks[0].reason
    assert project.articles.count() == 0


def test_t11_a_chosen_encoding_that_does_not_fit_says_where(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_bytes(b"abc\xff")
    assert "byte 3" in bring(project, folder, encoding="utf-8").remarks[0].reason


def test_long_and_odd_texts_are_taken(project: Project, folder: Path) -> None:
    (folder / "1.txt").write_text("word " * 200_000, encoding="utf-8")
    (folder / "2.txt").write_text("One.\n" + "\n" * 20_000 + "Two.", encoding="utf-8")
    (folder / "3.txt").write_text("x" * 1_000_000, encoding="utf-8")
    report = bring(project, folder)
    assert report.added == 3
    assert [len(text) for text in texts(project)] == [1_000_000, 20_009, 1_000_000]


def test_i11_the_same_text_twice_is_taken_once(project: Project, folder: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (folder / name).write_bytes(STORY.encode())
    (folder / "c.txt").write_bytes(STORY.replace("\n", "\r\n").encode())
    report = bring(project, folder)
    assert (report.added, report.duplicates) == (1, 2)
    assert report.remarks[0].reason == "It holds the same text as in/a.txt."
    again = bring(project, folder / "b.txt")
    assert (again.added, again.duplicates) == (0, 1)
    assert again.remarks[0].reason == "It is there already: Fire in the port."


def test_a_title_that_ends_in_a_full_stop_gets_no_second_one(project: Project, folder: Path) -> None:
    (folder / "a.txt").write_text("It rains in the port.", encoding="utf-8")
    assert bring(project, folder).added == 1
    assert bring(project, folder).remarks[0].reason == "It is there already: It rains in the port."


def test_each_file_fails_alone_and_the_report_adds_up(project: Project, folder: Path) -> None:
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(f"Report {number}. It rains.", encoding="utf-8")
    (folder / "03.txt").write_bytes(b"")
    (folder / "04.txt").write_text("Report 5. It rains.", encoding="utf-8")
    (folder / "07.png").touch()
    found = find_files([folder])
    (folder / "06.txt").unlink()
    os.mkfifo(folder / "06.txt")
    (folder / "08.txt").unlink()
    report = import_texts(Unwatched(), project, found)
    assert (report.added, report.duplicates, report.skipped, report.failed) == (26, 1, 1, 3)
    assert report.given == len(found) == 31
    assert project.articles.count() == 26
    assert {remark.name: remark.status for remark in report.remarks} == {
        "in/03.txt": Status.FAILED,
        "in/05.txt": Status.DUPLICATE,
        "in/06.txt": Status.FAILED,
        "in/07.png": Status.SKIPPED,
        "in/08.txt": Status.FAILED,
    }


class _Stopped(Unwatched):
    """Stopped once `done` files were read."""

    def __init__(self, done: int) -> None:
        self.last = done
        self.is_stopped = False

    def step(self, done: int, total: int, text: str = "") -> None:
        self.is_stopped = done >= self.last

    def check(self) -> None:
        if self.is_stopped:
            raise Cancelled("Stopped.")


def test_i12_stopping_keeps_what_was_read_and_importing_again_does_the_rest(
    project: Project, folder: Path
) -> None:
    for number in range(40):
        (folder / f"{number:02}.txt").write_text(f"Report {number}. It rains.", encoding="utf-8")
    report = import_texts(_Stopped(25), project, find_files([folder]))
    assert report.is_cancelled
    assert (report.added, report.not_reached, report.given) == (26, 14, 40)
    assert project.articles.count() == 26
    again = bring(project, folder)
    assert (again.added, again.duplicates) == (14, 26)


def test_articles_keep_the_order_of_their_names(project: Project, folder: Path) -> None:
    for number in range(120):
        (folder / f"{number:03}.txt").write_text(f"Report {number}. It rains.", encoding="utf-8")
    bring(project, folder)
    paths = [article.source_path for article in project.articles.each()]
    assert paths == [f"in/{number:03}.txt" for number in range(120)]


def test_a_pasted_text_is_an_article(project: Project) -> None:
    report = import_pasted(project, "Fire.\r\nIt burns \ud83d.", annotator_id=project.join("Ada").id)
    assert texts(project) == ["Fire.\nIt burns \ufffd."]
    assert report.remarks[0].reason == (
        "Made uniform: 1 line end written as LF; 1 lone surrogate replaced by U+FFFD."
    )
    assert import_pasted(project, "Fire.\nIt burns \ufffd.").duplicates == 1


@pytest.mark.parametrize("text", [" \n", "\0", "…"])
def test_t16_a_pasted_text_without_words_is_refused(project: Project, text: str) -> None:
    with pytest.raises(Refused, match="What was pasted or dropped holds no text"):
        import_pasted(project, text)


def test_i14_a_large_file_is_refused_before_it_is_read(folder: Path) -> None:
    with (folder / "a.txt").open("wb") as file:
        file.truncate(kinds.PLAIN_TEXT.largest + 1)
    with pytest.raises(Refused, match="larger than 50 MB"), opened(folder / "a.txt"):
        pass
