"""Files, folders and archives are read within limits, and nothing outside them is."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.annotations import sources
from annotator.exchange.annotations.sources import AnnotationSource, open_source


def packed(members: dict[str, bytes], change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(member)
            archive.writestr(member, content)
    return data.getvalue()


def place(tmp_path: Path, kind: str) -> Path:
    """The same two files as a folder or a ZIP."""
    files = {"ada/a.txt": "é".encode(), "b.txt": b"\xff"}
    if kind == "zip":
        (tmp_path / "x.zip").write_bytes(
            packed({**files, "ada/": b"", "__MACOSX/a": b"", "c/.DS_Store": b""})
        )
        return tmp_path / "x.zip"
    for name, content in files.items():
        path = tmp_path / "x" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "x" / ".hidden").write_bytes(b"")
    return tmp_path / "x"


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_a_folder_and_an_archive_are_the_same_to_a_reader(tmp_path: Path, kind: str) -> None:
    with open_source(place(tmp_path, kind)) as source:
        assert source.files() == ("ada/a.txt", "b.txt")
        assert source.text("ada/a.txt") == "é"
        assert (source.size("b.txt"), source.head("b.txt"), source.read("b.txt")) == (1, b"\xff", b"\xff")
        with pytest.raises(Refused, match=r"b\.txt is not valid UTF-8 at byte 0"):
            source.text("b.txt")
        with pytest.raises(Refused, match=r"ada/a\.txt is larger than 1 bytes, which is the limit"):
            source.read("ada/a.txt", largest=1)


def test_one_file_is_a_source_too(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"{}" * 100_000)
    with open_source(tmp_path / "a.json") as source:
        assert source.files() == ("a.json",)
        assert len(source.head("a.json")) == 65_536
        before = source.fingerprint()
        (tmp_path / "a.json").write_bytes(b"{}")
        assert source.fingerprint() != before


def test_an_archive_inside_is_a_source(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(packed({"inner.zip": packed({"a.txt": b"a"})}))
    with open_source(tmp_path / "x.zip") as source, source.archive("inner.zip") as inner:
        assert (inner.files(), inner.read("a.txt")) == (("a.txt",), b"a")


def test_links_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret", "utf-8")
    folder = place(tmp_path, "folder")
    (folder / "link").symlink_to(tmp_path / "secret" / "key")
    (folder / "links").symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pipe")
    with open_source(folder) as source:
        assert source.files() == ("ada/a.txt", "b.txt")


def _link(member: zipfile.ZipInfo) -> None:
    member.external_attr = (stat.S_IFLNK | 0o777) << 16


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed({"../a": b""}), "outside"),
        (packed({"/etc/a": b""}), "outside"),
        (packed({"a\\..\\..\\b": b""}), "outside"),
        (packed({"c:/a": b""}), "outside"),
        (packed({"a": b"/etc/passwd"}, _link), "holds a link, a"),
        (packed({"a": b"\0" * 11_000_000}), "packed more than 200 to 1, which is the limit"),
        (b"PK\x03\x04 no more", "damaged"),
    ],
)
def test_hostile_archives_are_refused(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(Refused, match=words), open_source(tmp_path / "x.zip"):
        pass


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    data = bytearray(packed({"a": b"a"}))
    for signature, place_ in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + place_] |= 1
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(Refused, match="is encrypted"), open_source(tmp_path / "x.zip"):
        pass


def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    data = packed({"a1": b"a", "a2": b"b"}).replace(b"a2", b"a1")
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(Refused, match="two files of the same name"), open_source(tmp_path / "x.zip"):
        pass


def test_a_damaged_member_is_told_when_it_is_read(tmp_path: Path) -> None:
    data = bytearray(packed({"a": os.urandom(1000)}))
    data[200:300] = bytes(100)
    (tmp_path / "x.zip").write_bytes(data)
    with open_source(tmp_path / "x.zip") as source, pytest.raises(Refused, match=r"a in x\.zip is damaged"):
        source.read("a")


@pytest.mark.parametrize("kind", ["folder", "zip"])
@pytest.mark.parametrize(
    ("limit", "words"), [("MOST_FILES", "more than 1 files"), ("LARGEST_TOTAL", "1 bytes")]
)
def test_limits_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, limit: str, words: str
) -> None:
    monkeypatch.setattr(sources, limit, 1)
    with pytest.raises(Refused, match=words), open_source(place(tmp_path, kind)):
        pass


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused, match="no ordinary file"), open_source(tmp_path / "pipe"):
        pass
    with pytest.raises(Unavailable, match="can't be read"), open_source(tmp_path / "none"):
        pass


def test_a_file_that_goes_away_is_told(tmp_path: Path) -> None:
    folder = place(tmp_path, "folder")
    source: AnnotationSource
    with open_source(folder) as source:
        (folder / "b.txt").unlink()
        with pytest.raises(Unavailable, match=r"b\.txt can't be read"):
            source.read("b.txt")


@pytest.mark.parametrize("name", [".", "./.", ""])
def test_members_without_a_name_are_told(tmp_path: Path, name: str) -> None:
    def nameless(member: zipfile.ZipInfo) -> None:
        member.filename = name

    (tmp_path / "x.zip").write_bytes(packed({"a": b"1"}, nameless))
    with pytest.raises(Refused, match=r"x\.zip is a damaged archive"), open_source(tmp_path / "x.zip"):
        pass


def test_a_member_under_a_name_that_is_no_text_is_told_when_it_is_read(tmp_path: Path) -> None:
    data = bytearray(packed({"é.ann": b"T1"}))
    assert data[30:32] == "é".encode()
    data[31] = 0xFF
    (tmp_path / "x.zip").write_bytes(data)
    with (
        open_source(tmp_path / "x.zip") as source,
        pytest.raises(Refused, match=r"é\.ann in x\.zip is damaged"),
    ):
        source.read("é.ann")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_whose_packing_says_how_much_memory_it_needs_are_refused(
    tmp_path: Path, packing: int
) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", packing) as archive:
        archive.writestr("a.txt", b"a")
    told = r"a\.txt in x\.zip is packed in a way that is not read"
    with pytest.raises(Refused, match=told), open_source(tmp_path / "x.zip"):
        pass


def test_a_directory_that_lies_elsewhere_than_it_says_is_told(tmp_path: Path) -> None:
    data = bytearray(packed({"a.txt": b"1" * 100}))
    # Where the directory begins is said in the last 22 bytes; its members are counted from there.
    data[-6:-2] = (2**20).to_bytes(4, "little")
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(Refused, match=r"x\.zip is a damaged archive"), open_source(tmp_path / "x.zip"):
        pass


@pytest.mark.parametrize("is_large", [False, True])
def test_a_directory_of_too_many_files_is_refused_before_it_is_read(tmp_path: Path, is_large: bool) -> None:
    count, size = (1 << 40, 1 << 46) if is_large else (65_535, 0xFFFF_FFF0)
    large = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, 0)
    large += struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, 46, 0, 0)
    if not is_large:
        large, end = b"", struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, 0, 0)
    path = tmp_path / "many.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(200) + large + end)
    with pytest.raises(Refused, match="more than 200,000 files"), open_source(path):
        raise AssertionError("it was opened")
