"""Where the sentences of a paragraph start."""

from __future__ import annotations

import re

from annotator.domain.boundaries import is_grapheme_edge
from annotator.domain.text import has_words

# A longer "sentence" is a list without full stops or no prose; nobody judges it in one go.
LONGEST_SENTENCE = 2000

_LONGEST_CHUNK = 3 * LONGEST_SENTENCE
# nupunkt knows abbreviations better, but no full stop other than the point.
_NUPUNKT_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Hang", ""})
# It ends sentences at these marks only, before white space or another mark.
_END_INSIDE = re.compile(r"[.!?…]\W")
_WITHOUT_SPACES = frozenset({"Hani", "Kana", "Thai", "Laoo", "Khmr", "Mymr"})
_CLOSERS = '"”’»›)]}'
_LAST_MARKS = " .!?…" + _CLOSERS
_OPENERS = "\"“„‘'«‹([{"
_LONGEST_TITLE = 20
# The point after a number of one or two digits makes it an ordinal: am 2. Oktober, 1. Kategori.
_WITH_ORDINALS = frozenset({"de", "tr"})
# In Burmese the mark of the genitive, which ends sentences in older writing, and the comma.
_NO_ENDS = {"my": ("၏", "၊")}


def sentence_starts(
    paragraph: str, *, script: str, language: str, titles: frozenset[str] = frozenset()
) -> list[int]:
    """The offsets in `paragraph` where its sentences start, the first of them 0.

    `paragraph` holds no line feeds. `script` is an ISO 15924 code and chooses the cutter, `language` is a
    BCP 47 tag. No sentence ends in one of `titles`, such as "sra.", in lower case, or is longer than 2,000
    code points.
    """
    if _is_one_sentence(paragraph, script):
        return [0]
    found = _nupunkt(paragraph) if script in _NUPUNKT_SCRIPTS else _sentencex(paragraph, language)
    if script not in _WITHOUT_SPACES:
        found = [_beside_marks(paragraph, start) for start in found]
    primary = language.split("-", maxsplit=1)[0]
    kept = [start for start in found if not _is_inside(paragraph, start, primary, titles)]
    starts = [0]
    for start in [*kept, len(paragraph)]:
        while start - starts[-1] > LONGEST_SENTENCE:
            starts.append(_cut(paragraph, starts[-1]))
        is_cut = starts[-1] < start < len(paragraph) and not _is_in_number(paragraph, start)
        if is_cut and has_words(paragraph[starts[-1] : start]):
            starts.append(start)
    # A closing mark that was cut off belongs to the sentence before it.
    if (
        len(starts) > 1
        and not has_words(paragraph[starts[-1] :])
        and len(paragraph) - starts[-2] <= LONGEST_SENTENCE
    ):
        starts.pop()
    return starts


def _is_one_sentence(paragraph: str, script: str) -> bool:
    """Whether nupunkt need not be asked: there are no words behind any place where it may cut."""
    if script not in _NUPUNKT_SCRIPTS or len(paragraph) > LONGEST_SENTENCE:
        return False
    return not _END_INSIDE.search(paragraph.rstrip(_LAST_MARKS))


def _nupunkt(paragraph: str) -> list[int]:
    # Imported late: its model takes 30 ms that the first window must not wait for.
    from nupunkt import sentence_spans

    return [start for start, _ in sentence_spans(paragraph)]


def _sentencex(paragraph: str, language: str) -> list[int]:
    # Imported late for the same reason.
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped]

    primary = language.split("-", maxsplit=1)[0]
    known = "en" if primary == "und" else primary
    starts: list[int] = []
    chunk = 0
    while chunk < len(paragraph):
        end = _chunk_end(paragraph, chunk)
        boundaries = get_sentence_boundaries(known, paragraph[chunk:end])
        starts += [chunk + int(boundary["start_index"]) for boundary in boundaries]
        chunk = end
    return starts


def _chunk_end(paragraph: str, start: int) -> int:
    """Where to part a very long paragraph: sentencex takes quadratic time in text without blanks."""
    limit = start + _LONGEST_CHUNK
    if limit >= len(paragraph):
        return len(paragraph)
    last = max(paragraph.rfind(mark, start, limit) for mark in "。！？.!?۔। ")
    return last + 1 if last > start + LONGEST_SENTENCE else limit


def _beside_marks(paragraph: str, start: int) -> int:
    """Where a sentence starts after quotation marks that the cutters count to the wrong side; 0 for none."""
    if not 0 < start < len(paragraph):
        return start
    if paragraph[start - 1] == '"' and paragraph[start - 2 : start - 1].isspace():
        # It stands between a blank and a word, and opens the quotation that follows.
        return start if paragraph[start].isspace() else start - 1
    end = start
    while not paragraph[start - 1].isspace() and end < len(paragraph) and paragraph[end] in _CLOSERS:
        end += 1
    if end == start:
        return start
    blank = end
    while blank < len(paragraph) and paragraph[blank].isspace():
        blank += 1
    # Without a blank the sentence goes on, as in Korean: “…”라고 말했다.
    return blank if blank > end else 0


def _is_inside(paragraph: str, start: int, language: str, titles: frozenset[str]) -> bool:
    """Whether a cutter took something for the end of a sentence that is none."""
    before = paragraph[max(start - _LONGEST_TITLE, 0) : start].split()
    if not before:
        return False
    last = before[-1]
    if last.endswith(_NO_ENDS.get(language, ())):
        return True
    return last.lstrip(_OPENERS).lower() in titles or (
        language in _WITH_ORDINALS and last.endswith(".") and last[:-1].isdecimal() and len(last) < 4
    )


def _is_in_number(paragraph: str, offset: int) -> bool:
    """Whether `offset` stands behind the point of a decimal; the cutters know ASCII digits only."""
    before, point, after = paragraph[max(offset - 2, 0)], paragraph[offset - 1], paragraph[offset]
    return point in ".," and before.isdigit() and after.isdigit()


def _cut(paragraph: str, start: int) -> int:
    """Where to cut a too long sentence: after a blank in its second half, else between two graphemes."""
    limit = start + LONGEST_SENTENCE
    blank = paragraph.rfind(" ", start + LONGEST_SENTENCE // 2, limit)
    if blank >= 0:
        return blank + 1
    cut = limit
    while cut > start + 1 and not is_grapheme_edge(paragraph, cut):
        cut -= 1
    return cut if cut > start + 1 else limit
