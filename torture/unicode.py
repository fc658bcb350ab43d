"""Send every character through import, view, selection, store, each export and back, and look for drift.

A portion of the long form is the next 16,384 code points. Short forms try the characters that are known to
break things, and some others by the seed, in a few of the formats.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from annotator.domain.claiming import new_claim
from annotator.domain.identity import new_id, now
from annotator.domain.labels import DEFAULT_LABELS
from annotator.domain.records import Assignment
from annotator.domain.spans import Span
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import UNWATCHED
from annotator.exchange.finding import find_files
from annotator.exchange.formats import formats
from annotator.exchange.importing import import_texts
from annotator.store.project import Project
from torture.campaign import Campaign, Tally
from torture.characters import ALL, BLOCK, Lines, articles, chosen, is_surrogate
from torture.elsewhere import tally_of, tell
from torture.sound_project import sound_project
from torture.unicode_formats import Formats, marks
from torture.unicode_view import View

_FINE: Final = "Fine"
_COARSE: Final = "Coarse"
_IN_A_CLAIM: Final = 32
"""Characters that a claim of the coarse annotator holds: formats that say much of a claim are slow."""
_EXACT: Final = ("jsonl", "csv")
"""Formats that carry a claim for every single character."""
_NOT_OUT: Final = frozenset({"claimreview"})
"""It holds only what was adjudicated."""
_TEXTS: Final = "texts.claimdesk"
_IN_SHORT: Final = 2
"""Formats beside one of those that a short form tries."""


def try_characters(count: int, seed: int) -> Tally:
    """Send so many characters through."""
    tally, codes = Tally(), chosen(count, seed)
    view = View(tally)
    for code in codes:
        if code and not is_surrogate(code):
            view.select_at_ends(code)
    tally.count("scalar values", sum(1 for code in codes if not is_surrogate(code)))
    with sound_project(tally) as project:
        folder = project.path.parent
        _without_codes(project, folder, [code for code in codes if is_surrogate(code) or not code], tally)
        if sent := list(articles(codes)):
            _through(project, folder, sent, view, tally)
            _through_formats(project, folder, tally, None if count == BLOCK else random.Random(seed))
    return tally


def _through(project: Project, folder: Path, sent: Sequence[Lines], view: View, tally: Tally) -> None:
    """Import, show, select and store."""
    people = {name: project.join(name).id for name in (_FINE, _COARSE)}
    imported: list[tuple[str, Lines]] = []
    for number, lines in enumerate(sent):
        path = folder / f"{number}.txt"
        path.write_bytes(lines.raw.encode())
        report = import_texts(UNWATCHED, project, find_files([path]))
        if report.added != 1:
            tally.fault(f"U+{lines.codes[0]:04X} …: not imported: {report.remarks}")
            continue
        text = project.articles.text(report.first_article_id)
        if text != lines.stored:
            tally.fault(f"U+{lines.codes[0]:04X} …: another text is stored")
        view.select_all(lines, text)
        imported.append((report.first_article_id, lines))
    project.copy_to(folder / _TEXTS)
    for article_id, lines in imported:
        text = project.articles.text(article_id)
        coarse = [
            Span(some[0].start, some[-1].end)
            for some in (
                lines.claims[at : at + _IN_A_CLAIM] for at in range(0, len(lines.claims), _IN_A_CLAIM)
            )
        ]
        for name, spans in ((_FINE, lines.claims), (_COARSE, coarse)):
            _mark(project, article_id, people[name], text, spans)
            tally.count("claims stored", len(spans))


def _mark(project: Project, article_id: str, annotator_id: str, text: str, spans: Sequence[Span]) -> None:
    label = DEFAULT_LABELS[0].key
    claims = (
        new_claim(text, [span], article_id=article_id, annotator_id=annotator_id, label=label)
        for span in spans
    )
    edits = tuple(Edit(None, claim) for claim in claims)
    finished = Edit(None, Assignment(article_id, annotator_id, finished_at=now()))
    project.ledger.commit(Step(new_id(), Verb.MARK, annotator_id, article_id, (*edits, finished)))


def _through_formats(project: Project, folder: Path, tally: Tally, chance: random.Random | None) -> None:
    """Export and read back; where there is `chance`, in a few formats."""
    written = {each.name: each for each in formats() if each.writer and each.name not in _NOT_OUT}
    names = list(written)
    if chance is not None:
        others = [name for name in names if written[name].reader and name not in _EXACT]
        names = [chance.choice(_EXACT), *chance.sample(others, _IN_SHORT)]
    whole = marks(project)
    with closing(Formats(project, folder / _TEXTS, folder, tally)) as through:
        for name in names:
            is_exact = name in _EXACT
            person = project.join(_FINE if is_exact else _COARSE)
            sent = {
                text: {spans for spans in claims if (spans[0].end - spans[0].start <= 7) == is_exact}
                for text, claims in whole.items()
            }
            through.try_format(written[name], person.id, sent)
            tally.count("formats")


def _without_codes(project: Project, folder: Path, codes: Sequence[int], tally: Tally) -> None:
    """What no text can hold becomes U+FFFD, is counted, and is told."""
    if not codes:
        return
    path = folder / "none.jsonl"
    rows = [json.dumps({"text": f"U+{code:04X} {chr(code)} stands here."}) for code in codes]
    path.write_text("\n".join(rows), encoding="utf-8")
    report = import_texts(UNWATCHED, project, find_files([path]))
    told = sum("replaced by U+FFFD" in remark.reason for remark in report.remarks)
    stored = {project.articles.text(article.id) for article in project.articles.each()}
    wanted = {f"U+{code:04X} \ufffd stands here." for code in codes}
    tally.count("surrogates and NUL replaced", len(stored & wanted))
    if not told == len(codes) == len(stored & wanted):
        tally.fault(f"of {len(codes)} that no text can hold, {told} were told of")


def run(count: int, seed: int) -> Tally:
    """Send so many characters through, in a process of its own."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return tally_of("torture.unicode", count, seed, environment=environment)


CAMPAIGN = Campaign(
    promise="1,112,064 scalar values at start, middle, end and before an astral one: 0 drift; 2,049 replaced",
    run=run,
    short=600,
    long=ALL,
    portion=BLOCK,
    counted=("scalar values", "selections"),
)

if __name__ == "__main__":
    tell(try_characters)
