"""Texts and claims that every format has to carry unharmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from hypothesis import strategies as st

from annotator.domain.spans import Span, trimmed
from annotator.domain.text import normalise

Spans = tuple[Span, ...]

RAW_TEXTS: Final = {
    "plain": "The mayor said the bridge is open. Nobody was hurt.",
    "emoji of several code points": "👨🏻‍🚒 saved 👩‍👩‍👧‍👦 and 🇩🇪🇫🇷. ❤️ they said.",
    "mathematical letters": "𝕏 reported 😊 that 𝒻𝒾𝓇ℯ 𝟙𝟚 spread.",
    "combining accents": "Cafe\u0301 Ne\u0301stor said e\u0301\u0323 was open; café too.",
    "Arabic with Latin": "قال المتحدث باسم NATO إن الجسر مفتوح. وقالت Reuters ذلك.",
    "Hebrew with niqqud": "שָׁלוֹם עֲלֵיכֶם, אָמַר רֹאשׁ הָעִיר. דֶּרֶךְ",
    "Thai": "นายกรัฐมนตรีกล่าวว่าสะพานเปิดแล้ว ไม่มีผู้บาดเจ็บ",
    "Chinese": "市长表示大桥已经开放。没有人受伤，𠮷野家也开了。",
    "CR LF": "First line.\r\nSecond line, said 😊 the mayor.\r\n\r\nThird line.",
    "lone CR": "First line.\rSecond line.\rThird line.",
    "no-break space": "It cost 10\u00a0000\u00a0€ he\u202fsaid.",
    "zero width space": "One\u200btwo\u200bthree\u2060four.",
    "byte order mark inside": "Before\ufeffafter the mark.",
    "byte order mark in front": "\ufeffAt the start.",
    "line and paragraph separators": "One line\u2028another line\u2029a paragraph\u0085next.",
    "tabs": "a\tb\t\tc\td said\tso",
    "blank lines": "\n\n  First.\n\n\n\tSecond.  \n",
    "quotes": '“He ‘said’ "so",” it\'s `said` «là» \\n \\" \\',
    "signs of other formats": 'a|b [1] _x_ * T1\t#1 ; , {"k": 1} <b>&amp;</b> %20 -> --- ~ ]]> <!-- -->',
    "control characters": "a\x01b\x08c\x0bd\x0ce\x1bf\x1fg\x7fh\x80i\x9fj\ufffej\uffffk.",
    "NUL": "a\x00b said.",
    "lone surrogates": "a\ud83db said \udc00c.",
    "one character": "x",
    "only marks": "\u0301\u0301 x",
    "formulas": "=1+1 said @mayor +5 -3 'quoted'",
    "numbers that are names": "4e07 1e5 NaN null true 007 0x1F",
}
"""As a file may have them; some are changed when they are stored."""

TEXTS: Final = {name: normalise(text)[0] for name, text in RAW_TEXTS.items()} | {
    "a long article": "Fire 🔥 in the port, said the mayor. Nobody was hurt “so far”.\n" * 3_000
}
"""As they are stored: what a writer is given."""

LABELS: Final = (
    "confirmed",
    "disputed",
    "unverified",
    "a, b",
    "two\nlines",
    'quo"ted | [x]_*',
    "étiquette 😊",
)
NOTES: Final = ("", "a note", "two\r\nlines, and \t a tab", '=1+1 "quoted" | # * 😊', "<b>&</b> ]]>")


def words_of(text: str) -> list[Span]:
    """A few stretches of a text: its first words, its last, some between, and all of it."""
    whole = trimmed(text, Span(0, len(text)))
    if not whole:
        return []
    cuts = sorted({whole.start, *range(whole.start, whole.end, max(1, len(whole) // 5)), whole.end})
    found = [trimmed(text, Span(start, end)) for start, end in pairwise(cuts)]
    return [span for span in (*found, whole) if span]


@dataclass(frozen=True, slots=True)
class Case:
    """A stored text with the spans of its claims, and what is said of each."""

    name: str
    text: str
    claims: tuple[Spans, ...]


def _claims(text: str) -> tuple[Spans, ...]:
    """Claims at both ends, side by side, nested, the same twice, and in two pieces."""
    found = words_of(text)
    pieces = [tuple(pair) for pair in zip(found[:-1:2], found[1:-1:2], strict=False)]
    apart = [pair for pair in pieces if pair[0].end < pair[1].start]
    return (*((span,) for span in found), *((span,) for span in found[-2:]), *apart)


CASES: Final = (
    *(Case(name, text, _claims(text)) for name, text in TEXTS.items()),
    Case("an empty article", "", ()),
    Case("an article without claims", "Nothing is claimed here.", ()),
)


_PIECES: Final = sorted({piece for text in TEXTS.values() if len(text) < 200 for piece in text.split(" ")})


@st.composite
def stored_texts(draw: st.DrawFn) -> str:
    """A stored text that is made of pieces of the corpus and of any characters."""
    any_text = st.text(st.characters(codec="utf-8"), max_size=5)
    parts = draw(st.lists(st.sampled_from(_PIECES) | any_text, min_size=1, max_size=12))
    text = normalise(draw(st.sampled_from(["", " ", "\n"])).join(parts))[0]
    return text if text.strip() else f"{text}x"


@st.composite
def spans_of(draw: st.DrawFn, text: str) -> Spans:
    """The spans of one claim: trimmed, in order, not overlapping, up to three."""
    count = draw(st.integers(1, 3))
    edges = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2 * count, max_size=2 * count)))
    parts = [trimmed(text, Span(*edges[at : at + 2])) for at in range(0, len(edges), 2)]
    return tuple(part for part in parts if part) or (trimmed(text, Span(0, len(text))),)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A drawn text with up to five claims."""
    text = draw(stored_texts())
    claims: Sequence[Spans] = draw(st.lists(spans_of(text), max_size=5))
    return Case("drawn", text, tuple(claims))
