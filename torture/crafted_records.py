"""Tables and records with cells, lines, numbers and names that break readers."""

from __future__ import annotations

import json
from typing import Final

from tests.unit.exchange.articles.made_files import MORE, STORY, xlsx
from torture.crafted import Crafted

_ROWS: Final = f'text\n"{STORY}"\n"{MORE}"\n'


def _lines(*texts: str) -> bytes:
    return "\n".join(json.dumps({"text": text}) for text in texts).encode() + b"\n"


CRAFTED: Final = (
    Crafted(
        "I9",
        "a cell of 200,000 characters",
        "a.csv",
        f'text\n"{"word " * 40_000}"\n'.encode,
        added=1,
    ),
    Crafted(
        "I9",
        "a cell of six million characters",
        "a.csv",
        f'text\nOne.\n"{"word word " * 600_000}"'.encode,
        failed=1,
        says=("longer than 5,000,000",),
    ),
    Crafted(
        "I9",
        "a quotation mark that swallows ten megabytes",
        "a.csv",
        lambda: b'text\nOne.\n"' + b"a word\n" * 1_500_000,
        failed=1,
        says=("longer than 5,000,000",),
    ),
    Crafted(
        "I9",
        "a quotation mark that is never closed",
        "a.csv",
        f'text\n{STORY.replace(",", "")}\n"open'.encode,
        failed=1,
        says=("never closed",),
    ),
    Crafted(
        "I9",
        "a line of 25 million characters",
        "a.csv",
        lambda: b'text\nOne.\n"' + b"word " * 5_000_000,
        failed=1,
        says=("longer than 20,000,000",),
    ),
    Crafted(
        "I9", "five million columns", "a.csv", lambda: b"," * 5_000_000 + b"\n", failed=1, says=("columns",)
    ),
    Crafted(
        "I9",
        "NULs in cells",
        "a.csv",
        lambda: _ROWS.replace("harbour", "har\0bour").encode(),
        added=2,
        holds=("har\ufffdbour",),
    ),
    Crafted(
        "I9", "UTF-16 with a mark", "a.csv", lambda: _ROWS.encode("utf-16"), added=2, holds=(STORY, MORE)
    ),
    Crafted("I9", "semicolons", "a.csv", f'id;text\n1;"{STORY}"\n'.encode, added=1, holds=(STORY,)),
    Crafted(
        "I9",
        "tabs, with quotation marks that are words",
        "a.tsv",
        f'id\ttext\n1\t"{STORY}\n'.encode,
        added=1,
        holds=(f'"{STORY}',),
    ),
    Crafted(
        "I9",
        "two columns of one name",
        "a.csv",
        f'text,text\n"{STORY}","{MORE}"\n'.encode,
        added=1,
        holds=(STORY,),
    ),
    Crafted("I9", "no header", "a.csv", lambda: b",,\n,,\n", failed=1, says=("first row is empty",)),
    Crafted("I9", "no column of text", "a.csv", lambda: b"a,b\n1,2\n", failed=1, says=("No column",)),
    Crafted("I9", "a header and no row", "a.csv", lambda: b"id,text\n", failed=1, says=("holds nothing",)),
    Crafted(
        "I9",
        "formulas in cells",
        "a.csv",
        f"text\n\"=cmd|'/c calc'!A0 {STORY}\"\n".encode,
        added=1,
        holds=(f"=cmd|'/c calc'!A0 {STORY}",),
    ),
    Crafted(
        "I9",
        "a row with fewer cells and one with more",
        "a.csv",
        f'id,text\n1\n2,"{STORY}",3,4\n'.encode,
        added=1,
        skipped=1,
        says=("no text",),
    ),
    Crafted(
        "I9",
        "a workbook with cells far out",
        "a.xlsx",
        lambda: xlsx([["text"], [STORY]], cells='<c r="XFD2000000" t="inlineStr"><is><t>far</t></is></c>'),
        failed=1,
        says=("2,000 columns",),
    ),
    Crafted(
        "I9",
        "a workbook whose words are missing",
        "a.xlsx",
        lambda: xlsx([["text"], [STORY]], cells='<c r="A3" t="s"><v>999999</v></c>'),
        added=1,
    ),
    Crafted(
        "I10",
        "one line that is no JSON",
        "a.jsonl",
        lambda: _lines(STORY) + b"{oops\n" + _lines(MORE),
        added=2,
        failed=1,
        says=("not valid JSON",),
    ),
    Crafted(
        "I10",
        "a line of 25 million characters",
        "a.jsonl",
        lambda: b'{"text": "' + b"word " * 5_000_000 + b'"}\n',
        failed=1,
        says=("longer than 20,000,000",),
    ),
    Crafted(
        "I10", "200,000 lists in each other", "a.json", lambda: b"[" * 200_000, failed=1, says=("nested",)
    ),
    Crafted(
        "I10",
        "a line of 200,000 lists in each other",
        "a.jsonl",
        lambda: _lines(STORY) + b'{"text": ' + b"[" * 200_000 + b"\n",
        added=1,
        failed=1,
        says=("nested",),
    ),
    Crafted(
        "I10",
        "a number of 5,000 digits",
        "a.json",
        f'{{"id": {"9" * 5_000}, "text": "{STORY}"}}'.encode,
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I10",
        "NaN and infinities",
        "a.json",
        f'[{{"id": NaN, "x": -Infinity, "text": "{STORY}"}}]'.encode,
        added=1,
        holds=(STORY,),
    ),
    Crafted(
        "I10",
        "one key twice",
        "a.json",
        f'{{"text": "{STORY}", "text": "{MORE}"}}'.encode,
        failed=1,
        says=("twice",),
    ),
    Crafted(
        "I10",
        "a comma too many",
        "a.json",
        f'[{{"text": "{STORY}"}},]'.encode,
        failed=1,
        says=("not valid JSON",),
    ),
    Crafted(
        "I10",
        "a byte order mark and CR LF",
        "a.jsonl",
        lambda: b"\xef\xbb\xbf" + _lines(STORY, MORE).replace(b"\n", b"\r\n"),
        added=2,
        holds=(STORY, MORE),
    ),
    Crafted(
        "I10",
        "separators of lines inside strings",
        "a.jsonl",
        lambda: json.dumps({"text": f"{STORY}\u2028{MORE}\u0085x\x1ey"}, ensure_ascii=False).encode() + b"\n",
        added=1,
        holds=(f"{STORY}\u2028{MORE}\u0085x\x1ey",),
    ),
    Crafted(
        "I10",
        "half characters",
        "a.json",
        f'{{"text": "{STORY} \\ud83d \\udc00 \\u0000"}}'.encode,
        added=1,
        says=("2 lone surrogates", "1 NUL"),
        holds=("\ufffd \ufffd \ufffd",),
    ),
    Crafted(
        "I10",
        "six million empty lists",
        "a.json",
        lambda: b"[" + b"[]," * 6_000_000 + b"[]]",
        failed=1,
        says=("more than 5,000,000 values",),
    ),
    Crafted(
        "I10",
        "no record with text",
        "a.jsonl",
        lambda: b'{"a": 1}\n{"a": 2}\n',
        failed=1,
        says=("No column",),
    ),
    Crafted(
        "I10",
        "a list without records",
        "a.json",
        lambda: b"[[], 1, null]",
        failed=1,
        says=("no list of articles",),
    ),
    Crafted(
        "I11",
        "the same text three times",
        "a.jsonl",
        lambda: _lines(STORY, STORY, STORY),
        added=1,
        says=("same text",) * 2,
    ),
)
