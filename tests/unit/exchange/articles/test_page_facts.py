from __future__ import annotations

import json

import pytest

from annotator.exchange.articles.shape import Facts
from tests.unit.exchange.articles.made_files import STORY, page
from tests.unit.exchange.articles.reads import extracts


def facts(head: str, *, language: str = "en") -> Facts:
    (found,) = extracts(page(f"<p>{STORY}</p>", head=head, language=language), "a.html")
    return found.facts


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": "Fire in\nthe port",
    "author": [{"@type": "Person", "name": "Ada"}, {"@type": "Person", "name": "Ben"}],
    "publisher": {"@type": "Organization", "name": "The Paper"},
    "datePublished": "2021-08-20T10:00:00Z",
    "mainEntityOfPage": {"@id": "https://paper.example/fire"},
}
OF_ARTICLE = Facts(
    title="Fire in the port",
    url="https://paper.example/fire",
    outlet="The Paper",
    byline="Ada, Ben",
    published_at="2021-08-20T10:00:00+00:00",
    stated_language="en",
)


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE,
        [{"@type": "WebSite", "name": "x"}, ARTICLE],
        {"@graph": [{"@type": "WebPage", "headline": "no"}, ARTICLE]},
        ARTICLE | {"@type": ["https://schema.org/ReportageNewsArticle", "Thing"]},
        {
            "@graph": [
                ARTICLE | {"publisher": {"@id": "#paper"}, "author": [{"@id": "#ada"}, {"@id": "#ben"}]},
                {"@type": "Organization", "@id": "#paper", "name": "The Paper"},
                {"@type": "Person", "@id": "#ada", "name": "Ada"},
                {"@type": "Person", "@id": "#ben", "name": "Ben"},
            ]
        },
    ],
)
def test_json_ld_is_found_wherever_it_stands(data: object) -> None:
    assert facts(linked(data)) == OF_ARTICLE


def test_json_ld_counts_for_more_than_meta_elements_which_fill_its_gaps() -> None:
    head = linked(ARTICLE | {"publisher": None, "headline": ""}) + (
        '<meta property="og:title" content="Open title"><meta property="og:site_name" content="Open Paper">'
        '<meta name="author" content="Nobody"><link rel="canonical" href="https://paper.example/canonical">'
    )
    found = facts(head)
    assert (found.title, found.outlet, found.byline) == ("Open title", "Open Paper", "Ada, Ben")
    assert found.url == "https://paper.example/canonical"


def test_meta_elements_alone_are_enough() -> None:
    head = (
        '<meta property="og:title" content="Open title"><meta property="og:url" content="https://a.example/1">'
        '<meta name="DC.creator" content="Ada"><meta property="article:author" content="https://fb.example/ada">'
        '<meta property="article:published_time" content="2021-08-20"><meta http-equiv="x" content="y">'
    )
    assert facts(head, language="pt-BR") == Facts(
        title="Open title",
        url="https://a.example/1",
        byline="Ada",
        published_at="2021-08-20",
        stated_language="pt-BR",
    )


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", </script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        linked({"@type": 5, "author": [[["x"]]], "headline": {"name": 3}}),
        linked(ARTICLE | {"author": 5, "headline": ["a", {"name": 7}], "datePublished": [1], "url": 3}),
        '<link rel="canonical" href="/relative"><meta property="og:url" content="javascript:x">',
        '<meta property="article:published_time" content="03/04/2021">',
    ],
)
def test_what_is_broken_or_uncertain_is_left_open(head: str) -> None:
    found = facts(head)
    assert found.url in ("", "https://paper.example/fire")
    assert (found.byline, found.published_at) == ("", "")
