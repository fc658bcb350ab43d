from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.names import safe_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Bridge closed", "Bridge closed"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "_CON"),
        ("aux.txt", "_aux.txt"),
        ("Fire: what we know?", "Fire- what we know"),
        ("a\u202etxt.exe\nb\x00", "atxt.exe b"),
        ("…", "…"),
        (" . ", "untitled"),
        ("", "untitled"),
        ("فتح الجسر", "فتح الجسر"),
    ],
)
def test_titles_become_names(title: str, name: str) -> None:
    assert safe_name(title) == name


@given(st.text(max_size=300))
def test_no_title_leaves_its_folder_or_is_too_long(title: str) -> None:
    name = safe_name(title)
    assert name == PurePosixPath(name).name == PureWindowsPath(name).name
    assert not PureWindowsPath(name).is_reserved()
    assert 0 < len(name.encode()) <= 101
    assert name == name.strip(" .")
