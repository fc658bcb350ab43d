from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.names import printable, safe_name


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
        ("پل بسته می\u200cشود", "پل بسته می\u200cشود"),
        ("क्\u200dषेत्र में पुल", "क्\u200dषेत्र में पुल"),
        ("\u200cپل\u200c بسته\u200d", "پل بسته"),
        ("br\u200didge\u200c 7", "bridge 7"),
    ],
)
def test_titles_become_names(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_no_name_ends_in_a_joiner_that_nobody_sees() -> None:
    name = safe_name("a " + "می\u200c" * 40)
    assert name == "a " + "می\u200c" * 13 + "می"


def test_the_name_of_a_file_is_shown_with_its_joiners() -> None:
    assert printable("می\u200cشود.txt") == "می\u200cشود.txt"
    assert printable("a\u200db\u202e.txt") == "a\ufffdb\ufffd.txt"


@given(st.text(st.sampled_from("ab./\\:*?<>|\u202e ") | st.characters(), max_size=300))
def test_g08_no_title_leaves_its_folder_or_is_too_long(title: str) -> None:
    name = safe_name(title)
    assert name == PurePosixPath(name).name == PureWindowsPath(name).name
    assert not PureWindowsPath(name).is_reserved()
    assert 0 < len(name.encode()) <= 101
    assert name == name.strip(" .")
