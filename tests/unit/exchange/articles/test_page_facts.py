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
        {"@type": "WebPage", "datePublished": "2019-01-01", "mainEntity": ARTICLE},
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


@pytest.mark.parametrize(
    "script",
    [
        '<script type="application/ld+json; charset=utf-8">{}</script>',
        '<script type="application/ld+json">\n//<![CDATA[\n{}\n//]]>\n</script>',
        '<script type="application/ld+json"><!-- {} --></script>',
    ],
)
def test_json_ld_is_found_however_it_is_wrapped(script: str) -> None:
    assert facts(script.format(json.dumps(ARTICLE))) == OF_ARTICLE


def test_other_articles_that_json_ld_describes_are_not_that_of_the_page() -> None:
    other = {"@type": "NewsArticle", "headline": "Flood", "author": "Cyn", "datePublished": "2001-01-01"}
    listed = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]}
    titled = '<meta property="og:title" content="Fire in the port - The Paper">'
    assert facts(linked(listed) + linked(ARTICLE)) == OF_ARTICLE
    assert facts(linked(other) + linked(ARTICLE) + titled) == OF_ARTICLE
    assert facts(linked(listed)).title == "Site"


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        (["Ada", {"name": ["Ben"]}, {"name": {"@value": "Cyn"}}], "Ada, Ben, Cyn"),
        ({"@type": "Person", "givenName": "Ada", "familyName": "Lovelace"}, "Ada Lovelace"),
        ([{"name": "Ada"}, {"name": "Ada"}], "Ada"),
        (["Lovelace, Ada", "Babbage, Ben"], "Lovelace, Ada; Babbage, Ben"),
        ({"name": "https://paper.example/ada"}, ""),
        ("Ada O&#039;Hara &amp; Ben", "Ada O'Hara & Ben"),
    ],
)
def test_everybody_who_wrote_is_named_once(author: object, byline: str) -> None:
    assert facts(linked(ARTICLE | {"author": author})).byline == byline


def test_who_is_said_to_have_made_it_is_named_where_no_author_is() -> None:
    assert facts(linked(ARTICLE | {"author": None, "creator": "Ada"})).byline == "Ada"
    several = '<meta name="author" content="Ada"><meta name="author" content="Ben">'
    assert facts(several).byline == "Ada, Ben"
    (found,) = extracts(page(f"<p>By <a rel='author' href='/ada'>Ada</a></p><p>{STORY}</p>"), "a.html")
    assert found.facts.byline == "Ada"


@pytest.mark.parametrize(
    "language", [{"@type": "Language", "name": "German", "alternateName": "de"}, ["de"], "de"]
)
def test_the_language_of_the_article_is_found_where_the_page_states_none(language: object) -> None:
    assert facts(linked(ARTICLE | {"inLanguage": language}), language="").stated_language == "de"


@pytest.mark.parametrize(
    ("written", "tag"),
    [("en_us", "en-US"), ("ZH-hans-cn", "zh-Hans-CN"), ("de-1996", "de-1996"), ("x", "")],
)
def test_tags_of_one_language_are_written_alike(written: str, tag: str) -> None:
    assert facts("", language=written).stated_language == tag


def test_dublin_core_and_a_base_address_are_read() -> None:
    head = (
        '<base href="https://paper.example/news/"><link rel="canonical" href="/fire">'
        '<meta name="DCTERMS.title" content="Fire"><meta name="DC.publisher" content="The Paper">'
        '<meta name="dcterms.creator" content="Ada"><meta name="dcterms.issued" content="2021-08-20">'
        '<meta name="DC.language" content="de">'
    )
    assert facts(head, language="") == Facts(
        title="Fire",
        url="https://paper.example/fire",
        outlet="The Paper",
        byline="Ada",
        published_at="2021-08-20",
        stated_language="de",
    )


def test_a_date_that_only_microdata_or_the_day_of_making_tells_is_found() -> None:
    assert facts('<meta itemprop="datePublished" content="2021-08-20">').published_at == "2021-08-20"
    made = linked(ARTICLE | {"datePublished": "", "dateCreated": "2021-08-19", "dateModified": "2021-08-25"})
    assert facts(made).published_at == "2021-08-19"


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
        '<base href="http://a.b/"><link rel="canonical" href="http://[x">',
        '<meta property="article:published_time" content="03/04/2021">',
    ],
)
def test_what_is_broken_or_uncertain_is_left_open(head: str) -> None:
    found = facts(head)
    assert found.url in ("", "https://paper.example/fire")
    assert (found.byline, found.published_at) == ("", "")
