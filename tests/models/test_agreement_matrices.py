from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from annotator.domain.review.items import ItemFilter
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.measuring import ProjectAgreement, measured
from annotator.exchange.agreement.question import Question
from annotator.exchange.agreement.telling import told
from annotator.models.agreement_matrices import (
    PairMeasure,
    annotator_matrix,
    figure_matrix,
    label_matrix,
    reliability_matrix,
)
from annotator.models.matrix_model import Matrix, MatrixModel, MatrixRole
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of
from tests.unit.exchange.teams import named, team_project

LABELS = {"confirmed": "Confirmed", "disputed": "Disputed", "unverified": "Unverified"}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = team_project(tmp_path)
    yield project
    project.close()


def agreement(project: Project) -> ProjectAgreement:
    return measured(UNWATCHED, project, Question())


def letters(project: Project) -> dict[str, str]:
    return {named(project, name): letter for name, letter in (("Ada", "A"), ("Ben", "B"), ("Cy", "C"))}


def texts(matrix: Matrix) -> list[list[str]]:
    return [[cell.text for cell in row] for row in matrix.cells]


def add_labelled(project: Project, *, articles: int) -> None:
    """Articles with two claims each, of which Ada and Ben say the same but for one in the first."""
    for number in range(articles):
        article_id = add_article(project, (f"Claim {number}.", f"Other {number}."), title=str(number))
        for name in ("Ada", "Ben"):
            sheet = sheet_of(project, article_id, name)
            label(project, sheet, f"Claim {number}.", "confirmed")
            label(project, sheet, f"Other {number}.", "disputed" if name == "Ada" or number else "confirmed")
            decide_rest(project, sheet)


def test_labels_stand_beside_each_other_with_the_claims_behind_them(project: Project) -> None:
    matrix = label_matrix(agreement(project), letters(project), LABELS)
    assert matrix.columns == ("Confirmed", "Disputed", "Unverified", "no claim")
    assert texts(matrix) == [
        ["3", "2", "0", "0"],
        ["2", "2", "0", "0"],
        ["0", "0", "0", "2"],
        ["0", "0", "2", ""],
    ]
    cell = matrix.cells[1][0]
    assert cell.key == ItemFilter(labels=("confirmed", "disputed"))
    assert cell.share == 1.0
    assert matrix.cells[3][2].key == ItemFilter(labels=("unverified", None))
    assert matrix.cells[0][0].key is None
    assert matrix.cells[0][2].key is None


def test_of_one_pair_a_row_is_the_first_annotators_label(project: Project) -> None:
    found = agreement(project)
    ada, cy = named(project, "Ada"), named(project, "Cy")
    matrix = label_matrix(found, letters(project), LABELS, found.pair(ada, cy))
    assert matrix.rows[3] == "A no claim"
    assert matrix.columns[2] == "C Unverified"
    assert matrix.cells[3][2].text == "1"
    assert matrix.cells[2][3].text == "0"
    assert matrix.cells[0][1].key == ItemFilter(
        annotators=(min(ada, cy), max(ada, cy)), labels=("confirmed", "disputed")
    )


def test_two_annotators_with_fewer_than_ten_units_get_no_number(project: Project) -> None:
    matrix = annotator_matrix(agreement(project), letters(project))
    assert texts(matrix) == [["", "", ""]] * 3
    assert "Fewer than 10 units" in matrix.cells[0][1].told
    assert "n = 3 units" in matrix.cells[0][1].told


def test_two_annotators_with_enough_units_get_number_and_count(project: Project) -> None:
    add_labelled(project, articles=10)
    found = agreement(project)
    ada, ben = named(project, "Ada"), named(project, "Ben")
    pair = found.pair(ada, ben)
    assert pair is not None
    assert pair.kappa is not None
    assert pair.kappa.value is not None
    kappa = annotator_matrix(found, letters(project)).cells[0][1]
    assert kappa.text == f"{pair.kappa.value:.2f}\n23"
    assert kappa.key == ItemFilter(annotators=(min(ada, ben), max(ada, ben)))
    f1 = annotator_matrix(found, letters(project), PairMeasure.F1).cells[1][0]
    assert f1.text == f"{pair.f1.value:.2f}\n23"


def test_every_figure_says_what_it_rests_on_or_why_there_is_none(project: Project) -> None:
    matrix = figure_matrix(agreement(project), LABELS)
    rows = dict(zip(matrix.rows, matrix.cells, strict=True))
    value, interval, basis = (cell.text for cell in rows["alpha of labels"])
    assert (value, interval) == ("(0.562)", "no interval: fewer than 10 units")
    assert basis.startswith("n = 3 units, 8 labels, 11% of labels stand alone")
    assert [cell.text for cell in rows["Fleiss’ kappa"]][:2] == [
        "–",
        "undefined: not everything has the same number of labels",
    ]
    assert all(cell.told for cells in matrix.cells for cell in cells)


def test_the_program_calls_articles_what_intervals_leave_out(project: Project) -> None:
    add_labelled(project, articles=5)
    found = agreement(project)
    matrix = figure_matrix(found, LABELS)
    rows = dict(zip(matrix.rows, matrix.cells, strict=True))
    assert rows["alpha of labels"][1].text == "no interval: fewer than 8 articles"
    copied = told(found, letters(project))
    assert "leaving out one article at a time; articles 7" in copied
    assert "document" not in copied


def test_reliability_says_that_it_is_an_estimate(project: Project) -> None:
    matrix = reliability_matrix(agreement(project), letters(project), LABELS)
    assert matrix.rows == ("A", "B", "C")
    assert matrix.columns == ("Labels", "Confirmed", "Disputed", "Unverified", "Equal to gold")
    assert [row[0].text for row in matrix.cells] == ["3", "3", "3"]
    assert "never becomes gold" in matrix.cells[0][1].told
    assert matrix.cells[0][4].text == "0/0"


def test_a_cell_is_read_with_the_names_of_its_row_and_column(project: Project) -> None:
    model = MatrixModel()
    model.set_matrix(label_matrix(agreement(project), letters(project), LABELS))
    index = model.index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Confirmed, Disputed: 2"
    assert index.data(MatrixRole.SHARE) == 1.0
    assert model.headerData(3, Qt.Orientation.Vertical) == "no claim"
