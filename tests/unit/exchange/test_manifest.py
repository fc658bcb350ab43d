from __future__ import annotations

import errno
import itertools
import os
import stat
from pathlib import Path

import pytest

from annotator.domain.errors import Refused, Unavailable
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import ExportReport, export
from annotator.exchange.manifest import manifest_of
from annotator.exchange.schema import schema_of
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, label, sheet_of

CLAIMS = ExportChoices(finished_only=False)
ARTICLES = ExportChoices("articles-jsonl", finished_only=False)


@pytest.fixture
def labelled(project: Project) -> Project:
    """One article with one claim."""
    label(project, sheet_of(project, add_article(project)), "in the port")
    return project


def write(project: Project, path: Path, choices: ExportChoices) -> ExportReport:
    return export(Unwatched(), project, choices, path)


class _Killed(BaseException):
    """What no code expects, as when the process ends there."""


def _stop_at_rename(monkeypatch: pytest.MonkeyPatch, number: int, error: BaseException) -> None:
    """Let the rename of this number, from 1, raise `error`."""
    rename, renames = Path.replace, itertools.count(1)

    def replace(part: Path, path: Path) -> Path:
        if next(renames) == number:
            raise error
        return rename(part, path)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_export_cut_off_at_any_rename_can_be_told(
    labelled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "out"
    old = write(labelled, path, CLAIMS)
    with monkeypatch.context() as patched:
        _stop_at_rename(patched, number, _Killed())
        with pytest.raises(_Killed):
            write(labelled, path, ARTICLES)
    if number == 1:
        assert manifest_of(path).sha256 == old.sha256
    else:
        with pytest.raises(Refused, match=r"out is not the file that out\.export\.json describes"):
            manifest_of(path)
    left = [file.name for file in tmp_path.iterdir() if "out" in file.name]
    assert sorted(left) == ["out", "out.export.json", "out.schema.json"]
    again = write(labelled, path, ARTICLES)
    assert manifest_of(path).sha256 == again.sha256 != old.sha256


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_first_export_cut_off_at_any_rename_has_no_manifest(
    labelled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patched:
        _stop_at_rename(patched, number, _Killed())
        with pytest.raises(_Killed):
            write(labelled, tmp_path / "out", CLAIMS)
    with pytest.raises(Refused, match=r"out\.export\.json is missing, so nothing tells"):
        manifest_of(tmp_path / "out")


def test_a_data_dictionary_of_another_export_is_told(labelled: Project, tmp_path: Path) -> None:
    write(labelled, tmp_path / "out", CLAIMS)
    (tmp_path / "out.schema.json").write_bytes(schema_of(ARTICLES.format))
    with pytest.raises(Refused, match=r"out\.schema\.json is not the file that"):
        manifest_of(tmp_path / "out")


def test_what_is_no_manifest_is_told(labelled: Project, tmp_path: Path) -> None:
    write(labelled, tmp_path / "out", CLAIMS)
    (tmp_path / "out.export.json").write_bytes((tmp_path / "out.schema.json").read_bytes())
    with pytest.raises(Refused, match="does not describe an export"):
        manifest_of(tmp_path / "out")


def test_what_could_not_be_put_in_its_place_is_named(
    labelled: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(labelled, tmp_path / "out", CLAIMS)
    _stop_at_rename(monkeypatch, 3, PermissionError(errno.EPERM, "Operation not permitted"))
    told = (
        r"out\.export\.json was not written: operation not permitted\. "
        r"Written whole before it: out, out\.schema\.json\. The file that was there before is unchanged"
    )
    with pytest.raises(Unavailable, match=told):
        write(labelled, tmp_path / "out", ARTICLES)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no permissions of this kind")
def test_others_may_read_an_export_as_the_umask_or_the_file_before_it_says(
    labelled: Project, tmp_path: Path
) -> None:
    def modes() -> list[int]:
        names = ("out", "out.schema.json", "out.export.json")
        return [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in names]

    before = os.umask(0o027)
    try:
        write(labelled, tmp_path / "out", CLAIMS)
        assert modes() == [0o640, 0o640, 0o640]
        (tmp_path / "out").chmod(0o664)
        write(labelled, tmp_path / "out", CLAIMS)
        assert modes() == [0o664, 0o640, 0o640]
    finally:
        os.umask(before)
