"""Archives that lie about their size, lead out of their folder or are broken."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterable
from typing import Final

from tests.unit.exchange.articles.made_files import MORE, STORY, packed
from torture.crafted import Crafted

_LEADS_OUT: Final = "leads out of the archive"


def _members(names: Iterable[str]) -> bytes:
    """Texts that differ, under these names; two may be the same."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, name in enumerate(names):
            info = zipfile.ZipInfo("x")
            info.filename = name
            archive.writestr(info, f"Report {number}: {STORY[number:]}")
    return file.getvalue()


def _link() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("good.txt", STORY)
    return file.getvalue()


def _overlapping(times: int) -> bytes:
    """Members that share their bytes: small here, and large when all are unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * 60_000_000)
        archive.filelist += [archive.infolist()[0]] * times
    return file.getvalue()


def _changed(content: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    """With another value in the first record that begins with this signature."""
    place = content.index(signature) + offset
    return content[:place] + value + content[place + len(value) :]


def _smaller_than_it_is() -> bytes:
    """The directory says ten bytes; there are ten million."""
    return _changed(packed({"a.txt": "0 " * 5_000_000}), b"PK\x01\x02", 24, struct.pack("<I", 10))


def _wrong_checksum() -> bytes:
    content = packed({"a.txt": STORY})
    for signature, offset in ((b"PK\x01\x02", 16), (b"PK\x03\x04", 14)):
        content = _changed(content, signature, offset, b"\x01\x02\x03\x04")
    return content


def _encrypted() -> bytes:
    content = packed({"a.txt": STORY})
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content = _changed(content, signature, offset, b"\x01\x00")
    return content


def _unknown_packing() -> bytes:
    content = packed({"a.txt": STORY})
    for signature, offset in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        content = _changed(content, signature, offset, b"\x63\x00")
    return content


def _nested(depth: int) -> bytes:
    content = packed({"a.txt": STORY})
    for _ in range(depth):
        content = packed({"inner.zip": content})
    return content


def _one_bad_member() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", STORY)
        archive.writestr("b.txt", MORE)
    content = file.getvalue()
    place = content.index(MORE.encode())
    return content[:place] + b"\xff" + content[place + 1 :]


CRAFTED: Final = (
    Crafted(
        "I1", "3 MB that unpack to 3 GB", "a.zip", lambda: _overlapping(50), failed=1, says=("2,000 MB",)
    ),
    Crafted(
        "I1", "one member of 60 MB of zeros", "a.zip", lambda: _overlapping(0), failed=1, says=("200 times",)
    ),
    Crafted(
        "I1",
        "members that share their bytes",
        "a.zip",
        lambda: _overlapping(3_000),
        failed=1,
        says=("2,000 MB",),
    ),
    Crafted(
        "I2",
        "60,000 members",
        "a.zip",
        lambda: _members(f"{n}.txt" for n in range(60_000)),
        failed=1,
        says=("50,000 files",),
    ),
    Crafted(
        "I2",
        "names that lead out",
        "a.zip",
        lambda: _members(["../a.txt", "/b.txt", "C:/c.txt", "..\\d.txt", "e/../../f.txt"]),
        skipped=5,
        says=(_LEADS_OUT,) * 5,
    ),
    Crafted(
        "I2",
        "names of devices, controls and right-to-left",
        "a.zip",
        lambda: _members(["CON.txt", "a\u202etxt.exe.txt", "b\n.txt", f"{'x' * 300}.txt"]),
        added=4,
    ),
    Crafted(
        "I2",
        "the same name twice, and in another case and form",
        "a.zip",
        lambda: _members(["a.txt", "a.txt", "A.txt", "\u00e9.txt", "e\u0301.txt"]),
        added=5,
    ),
    Crafted("I2", "a link", "a.zip", _link, added=1, skipped=1, says=("It is a link",)),
    Crafted("I2", "encrypted", "a.zip", _encrypted, failed=1, says=("protected by a password",)),
    Crafted("I2", "an archive in an archive", "a.zip", lambda: _nested(1), added=1),
    Crafted("I2", "an archive three deep", "a.zip", lambda: _nested(3), failed=1, says=("more than 2 deep",)),
    Crafted("I2", "nothing in it", "a.zip", lambda: packed({}), failed=1, says=("holds nothing",)),
    Crafted(
        "I3",
        "a directory that lies about the size",
        "a.zip",
        _smaller_than_it_is,
        failed=1,
        says=("broken inside",),
    ),
    Crafted(
        "I3", "a checksum that does not fit", "a.zip", _wrong_checksum, failed=1, says=("broken inside",)
    ),
    Crafted("I3", "packed in an unknown way", "a.zip", _unknown_packing, failed=1, says=("broken inside",)),
    Crafted(
        "I3",
        "cut off",
        "a.zip",
        lambda: packed({"a.txt": STORY})[:-30],
        failed=1,
        says=("archive is broken",),
    ),
    Crafted(
        "I3",
        "one damaged member beside a sound one",
        "a.zip",
        _one_bad_member,
        added=1,
        failed=1,
        says=("broken inside",),
    ),
)
