"""Settings come back as they were set; what a file may not hold is put aside and told."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from annotator.desk.setting_values import RecentProject, Values, WindowPlace, values_from
from annotator.desk.settings import Settings
from annotator.desk.workbench import Workbench
from tests.desk.told import Told


def test_what_was_set_is_there_at_the_next_start(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings(path)
    settings.change(zoom=150, keys={"claim.none": ["N"]}, window=WindowPlace(900, 700, maximised=True))
    settings.remember_project(RecentProject("/a", "Élections", articles=3))
    again = Settings(path)
    assert again.values == settings.values
    assert again.values.zoom == 150
    assert again.values.recent == (RecentProject("/a", "Élections", articles=3),)
    assert not again.trouble


def test_only_what_differs_from_the_defaults_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    Settings(path).change(theme="dark")
    assert json.loads(path.read_bytes()) == {"theme": "dark"}


def test_everything_kept_can_be_read_again() -> None:
    assert values_from(asdict(Values(recent=(RecentProject("/a"),)))) == Values(recent=(RecentProject("/a"),))


def test_changes_are_told_by_name_and_only_once(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    told: list[frozenset[str]] = []
    settings.changed.connect(told.append)
    settings.change(zoom=120, theme="system")
    settings.change(zoom=120)
    assert told == [frozenset({"zoom"})]


@pytest.mark.parametrize(
    "wrong",
    [
        {"zoom": 20},
        {"zoom": True},
        {"theme": "pink"},
        {"theme": []},
        {"single_keys": 1},
        {"annotator": "a" * 101},
        {"keys": {"claim.none": "N"}},
        {"recent": [{"title": "no path"}]},
        {"window": {"width": 1}},
        {"export": []},
        {"panes": "12"},
        {"no_such_setting": 1},
    ],
)
def test_a_wrong_value_is_not_taken(tmp_path: Path, wrong: dict[str, object]) -> None:
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(ValueError):  # noqa: PT011 (it is for programmers, and says which setting it is)
        settings.change(**wrong)
    assert settings.values == Values()


@pytest.mark.parametrize("text", ["", "[]", '{"zoom": 20}', "\xff", "[" * 100_000, '{"recent": [1]}'])
def test_g07_a_file_that_is_no_settings_is_put_aside_and_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="latin-1")
    settings = Settings(path)
    assert settings.values == Values()
    assert settings.trouble
    assert path.with_suffix(".bad").read_text(encoding="latin-1") == text


def test_a_setting_of_another_version_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"zoom": 120, "no_such_setting": 1}', encoding="utf-8")
    settings = Settings(path)
    assert settings.values == Values(zoom=120)
    assert not settings.trouble


def test_settings_that_can_not_be_read_are_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    Settings(path).change(zoom=150)
    kept = path.read_bytes()

    def fails(_path: Path) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "read_bytes", fails)
        settings = Settings(path)
    assert "could not be read: input/output error. Nothing was changed" in settings.trouble
    settings.change(zoom=120)
    assert settings.values.zoom == 120
    assert path.read_bytes() == kept
    assert os.listdir(tmp_path) == ["settings.json"]
    assert Settings(path).values.zoom == 150


def test_g07_a_setting_that_can_not_be_kept_holds_and_is_told_once(
    bench: Workbench, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    bench.settings.change(zoom=150)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        bench.settings.change(zoom=120)
        bench.settings.change(zoom=130)
    assert [notice.key for notice in told.notices] == ["settings"]
    assert "hold until the window closes" in told.notices[0].text
    assert "no space left on device" in told.notices[0].text
    assert bench.settings.values.zoom == 130
    assert Settings(path).values.zoom == 150
    bench.settings.change(zoom=140)
    assert Settings(path).values.zoom == 140
    assert len(told.notices) == 1
