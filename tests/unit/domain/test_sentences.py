from __future__ import annotations

import pytest

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
