"""Who marked the same words on two computers speaks once, and the merge tells of it; nothing is deleted."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.agreement.span_f1 import Likeness
from annotator.domain.work import UNWATCHED, Unwatched
from annotator.exchange.agreement.measuring import measured
from annotator.exchange.agreement.question import Question
from annotator.exchange.choices import Annotations, ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.packs.comparison import Finding, FindingKind
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.weighing import compare
from annotator.store.marked_articles import Readings, voters
from annotator.store.project import open_project
from tests.packs import claims_of, do, given_out, lead_project, marking, merged, packed
from tests.unit.exchange.made import decide_rest, sheet_of


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return lead_project(tmp_path, articles=1)


@pytest.fixture
def packs(lead: Path, tmp_path: Path) -> list[Path]:
    """Anna marks the same words on two computers, with two labels; Ben marks them as she did last."""
    done = (("Anna", "one", ("disputed",)), ("Anna", "two", ("unverified", "confirmed")))
    for who, folder, labels in (*done, ("Ben", "ben", ("confirmed",))):
        home = given_out(lead, tmp_path / folder, who)
        for label in labels:
            do(home, marking(1, label))
        with closing(open_project(home)) as project:
            (article_id,) = [article.id for article in project.articles.each()]
            decide_rest(project, sheet_of(project, article_id, who))
        packed(home, tmp_path / f"{folder}.annpack")
    return [tmp_path / f"{folder}.annpack" for _, folder, _ in (*done, ("Ben", "ben", ()))]


def written(path: Path, to: Path, choices: ExportChoices) -> bytes:
    with closing(open_project(path, read_only=True)) as project:
        export(Unwatched(), project, choices, to)
    return to.read_bytes()


def twice(found: tuple[Finding, ...]) -> list[Finding]:
    return [one for one in found if one.kind is FindingKind.MARKED_TWICE]


def test_agreement_counts_her_once_by_the_claim_that_holds(lead: Path, packs: list[Path]) -> None:
    merged(lead, *packs)
    assert len(claims_of(lead)) == 3
    with closing(open_project(lead, read_only=True)) as project:
        (article_id,) = [article.id for article in project.articles.each()]
        marks = Readings(project, [person.id for person in voters(project)]).article(article_id).marks
        found = measured(UNWATCHED, project, Question())
    assert [mark.label for mark in marks] == ["confirmed", "confirmed"]
    assert found.units == 1
    assert found.f1[Likeness.EXACT].value == 1


def test_she_has_one_vote_and_one_place_in_a_list_of_votes(
    lead: Path, packs: list[Path], tmp_path: Path
) -> None:
    merged(lead, *packs)
    votes = ExportChoices("lewidi", no_claims=False)
    (item,) = json.loads(written(lead, tmp_path / "votes.json", votes)).values()
    assert (item["annotators"], item["annotations"]) == ("A,B", "confirmed,confirmed")
    majority = ExportChoices("jsonl", no_claims=False, annotations=Annotations.MAJORITY)
    (line,) = written(lead, tmp_path / "majority.jsonl", majority).splitlines()
    assert json.loads(line)["label"] == "confirmed"


def test_the_merge_tells_of_the_words_once_and_in_any_order(
    lead: Path, packs: list[Path], tmp_path: Path
) -> None:
    one, two, _ = packs
    outweighed = next(claim for claim, _ in read_pack(one).claims)
    said = []
    for number, order in enumerate(((one, two), (two, one))):
        path = shutil.copyfile(lead, tmp_path / f"{number}.claimdesk")
        assert twice(merged(path, order[0])[0].findings) == []
        with closing(open_project(path, read_only=True)) as project:
            said.append(twice(compare(project, read_pack(order[1])).findings))
        assert twice(merged(path, order[1])[0].findings) == said[-1]
        assert twice(merged(path, *order)[1].findings) == []
    assert said[0] == said[1]
    ((finding,), _) = said
    assert finding.rows == (outweighed.id,)
    assert f"“{outweighed.quote}”" in finding.examples[0]
