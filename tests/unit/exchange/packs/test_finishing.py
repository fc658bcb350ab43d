"""What an annotator finished or took up again holds, however often a lead allots articles anew meanwhile."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.domain import article_steps
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Step
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.reading import Pack, read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.allotting import Allotment, write_allotment
from annotator.store.making import in_the_making
from annotator.store.precedence import OWN_WEIGHT
from annotator.store.project import Project, open_project
from tests.packs import do, given_out, lead_project, saying_no_claim
from tests.unit.store.samples import findings

ANNA = "Anna"


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lead's project, and Anna's in which every sentence of an article is decided."""
    folder = tmp_path_factory.mktemp("ground")
    path = given_out(lead_project(folder), folder / "anna", ANNA)
    with closing(open_project(path)) as project:
        article = next(project.articles.each())
        asked = [place for place, unit in enumerate(project.articles.units(article.id)) if unit.annotatable]
    for place in asked:
        do(path, saying_no_claim(place))
    return folder


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(st.sampled_from(["turn", "allot", "send"]), min_size=2, max_size=16), data=st.data())
def test_what_she_did_last_holds_in_any_order(
    ground: Path, tmp_path_factory: pytest.TempPathFactory, deeds: list[str], data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("round")
    lead, anna = _copied(ground, folder)
    packs, allotments = list[Pack](), deeds.count("allot")
    with closing(open_project(anna)) as project:
        for deed in [*deeds, "send"]:
            if deed == "turn":
                _turn(project)
            elif deed == "send":
                packs.append(_sent(project, folder / f"{len(packs)}.annpack"))
        expected = _finished_at(project)
    acts = data.draw(st.permutations([*packs, *packs[-1:], *[None] * allotments]))
    with closing(open_project(lead)) as project:
        for act in acts:
            if act is None:
                _allot_again(project)
            else:
                merge(project, act)
        assert _finished_at(project) == expected
        assert findings(project) == []


def test_a_thousand_allotments_do_not_outweigh_one_finish(ground: Path, tmp_path: Path) -> None:
    lead, anna = _copied(ground, tmp_path)
    with closing(open_project(anna)) as project:
        _turn(project)
        pack, expected = _sent(project, tmp_path / "work.annpack"), _finished_at(project)
    with closing(open_project(lead)) as project:
        with in_the_making(project):
            for _ in range(OWN_WEIGHT - 1):
                _allot_again(project)
        merge(project, pack)
        assert expected is not None
        assert _finished_at(project) == expected


def _copied(ground: Path, folder: Path) -> tuple[Path, Path]:
    """The lead's project and Anna's in another folder."""
    shutil.copytree(ground, folder, dirs_exist_ok=True)
    return folder / "lead.claimdesk", next((folder / "anna").glob("*.claimdesk"))


def _turn(project: Project) -> None:
    """Finish Anna's first article, or take it up again where it is finished."""

    def act(sheet: Sheet) -> Step:
        kept = project.people.assignment(sheet.article.id, sheet.annotator_id)
        if kept is not None and kept.finished_at is not None:
            return article_steps.unfinish(kept)
        return article_steps.finish(sheet, kept)

    article_id, who = next(project.articles.each()).id, annotator_to_pack(project, ANNA).id
    sheet = load_sheet(project, article_id, who)
    commit(project, sheet, act(sheet))


def _allot_again(project: Project) -> None:
    """Give Anna her first article once more, at another place of her queue."""
    who = project.people.named(ANNA)
    assert who is not None
    article_id = next(project.articles.each()).id
    write_allotment(project, Allotment({who.id: (article_id,)}, {}), by="")


def _sent(project: Project, path: Path) -> Pack:
    write_pack(project, path, annotator=annotator_to_pack(project, ANNA), kind=PackKind.WORK)
    return read_pack(path)


def _finished_at(project: Project) -> str | None:
    who = project.people.named(ANNA)
    assert who is not None
    kept = project.people.assignment(next(project.articles.each()).id, who.id)
    return kept.finished_at if kept else None
