"""The language of an article, from its script and, where languages share one, its function words."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from itertools import chain

from annotator.domain.records import Direction
from annotator.domain.scripts import ascii_letters, main_script

UNSURE = "und"
FunctionWords = Mapping[str, frozenset[str]]

_SAMPLE = 20_000
_LEAST_HITS = 4
_LEAST_SHARE = 0.05
_LEAST_LEAD = 1.1

_SOLE_LANGUAGE = {
    "Armn": "hy",
    "Beng": "bn",
    "Ethi": "am",
    "Geor": "ka",
    "Grek": "el",
    "Gujr": "gu",
    "Guru": "pa",
    "Hang": "ko",
    "Hebr": "he",
    "Jpan": "ja",
    "Khmr": "km",
    "Knda": "kn",
    "Laoo": "lo",
    "Mlym": "ml",
    "Mymr": "my",
    "Orya": "or",
    "Sinh": "si",
    "Taml": "ta",
    "Telu": "te",
    "Thaa": "dv",
    "Thai": "th",
    "Tibt": "bo",
}
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
# Frequent characters of news that are written in one way only, pairwise the same word.
_SIMPLIFIED = frozenset("国说这们来时为对会个发经关东车书长门问间见现实觉学习还进过运动电话应该让认识业务产")
_TRADITIONAL = frozenset("國說這們來時為對會個發經關東車書長門問間見現實覺學習還進過運動電話應該讓認識業務產")


def detect_language(text: str, function_words: FunctionWords) -> str:
    """The BCP 47 tag of the language of `text`; "und" where that is not clear, as in very short texts.

    `function_words` are the most frequent words of each language. Chinese is zh-Hans, zh-Hant or, where
    the characters do not tell, zh.
    """
    script = main_script(text)
    if script in _SOLE_LANGUAGE:
        return _SOLE_LANGUAGE[script]
    if script == "Hani":
        return _chinese(text)
    return _by_function_words(text[:_SAMPLE], function_words)


def text_direction(text: str, language: str) -> Direction:
    """The direction of most letters of `text`, else that of `language`; AUTO if neither tells."""
    sample = text[:_SAMPLE]
    if ascii_letters(sample) * 2 > len(sample):
        return Direction.LEFT_TO_RIGHT
    strong: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        strong[unicodedata.bidirectional(character)] += count
    right, left = strong["R"] + strong["AL"], strong["L"]
    if right != left:
        return Direction.RIGHT_TO_LEFT if right > left else Direction.LEFT_TO_RIGHT
    if language == UNSURE:
        return Direction.AUTO
    is_right_to_left = language.split("-", maxsplit=1)[0] in _RIGHT_TO_LEFT
    return Direction.RIGHT_TO_LEFT if is_right_to_left else Direction.LEFT_TO_RIGHT


def _chinese(text: str) -> str:
    sample = Counter(text[:_SAMPLE])
    simplified = sum(sample[character] for character in _SIMPLIFIED - _TRADITIONAL)
    traditional = sum(sample[character] for character in _TRADITIONAL - _SIMPLIFIED)
    if simplified > 4 * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional > 4 * simplified else "zh"


def _by_function_words(text: str, function_words: FunctionWords) -> str:
    tokens = Counter(_tokens(text))
    found = {language: tokens.keys() & listed for language, listed in function_words.items()}
    shared_by = Counter(chain.from_iterable(found.values()))
    scores: dict[str, float] = {}
    for language, hits in found.items():
        if sum(tokens[word] for word in hits) >= _LEAST_HITS:
            scores[language] = sum(tokens[word] / shared_by[word] ** 0.5 for word in hits)
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    if not ranked or scores[ranked[0]] < _LEAST_SHARE * tokens.total():
        return UNSURE
    if len(ranked) > 1 and scores[ranked[0]] < _LEAST_LEAD * scores[ranked[1]]:
        return UNSURE
    return ranked[0]


def _tokens(text: str) -> list[str]:
    return [token.strip("“”„«»‘’'\"()[].,;:!?…،؛؟।-–—") for token in text.casefold().split()]
