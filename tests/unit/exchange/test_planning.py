from __future__ import annotations

import itertools
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain import article_steps, claim_steps, unit_steps
from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.holdings import survey
from annotator.exchange.planning import LeftOut, Reason, Thing, plan
from annotator.exchange.sheets import commit
from annotator.store.project import Project
from tests.projects import small_project
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of


@pytest.fixture
def busy(project: Project) -> Project:
    """Three articles: finished by Ada and begun by Ben, excluded after work, untouched."""
    first, second = add_article(project), add_article(project, ["It rains.", "It pours."], title="Rain")
    add_article(project, ["Calm."], title="Calm")
    ada, ben = sheet_of(project, first, "Ada"), sheet_of(project, first, "Ben")
    label(project, ada, "in the port")
    decide_rest(project, ada)
    label(project, ben, "in the port", "disputed")
    label(project, ben, "Nobody was hurt.")
    commit(project, ben, unit_steps.say_no_claim(ben, 2))
    rain = sheet_of(project, second, "Ada")
    label(project, rain, "It pours.")
    commit(project, rain, unit_steps.say_no_claim(rain, 0))
    commit(project, rain, article_steps.exclude(rain.article, rain.annotator_id))
    return project


def count(left_out: tuple[LeftOut, ...], thing: Thing) -> int:
    return sum(left.count for left in left_out if left.thing is thing)


def test_what_is_kept_and_left_out_is_everything(busy: Project) -> None:
    found = survey(busy)
    ada = next(person.id for person in found.people if person.name == "Ada")
    for finished, no_claims, people in itertools.product((True, False), (True, False), (None, (), (ada,))):
        choices = ExportChoices("jsonl", people, finished_only=finished, no_claims=no_claims)
        wanted = plan(found, choices)
        assert wanted.claims + count(wanted.left_out, Thing.CLAIM) == 4
        assert wanted.no_claims + count(wanted.left_out, Thing.NO_CLAIM) == 4
        assert len(wanted.articles) + count(wanted.left_out, Thing.ARTICLE) == 3
        assert wanted.records == wanted.claims + wanted.no_claims


def test_only_finished_work_is_taken_unless_asked_otherwise(busy: Project) -> None:
    found = survey(busy)
    wanted = plan(found, ExportChoices("jsonl"))
    assert (wanted.claims, wanted.no_claims, len(wanted.articles)) == (1, 2, 1)
    assert LeftOut(Thing.CLAIM, Reason.NOT_FINISHED, 2) in wanted.left_out
    assert LeftOut(Thing.CLAIM, Reason.EXCLUDED, 1) in wanted.left_out
    everything = plan(found, ExportChoices("jsonl", finished_only=False))
    assert (everything.claims, everything.no_claims, len(everything.articles)) == (3, 3, 1)
    assert LeftOut(Thing.ARTICLE, Reason.UNDECIDED, 1) in everything.left_out


def test_articles_are_records_of_their_own_format(busy: Project) -> None:
    assert plan(survey(busy), ExportChoices("articles-jsonl", finished_only=False)).records == 2


def test_a_sentence_that_got_a_claim_later_is_not_one_without(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    commit(project, sheet, unit_steps.say_no_claim(sheet, 1))
    label(project, sheet, "Nobody")
    assert plan(survey(project), ExportChoices(finished_only=False)).no_claims == 0


def test_a_sentence_that_was_joined_to_another_is_not_one_without_a_claim(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    commit(project, sheet, unit_steps.say_no_claim(sheet, 1))
    commit(project, sheet, unit_steps.join(sheet, 0))
    assert plan(survey(project), ExportChoices(finished_only=False)).no_claims == 0


def test_deleted_claims_are_nowhere(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "Nobody")
    commit(project, sheet, claim_steps.delete(sheet, sheet.claims))
    wanted = plan(survey(project), ExportChoices(finished_only=False))
    assert wanted.claims == count(wanted.left_out, Thing.CLAIM) == 0


def test_undecided_sentences_of_taken_work_are_told(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "Nobody")
    left = plan(survey(project), ExportChoices(finished_only=False)).left_out
    assert LeftOut(Thing.UNDECIDED, Reason.UNDECIDED, 2) in left


def test_letters_stand_for_names_and_no_two_are_the_same(project: Project) -> None:
    add_article(project)
    for number in range(30):
        project.join(f"Annotator {number}")
    letters = plan(survey(project), ExportChoices()).names
    assert list(letters.values())[:2] == ["A", "B"]
    assert len(set(letters.values())) == 30
    assert next(iter(plan(survey(project), ExportChoices(names=True)).names.values())) == "Annotator 0"


def test_unknown_formats_and_annotators_are_refused(project: Project) -> None:
    with pytest.raises(Refused, match="no format “xml”"):
        plan(survey(project), ExportChoices("xml"))
    with pytest.raises(Refused, match="no annotator nobody"):
        plan(survey(project), ExportChoices(annotators=("nobody",)))


@pytest.mark.parametrize("format_name", ["jsonl", "articles-jsonl"])
def test_what_nobody_began_is_counted_as_left_out_in_the_plan_as_in_the_file(
    tmp_path: Path, format_name: str
) -> None:
    with closing(small_project(tmp_path)) as project:
        choices = ExportChoices(format_name, finished_only=False)
        wanted = plan(survey(project), choices)
        report = export(Unwatched(), project, choices, tmp_path / "out")
        waiting = sum(queue.undecided for queue in project.articles.queue(project.people.all()[0].id))
    assert waiting == 3
    undecided = [left.count for left in report.left_out if left.thing is Thing.UNDECIDED]
    assert undecided == [waiting]
    assert report.left_out == wanted.left_out
    articles = sum(left.count for left in report.left_out if left.thing is Thing.ARTICLE)
    assert len(wanted.articles) == report.articles == 3 - articles
