"""What is done to guidelines, and the version that decisions are made under."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.identity import new_id, now
from annotator.domain.records import Assignment, Claim
from annotator.domain.steps import Edit, Record, Step, Verb

LONGEST: Final = 1_000_000
"""Characters of one version."""
_JUDGING: Final = frozenset({Verb.MARK, Verb.RETAG, Verb.DUPLICATE})


def write(newest: Guideline | None, text: str, *, annotator_id: str) -> Step:
    """The step that adds a version. It has no edits where the text is what holds already.

    Raises Refused for a text that says nothing or is too long.
    """
    clean = "\n".join(line.rstrip() for line in text.splitlines()).strip("\n") + "\n"
    if not clean.strip():
        raise Refused("Guidelines need some words. No version was added. Write them first.")
    if len(clean) > LONGEST or "\0" in clean:
        raise Refused(
            f"Guidelines are text of at most {LONGEST:,} characters. No version was added. Shorten them."
        )
    edits: tuple[Edit, ...] = ()
    if newest is None or newest.text != clean:
        number = newest.number + 1 if newest else 1
        edits = (Edit(None, Guideline(number, clean, now(), annotator_id)),)
    return Step(new_id(), Verb.GUIDELINE, annotator_id, "", edits)


def under(step: Step, number: int | None) -> Step:
    """`step` with the version `number` on the claims it judges and on the article it finishes."""
    if number is None or step.verb not in _JUDGING | {Verb.FINISH}:
        return step
    edits = tuple(Edit(edit.before, _under(step.verb, edit.after, number)) for edit in step.edits)
    return replace(step, edits=edits)


def _under(verb: Verb, record: Record, number: int) -> Record:
    match record:
        case Claim() if verb in _JUDGING:
            return replace(record, guideline_version=number)
        case Assignment() if verb is Verb.FINISH:
            return replace(record, guideline_version=number)
    return record
