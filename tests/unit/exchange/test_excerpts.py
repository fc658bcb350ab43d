from __future__ import annotations

import pytest

from annotator.exchange.choices import ExportChoices
from annotator.exchange.excerpts import excerpt
from annotator.exchange.holdings import survey
from annotator.exchange.planning import plan
from annotator.store.articles import Articles
from annotator.store.project import Project
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of


@pytest.fixture
def labelled(project: Project) -> Project:
    """Four articles with 4, 0, 2 and 1 records of claims: the first of two people, the last not finished."""
    ids = [add_article(project, [f"Fire {number}.", "Nobody was hurt."]) for number in range(4)]
    for name in ("Ada", "Ben"):
        sheet = sheet_of(project, ids[0], name)
        label(project, sheet, "Fire")
        decide_rest(project, sheet)
    sheet = sheet_of(project, ids[2])
    label(project, sheet, "Nobody")
    label(project, sheet, "hurt")
    label(project, sheet_of(project, ids[3]), "Fire")
    return project


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are read."""
    ids: list[str] = []
    text = Articles.text

    def read(articles: Articles, article_id: str) -> str:
        ids.append(article_id)
        return text(articles, article_id)

    monkeypatch.setattr(Articles, "text", read)
    return ids


@pytest.mark.parametrize("format_name", ["jsonl", "articles-jsonl", "csv"])
def test_a_later_part_is_the_same_as_in_the_whole(labelled: Project, format_name: str) -> None:
    wanted = plan(survey(labelled), ExportChoices(format_name, finished_only=False))
    whole = excerpt(labelled, wanted, count=100).records
    assert len(whole) == wanted.records == sum(wanted.counts)
    for first in range(len(whole) + 2):
        assert excerpt(labelled, wanted, first=first, count=2).records == whole[first : first + 2]


@pytest.mark.parametrize(("format_name", "first"), [("jsonl", 6), ("articles-jsonl", 3)])
def test_articles_before_the_part_are_not_read(
    labelled: Project, opened: list[str], format_name: str, first: int
) -> None:
    wanted = plan(survey(labelled), ExportChoices(format_name, finished_only=False))
    assert len(excerpt(labelled, wanted, first=first, count=1).records) == 1
    assert opened == [wanted.articles[-1][0]]


def test_what_articles_add_to_a_file_of_all_is_shown_and_counts_of_all_are_not(labelled: Project) -> None:
    wanted = plan(survey(labelled), ExportChoices("huggingface"))
    found = excerpt(labelled, wanted, first=0, count=1)
    (record,) = found.records
    assert record.startswith('data/train.jsonl\n{"')
    assert "Fire 0." in record
    assert found.head == ""
