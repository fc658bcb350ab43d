from __future__ import annotations

import io
import stat
import struct
import zipfile

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.articles import archive
from annotator.exchange.articles.shape import Wishes
from tests.unit.exchange.articles.made_files import MORE, STORY, docx, packed, page, pdf, set_lines
from tests.unit.exchange.articles.reads import items


def reasons(data: bytes, name: str = "a.zip") -> dict[str, str]:
    """What each thing in an archive gives: why it is skipped or refused, or its first words."""
    found = {}
    for item in items(data, name):
        try:
            found[item.place] = item.skipped or item.extract().text[:20]
        except Refused as error:
            found[item.place] = str(error)
    return found


def test_every_kind_is_read_as_it_would_be_outside() -> None:
    word = docx("<w:p><w:r><w:t>In a document.</w:t></w:r></w:p>")
    data = packed(
        {
            "d/a.txt": "In a text.",
            "d/b.html": page(f"<p>{STORY}</p><p>{MORE}</p>"),
            "c.csv": "text\nRow two.\nRow three.\n",
            "d.docx": word,
            "e.pdf": pdf([set_lines(["In a PDF."])]),
            "f.zip": packed({"g.jsonl": '{"text": "In a line."}\n'}),
        }
    )
    found = items(data, "a.zip")
    assert [(item.place, item.extract().text[:18], item.kind_name) for item in found] == [
        ("/c.csv#row 2", "Row two.", "table"),
        ("/c.csv#row 3", "Row three.", "table"),
        ("/d.docx", "In a document.", "Word"),
        ("/d/a.txt", "In a text.", "text"),
        ("/d/b.html", STORY[:18], "web page"),
        ("/e.pdf", "In a PDF.", "PDF"),
        ("/f.zip/g.jsonl#line 1", "In a line.", "JSONL"),
    ]
    assert [item.share for item in found] == sorted(item.share for item in found)


def test_i02_a_name_never_leads_out_and_is_shown_plainly() -> None:
    found = reasons(
        packed(
            {
                "../a.txt": "x",
                "/b.txt": "x",
                "C:/c.txt": "x",
                "..\\d.txt": "x",
                "e\u202e.txt": "It burns.",
                "f..txt": "It rains.",
            }
        )
    )
    assert found == {
        "/../a.txt": "Its name leads out of the archive, so it was not read.",
        "/../d.txt": "Its name leads out of the archive, so it was not read.",
        "//b.txt": "Its name leads out of the archive, so it was not read.",
        "/C:/c.txt": "Its name leads out of the archive, so it was not read.",
        "/e\ufffd.txt": "It burns.",
        "/f..txt": "It rains.",
    }


def test_i02_links_hidden_files_and_other_kinds_are_left_out() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(link, "/etc/passwd")
        for name in (".hidden.txt", "__MACOSX/a.txt", "d/.git/b.txt", "c.png"):
            made.writestr(name, "x")
    assert reasons(file.getvalue()) == {
        "/.hidden.txt": "It is hidden.",
        "/__MACOSX/a.txt": "It is hidden.",
        "/c.png": "It is of no kind that is read.",
        "/d/.git/b.txt": "It is hidden.",
        "/link.txt": "It is a link. Add the file that it points to.",
    }


def test_an_archive_in_an_archive_in_an_archive_is_not_read() -> None:
    inner = packed({"b.zip": packed({"c.zip": packed({"d.txt": "Deep."})}), "e.txt": "Not deep."})
    found = reasons(inner)
    assert found["/e.txt"] == "Not deep."
    assert "an archive more than 2 deep" in found["/b.zip/c.zip"]


def test_i01_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Refused, match="more than 200 times its size"):
        items(packed({"a.txt": b"0" * 60_000_000}), "a.zip")


def test_i01_the_size_of_all_members_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_UNPACKED", 1_000_000)
    with pytest.raises(Refused, match="unpacks to more than 1 MB"):
        items(packed({"a.txt": b"0" * 600_000, "b.txt": b"1" * 600_000}), "a.zip")


def test_archives_in_an_archive_share_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from annotator.exchange.articles import packed as reader

    monkeypatch.setattr(reader, "LARGEST_UNPACKED", 1_000_000)
    inner = {f"{name}.zip": packed({"x.txt": name * 400_000}) for name in "abc"}
    found = reasons(packed(inner))
    assert found["/a.zip/x.txt"] == "a" * 20
    assert "With the archives in it, it unpacks to more than 1 MB" in found["/c.zip/x.txt"]


@pytest.mark.parametrize(("count", "directory"), [(60_000, 100), (10, 60_000_000)])
def test_i02_too_many_members_are_refused_before_they_are_listed(count: int, directory: int) -> None:
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, directory, 0, 0)
    with pytest.raises(Refused, match="more than 50,000 files"):
        items(packed({"a.txt": "x"})[:-22] + end, "a.zip")


def test_i03_one_broken_locked_or_large_member_fails_alone() -> None:
    data = bytearray(
        packed({"a.txt": "It burns in the old harbour.", "b.txt": "It rains.", "c.txt": "It snows."})
    )
    at = data.index(b"a.txt") + 5
    data[at : at + 6] = b"\xff" * 6
    entry = data.rindex(b"b.txt") - 46
    data[entry + 8] |= 1
    found = reasons(bytes(data))
    assert "broken inside the archive" in found["/a.txt"]
    assert "protected by a password" in found["/b.txt"]
    assert found["/c.txt"] == "It snows."


def test_i03_a_member_that_lies_about_its_size_gives_no_more_than_it_states() -> None:
    data = bytearray(packed({"a.txt": b"word " * 100_000}))
    for entry, field in ((data.index(b"PK\x03\x04"), 22), (data.rindex(b"PK\x01\x02"), 24)):
        data[entry + field : entry + field + 4] = struct.pack("<L", 10)
    assert "broken inside the archive" in reasons(bytes(data))["/a.txt"]


def test_a_chosen_encoding_is_for_those_that_are_no_utf_8() -> None:
    data = packed({"a.txt": "é".encode(), "b.txt": "é".encode("cp1252")})
    found = items(data, "a.zip", Wishes(encoding="cp1252"))
    assert [item.extract().text for item in found] == ["é", "é"]


def test_names_in_utf_8_that_do_not_say_so_are_read_as_such() -> None:
    data = packed({"Mueller_.txt": "It burns."}).replace(b"Mueller_.txt", "Müller_.txt".encode())
    assert list(reasons(data)) == ["/Müller_.txt"]


def test_what_is_no_archive_is_refused() -> None:
    with pytest.raises(Refused, match="archive is broken"):
        items(b"PK\x03\x04" + b"x" * 100, "a.zip")


def test_two_members_of_one_name_are_both_read() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", "It burns.")
        with pytest.warns(UserWarning, match="Duplicate name"):
            made.writestr("a.txt", "It rains.")
    assert [item.extract().text for item in items(file.getvalue(), "a.zip")] == ["It burns.", "It rains."]


@pytest.mark.parametrize("name", ["b.zip", "b.csv"])
def test_a_member_that_holds_nothing_is_told(name: str) -> None:
    found = reasons(packed({"a.txt": "It burns.", name: packed({}) if name == "b.zip" else "id,text\n"}))
    assert found == {
        "/a.txt": "It burns.",
        f"/{name}": "It holds nothing that could be an article. Nothing was imported. Choose another file.",
    }
