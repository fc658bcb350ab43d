"""Archives and office documents that lie about their size, lead out or bring more than words."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Iterable
from typing import Final

from tests.unit.exchange.articles.made_files import MORE, STORY, WORD, docx, packed, pdf, set_lines, xlsx
from torture.crafted import Crafted

_LAUGHS: Final = "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>{}]>".format(
    "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 10}">' for level in range(9))
)
_OUTSIDE: Final = "<!DOCTYPE l [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"
_QUADRATIC: Final = f"<!DOCTYPE l [<!ENTITY j '{'a' * 50_000}'>]>"
_PARAGRAPH: Final = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
_LEADS_OUT: Final = "leads out of the archive"


def _word(inside: str, *, before: str = "") -> bytes:
    body = f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>'
    return packed({"[Content_Types].xml": "", "word/document.xml": f"{before}{body}"})


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


def _word_bomb() -> bytes:
    return _word(_PARAGRAPH.format("0" * 60_000_000))


def _reaching_out() -> bytes:
    """With a macro, a picture in the network and a relation to a file of this computer."""
    picture = '<w:p><w:r><w:pict src="http://127.0.0.1:9/x.png"/></w:r></w:p>'
    relation = '<Relationship Id="r1" TargetMode="External" Target="file:///etc/passwd"/>'
    body = f'<w:document xmlns:w="{WORD}"><w:body>{_PARAGRAPH.format(STORY)}{picture}</w:body></w:document>'
    return packed(
        {
            "[Content_Types].xml": "",
            "word/document.xml": body,
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
            "word/_rels/document.xml.rels": f"<Relationships>{relation}</Relationships>",
        }
    )


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
    Crafted(
        "I4",
        "a document with a billion laughs",
        "a.docx",
        lambda: _word(_PARAGRAPH.format("&j;"), before=_LAUGHS),
        failed=1,
        says=("broken",),
    ),
    Crafted(
        "I4",
        "a document that names a file outside",
        "a.docx",
        lambda: _word(_PARAGRAPH.format("[&j;]"), before=_OUTSIDE),
        failed=1,
        says=("defines entities",),
    ),
    Crafted(
        "I4",
        "a document with a long entity used often",
        "a.docx",
        lambda: _word(_PARAGRAPH.format("&j;" * 5_000), before=_QUADRATIC),
        failed=1,
        says=("broken",),
    ),
    Crafted(
        "I4",
        "a definition that is not used",
        "a.docx",
        lambda: _word(_PARAGRAPH.format(STORY), before="<!DOCTYPE l [<!ENTITY a 'b'>]>"),
        failed=1,
        says=("defines entities",),
    ),
    Crafted("I5", "a document that unpacks to 60 MB", "a.docx", _word_bomb, failed=1, says=("200 times",)),
    Crafted(
        "I5",
        "a document with macros and links outside",
        "a.docx",
        _reaching_out,
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I5",
        "a document with tracked changes",
        "a.docx",
        lambda: docx(
            f"<w:p><w:r><w:t>{STORY}</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        ),
        added=1,
        says=("1 tracked deletion",),
        holds=(STORY,),
    ),
    Crafted(
        "I5",
        "a document nested a thousand deep",
        "a.docx",
        lambda: _word("<w:p>" * 1_000 + "x" + "</w:p>" * 1_000),
        failed=1,
        says=("depth",),
    ),
    Crafted("I5", "a document without words", "a.docx", lambda: docx(""), failed=1, says=("holds no words",)),
    Crafted(
        "I5",
        "a document without its main part",
        "a.docx",
        lambda: packed({"[Content_Types].xml": "", "word/x.xml": ""}),
        skipped=2,
        says=("no kind that is read",),
    ),
    Crafted(
        "I5",
        "a workbook with an entity",
        "a.xlsx",
        lambda: packed({"[Content_Types].xml": "", "xl/workbook.xml": f"{_OUTSIDE}<workbook>&j;</workbook>"}),
        failed=1,
        says=("defines entities",),
    ),
    Crafted("I5", "a workbook without rows", "a.xlsx", lambda: xlsx([]), failed=1, says=("has a row",)),
    Crafted(
        "I6",
        "a PDF of pages without words, as a scanner makes it",
        "a.pdf",
        lambda: pdf([[], []]),
        failed=1,
        says=("only pictures of them",),
    ),
    Crafted(
        "I6",
        "a PDF of which one page has no words",
        "a.pdf",
        lambda: pdf([set_lines([STORY[:90]]), []]),
        added=1,
        says=("No words were found on page 2",),
        holds=(STORY[:80],),
    ),
    Crafted(
        "I6",
        "a PDF whose pages hold themselves",
        "a.pdf",
        lambda: pdf([set_lines([STORY[:90]])]).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
        failed=1,
    ),
    Crafted(
        "I6",
        "a PDF that is cut off",
        "a.pdf",
        lambda: pdf([set_lines([STORY[:90]])])[:300],
        failed=1,
        says=("broken",),
    ),
    Crafted(
        "I6",
        "a PDF of 3,000 pages",
        "a.pdf",
        lambda: pdf([set_lines(["One."])] * 3_000),
        failed=1,
        says=("2,000 pages",),
    ),
)
