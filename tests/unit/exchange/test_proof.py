from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices, OffsetUnit
from annotator.exchange.exporting import export
from annotator.exchange.holdings import survey
from annotator.exchange.planning import plan
from annotator.exchange.proof import Proof, prove
from annotator.store.project import Project
from tests.projects import small_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = small_project(tmp_path)
    yield project
    project.close()


@pytest.mark.parametrize("unit", OffsetUnit)
def test_all_offsets_of_a_sound_project_are_right(project: Project, unit: OffsetUnit) -> None:
    wanted = plan(survey(project), ExportChoices(finished_only=False, offset_unit=unit))
    proof = prove(project, wanted, Proof(), seconds=60)
    assert proof == Proof(articles=len(wanted.articles), right=wanted.claims + wanted.no_claims)
    assert proof.is_whole(wanted)


def test_a_check_stops_when_its_time_is_over_and_goes_on_where_it_was(project: Project) -> None:
    wanted = plan(survey(project), ExportChoices(finished_only=False))
    proof, rounds = Proof(), 0
    while not proof.is_whole(wanted):
        proof = prove(project, wanted, proof, seconds=0)
        rounds += 1
        assert proof.articles == rounds
    assert proof.right == wanted.claims + wanted.no_claims


def test_an_offset_that_does_not_fit_is_not_counted_as_right(project: Project) -> None:
    wanted = plan(survey(project), ExportChoices(no_claims=False))
    with project.database.write():
        project.database.execute("UPDATE fragment SET quote = upper(quote) WHERE quote LIKE 'The bridge%'")
    assert prove(project, wanted, Proof(), seconds=60).right == wanted.claims - 1


def test_what_the_format_cannot_hold_is_counted_as_in_the_file(project: Project, tmp_path: Path) -> None:
    choices = ExportChoices("doccano", finished_only=False)
    wanted, proof = plan(survey(project), choices), Proof()
    while not proof.is_whole(wanted):
        proof = prove(project, wanted, proof, seconds=0)
    assert proof.losses
    assert proof.losses == export(Unwatched(), project, choices, tmp_path / "out.zip").losses
