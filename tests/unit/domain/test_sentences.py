from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.scripts import main_script
from annotator.domain.sentences import sentence_starts
from annotator.exchange.language_data import boilerplate_rules

TITLES = boilerplate_rules().titles


def cut(paragraph: str, language: str) -> list[str]:
    starts = sentence_starts(
        paragraph,
        script=main_script(paragraph),
        language=language,
        titles=TITLES.get(language, frozenset()),
    )
    return [
        paragraph[start:end].strip() for start, end in zip(starts, [*starts[1:], len(paragraph)], strict=True)
    ]


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("en", "He asked Sens. John Kennedy and Lindsey Graham."),
        ("es", "Tyler, el hijo de la Sra. Davis, tenía 13 años."),
        ("es", "“Dra. Ford, no sé qué pasó”, dijo Graham."),
        ("de", "Der Ort wurde am 2. Oktober 1968 gegründet."),
        ("de", "Es war ihr 36. Treffen mit Wählern."),
        ("tr", "Rosa, 1. Kategori kasırga olup güneye ilerledi."),
        ("ar", "نفى الاعتداء على د. كريستين فورد في المدرسة."),
        ("hi", "उन्होंने डॉ. शर्मा से कहा।"),
        ("my", "သူမ၏ အနာဂတ်၊ သူ၏ အိမ်ကို ပြောခဲ့သည်။"),
        ("ko", "그는 “나는 그렇게 생각한다.”라고 말했다."),
        ("ko", '그는 "모든 사람이 나와 같지 않다."는 것을 깨달았다.'),
    ],
)
def test_what_ends_no_sentence_stays_inside(language: str, paragraph: str) -> None:
    assert cut(paragraph, language) == [paragraph]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("hi", ['उसने कहा, "मैं जा रहा हूँ।"', "यह सच है।"]),
        ("hi", ["वह चला गया।", '"मैं जा रहा हूँ," उसने कहा।']),
        ("fa", ["او گفت: «می دهد.»", "کاوانا رفت."]),
        ("de", ["Sie kam im Jahr 1968.", "Dann ging sie."]),
        ("en", ["It happened in room 12.", "Then she left."]),
        ("ko", ["그는 떠났다.", "“나는 그렇게 생각한다.”"]),
        ("my", ["သူမ၏ အိမ်ကို ပြောခဲ့သည်။", "သူ သွားသည်။"]),
    ],
)
def test_what_ends_a_sentence_still_does(language: str, sentences: list[str]) -> None:
    assert cut(" ".join(sentences), language) == sentences


paragraphs = st.lists(
    st.sampled_from([*'aB1 .!?…,-*_"”’»)](“«\t\u00a0\u2028', "--", " said ", " U.S.", "Dr. ", "“No.” "])
    | st.characters(exclude_characters="\n", exclude_categories=["Cs"]),
    max_size=25,
).map("".join)


def is_cut_the_same_without_shortcut(paragraph: str) -> bool:
    usual = sentence_starts(paragraph, script="Latn", language="en")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("annotator.domain.sentences._END_INSIDE", re.compile(""))
        return usual == sentence_starts(paragraph, script="Latn", language="en")


@given(paragraphs)
def test_nothing_is_lost_where_the_library_is_not_asked(paragraph: str) -> None:
    assert is_cut_the_same_without_shortcut(paragraph)


def test_nothing_is_lost_in_real_news_either(shared: Path) -> None:
    paths = sorted((shared / "data" / "articles").rglob("*.txt"))
    if not paths:
        pytest.skip("the shared news articles are not here")
    lines = [line for path in paths[::5] for line in path.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if not is_cut_the_same_without_shortcut(line)] == []
