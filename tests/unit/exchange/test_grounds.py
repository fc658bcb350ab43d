"""Claims of a file that names no article are put on the one in which their words stand, or on none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.exchange.annotations import file_reading, grounds
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan
from annotator.exchange.annotations.grounds import NOT_HERE, NOT_LOOKED_FOR, Grounds
from annotator.exchange.losses import Losses
from annotator.store.project import Project
from annotator.store.texts_with import articles_with
from tests.unit.exchange.made import add_article

FIRE = ("Fire in the port.", "Nobody was hurt, the mayor said.")
FLOOD = ("Flood in the port.", "Nobody was hurt, nobody at all.")
NOWHERE = (0, 0)
HURT = ("Nobody was hurt", (18, 33))
"""In its place in the first only."""


def found_for(project: Project, *words: tuple[str | None, tuple[int, int]]) -> str:
    claims = [
        ForeignClaim(str(number), "a", (ForeignSpan(*place, quote),))
        for number, (quote, place) in enumerate(words)
    ]
    losses = Losses()
    place = Grounds(project).of(ForeignArticle("file.json", "", claims=tuple(claims)), losses)
    assert [loss.what for loss in losses.found] == ([] if place else [NOT_HERE])
    assert place is None or place.is_by_words
    return place.article_id if place else ""


@pytest.fixture
def two(project: Project) -> tuple[str, str]:
    return add_article(project, FIRE), add_article(project, FLOOD)


def test_words_in_their_places_tell_the_article(project: Project, two: tuple[str, str]) -> None:
    assert found_for(project, (FIRE[1], (18, 50))) == two[0]
    assert found_for(project, ("Nobody was hurt", (19, 34)), ("port", (13, 17))) == two[1]


def test_without_their_places_no_other_article_may_have_the_words(
    project: Project, two: tuple[str, str]
) -> None:
    assert found_for(project, (FIRE[0], NOWHERE), (FIRE[1], NOWHERE)) == two[0]
    assert found_for(project, (FIRE[1], (17, 18)), (FIRE[0], (0, 17))) == two[0]
    assert found_for(project, (FIRE[1], NOWHERE), (FLOOD[1], NOWHERE)) == ""


@pytest.mark.parametrize(
    "words",
    [
        # In both of them.
        [HURT, ("in the", (6, 12))],
        # In its place in one, and in neither.
        [HURT, ("nowhere", (0, 7))],
        # In its place in one, and nowhere but in the other.
        [HURT, ("at all", NOWHERE)],
        # One phrase in its place may be chance, also where a part of it is marked as well.
        [HURT],
        [HURT, ("was hurt", (25, 33))],
        # Two words in their places that many articles may have there.
        [("in", (5, 7)), ("Nobody", (18, 24))],
        # A claim without words would stand on any.
        [(FIRE[1], (18, 50)), (None, (0, 4))],
        [(FIRE[1], (18, 50)), ("", (0, 4))],
        # Too few words to go without their place.
        [("the mayor said", NOWHERE)],
        [("the mayor said", (34, 48))],
        # Too short to be no chance.
        [("in", (5, 7))],
        [(" \r\n in \r\n  ", (4, 8))],
        [("\ud83d half", (18, 24))],
        [("", (3, 3))],
        [],
    ],
)
def test_nothing_is_guessed(
    project: Project, two: tuple[str, str], words: Sequence[tuple[str | None, tuple[int, int]]]
) -> None:
    assert found_for(project, *words) == ""


def test_words_that_come_twice_do_not_tell_the_only_article(project: Project) -> None:
    add_article(project, FIRE * 2)
    assert found_for(project, (FIRE[1], NOWHERE), (FIRE[0], NOWHERE)) == ""


def test_an_article_that_is_named_and_not_here_is_not_looked_for(
    project: Project, two: tuple[str, str]
) -> None:
    claim = ForeignClaim("1", "a", (ForeignSpan(18, 50, FIRE[1]),))
    named = ForeignArticle("x", "", url="https://example.org/gone", claims=(claim,))
    assert Grounds(project).of(named, Losses()) is None


def test_not_more_texts_are_gone_through_than_stays_fast(
    project: Project, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grounds, "_MOST_SEARCHES", 2)
    found = Grounds(project)
    losses = Losses()
    claim = ForeignClaim("1", "a", (ForeignSpan(18, 50, FIRE[1]),))
    article = ForeignArticle("x", "", claims=(claim,))
    assert [found.of(article, losses) is not None for _ in range(3)] == [True, True, False]
    assert found.of(article, losses, is_more=True) is None
    assert [(loss.what, loss.count) for loss in losses.found] == [(NOT_LOOKED_FOR, 2)]
    named = ForeignArticle("y", "", url="https://example.org/gone", claims=(claim,))
    assert found.of(named, losses) is None
    assert losses.found[-1].what == NOT_HERE
    monkeypatch.setattr(grounds, "_MOST_LIKELY", 1)
    assert found_for(project, HURT, ("port", (12, 16))) == ""


def test_further_claims_without_words_are_not_put_where_those_before_were(
    project: Project, two: tuple[str, str]
) -> None:
    found, losses = Grounds(project), Losses()
    first, blind = ForeignSpan(18, 50, FIRE[1]), ForeignSpan(0, 4)
    articles = [
        ForeignArticle("x", "", claims=(ForeignClaim("1", "a", (span,)),)) for span in (first, blind, first)
    ]
    places = [found.of(each, losses, is_more=bool(number)) for number, each in enumerate(articles)]
    assert [place is not None for place in places] == [True, False, True]
    assert [(loss.what, loss.count) for loss in losses.found] == [(NOT_HERE, 1)]


def test_texts_with_words(project: Project, two: tuple[str, str]) -> None:
    assert articles_with(project.database, ["port", "mayor"], most=5) == [two[0]]
    assert len(articles_with(project.database, ["port"], most=1)) == 1
    assert articles_with(project.database, ["PORT"], most=1) == []
    with pytest.raises(ValueError, match="no words"):
        articles_with(project.database, [], most=1)


@pytest.mark.parametrize("most", [1, 100])
def test_it_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(file_reading, "_MOST_CLAIMS", most)
    path, text = str(tmp_path / "news"), tmp_path / "a.txt"
    text.write_text("\n".join(FIRE), "utf-8")
    assert main(["new", path]) == 0
    assert main(["import", path, str(text)]) == 0
    annotations = [
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"#{number}",
            "type": "Annotation",
            "body": {"type": "TextualBody", "value": "disputed", "purpose": "tagging"},
            "target": {
                "selector": [
                    {"type": "TextQuoteSelector", "exact": quote},
                    {"type": "TextPositionSelector", "start": start, "end": start + len(quote)},
                ]
            },
        }
        for number, (quote, start) in enumerate([(FIRE[1], 18), ("mayor", 39)])
    ]
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps(annotations), "utf-8")
    capsys.readouterr()
    assert main(["import", path, str(file), "--format", "w3c", "--annotator", "Ada"]) == 0
    said = capsys.readouterr().out
    assert "put on the article in which their words stand, as the file names none: 2\n" in said
    assert "added: 0 articles, 2 claims" in said
