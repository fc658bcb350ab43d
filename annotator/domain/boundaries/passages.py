"""The quotation and the paragraph around a place in a text."""

from __future__ import annotations

import re

from annotator.domain.spans import Span, trimmed

_CLOSED_BY = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "‚": "‘",
    "「": "」",
    "『": "』",
    '"': '"',
}
_MARK = re.compile('[“”„«»‹›‘’‚「」『』"]')


def quotation_at(text: str, offset: int) -> Span | None:
    """The words between the innermost quotation marks around `offset`, None outside of any.

    A quotation that its paragraph does not close runs to the end of the paragraph, as newspapers write
    one that goes on in the next.
    """
    paragraph = paragraph_at(text, offset)
    best: Span | None = None
    for quotation in _quotations(text, paragraph):
        covers = quotation.start <= offset <= quotation.end
        if covers and (best is None or len(quotation) < len(best)):
            best = quotation
    return trimmed(text, best) if best else None


def paragraph_at(text: str, offset: int) -> Span:
    """The trimmed paragraph around `offset`; empty on a blank line.

    Paragraphs lie between blank lines; in a text without any blank line each line is one.
    """
    line = _line_at(text, offset)
    if not line.of(text).strip():
        return Span(offset, offset)
    if not re.search(r"\n[^\S\n]*\n", text.strip()):
        return trimmed(text, line)
    start, end = line.start, line.end
    while start > 0 and (before := _line_at(text, start - 1)).of(text).strip():
        start = before.start
    while end < len(text) and (after := _line_at(text, end + 1)).of(text).strip():
        end = after.end
    return trimmed(text, Span(start, end))


def _line_at(text: str, offset: int) -> Span:
    end = text.find("\n", offset)
    return Span(text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end)


def _quotations(text: str, paragraph: Span) -> list[Span]:
    found: list[Span] = []
    open_marks: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = match[0]
        if _is_apostrophe(text, match.start()):
            continue
        depth = _depth_closed(mark, open_marks)
        if depth is not None:
            found.append(Span(open_marks[depth][1], match.start()))
            del open_marks[depth:]
        elif mark in _CLOSED_BY:
            open_marks.append((mark, match.end()))
    return found + [Span(start, paragraph.end) for _, start in open_marks]


def _depth_closed(mark: str, open_marks: list[tuple[str, int]]) -> int | None:
    """Which open quotation `mark` closes. Nobody nests deeper than four; hostile text must not cost more."""
    for depth in range(len(open_marks) - 1, max(len(open_marks) - 5, -1), -1):
        if mark in _CLOSED_BY[open_marks[depth][0]]:
            return depth
    return None


def _is_apostrophe(text: str, offset: int) -> bool:
    before = text[offset - 1 : offset]
    after = text[offset + 1 : offset + 2]
    return text[offset] in "’‘" and before.isalnum() and after.isalnum()
