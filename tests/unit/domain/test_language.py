from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.language import detect_language, text_direction
from annotator.domain.records import Direction
from annotator.domain.scripts import main_script, script_of
from annotator.exchange.language_data import conjunctions, function_words

NTREX = {
    "arb": "ar",
    "ben": "bn",
    "deu": "de",
    "div": "dv",
    "eng": "en",
    "fas": "fa",
    "heb": "he",
    "hin": "hi",
    "jpn": "ja",
    "kor": "ko",
    "mya": "my",
    "rus": "ru",
    "spa": "es",
    "tha": "th",
    "tur": "tr",
    "urd": "ur",
    "zho-CN": "zh-Hans",
    "zho-TW": "zh-Hant",
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mayor said that he was not in the town and that it is over.", "en"),
        ("Le maire a dit que la ville est dans les mains des rebelles et que c’est fini pour lui.", "fr"),
        ("O prefeito disse que não está na cidade e que os rebeldes também não foram vistos.", "pt"),
        ("De burgemeester zei dat hij niet in de stad is en dat het voorbij is voor hem.", "nl"),
        ("ネコが好きです。東京へ行く。", "ja"),
        ("这个国家的经济发展问题", "zh-Hans"),
        ("這個國家的經濟發展問題", "zh-Hant"),
        ("人山人海", "zh"),
        ("Η πόλη έπεσε", "el"),
        ("Kabul", "und"),
        ("1, 2, 3 …", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert detect_language(text, function_words()) == language


@pytest.mark.parametrize(("folder", "language"), sorted(NTREX.items()))
def test_the_language_of_real_news(shared: Path, folder: str, language: str) -> None:
    paths = sorted((shared / "data" / "articles" / "ntrex_news" / folder).glob("*.txt"))
    if not paths:
        pytest.skip("the shared news articles are not here")
    found = [detect_language(path.read_text(encoding="utf-8"), function_words()) for path in paths]
    assert set(found) <= {language, "und"}
    assert found.count(language) >= 0.95 * len(found)


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("قالت وكالة Reuters إن القوات", "ar", Direction.RIGHT_TO_LEFT),
        ("The word سلام means peace", "en", Direction.LEFT_TO_RIGHT),
        ("12:30", "he", Direction.RIGHT_TO_LEFT),
        ("12:30", "en", Direction.LEFT_TO_RIGHT),
        ("12:30", "und", Direction.AUTO),
    ],
)
def test_the_direction_of_a_text(text: str, language: str, direction: Direction) -> None:
    assert text_direction(text, language) is direction


def test_scripts_of_letters() -> None:
    assert [script_of(character) for character in "aЖش中の1\u0301"] == [
        "Latn",
        "Cyrl",
        "Arab",
        "Hani",
        "Kana",
        "",
        "",
    ]
    assert main_script("123") == ""
    assert main_script("The 中国 story") == "Latn"


@pytest.mark.parametrize("other", ["中", "한", "か", "か中", "ж", "ق", "é", "1", "\ud800"])
def test_letters_of_ascii_tell_what_counting_all_characters_tells(
    other: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["aZ" * letters + other * others for letters in range(6) for others in range(14)]
    usual = [(main_script(text), text_direction(text, "und")) for text in texts]
    monkeypatch.setattr("annotator.domain.scripts.ascii_letters", lambda _: 0)
    monkeypatch.setattr("annotator.domain.language.ascii_letters", lambda _: 0)
    assert usual == [(main_script(text), text_direction(text, "und")) for text in texts]


def test_conjunctions_are_those_of_the_primary_language() -> None:
    assert "and" in conjunctions("en-GB")
    assert "但是" in conjunctions("zh-Hans")
    assert conjunctions("und") == ()
