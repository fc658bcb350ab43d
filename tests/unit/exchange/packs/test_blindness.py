"""What packs do in a project that has a lead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import article_steps
from annotator.domain.errors import Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Annotator, Role
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.survey import survey
from annotator.exchange.annotations.taking_in import bring_in
from annotator.exchange.annotations.translation import Translation
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.weighing import compare
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.store.allotting import Allotment, write_allotment
from annotator.store.project import Project, open_project
from annotator.store.team import look_as
from tests.packs import do, given_out, lead_project, marking, merged, packed, saying_no_claim
from tests.unit.exchange.test_taking_in import listed
from tests.unit.store.samples import findings


@pytest.fixture
def led(tmp_path: Path) -> Path:
    """A project that Chen leads, who allotted the second article to Anna."""
    path = lead_project(tmp_path)
    with closing(open_project(path)) as project:
        chen, anna = annotator_to_pack(project, "Chen"), annotator_to_pack(project, "Anna")
        lead = replace(chen, role=Role.LEAD)
        project.ledger.commit(Step(new_id(), Verb.ROLE, chen.id, "", (Edit(chen, lead),)))
        second = list(project.articles.each())[1].id
        first = next(project.articles.each()).id
        shares: dict[str, tuple[str, ...]] = {anna.id: (second,), chen.id: (first,)}
        write_allotment(project, Allotment(shares, dict.fromkeys(shares, 0)), by=chen.id)
    return path


@pytest.fixture
def project(led: Path) -> Iterator[Project]:
    with closing(open_project(led)) as found:
        yield found


def person(project: Project, name: str) -> Annotator:
    return annotator_to_pack(project, name)


def test_what_the_lead_allotted_comes_back_finished(led: Path, tmp_path: Path) -> None:
    hers = given_out(led, tmp_path / "anna", "Anna")
    with closing(open_project(hers)) as project:
        assert findings(project) == []
        assert project.articles.count() == 1
        anna = person(project, "Anna")
        (only,) = project.articles.each()
        allotted = project.people.assignment(only.id, anna.id)
        assert allotted is not None
        assert (allotted.position, allotted.finished_at) == (1, None)
    do(hers, marking(1))
    for sentence in (2, 3, 4):
        do(hers, saying_no_claim(sentence))
    do(hers, lambda sheet: article_steps.finish(sheet, allotted))
    packed(hers, tmp_path / "anna.annpack")
    (found,) = merged(led, tmp_path / "anna.annpack")
    assert found.assignments.newer == 1
    with closing(open_project(led)) as project:
        assert findings(project) == []
        finished = project.people.assignment(only.id, anna.id)
        assert finished is not None
        assert finished.position == 1
        assert finished.finished_at is not None


def test_who_gave_it_out_is_not_told(led: Path, tmp_path: Path) -> None:
    with closing(open_project(led)) as project:
        lead = person(project, "Chen").id
    packed(led, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)
    pack = read_pack(tmp_path / "task.annpack")
    assert pack.cover.annotator.role is Role.ANNOTATOR
    assert pack.assignments
    assert pack.journal == ()
    assert lead not in repr(pack)


def test_what_a_file_said_of_an_article_is_not_given_out(led: Path, tmp_path: Path) -> None:
    """It may be a verdict, and the reader of no format knows all the names that one stands under."""
    page = "https://example.org/as the others say"
    found = ForeignArticle(page, "Water rose.", metadata={"their_verdict": "as the others say"})
    with closing(open_project(led)) as project:
        survey_ = survey(Unwatched(), project, listed([found]))
        assert bring_in(Unwatched(), project, survey_, Translation({}, {})).articles == 1
        (new,) = (each for each in project.articles.each() if "file.their_verdict" in each.metadata)
        anna = person(project, "Anna")
        write_allotment(project, Allotment({anna.id: (new.id,)}, {anna.id: 0}), by="")
    packed(led, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)
    given = read_pack(tmp_path / "task.annpack").articles
    assert new.id in {article.id for article in given}
    assert "as the others say" not in repr(given)


def test_who_works_blind_packs_nobody_elses_work(project: Project, tmp_path: Path) -> None:
    anna, ben = person(project, "Anna"), person(project, "Ben")
    look_as(project, anna)
    write_pack(project, tmp_path / "anna.annpack", annotator=anna, kind=PackKind.WORK)
    with pytest.raises(Refused, match="What Ben does is not shown to you"):
        write_pack(project, tmp_path / "ben.annpack", annotator=ben, kind=PackKind.WORK)
    assert not (tmp_path / "ben.annpack").exists()


def test_who_works_blind_merges_nobody_elses_work(led: Path, tmp_path: Path) -> None:
    his = given_out(led, tmp_path / "ben", "Ben")
    do(his, marking(1))
    packed(his, tmp_path / "ben.annpack")
    with closing(open_project(led)) as project:
        look_as(project, person(project, "Anna"))
        with pytest.raises(Refused, match="not shown to you"):
            compare(project, read_pack(tmp_path / "ben.annpack"))
        look_as(project, person(project, "Ben"))
        assert compare(project, read_pack(tmp_path / "ben.annpack")).claims.new == 1


def test_what_the_lead_allotted_to_herself_is_hers(led: Path, tmp_path: Path) -> None:
    hers = given_out(led, tmp_path / "chen", "Chen")
    do(hers, marking(1))
    packed(hers, tmp_path / "chen.annpack")
    (found,) = merged(led, tmp_path / "chen.annpack")
    assert (found.findings, found.claims.new, found.assignments.same) == ((), 1, 1)


def test_a_role_never_comes_with_a_pack(led: Path, tmp_path: Path) -> None:
    hers = given_out(led, tmp_path / "chen", "Chen")
    with closing(open_project(hers)) as project:
        assert person(project, "Chen").role is Role.ANNOTATOR
