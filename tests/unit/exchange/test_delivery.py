"""Data sets of several files appear whole, or not at all."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import Cancelled, Refused, Unavailable
from annotator.domain.work import Unwatched
from annotator.exchange import delivery, formats
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.dossier import NO_CLAIM, Dossier
from annotator.exchange.excerpts import excerpt
from annotator.exchange.exporting import ExportReport, export
from annotator.exchange.formats.file_names import FileNames
from annotator.exchange.formats.shape import Format, Header, Target
from annotator.exchange.holdings import survey
from annotator.exchange.manifest import manifest_of
from annotator.exchange.outputs import ArchiveOutput, FolderOutput
from annotator.exchange.planning import plan
from annotator.exchange.target import manifest_path
from annotator.store.project import Project
from annotator.store.writing import part_name
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of


class FoldersWriting:
    def __init__(self, target: Target, header: Header) -> None:
        self._target, self._header, self._names = target, header, FileNames()

    def write(self, dossier: Dossier) -> int:
        name = self._names.of(dossier.article)
        with self._target.file(f"texts/{name}.txt") as text, self._target.file(f"{name}.tsv") as spans:
            text.write(dossier.text.encode())
            for claim in dossier.claims:
                self._header.losses.add("how sure annotators are", claim.id)
                start, end = dossier.ruler.at(claim.span.start), dossier.ruler.at(claim.span.end)
                spans.write(f"{claim.label}\t{start}\t{end}\n".encode())
        return 1

    def end(self) -> None:
        with self._target.file("labels.txt") as file:
            file.write("\n".join(label.key for label in self._header.labels).encode())


class FellowsWriting(FoldersWriting):
    def write(self, dossier: Dossier) -> int:
        with self._target.file() as file:
            file.writelines(f"{claim.label}\n".encode() for claim in dossier.claims)
        return 1


class Folders:
    """A text and a list of spans an article, in UTF-16 units, and a list of all labels."""

    suffix = ""
    beside: tuple[str, ...] = ()
    by_article = True
    binary = False
    takes: frozenset[str] = frozenset()
    unit = OffsetUnit.UTF16

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> FoldersWriting:
        return FoldersWriting(target, header)


class Fellows(Folders):
    suffix = ".tsv"
    beside = ("labels.txt",)
    takes = frozenset({"no_claims"})

    def begin(self, target: Target, choices: ExportChoices, header: Header) -> FellowsWriting:
        return FellowsWriting(target, header)


@pytest.fixture(autouse=True)
def _two_more(monkeypatch: pytest.MonkeyPatch) -> None:
    more = {"folders": Format("folders", "Folders", writer=Folders())}
    more["fellows"] = Format("fellows", "Fellows", writer=Fellows())
    monkeypatch.setattr(formats, "plug_ins", lambda: formats.PlugIns(more, ()))


@pytest.fixture
def labelled(project: Project) -> Project:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "in the port")
    add_article(project, ["Another one."], title="Fire")
    return project


def write(project: Project, path: Path, name: str = "folders") -> ExportReport:
    return export(Unwatched(), project, ExportChoices(name, finished_only=False), path)


def test_a_folder_holds_what_was_written_and_what_is_to_say_of_it(labelled: Project, tmp_path: Path) -> None:
    report = write(labelled, tmp_path / "out")
    files = {path.relative_to(report.path).as_posix() for path in report.path.rglob("*.*")}
    assert files == {
        *("texts/Fire.txt", "texts/Fire-2.txt", "Fire.tsv", "Fire-2.tsv", "labels.txt"),
        "claimdesk.export.json",
    }
    assert (report.path / "Fire.tsv").read_text("utf-8") == "confirmed\t8\t19\n"
    assert (report.unit, report.records, report.articles, report.claims) == (OffsetUnit.UTF16, 2, 2, 1)
    assert [(loss.what, loss.count) for loss in report.losses] == [("how sure annotators are", 1)]
    manifest = manifest_of(report.path)
    assert (manifest.offset_unit, manifest.losses) == (OffsetUnit.UTF16, report.losses)
    assert {file.name for file in manifest.files} == files - {"claimdesk.export.json"}
    assert manifest.size == sum((report.path / file.name).stat().st_size for file in manifest.files)


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_the_same_choices_give_the_same_bytes(labelled: Project, tmp_path: Path, name: str) -> None:
    (tmp_path / "again").mkdir()
    first, second = (write(labelled, folder / name) for folder in (tmp_path, tmp_path / "again"))
    assert first.sha256 == second.sha256
    assert write(labelled, tmp_path / name).sha256 == first.sha256


def test_a_zip_holds_the_folder(labelled: Project, tmp_path: Path) -> None:
    report = write(labelled, tmp_path / "out.zip")
    with zipfile.ZipFile(report.path) as archive:
        assert archive.testzip() is None
        assert archive.read("texts/Fire-2.txt") == b"Another one."
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert manifest_of(report.path).sha256 == report.sha256


def test_a_folder_of_an_earlier_export_is_replaced(labelled: Project, tmp_path: Path) -> None:
    write(labelled, tmp_path / "out")
    add_article(labelled, ["A third one."], title="Third")
    write(labelled, tmp_path / "out")
    assert (tmp_path / "out" / "Third.tsv").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("place", [".", "texts"])
def test_a_folder_with_anything_else_in_it_stays(labelled: Project, tmp_path: Path, place: str) -> None:
    write(labelled, tmp_path / "out")
    (tmp_path / "out" / place / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(Refused, match=r"mine\.txt, which is not of an earlier export"):
        write(labelled, tmp_path / "out")
    assert (tmp_path / "out" / place / "mine.txt").read_text("utf-8") == "mine"


def test_a_folder_in_which_somebody_went_on_working_stays(labelled: Project, tmp_path: Path) -> None:
    write(labelled, tmp_path / "out")
    (tmp_path / "out" / "Fire.tsv").write_text("annotated elsewhere", "utf-8")
    with pytest.raises(Refused, match=r"Fire\.tsv in the folder out was changed since it was exported"):
        write(labelled, tmp_path / "out")
    assert (tmp_path / "out" / "Fire.tsv").read_text("utf-8") == "annotated elsewhere"


def test_a_folder_is_not_written_over_a_file(labelled: Project, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", "utf-8")
    with pytest.raises(Refused, match="is a file, and this data set is a folder"):
        write(labelled, tmp_path / "out")


def test_a_folder_that_was_changed_is_told(labelled: Project, tmp_path: Path) -> None:
    write(labelled, tmp_path / "out")
    (tmp_path / "out" / "Fire.tsv").write_text("changed", "utf-8")
    with pytest.raises(Refused, match=r"Fire\.tsv is not the file"):
        manifest_of(tmp_path / "out")


def test_files_beside_the_one_are_known_to_its_manifest(labelled: Project, tmp_path: Path) -> None:
    with labelled.database.write():
        labelled.database.execute("UPDATE article SET excluded_at = 'now' WHERE length = 12")
    report = write(labelled, tmp_path / "out.tsv", "fellows")
    assert (tmp_path / "out.tsv.labels.txt").read_text("utf-8") == "confirmed\ndisputed\nunverified"
    assert manifest_of(report.path).sha256 == report.sha256
    (tmp_path / "out.tsv.labels.txt").write_text("changed", "utf-8")
    with pytest.raises(Refused, match=r"out\.tsv\.labels\.txt is not the file"):
        manifest_of(report.path)


class _StoppedAtSecond(Unwatched):
    looks = 0

    def check(self) -> None:
        self.looks += 1
        if self.looks > 1:
            raise Cancelled("Stopped.")


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_what_was_there_stays_when_writing_stops(labelled: Project, tmp_path: Path, name: str) -> None:
    old = write(labelled, tmp_path / name)
    add_article(labelled, ["A third one."], title="Third")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(Cancelled):
        export(_StoppedAtSecond(), labelled, ExportChoices("folders", finished_only=False), tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before
    assert manifest_of(tmp_path / name).sha256 == old.sha256


def test_a_folder_that_can_not_be_renamed_leaves_the_old_one(
    labelled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(labelled, tmp_path / "out")
    monkeypatch.setattr(delivery, "swapped", lambda _one, _other: False)
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(Unavailable, match="The folder that was there before is unchanged"):
        write(labelled, tmp_path / "out")
    assert manifest_of(tmp_path / "out").sha256 == old.sha256


def test_a_folder_that_a_killed_export_left_behind_is_removed_after_a_day(
    labelled: Project, tmp_path: Path
) -> None:
    part = part_name(tmp_path / "another")
    (part / "texts").mkdir(parents=True)
    os.utime(part, (1, 1))
    write(labelled, tmp_path / "out")
    assert not part.exists()


@pytest.mark.parametrize("name", ["", "../out", "/etc/out", "a/../b", "a//b", "a\\b", "twice"])
@pytest.mark.parametrize("make", [FolderOutput, lambda _: ArchiveOutput(io.BytesIO())])
def test_no_file_lies_outside_or_twice(
    tmp_path: Path, name: str, make: Callable[[Path], FolderOutput | ArchiveOutput]
) -> None:
    output = make(tmp_path)
    output.file("twice").close()
    with pytest.raises(ValueError, match="not a new name"):
        output.file(name)
    if isinstance(output, ArchiveOutput):
        output.end()


def test_sentences_without_a_claim_are_not_counted_where_there_is_no_place_for_them(
    labelled: Project, tmp_path: Path
) -> None:
    first = next(labelled.articles.each()).id
    decide_rest(labelled, sheet_of(labelled, first))
    assert export(Unwatched(), labelled, ExportChoices(finished_only=False), tmp_path / "all").no_claims == 2
    report = write(labelled, tmp_path / "out")
    assert (report.no_claims, report.is_complete) == (0, True)
    assert NO_CLAIM not in (tmp_path / "out" / "Fire.tsv").read_text("utf-8")


def test_an_article_and_what_always_is_there_are_shown_before_writing(labelled: Project) -> None:
    wanted = plan(survey(labelled), ExportChoices("folders", finished_only=False))
    shown = excerpt(labelled, wanted, first=1, count=5)
    assert shown.head == "labels.txt\nconfirmed\ndisputed\nunverified"
    assert shown.records == ("texts/Fire.txt\nAnother one.",)


@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_a_format_without_offsets_names_no_unit(labelled: Project, tmp_path: Path, name: str) -> None:
    report = write(labelled, tmp_path / name, "conll")
    assert (report.unit, report.claims) == (None, 1)
    manifest = json.loads(manifest_path(report.path).read_bytes())
    assert (manifest["offset_unit"], manifest["choices"]["offset_unit"]) == (None, None)
    assert manifest_of(report.path).offset_unit is None
    csv = ExportChoices("csv", finished_only=False, offset_unit=None)
    assert export(Unwatched(), labelled, csv, tmp_path / "csv").unit is OffsetUnit.CODE_POINT
