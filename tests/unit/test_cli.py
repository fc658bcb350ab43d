from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import annotator.__main__
import annotator.app
import annotator.cli
from annotator import __version__
from annotator.cli import main
from annotator.domain.work import Job
from annotator.store import checking
from annotator.store.backups import backups_of
from annotator.store.lock import ProjectLock
from annotator.store.project import Project, open_project
from annotator.store.troubles import Finding

STORY = "Fire in the port\n\nThe fire brigade says that nobody was hurt. A port worker 🔥 says otherwise.\n"


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """The path of a project with one article."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "fire.txt").write_text(STORY, encoding="utf-8")
    path = str(tmp_path / "news")
    assert main(["new", path]) == 0
    assert main(["import", path, str(tmp_path / "in"), "--annotator", "Ada"]) == 0
    capsys.readouterr()
    return path


def info(project: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main(["info", project, "--json", "--articles"]) == 0
    facts: dict[str, Any] = json.loads(capsys.readouterr().out)
    return facts


def label(project: str, article: str, words: str, name: str = "disputed", *more: str) -> int:
    start = STORY.index(words)
    place = ["--article", article, "--start", str(start), "--end", str(start + len(words))]
    return main(["label", project, *place, "--label", name, "--annotator", "Ada", *more])


def test_a_new_project_is_named_and_never_replaced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "news"), "--title", "My news"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'news.claimdesk'}\n"
    assert info(str(tmp_path / "news"), capsys)["title"] == "My news"
    assert main(["new", str(tmp_path / "news")]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("claimdesk: news.claimdesk is there already.")


def test_an_import_says_what_became_of_each_file(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "rain.txt").write_bytes(b"It rains.\r\nIt pours.")
    assert main(["import", project, str(tmp_path / "in")]) == 1
    said = capsys.readouterr()
    assert "in/fire.txt: It is there already: Fire in the port." in said.out
    assert "in/rain.txt: Made uniform: 1 line end written as LF." in said.out
    assert "1 added, 1 there already, 0 skipped, 1 failed" in said.out
    assert "in/empty.txt: The file is empty." in said.err
    assert info(project, capsys)["articles"] == 2


def test_a_member_of_a_zip_that_is_skipped_is_a_file_that_did_not_come_through(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("rain.txt", "It rains.")
        archive.writestr("rain.exe", "MZ")
    assert main(["import", project, str(tmp_path / "in.zip")]) == 1
    assert "1 added, 0 there already, 1 skipped, 0 failed" in capsys.readouterr().out


def test_an_empty_folder_is_named(project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "none").mkdir()
    assert main(["import", project, str(tmp_path / "none")]) == 1
    said = capsys.readouterr().out
    assert "none: No articles were found in this folder" in said


def test_of_many_that_are_there_already_the_first_are_named(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(26):
        (many / f"{number:02}.txt").write_text(f"Report {number}. It rains.", encoding="utf-8")
    assert main(["import", project, str(many)]) == 0
    capsys.readouterr()
    assert main(["import", project, str(many)]) == 0
    said = capsys.readouterr().out.splitlines()
    named = "many/{0:02}.txt: It is there already: Report {0}."
    assert said[:20] == [named.format(number) for number in range(20)]
    assert said[20:] == [
        "6 more hold texts that are there already. They were left out.",
        "0 added, 26 there already, 0 skipped, 0 failed",
    ]


def test_a_backup_is_made_where_several_articles_came_in(project: str, tmp_path: Path) -> None:
    found = open_project(Path(f"{project}.claimdesk"), read_only=True)
    id_ = found.fact("id")
    found.close()
    assert backups_of(id_) == []
    for name in ("rain", "snow"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"There is {name}.", encoding="utf-8")
    assert main(["import", project, str(tmp_path / "in")]) == 0
    (backup,) = backups_of(id_)
    assert backup.why == "import"
    copy = open_project(backup.path, read_only=True)
    assert copy.articles.count() == 3
    copy.close()


def test_an_import_stands_where_no_backup_can_be_made(
    project: str, tmp_path: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = home / "xdg_data_home" / "claimdesk"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "backups").write_text("in the way", encoding="utf-8")
    for name in ("rain", "snow"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"There is {name}.", encoding="utf-8")
    assert main(["import", project, str(tmp_path / "in")]) == 0
    said = capsys.readouterr()
    assert "2 added" in said.out
    assert "No backup could be made. The project itself is safe." in said.err


def test_one_is_counted_as_one(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert label(project, "0", "nobody") == 0
    capsys.readouterr()
    assert main(["info", project]) == 0
    said = capsys.readouterr().out
    assert "units: 2 sentences, 1 headline\n" in said
    assert "Ada: 1 claim (1 disputed), 0 sentences without a claim, 0 articles finished\n" in said


def test_the_encoding_can_be_said(project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes("Le maire a parlé.".encode("cp1252"))
    assert main(["import", project, str(tmp_path / "a.txt")]) == 1
    assert "Choose its encoding with --encoding NAME (likely: cp125" in capsys.readouterr().err
    assert main(["import", project, str(tmp_path / "a.txt"), "--encoding", "cp1252"]) == 0
    assert main(["import", project, str(tmp_path / "a.txt"), "--encoding", "klingon"]) == 1


def test_a_label_is_a_decision_like_any_other(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    article = info(project, capsys)["article_list"][0]["id"]
    more = ("--note", "who?", "--confidence", "low")
    assert label(project, article[:20], " nobody was hurt", "Disputed", *more) == 0
    first, start, end = capsys.readouterr().out.split()
    assert (int(start), int(end)) == (STORY.index("nobody"), STORY.index(". A port"))
    assert label(project, article, "nobody was hurt", "confirmed") == 0
    assert capsys.readouterr().out.split()[0] == first
    facts = info(project, capsys)
    assert facts["claims"] == {"Ada": {"confirmed": 1}}
    assert facts["units"]["sentence"] == 2
    assert main(["check", project]) == 0
    assert capsys.readouterr().out == "news.claimdesk is whole.\n"


def test_an_annotator_who_is_new_is_told(project: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--article", "0", "--start", "0", "--end", "4", "--label", "disputed", "--annotator", "Nell"]
    assert main(["label", project, *place, "--new-annotator"]) == 0
    assert capsys.readouterr().err == "claimdesk: Nell is new in this project.\n"
    assert main(["label", project, *place]) == 0
    assert capsys.readouterr().err == ""


def test_a_mistyped_annotator_is_asked_about_and_makes_nobody(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert label(project, "0", "nobody") == 0
    place = ["--article", "0", "--start", "0", "--end", "4", "--label", "disputed", "--annotator"]
    assert main(["label", project, *place, "Adah"]) == 1
    said = capsys.readouterr().err
    assert "no annotator “Adah”. Nothing was changed. Did you mean “Ada”? Add --new-annotator" in said
    assert main(["label", project, *place, "Nell"]) == 1
    assert "It has: Ada." in capsys.readouterr().err
    assert list(info(project, capsys)["claims"]) == ["Ada"]
    assert main(["label", project, *place, "Nell", "--new-annotator"]) == 0
    assert capsys.readouterr().err.endswith("claimdesk: Nell is new in this project.\n")


@pytest.mark.parametrize(
    ("article", "start", "end", "name", "said"),
    [
        (
            "0",
            "0",
            "4",
            "true",
            "no label “true”. Nothing was changed. Its labels are: confirmed, disputed, unverified.",
        ),
        ("0", "0", "4", "no_claim", "said of a whole sentence, in the window, with 0. Nothing was changed."),
        ("0", "16", "18", "disputed", "no words there to label"),
        ("0", "90", "900", "disputed", "not a stretch of this article, which has"),
        ("0", "5", "5", "disputed", "not a stretch"),
        ("0", "-3", "5", "disputed", "not a stretch"),
        ("", "0", "4", "disputed", "No article of this project has an id that starts with “”"),
        ("ffff", "0", "4", "disputed", "No article of this project has an id that starts with “ffff”"),
    ],
)
def test_a_label_that_makes_no_sense_is_refused(
    project: str, capsys: pytest.CaptureFixture[str], article: str, start: str, end: str, name: str, said: str
) -> None:
    place = [f"--article={article}", f"--start={start}", f"--end={end}"]
    assert main(["label", project, *place, "--label", name, "--annotator", "Ada"]) == 1
    assert said in capsys.readouterr().err
    assert info(project, capsys)["claims"] == {}


@pytest.mark.parametrize("option", ["--article", "--label", "--annotator", "--note"])
def test_bytes_that_are_no_text_are_not_understood(
    project: str, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    values = {"--article": "0", "--start": "0", "--end": "4", "--label": "disputed", "--annotator": "Ada"}
    arguments = [part for pair in (values | {option: "caf\udce9"}).items() for part in pair]
    assert main(["label", project, *arguments]) == 2
    assert f"Invalid value for '{option}': It holds bytes that are no text" in capsys.readouterr().err
    assert info(project, capsys)["claims"] == {}


def test_commands_that_write_at_once_wait_for_one_another(
    project: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "annotator", "label", project, "--article", "0", "--label", "disputed"]
    command += ["--new-annotator"]
    places = [["--start", str(4 * n), "--end", str(4 * n + 3), "--annotator", f"P{n}"] for n in range(3)]
    running = [subprocess.Popen([*command, *place], stdout=subprocess.DEVNULL) for place in places]
    assert [process.wait(timeout=30) for process in running] == [0, 0, 0]
    assert sorted(info(project, capsys)["claims"]) == ["P0", "P1", "P2"]


def test_a_command_does_not_wait_for_a_window_to_close(
    project: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.cli.opened._PATIENCE", 0.1)
    window = ProjectLock(Path(f"{project}.claimdesk"))
    window.acquire()
    assert label(project, "0", "nobody") == 1
    assert "is open on this computer in another window" in capsys.readouterr().err
    window.release()
    assert label(project, "0", "nobody") == 0


def test_an_export_writes_what_was_chosen(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = info(project, capsys)["article_list"][0]["id"]
    label(project, article, "🔥 says otherwise")
    capsys.readouterr()
    out = tmp_path / "claims.jsonl"
    export = ["export", project, "--format", "jsonl", "--out", str(out)]
    assert main(export) == 1
    assert "no article is finished. No file was written. Add --all" in capsys.readouterr().err
    assert main([*export, "--all", "--offsets", "utf8", "--names", "--annotator", "Ada"]) == 0
    assert "claims 1, sentences without a claim 0, articles 1" in capsys.readouterr().out
    record = json.loads(out.read_bytes())
    assert STORY.encode()[record["start"] : record["end"]].decode() == "🔥 says otherwise" == record["quote"]
    assert (record["annotator"], record["offset_unit"]) == ("Ada", "utf8")
    assert main([*export, "--all", "--annotator", "Nobody"]) == 1
    assert main([*export, "--with-text"]) == 2
    assert main(["export", project, "--format", "xml", "--out", str(out)]) == 2


def test_an_imported_file_is_not_written_over(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = info(project, capsys)["article_list"][0]["id"]
    label(project, article, "nobody")
    source = tmp_path / "in" / "fire.txt"
    assert main(["export", project, "--format", "csv", "--all", "--out", str(source)]) == 1
    assert "the file that an article of this project came from" in capsys.readouterr().err
    assert source.read_text("utf-8") == STORY


def test_a_backup_is_a_whole_project(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = str(tmp_path / "copy.claimdesk")
    assert main(["backup", project, copy]) == 0
    assert main(["check", copy]) == 0
    assert main(["backup", project, copy]) == 1
    assert main(["backup", project, copy, "--replace"]) == 0
    assert main(["backup", project, f"{project}.claimdesk", "--replace"]) == 1
    (tmp_path / "notes.txt").write_text("Mine.", encoding="utf-8")
    assert main(["backup", project, str(tmp_path / "notes.txt"), "--replace"]) == 1
    assert "“notes.txt” is not a project of Claimdesk" in capsys.readouterr().err
    assert (tmp_path / "notes.txt").read_text("utf-8") == "Mine."
    (tmp_path / "copies").mkdir()
    assert main(["backup", project, str(tmp_path / "copies")]) == 0
    assert (tmp_path / "copies" / "news.claimdesk").exists()


def test_damage_is_found(project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = info(project, capsys)["article_list"][0]["id"]
    label(project, article, "nobody was hurt")
    path = Path(f"{project}.claimdesk")
    data = path.read_bytes()
    assert data.count(b"nobody was hurt") > 1
    path.write_bytes(data.replace(b"Fire in the port\n", b"Fire in the pork\n"))
    capsys.readouterr()
    assert main(["check", project]) == 1
    said = capsys.readouterr()
    assert f"article {article}: its text differs from its checksum" in said.out
    assert "2 problems found in news.claimdesk" in said.err


def test_decisions_do_not_wait_for_a_check(
    project: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    window = sqlite3.connect(f"{project}.claimdesk", timeout=0)

    def check(checked: Project, _job: Job) -> Iterator[Finding]:
        for (start,) in checked.database.each("SELECT start FROM unit"):
            with window:
                window.execute("UPDATE article SET byline = 'Ada'")
            yield Finding(f"unit {start}", "was read between two writes")

    monkeypatch.setattr(checking, "check", check)
    assert main(["check", project]) == 1
    assert "unit 0: was read between two writes" in capsys.readouterr().out
    window.close()


def test_an_article_does_not_steer_the_terminal(
    project: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text("Fire \x1b[2J out\n\nAll is well. Nobody was hurt.", encoding="utf-8")
    assert main(["import", project, str(tmp_path / "a.txt")]) == 0
    assert main(["import", project, str(tmp_path / "a.txt")]) == 0
    assert main(["info", project, "--articles"]) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert said.count("Fire \ufffd[2J out") == 2


@pytest.mark.parametrize("arguments", [["info", "gone.claimdesk"], ["check", "gone.claimdesk"]])
def test_a_project_that_is_not_there_is_told(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("claimdesk: gone.claimdesk can't be opened")


@pytest.mark.parametrize("path", ["", ".", "/"])
def test_a_folder_is_no_project(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["info", path]) == 1
    assert "is not a project of Claimdesk: it is a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["nwe"], ["info"], ["new", "a", "b"], ["--sample", "info", "x"], ["--what"]]
)
def test_what_is_not_understood_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert "claimdesk: " in said.err
    assert said.out == ""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path | None, bool]]:
    """What the window would have been opened on."""
    calls: list[tuple[Path | None, bool]] = []

    def open_window(project: Path | None, *, sample: bool = False) -> int:
        calls.append((project, sample))
        return 0

    monkeypatch.setattr(annotator.app, "open_window", open_window)
    return calls


def test_the_window_opens_on_what_is_named(tmp_path: Path, opened: list[tuple[Path | None, bool]]) -> None:
    (tmp_path / "new.claimdesk").touch()
    assert main([]) == main(["--sample"]) == main([str(tmp_path / "new")]) == main(["x.claimdesk"]) == 0
    assert opened == [
        (None, False),
        (None, True),
        (tmp_path / "new.claimdesk", False),
        (Path("x.claimdesk"), False),
    ]


def test_the_version_is_said_without_loading_the_rest() -> None:
    program = (
        "import sys; from annotator.cli import main; code = main(['--version']); "
        "heavy = {'PySide6', 'pydantic', 'sqlite3', 'sqlite_utils', 'nupunkt'} & set(sys.modules); "
        "sys.exit(code or len(heavy))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=30
    )
    assert (done.returncode, done.stdout) == (0, f"claimdesk {__version__}\n")


def test_the_module_is_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "annotator", "new", str(tmp_path / "x")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "x.claimdesk").exists()


def test_ctrl_c_while_the_command_is_loaded_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt() -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys, "argv", ["claimdesk", "info", "x"])
    monkeypatch.setattr(annotator.cli, "main", interrupt)
    assert annotator.__main__.main() == 130
    assert capsys.readouterr().err == "claimdesk: Stopped. What was finished before stays.\n"


@pytest.fixture
def importing(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An import of two thousand files, in a process of its own."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(2000):
        (folder / f"{number:04}.txt").write_text(f"Report {number}. " + "It rains. " * 40, encoding="utf-8")
    assert main(["new", str(tmp_path / "many")]) == 0
    command = [sys.executable, "-m", "annotator", "import", str(tmp_path / "many"), str(folder)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals for groups of processes")
def test_ctrl_c_keeps_what_was_imported(
    importing: subprocess.Popen[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = tmp_path / "many.claimdesk"
    start = project.stat().st_size
    while project.stat().st_size < start + 100_000 and importing.poll() is None:
        continue
    os.killpg(importing.pid, signal.SIGINT)
    out, err = importing.communicate(timeout=30)
    assert (importing.returncode, err) == (130, "")
    capsys.readouterr()
    count = info(str(project), capsys)["articles"]
    assert 0 < count < 2000
    assert f"{count} added, 0 there already, 0 skipped, 0 failed, {2000 - count} not reached" in out


def test_the_newspaper_article_goes_all_the_way(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (source,) = (shared / "seeds").glob("*.txt")
    text = source.read_bytes().decode()
    project = str(tmp_path / "news")
    assert main(["new", project]) == main(["import", project, str(source)]) == 0
    capsys.readouterr()
    facts = info(project, capsys)
    (article,) = facts["article_list"]
    assert article["length"] == len(text)
    words = "with roughly 60\n\n\nfighters either killed or injured"
    start = text.index(words)
    place = ["--article", article["id"], "--start", str(start), "--end", str(start + len(words))]
    assert main(["label", project, *place, "--label", "disputed", "--annotator", "Ada"]) == 0
    out = tmp_path / "articles.jsonl"
    assert (
        main(["export", project, "--format", "articles-jsonl", "--all", "--with-text", "--out", str(out)])
        == 0
    )
    record = json.loads(out.read_bytes())
    assert record["text"] == text
    assert [text[claim["start"] : claim["end"]] for claim in record["claims"]] == [words]
    (unit,) = [unit for unit in record["units"] if unit["start"] <= start < unit["end"]]
    assert text[unit["start"] : unit["end"]].endswith(words + ".")
    assert main(["check", project]) == 0


def test_the_demo_leaves_the_settings_of_the_person_alone(tmp_path: Path, home: Path) -> None:
    command = [sys.executable, "-m", "annotator", "demo", "--out", str(tmp_path / "demo")]
    subprocess.run(command, check=True, capture_output=True, timeout=50)
    made = {path.name for path in (tmp_path / "demo").iterdir()}
    assert {"claims.jsonl", "articles.jsonl", "claims.csv", "window.png"} <= made
    assert not list(home.rglob("settings.json"))
