"""Files of many kinds, made as small as they can be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

STORY = (
    "The fire brigade said on Monday that nobody was hurt in the blaze at the harbour, which broke out "
    "early. A port worker who was there says otherwise, and names two colleagues who were taken to hospital."
)
MORE = (
    "The mayor told reporters that the cause is not known yet and that experts will look into it for weeks. "
    "Some reports suggested that a cable had burned, but the owner of the warehouse denied that firmly."
)


def page(body: str, *, head: str = "", language: str = "en") -> bytes:
    """A web page with a menu, an article of `body` and a footer."""
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Site</title>{head}</head>'
        '<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>'
        f"<article>{body}</article><footer>Copyright by the paper</footer></body></html>"
    ).encode()


def packed(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx(body: str, *, core: str = "") -> bytes:
    """A Word document of the elements in `body`."""
    members = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
    }
    if core:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f"{core}</cp:coreProperties>"
        )
    return packed(members)


def xlsx(
    rows: Iterable[Sequence[str]],
    *,
    cells: str = "",
    styles: str = "",
    more: Mapping[str, Iterable[Sequence[str]]] = MappingProxyType({}),
) -> bytes:
    """A workbook with a sheet “one” of these rows of shared words, and below them the row of `cells`.

    `more` are other sheets by name.
    """
    words: list[str] = []
    sheets = [_sheet(rows, words, f"<row>{cells}</row>" if cells else "")]
    sheets += [_sheet(others, words, "") for others in more.values()]
    names = ["one", *more]
    tabs = (f'<sheet name="{escape(name)}" r:id="r{number}"/>' for number, name in enumerate(names))
    targets = (
        f'<Relationship Id="r{number}" Target="worksheets/{number}.xml"/>' for number in range(len(names))
    )
    shared = "".join(f"<si><t>{escape(word)}</t></si>" for word in words)
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
            f"{''.join(tabs)}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f"<Relationships>{''.join(targets)}</Relationships>",
            "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{shared}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
            **{f"xl/worksheets/{number}.xml": sheet for number, sheet in enumerate(sheets)},
        }
    )


def _sheet(rows: Iterable[Sequence[str]], words: list[str], last: str) -> str:
    """A sheet whose words are put with those of all."""
    lines = []
    for number, row in enumerate(rows, start=1):
        found = []
        for position, text in enumerate(row):
            if text:
                found.append(f'<c r="{chr(65 + position)}{number}" t="s"><v>{len(words)}</v></c>')
                words.append(text)
        lines.append(f'<row r="{number}">{"".join(found)}</row>')
    return f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(lines)}{last}</sheetData></worksheet>'


def mhtml(html: bytes, *, url: str = "https://paper.example/fire", charset: str = "utf-8") -> bytes:
    """A page as Chromium saves it: a message with the page and a style sheet."""
    import quopri

    return b"\r\n".join(
        (
            b"From: <Saved by Blink>",
            f"Snapshot-Content-Location: {url}".encode(),
            b"Subject: Fire",
            b"MIME-Version: 1.0",
            b'Content-Type: multipart/related; type="text/html"; boundary="----b"',
            b"",
            b"------b",
            b"Content-Type: text/css",
            b"",
            b"p { color: red }",
            b"------b",
            f"Content-Type: text/html; charset={charset}".encode(),
            b"Content-Transfer-Encoding: quoted-printable",
            b"",
            quopri.encodestring(html),
            b"------b--",
            b"",
        )
    )


Words = tuple[float, float, float, str]
"""x and y of the start, the size, and the words."""


def pdf(
    pages: Sequence[Sequence[Words]], *, unicode: Mapping[str, str] | None = None, title: str = ""
) -> bytes:
    """A PDF document of pages of 600 by 800, with words in Courier, whose signs are 0.6 of the size wide.

    `unicode` says for a sign in the words which characters stand for it when the text is read.
    """
    pairs = "".join(
        f"<{ord(sign):02x}> <{text.encode('utf-16-be').hex()}>\n" for sign, text in (unicode or {}).items()
    )
    ranges = "1 begincodespacerange <00> <ff> endcodespacerange"
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects: list[bytes | str] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        f"<< /Type /Font /Subtype /Type1 /BaseFont /Courier {'/ToUnicode 4 0 R' if unicode else ''} >>",
        _stream(f"{ranges}\n{len(unicode or {})} beginbfchar\n{pairs}endbfchar"),
        f"<< /Title ({title}) >>",
    ]
    for number, words in enumerate(pages):
        content = "\n".join(f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in words)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F 3 0 R >> >> "
            f"/Contents {7 + 2 * number} 0 R >>"
        )
        objects.append(_stream(content))
    return _document(objects)


def _stream(content: str) -> bytes:
    data = content.encode("latin-1")
    return f"<< /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"


def _document(objects: Sequence[bytes | str]) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(file))
        data = content.encode("latin-1") if isinstance(content, str) else content
        file += f"{number} 0 obj\n".encode() + data + b"\nendobj\n"
    table = len(file)
    file += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    file += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    file += (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF".encode()
    )
    return bytes(file)


def set_lines(lines: Sequence[str], *, x: float = 50, y: float = 750, size: float = 10) -> list[Words]:
    """Words of a page, one line under the other."""
    return [(x, y - 12 * number, size, line) for number, line in enumerate(lines)]
