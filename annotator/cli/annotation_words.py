"""What is said in a terminal of a file with annotations, and of what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from annotator.exchange.annotations.foreign import Measure
from annotator.exchange.annotations.survey import FileSurvey, Unplaced
from annotator.exchange.annotations.taking_in import TakenIn
from annotator.exchange.annotations.translation import LEFT_OUT
from annotator.exchange.losses import Loss

_MOST: Final = 50
"""So many labels and annotators are listed."""
_MEASURES: Final = {
    Measure.CODE_POINT: "code points",
    Measure.UTF16: "UTF-16 units",
    Measure.UTF8: "UTF-8 bytes",
    Measure.GRAPHEME: "characters as people see them",
    Measure.CRLF_AS_ONE: "code points, with CR LF as one",
    Measure.CRLF_AS_TWO: "code points, with each line end as two",
}


def said_of(found: FileSurvey, labels: Mapping[str, str], names: Mapping[str, str]) -> Iterator[str]:
    """What a file holds, and what its words mean here as far as that is known."""
    yield (
        f"{found.file.name}: {found.format_name}, {_counted(found.articles, 'article')} "
        f"({found.known} there already), {_counted(found.claims, 'claim')}, "
        f"{_counted(found.no_claims, 'sentence')} without a claim"
    )
    yield from _offsets(found)
    for label, count in islice(found.labels.items(), _MOST):
        meant = labels.get(label)
        said = "left out" if meant == LEFT_OUT else meant or "not known: say it with --map"
        yield f"label “{label}”: {count} → {said}"
    for person, count in islice(found.people.items(), _MOST):
        who = f"annotator “{person}”" if person else "annotator without a name"
        way = "--person or --annotator" if person else "--annotator"
        yield f"{who}: {count} → {names.get(person) or f'not known: say it with {way}'}"
    if max(len(found.labels), len(found.people)) > _MOST:
        yield f"… of {_counted(len(found.labels), 'label')} and {_counted(len(found.people), 'annotator')}"
    for how, count in found.placed.items():
        yield f"found {how.value}: {count}"
    if found.by_words:
        yield f"put on the article in which their words stand, as the file names none: {found.by_words}"
    if found.trimmed:
        yield f"white space at an end is not kept: {found.trimmed}"
    yield from _not_found(found.unplaced)
    yield from _lost(found.losses)


def _offsets(found: FileSurvey) -> Iterator[str]:
    """What they count; of several measures each with its articles."""
    if found.is_unsure:
        yield "offsets: the file does not say what they count, and here that makes a difference: use --unit"
    elif not found.measures:
        yield "offsets: what they count need not be said, it makes no difference"
    if found.measures:
        proof = ", as the file says" if found.is_said else ""
        proof = ", as the words in the file prove" if found.is_certain else proof
        yield f"offsets: {', '.join(_counting(found.measures))}{proof}"


def _counting(measures: Mapping[Measure, int]) -> Iterator[str]:
    for measure, count in measures.items():
        yield _MEASURES[measure] + (f" in {_counted(count, 'article')}" if len(measures) > 1 else "")


def said_of_result(result: TakenIn, *, is_rehearsal: bool) -> Iterator[str]:
    """What came in, or what would."""
    would = "would be " if is_rehearsal else ""
    left_out = sum(result.left_out.values())
    yield (
        f"{would}added: {_counted(result.articles, 'article')}, {_counted(result.claims, 'claim')}, "
        f"{_counted(result.no_claims, 'sentence')} without a claim; there already: "
        f"{_counted(result.claims_there, 'claim')}, {_counted(result.no_claims_there, 'sentence')}; "
        f"left out: {_counted(left_out, 'claim')}; "
        f"not placed: {_counted(sum(each.count for each in result.unplaced), 'claim')}"
        + (" (stopped)" if result.is_cancelled else "")
    )
    if result.claims_differing:
        yield (
            f"{_counted(result.claims_differing, 'claim')} of those that are there already say something "
            "else here than in the file: they stay as they are"
        )


def _not_found(unplaced: Iterable[Unplaced]) -> Iterator[str]:
    for each in unplaced:
        yield f"not placed, as {each.why.value}: {each.count}"
        yield from (f"  {example}" for example in each.examples)


def _lost(losses: Iterable[Loss]) -> Iterator[str]:
    for loss in losses:
        example = f" (for example {loss.example})" if loss.example else ""
        yield f"not taken: {loss.count} × {loss.what}{example}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
