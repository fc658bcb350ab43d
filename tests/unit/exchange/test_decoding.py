from __future__ import annotations

import lzma
import marshal
import math
import random
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.exchange.decoding import Found, decode

RUSSIAN = "Глава города сообщил, что район был освобождён вчера вечером. Жители возвращаются домой."
JAPANESE = "市長は昨日、地区が解放されたと発表した。住民は自宅に戻り始めている。アメリカ軍は撤退する。"
CHINESE = "市长昨天宣布该地区已经解放。居民们开始返回家园。美国军队将在八月三十一日之前撤离。"
ARABIC = "قال رئيس البلدية إن المنطقة تحررت أمس وإن السكان بدأوا يعودون إلى منازلهم في المدينة."
HINDI = "मेयर ने कहा कि कल इलाका आज़ाद हो गया और लोग अपने घरों को लौटने लगे हैं।"
FRENCH = "Le maire a déclaré : « La région a été libérée hier » et les habitants sont revenus à l’hôtel."
ENGLISH = "The mayor said: “We’re free – at last”, and people came home to the town."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "cp1252"),
        (FRENCH, "cp1252"),
        (RUSSIAN, "koi8_r"),
        (RUSSIAN, "cp1251"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
        (ARABIC, "cp1256"),
        (ENGLISH, "utf-16-le"),
        (ENGLISH, "utf-16-be"),
        (RUSSIAN, "utf-16-le"),
        (CHINESE + "\n" + CHINESE, "utf-16-be"),
        (HINDI, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (ENGLISH, "utf-32-le"),
        (ARABIC, "utf-32-be"),
    ],
)
def test_other_encodings_are_detected_and_say_so(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.found is Found.DETECTED
    assert decoded.candidates[0].preview == text[:200]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "UTF_16", "utf32"])
def test_t05_half_characters_do_not_keep_a_file_out(encoding: str) -> None:
    data = ("\ufeff" + ENGLISH + "\ud83d!").encode(encoding, "surrogatepass")
    assert decode(data, encoding).text.endswith("town.\ud83d!")
    assert decode(data).text.endswith("town.\ud83d!")
    with pytest.raises(Refused, match="not valid"):
        decode(data[:-1], encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_t02_a_byte_order_mark_decides(encoding: str) -> None:
    decoded = decode(("\ufeff" + CHINESE).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.found) == (
        "\ufeff" + CHINESE,
        encoding,
        Found.BYTE_ORDER_MARK,
    )


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf8_is_read_as_it_is(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded.text == text
    assert decoded.found is (Found.BYTE_ORDER_MARK if text.startswith("\ufeff") else Found.UTF_8)


@pytest.mark.parametrize("text", [ENGLISH + "\0" + RUSSIAN, "one\r\ntwo\rthree\0four\n", CHINESE[:4] + "\0"])
def test_stray_nuls_are_left_to_normalising(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.found) == (text, Found.UTF_8)


@pytest.mark.parametrize(
    "text",
    [
        "The may\x02or spoke of free\x02dom.",
        "The mayor spoke.\r\nNobody was hurt.\r\n\x1a",
        "Fire\x0bin the port\x0bsays the mayor\x0cPage 2",
        "A co\x1eoperation of the police\x1f of two towns",
        "B\bBR\bRI\bID\bDG\bGE\bE C\bCL\bLO\bOS\bSE\bED\bD",
        "\x1b[1mFire\x1b[0m in the port\a",
        "Le maire\x01 parle\x01.",
        "Rain.\0Snow.",
        "\x0201:The fire in the port goes on, says the brigade; nobody was hurt so far.\x03",
    ],
)
def test_a_few_control_characters_do_not_make_a_text_binary(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.found) == (text, Found.UTF_8)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (RUSSIAN, "cp1251"), (CHINESE, "gb18030"), (JAPANESE, "shift_jis")],
)
def test_a_few_control_characters_do_not_hide_another_encoding(text: str, encoding: str) -> None:
    decoded = decode(("\x02" + text + "\x03").encode(encoding))
    assert (decoded.text, decoded.found) == (f"\x02{text}\x03", Found.DETECTED)


def _numbers(count: int) -> bytes:
    return b"".join(struct.pack("<id", number, number / 7) for number in range(count))


@pytest.mark.parametrize(
    "data",
    [
        zlib.compress(" ".join(map(str, range(900))).encode()),
        lzma.compress(ENGLISH.encode(), format=lzma.FORMAT_ALONE),
        marshal.dumps(compile("def f(a, b):\n    return a + b\n" * 30, "x.py", "exec")),
        _numbers(50),
        struct.pack("<200h", *(int(9000 * math.sin(turn / 9)) for turn in range(200))),
        b"".join(bytes((len(word),)) + word.encode() for word in ENGLISH.split()),
        b"\x93NUMPY\x01\x00v\x00{'descr': '<f8'}\n" + _numbers(9),
        b"\1\2\3",
        random.Random(2).randbytes(60),
    ],
)
def test_binary_data_without_a_name_is_known_by_its_controls(data: bytes) -> None:
    with pytest.raises(Refused, match="looks like binary data"):
        decode(data)


@pytest.mark.parametrize(
    "text", ["RIFFs and waves", "ID3 is a tax form.", "MZ is a car.", "BZh, said the bee."]
)
def test_words_that_begin_like_another_file_are_words(text: str) -> None:
    assert decode(text.encode()).text == text


def test_the_chosen_encoding_wins() -> None:
    decoded = decode("été".encode(), "cp1252")
    assert (decoded.text, decoded.found) == ("Ã©tÃ©", Found.CHOSEN)


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", None, "is empty"),
        (b"%PDF-1.7\n...", None, "looks like a PDF"),
        (b"PK\x03\x04rest", None, "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n\0\0", None, "PNG image"),
        (b"\x7fELF\x02\x01", None, "looks like a program"),
        (b"MZ\x90\0\3\0", None, "looks like a program"),
        (b"RIFF\x24\x08\0\0WAVEfmt ", None, "looks like a sound recording"),
        (b"ID3\4\0\0TIT2", None, "looks like a sound recording"),
        (b"\0\0\0\x18ftypmp42", None, "looks like a film"),
        (b"II*\0\x08", None, "looks like a TIFF image"),
        (b"7z\xbc\xaf\x27\x1c\0\4", None, "looks like an archive"),
        (random.Random(1).randbytes(5000), None, "binary data"),
        (b"\0" * 400, None, "binary data"),
        (b"\xff\xfe\x41\x00\x42", None, "not valid UTF-16-LE at byte 4"),
        (b"caf\xe9", "utf-8", "not valid UTF-8 at byte 3"),
        (b"abc", "klingon", "no text encoding"),
        (b"abc", "hex", "no text encoding"),
        (b"abc", "undefined", "no text encoding"),
        (b"abc", "utf\0", "no text encoding"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, encoding: str | None, message: str) -> None:
    with pytest.raises(Refused, match=message) as refusal:
        decode(data, encoding)
    assert "Nothing was imported" in str(refusal.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Refused:
        return
    assert decoded.text.encode(decoded.encoding) == data or decoded.found is Found.DETECTED
