from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.allotment import Shares, allot
from annotator.domain.errors import Refused

seeds = st.integers(0, 2**31 - 1)


def _names(prefix: str, count: int) -> list[str]:
    return [f"{prefix}{number}" for number in range(count)]


@st.composite
def teams(draw: st.DrawFn) -> tuple[list[str], list[str], int]:
    articles = _names("article", draw(st.integers(0, 60)))
    people = _names("person", draw(st.integers(1, 7)))
    return articles, people, draw(st.integers(1, len(people)))


def _joined(*rounds: Shares) -> Shares:
    people = {person for shares in rounds for person in shares}
    return {person: tuple(a for shares in rounds for a in shares.get(person, ())) for person in people}


@given(teams(), seeds)
def test_every_article_has_as_many_annotators_as_were_wanted(
    team: tuple[list[str], list[str], int], seed: int
) -> None:
    articles, people, per_article = team
    shares = allot(articles, people, per_article=per_article, seed=seed)
    for article in articles:
        assert sum(article in theirs for theirs in shares.values()) == per_article
    assert all(len(theirs) == len(set(theirs)) for theirs in shares.values())


@given(teams(), seeds)
def test_nobody_has_two_more_than_another(team: tuple[list[str], list[str], int], seed: int) -> None:
    articles, people, per_article = team
    counts = [len(theirs) for theirs in allot(articles, people, per_article=per_article, seed=seed).values()]
    assert max(counts) - min(counts) <= 1


@given(teams(), seeds, st.randoms(use_true_random=False))
def test_the_order_in_which_articles_and_people_come_does_not_matter(
    team: tuple[list[str], list[str], int], seed: int, random: Random
) -> None:
    articles, people, per_article = team
    first = allot(articles, people, per_article=per_article, seed=seed)
    again = allot(
        sorted(articles, key=lambda _: random.random()),
        people[::-1],
        per_article=per_article,
        seed=seed,
    )
    assert first == again


@given(teams(), seeds, st.integers(0, 20), st.integers(0, 3))
def test_new_articles_and_people_take_nothing_away(
    team: tuple[list[str], list[str], int], seed: int, more: int, joining: int
) -> None:
    articles, people, per_article = team
    first = allot(articles, people, per_article=per_article, seed=seed)
    articles, people = articles + _names("late", more), people + _names("newcomer", joining)
    second = allot(articles, people, per_article=per_article, seed=seed, held=first)
    both = _joined(first, second)
    assert all(set(first[person]).isdisjoint(second[person]) for person in first)
    for article in articles:
        assert sum(article in theirs for theirs in both.values()) == per_article
    # Who came first gets no more than what evens the shares out.
    if not joining:
        counts = [len(theirs) for theirs in both.values()]
        assert max(counts) - min(counts) <= 1


@given(teams(), seeds)
def test_a_second_round_has_nothing_to_do(team: tuple[list[str], list[str], int], seed: int) -> None:
    articles, people, per_article = team
    first = allot(articles, people, per_article=per_article, seed=seed)
    again = allot(articles, people, per_article=per_article, seed=seed + 1, held=first)
    assert not any(again.values())


@given(seeds)
def test_what_somebody_outside_the_round_has_counts(seed: int) -> None:
    shares = allot(["one", "two"], ["anna"], per_article=1, seed=seed, held={"ben": ["one"]})
    assert shares == {"anna": ("two",)}


def test_a_newcomer_gets_what_comes_until_she_has_as_much() -> None:
    people = ["anna", "ben"]
    held = allot(_names("article", 10), people, per_article=1, seed=7)
    more = allot(
        _names("article", 10) + _names("late", 4), [*people, "chen"], per_article=1, seed=7, held=held
    )
    assert {person: len(theirs) for person, theirs in more.items()} == {"anna": 0, "ben": 0, "chen": 4}


def test_queues_are_shuffled_apart_and_by_the_seed() -> None:
    articles = _names("article", 40)
    shares = allot(articles, ["anna", "ben"], per_article=2, seed=7)
    assert set(shares["anna"]) == set(shares["ben"]) == set(articles)
    assert list(shares["anna"]) != articles
    assert shares["anna"] != shares["ben"]
    assert shares != allot(articles, ["anna", "ben"], per_article=2, seed=8)


@pytest.mark.parametrize("per_article", [0, 3])
def test_too_few_people_are_refused(per_article: int) -> None:
    with pytest.raises(Refused, match="among 2"):
        allot(["one"], ["anna", "ben"], per_article=per_article, seed=7)


@given(st.integers(0, 10_000))
def test_what_somebody_began_leaves_the_rest_even(seed: int) -> None:
    shares = allot(["a", "b", "c"], ["Ben", "Chen", "Dora"], per_article=2, seed=seed, held={"Ben": ["b"]})
    assert sorted(len(shares[name]) + (name == "Ben") for name in shares) == [2, 2, 2]
