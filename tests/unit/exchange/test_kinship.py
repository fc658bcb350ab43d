"""No two articles that resemble each other have different families, whatever lies between them."""

from __future__ import annotations

from itertools import combinations

import pytest

from annotator.domain.likeness import ALIKE, likeness
from annotator.domain.work import Unwatched
from annotator.exchange.release.kinship import kin_of
from annotator.store.project import Project
from tests.unit.exchange.made import add_article

SENTENCES = [f"On day {number} the harbour of town {number} took ship {number} in." for number in range(40)]


def window(start: int) -> list[str]:
    """Twenty sentences, of which the next windows share fewer and fewer."""
    return SENTENCES[start : start + 20]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (0, 3, 1, 2), (1, 3, 0, 2), (3, 0, 2, 1)])
def test_what_resembles_two_families_makes_them_one(project: Project, order: tuple[int, ...]) -> None:
    texts = {add_article(project, window(start), title=str(start)): start for start in order}
    words = {id_: " ".join(window(start)) for id_, start in texts.items()}
    alike = [pair for pair in combinations(texts, 2) if likeness(*(words[id_] for id_ in pair)) >= ALIKE]
    assert {abs(texts[one] - texts[other]) for one, other in alike} == {1, 2}
    articles = list(project.articles.each())
    assert set(kin_of(Unwatched(), project, articles).values()) == {articles[0].id}


@pytest.mark.parametrize("copies", [12, 50])
def test_many_that_are_nearer_do_not_hide_another_family(project: Project, copies: int) -> None:
    for number in range(copies):
        add_article(project, [f"Place {number} prints it.", *window(1)], title=f"copy {number}")
    add_article(project, window(4), title="other")
    add_article(project, window(2), title="between")
    assert likeness(" ".join(window(2)), " ".join(window(4))) >= ALIKE
    articles = list(project.articles.each())
    assert set(kin_of(Unwatched(), project, articles).values()) == {articles[0].id}


def test_articles_that_share_little_are_families_of_their_own(project: Project) -> None:
    for start in (0, 20):
        add_article(project, window(start), title=str(start))
    articles = list(project.articles.each())
    assert kin_of(Unwatched(), project, articles) == {article.id: article.id for article in articles}


def test_short_texts_are_compared_as_well(project: Project) -> None:
    post = "The mayor said on Monday that the old bridge over the river fell and nobody was hurt"
    posts = (post, f"“{post}”, he wrote!", post.replace("bridge", "dam"), "Fire!", "Fire", "Rain in the port")
    ids = [add_article(project, [words], title=words) for words in posts]
    assert likeness(post, posts[1]) >= ALIKE > likeness(post, posts[2])
    kin = kin_of(Unwatched(), project, list(project.articles.each()))
    assert [ids.index(kin[id_]) for id_ in ids] == [0, 0, 2, 3, 4, 5]
