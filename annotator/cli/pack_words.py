"""What a merge does, in words and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from annotator.cli.terminal import plain
from annotator.domain.errors import Refused
from annotator.exchange.names import printable
from annotator.exchange.packs.comparison import Comparison, Finding, FindingKind, Tally
from annotator.exchange.packs.cover import Cover

_SHOWN: Final = 3
"""Examples of a finding."""
_WORDS: Final = {
    FindingKind.ARTICLE_UNKNOWN: "{rows} left out: {articles} not in this project",
    FindingKind.ARTICLE_CHANGED: "{rows} left out: the text of {articles} is another one here",
    FindingKind.WORDS_MISFIT: "{rows} left out: the words are not those of the article at that place",
    FindingKind.LABEL_UNKNOWN: "{rows} left out: this project has no label {examples}",
    FindingKind.CUT_OTHERWISE: "{rows} left out: the sentence is cut otherwise here",
    FindingKind.NOT_HERS: "{rows} left out: not the work of the pack's annotator",
    FindingKind.HISTORY_DIFFERS: "{rows} of the history left out: the project has others in their place",
    FindingKind.GUIDELINE_DIFFERS: "{rows} kept as here: the guidelines of version {examples} differ",
    FindingKind.GUIDELINE_OLDER: "{rows} made by older guidelines than those of this project",
    FindingKind.NAME_TAKEN: "Somebody else here is called {examples}: say with --as what she is called here",
    FindingKind.NAME_ALIKE: "She is new here, beside {examples}, and they stay two people",
    FindingKind.FINISH_OUTWEIGHED: "{rows} finished there, but changed here since, and not finished here",
    FindingKind.MARKED_TWICE: "{rows} on words that she marked more than once: kept, and counted once",
}


def contents(cover: Cover) -> str:
    """How much of her work a pack holds."""
    counts = cover.counts
    return ", ".join(
        (
            _counted(counts["articles"], "article"),
            _counted(counts["claims"], "claim"),
            f"{_counted(counts['decisions'], 'decision')} on sentences",
        )
    )


def in_words(found: Comparison, *, is_rehearsal: bool) -> Iterator[str]:
    """Lines for people."""
    would = "would be merged" if is_rehearsal else "merged"
    yield f"{found.name}, {found.cover.annotator.name}: {_changes(found)} {would}."
    for noun, tally in (
        ("claims", found.claims),
        ("decisions on sentences", found.decisions),
        ("articles' states", found.assignments),
    ):
        yield f"  {noun}: {_tally(tally)}"
    for finding in found.findings:
        yield f"  {said_of(finding)}"
        if "{examples}" not in _WORDS[finding.kind]:
            yield from (f"    {plain(words)}" for words in finding.examples[:_SHOWN])


def said_of(finding: Finding) -> str:
    """A finding as one line."""
    return _WORDS[finding.kind].format(
        rows=_counted(finding.count, "row"),
        articles=_counted(finding.articles, "article"),
        examples=", ".join(f"“{name}”" for name in dict.fromkeys(finding.examples)),
    )


def json_of(found: Comparison) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "pack": found.name,
        "id": found.cover.id,
        "kind": str(found.cover.kind),
        "annotator": {"id": found.cover.annotator.id, "name": found.cover.annotator.name},
        "made_at": found.cover.made_at,
        "claims": asdict(found.claims),
        "decisions": asdict(found.decisions),
        "assignments": asdict(found.assignments),
        "articles": found.articles,
        "guidelines": found.guidelines,
        "left_out": found.left_out,
        "findings": [asdict(finding) | {"kind": str(finding.kind)} for finding in found.findings],
    }


def json_of_trouble(path: Path, error: Refused) -> dict[str, Any]:
    """A pack that was not merged, and why."""
    return {"pack": printable(path.name), "trouble": str(error)}


def _changes(found: Comparison) -> str:
    tallies = (found.claims, found.decisions, found.assignments)
    count = sum(tally.new + tally.newer for tally in tallies)
    return _counted(count, "row") if count else "nothing new"


def _tally(tally: Tally) -> str:
    said = (
        (tally.new, "new"),
        (tally.newer, "newer than here"),
        (tally.same, "the same"),
        (tally.older, "older than here"),
    )
    return ", ".join(f"{count} {word}" for count, word in said if count) or "none"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
