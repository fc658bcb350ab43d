from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.errors import Refused
from annotator.domain.records import Article
from annotator.exchange.choices import SplitBy
from annotator.exchange.release.splitting import (
    Group,
    day_of,
    divided,
    groups_of,
    outlet_of,
    part_names,
    shares_from,
)

each_way = pytest.mark.parametrize("by", SplitBy)


def article(number: int, *, outlet: str = "", url: str = "", day: str = "") -> Article:
    return Article(
        f"id{number:03}", f"{number:064x}", f"Title {number}", 10, outlet=outlet, url=url, published_at=day
    )


def split(
    articles: list[Article],
    shares: tuple[int, ...] = (80, 10, 10),
    *,
    by: SplitBy = SplitBy.RANDOM,
    seed: int = 13,
    kin: dict[str, str] | None = None,
) -> dict[str, frozenset[str]]:
    return divided(groups_of(articles, kin or {}, by=by, seed=seed), shares, by=by)


@pytest.mark.parametrize(
    ("text", "shares"), [("80/10/10", (80, 10, 10)), ("4/1", (4, 1)), (" 80 / 20 ", (80, 20))]
)
def test_shares_are_read_as_people_write_them(text: str, shares: tuple[int, ...]) -> None:
    assert shares_from(text) == shares


@pytest.mark.parametrize(
    "text", ["", "80", "80/20/0", "80/-10/30", "a/b", "1/2/3/4", "80,20", "9999999/1", "٨٠/"]
)
def test_what_is_no_split_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Nothing was written"):
        shares_from(text)


@each_way
@given(
    count=st.integers(3, 40),
    outlets=st.integers(3, 10),
    seed=st.integers(0, 99),
    shares=st.lists(st.integers(1, 90), min_size=2, max_size=3),
)
def test_every_article_is_in_one_part_and_no_part_is_empty(
    by: SplitBy, count: int, outlets: int, seed: int, shares: list[int]
) -> None:
    articles = [article(number, outlet=f"Outlet {number % outlets}") for number in range(count)]
    parts = split(articles, tuple(shares), by=by, seed=seed)
    assert list(parts) == list(part_names(shares))
    assert all(parts.values())
    assert sum(map(len, parts.values())) == len(frozenset.union(*parts.values())) == count
    if by is SplitBy.OUTLET:
        for part in parts.values():
            names = {each.outlet for each in articles if each.id in part}
            assert part == {each.id for each in articles if each.outlet in names}


def test_shares_are_kept_to_the_article_where_nothing_stays_together() -> None:
    parts = split([article(number) for number in range(100)])
    assert [len(part) for part in parts.values()] == [80, 10, 10]


def test_the_seed_alone_shuffles() -> None:
    articles = [article(number) for number in range(30)]
    assert split(articles) == split(articles[::-1])
    assert split(articles) != split(articles, seed=14)


@each_way
def test_near_duplicates_stay_together(by: SplitBy) -> None:
    articles = [article(number, outlet=str(number), day=f"2026-01-{number + 1:02}") for number in range(12)]
    kin = {"id000": "id000", "id011": "id000", "id005": "id000"}
    for seed in range(10):
        parts = split(articles, (50, 50), by=by, seed=seed, kin=kin)
        assert any(set(kin) <= part for part in parts.values())


def test_kin_brings_outlets_together() -> None:
    articles = [article(number, outlet=f"Outlet {number // 2}") for number in range(8)]
    groups = groups_of(articles, {"id001": "id001", "id002": "id001"}, by=SplitBy.OUTLET, seed=1)
    assert sorted(len(group.ids) for group in groups) == [2, 2, 4]


def test_the_newest_are_tested_with_and_those_without_a_date_are_not() -> None:
    articles = [article(number, day=f"2026-05-{number:02}T08:00Z") for number in range(1, 10)]
    parts = split([article(99, day="May"), *articles[::-1]], by=SplitBy.DATE)
    assert parts["test"] == {"id009"}
    assert parts["validation"] == {"id008"}
    assert "id099" in parts["train"]


def test_too_few_groups_are_refused() -> None:
    articles = [article(number, outlet="One") for number in range(9)]
    with pytest.raises(Refused, match=r"1 groups of articles .* cannot be split into 3 parts"):
        split(articles, by=SplitBy.OUTLET)


def test_a_large_outlet_leaves_the_other_parts_something() -> None:
    parts = divided(
        [Group(tuple(map(str, range(50))), "a"), Group(("x",), "b"), Group(("y",), "c")],
        (80, 10, 10),
        by=SplitBy.OUTLET,
    )
    assert [len(part) for part in parts.values()] == [50, 1, 1]


@pytest.mark.parametrize(
    ("found", "outlet"),
    [
        (article(1, outlet=" The  Daily ", url="https://other.org"), "the daily"),
        (article(1, url="https://www.Example.org/news"), "example.org"),
        (article(1, url="http://[broken"), ""),
        (article(1), ""),
    ],
)
def test_an_outlet_is_known_by_its_name_or_its_address(found: Article, outlet: str) -> None:
    assert outlet_of(found) == outlet


def test_a_day_is_what_looks_like_one() -> None:
    assert [
        day_of(article(1, day=day)) for day in ("2026-05-01", "2026-05-01T08:00:00Z", "1 May 2026", "")
    ] == [
        "2026-05-01",
        "2026-05-01",
        "",
        "",
    ]
