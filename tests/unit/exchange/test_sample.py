from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.domain.errors import Refused
from annotator.domain.work import Unwatched
from annotator.exchange.sample import build_sample
from annotator.exchange.sheets import load_sheet
from annotator.store.checking import check
from annotator.store.counts import works
from annotator.store.project import Project


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Project]:
    project = build_sample(tmp_path / "sample.claimdesk")
    yield project
    project.close()


def test_the_sample_holds_every_decision_of_the_seeds(sample: Project, repository: Path) -> None:
    seeds = json.loads((repository / "seeds" / "claims.json").read_bytes())
    expected = Counter(
        (work["annotator"], claim["quote"], claim["label"], claim.get("note", ""), claim.get("flag", False))
        for article in seeds["articles"]
        for work in article["work"]
        for claim in work["claims"]
    )
    names = {person.id: person.name for person in sample.people.all()}
    assert expected == Counter(
        (names[claim.annotator_id], claim.quote, claim.label, claim.note, claim.flag)
        for claim in sample.claims.each()
    )
    assert [article.language[:2] for article in sample.articles.each()] == [
        article["language"] for article in seeds["articles"]
    ]


def test_ada_and_ben_finished_three_articles_each(sample: Project) -> None:
    assert [work.is_finished for work in works(sample)] == [True] * 6
    for person in sample.people.all():
        rows = sample.articles.queue(person.id)
        assert [row.standing.value for row in rows] == ["finished"] * 3 + ["new"] * 3
        for row in rows[:3]:
            sheet = load_sheet(sample, row.article_id, person.id)
            assert (row.undecided, row.claims) == (sheet.undecided, len(sheet.claims)) == (0, row.claims)


def test_the_sample_is_whole_and_durable_afterwards(sample: Project) -> None:
    assert list(check(sample, Unwatched())) == []
    assert sample.database.row("PRAGMA synchronous") == (3,)


def test_a_sample_never_takes_the_place_of_a_file(sample: Project) -> None:
    with pytest.raises(Refused, match="is there already"):
        build_sample(sample.path)
