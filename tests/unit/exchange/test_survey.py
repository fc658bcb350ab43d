from __future__ import annotations

from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.domain.piece_changes import BY_HAND, Act, PieceChange
from annotator.domain.work import Unwatched
from annotator.exchange.articles.shape import Field, Wishes
from annotator.exchange.finding import Source, find_files, pasted
from annotator.exchange.importing import import_texts
from annotator.exchange.language_data import boilerplate_rules
from annotator.exchange.outcomes import NearDuplicates, Status
from annotator.exchange.survey import Survey, columns_of, preview, survey
from annotator.store.project import Project
from tests.unit.exchange.articles.made_files import MORE, STORY, packed

TEXT = f"Fire in the port\n\n{STORY} {MORE}\n\nSign up to our newsletter\n\nRelated articles\n"
FRENCH = "Le maire a déclaré que la région a été libérée hier et que tous sont revenus. " * 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts in a table, one of them once more in a file, and what can't come in."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.csv").write_text(f'text,title\n"{TEXT}",Fire\n"{MORE} {MORE}",Rain\n,x\n', encoding="utf-8")
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    (folder / "c.txt").write_text(TEXT.replace("Monday", "Friday"), encoding="utf-8")
    (folder / "d.txt").write_bytes(FRENCH.encode("cp1252"))
    (folder / "e.zip").write_bytes(packed({"f.json": "[", "g.png": "x"}))
    return folder


def look(project: Project, folder: Path, wishes: Wishes | None = None) -> Survey:
    return survey(Unwatched(), project, find_files([folder]), wishes or Wishes())


def test_a_survey_says_what_would_come_in_and_writes_nothing(project: Project, folder: Path) -> None:
    found = look(project, folder)
    assert project.articles.count() == 0
    assert [(article.name, article.title) for article in found.articles] == [
        ("in/a.csv#row 2", "Fire"),
        ("in/a.csv#row 3", "Rain"),
        ("in/b.txt", "Fire in the port"),
        ("in/c.txt", "Fire in the port"),
        ("in/d.txt", found.articles[4].title),
    ]
    assert [(other.name, other.status) for other in found.others] == [
        ("in/a.csv#row 4", Status.SKIPPED),
        ("in/e.zip/f.json", Status.FAILED),
        ("in/e.zip/g.png", Status.SKIPPED),
    ]
    assert found.articles[0].language == "en"
    assert found.asked == sum(article.asked for article in found.articles) > 5
    assert found.greyed.total() == 6


def test_it_names_twins_and_what_is_much_alike_in_the_files_and_in_the_project(
    project: Project, folder: Path
) -> None:
    def told(found: Survey) -> list[tuple[str, str]]:
        return [(article.twin, article.resembles) for article in found.articles]

    assert told(look(project, folder)) == [
        ("", ""),
        ("", ""),
        ("in/a.csv#row 2", ""),
        ("", "Fire"),
        ("", ""),
    ]
    import_texts(Unwatched(), project, find_files([folder / "c.txt"]))
    assert told(look(project, folder))[:4] == [
        ("", "Fire in the port"),
        ("", ""),
        ("in/a.csv#row 2", ""),
        ("Fire in the port", ""),
    ]


def test_an_uncertain_encoding_comes_with_its_candidates(project: Project, folder: Path) -> None:
    assert look(project, folder).articles[4].candidates[0].encoding == "cp1252"
    assert look(project, folder / "d.txt", Wishes(encoding="cp1252")).articles[0].candidates == ()


def test_rules_that_are_not_wanted_grey_nothing(project: Project, folder: Path) -> None:
    found = look(project, folder / "b.txt")
    assert sorted(found.articles[0].greyed.values()) == [1, 1]
    rules = frozenset(rule.name for rule in boilerplate_rules().rules)
    kept = look(project, folder / "b.txt", Wishes(without_rules=rules)).articles[0]
    assert (kept.greyed, kept.asked) == ({}, found.articles[0].asked + 2)


def test_a_preview_reads_one_article_again(project: Project, folder: Path) -> None:
    second = look(project, folder).articles[1]
    draft = preview(Unwatched(), second, Wishes(language="fr"))
    assert (draft.name, draft.text, draft.language) == ("in/a.csv#row 3", f"{MORE} {MORE}", "fr")
    assert {piece.annotatable for piece in draft.pieces} == {True}
    (folder / "a.csv").unlink()
    with pytest.raises(Refused, match="can't be read"):
        preview(Unwatched(), second)


def test_columns_are_shown_for_files_that_have_them(folder: Path) -> None:
    outline = columns_of(Unwatched(), Source(folder / "a.csv", "a.csv"))
    assert outline is not None
    assert outline.mapping == {Field.TEXT: "text", Field.TITLE: "title"}
    assert [row[1] for row in outline.rows] == ["Fire", "Rain", "x"]
    assert columns_of(Unwatched(), Source(folder / "b.txt", "b.txt")) is None
    (folder / "h.json").write_text("[", encoding="utf-8")
    with pytest.raises(Refused, match="not valid JSON"):
        columns_of(Unwatched(), Source(folder / "h.json", "h.json"))


def test_what_a_person_leaves_out_is_not_taken(project: Project, folder: Path) -> None:
    report = import_texts(
        Unwatched(), project, find_files([folder / "a.csv"]), left_out={"a.csv#row 2", "a.csv#row 9"}
    )
    assert (report.added, report.skipped) == (1, 2)
    assert [article.source_path for article in project.articles.each()] == ["a.csv#row 3"]


def test_near_duplicates_are_kept_and_told_or_left_out(project: Project, folder: Path) -> None:
    files = find_files([folder / "b.txt", folder / "c.txt"])
    kept = import_texts(Unwatched(), project, files)
    assert (kept.added, kept.resembling) == (2, 1)
    assert kept.remarks[0].reason.startswith("It is much like “Fire in the port”: 9")
    assert kept.remarks[0].reason.endswith("% of their wording is the same. Both are kept.")
    (folder / "i.txt").write_text(TEXT.replace("Monday", "Sunday"), encoding="utf-8")
    left = import_texts(Unwatched(), project, find_files([folder / "i.txt"]), near=NearDuplicates.SKIP)
    assert (left.added, left.duplicates, left.resembling) == (0, 1, 0)
    assert left.remarks[0].reason.endswith("It was left out.")


def test_what_a_person_changed_is_counted_shown_and_imported(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "storm.txt"
    path.write_text("A storm\n\nIt rained. Nobody came.\n\n(Image: GETTY)\n", "utf-8")
    found, job = find_files([path]), Unwatched()
    (before,) = survey(job, project, found).articles
    draft = preview(job, before)
    changes = (PieceChange(Act.GREY, 0), PieceChange(Act.JOIN, draft.pieces[1].start))
    wishes = Wishes(changes={draft.sha256: changes})
    (after,) = survey(job, project, found, wishes).articles
    assert (before.asked, after.asked, after.greyed[BY_HAND]) == (3, 1, 1)
    assert len(preview(job, after, wishes).pieces) == 3
    report = import_texts(job, project, found, wishes=wishes)
    units = project.articles.units(report.first_article_id)
    assert [(unit.start, unit.annotatable, unit.rule) for unit in units][:2] == [
        (0, False, BY_HAND),
        (draft.pieces[1].start, True, ""),
    ]


def test_a_pasted_text_comes_in_after_the_files(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "storm.txt"
    path.write_text("A storm\n\nIt rained.\n", "utf-8")
    found = find_files([path]).with_source(pasted("A road\r\n\r\nIt is closed.\ud800", "pasted text 1"))
    job = Unwatched()
    storm, road = survey(job, project, found).articles
    assert (storm.title, road.title, road.name) == ("A storm", "A road", "pasted text 1")
    assert preview(job, road).text == "A road\n\nIt is closed.\ufffd"
    assert import_texts(job, project, found).added == 2
