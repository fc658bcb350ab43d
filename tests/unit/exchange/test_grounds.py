"""Claims of a file that names no article are put on the one in which their words stand, or on none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.exchange.annotations import file_reading, grounds
from annotator.exchange.annotations.foreign import ForeignArticle, ForeignClaim, ForeignSpan
from annotator.exchange.annotations.grounds import NOT_HERE, Grounds
from annotator.exchange.losses import Losses
from annotator.store.project import Project
from annotator.store.texts_with import articles_with
from tests.unit.exchange.made import add_article

FIRE = ("Fire in the port.", "Nobody was hurt, the mayor said.")
FLOOD = ("Flood in the port.", "Nobody was hurt, nobody at all.")
NOWHERE = (0, 0)


def found_for(project: Project, *words: tuple[str, tuple[int, int]]) -> str:
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
    assert found_for(project, ("Nobody", (18, 24))) == two[0]
    assert found_for(project, ("Nobody", (19, 25)), ("port", (13, 17))) == two[1]


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
        [("in the", (5, 11)), ("in the", (6, 12))],
        # In its place in one, and in neither.
        [("Nobody", (18, 24)), ("nowhere", (0, 7))],
        # In its place in one, and nowhere but in the other.
        [("Nobody was hurt", (18, 33)), ("at all", NOWHERE)],
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
    project: Project, two: tuple[str, str], words: Sequence[tuple[str, tuple[int, int]]]
) -> None:
    assert found_for(project, *words) == ""


def test_words_that_come_twice_do_not_tell_the_only_article(project: Project) -> None:
    add_article(project, FIRE * 2)
    assert found_for(project, (FIRE[1], NOWHERE), (FIRE[0], NOWHERE)) == ""


def test_an_article_that_is_named_and_not_here_is_not_looked_for(
    project: Project, two: tuple[str, str]
) -> None:
    claim = ForeignClaim("1", "a", (ForeignSpan(18, 24, "Nobody"),))
    named = ForeignArticle("x", "", url="https://example.org/gone", claims=(claim,))
    assert Grounds(project).of(named, Losses()) is None


def test_not_more_texts_are_gone_through_than_stays_fast(
    project: Project, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grounds, "_MOST_SEARCHES", 2)
    found = Grounds(project)
    claim = ForeignClaim("1", "a", (ForeignSpan(18, 24, "Nobody"),))
    article = ForeignArticle("x", "", claims=(claim,))
    assert [found.of(article, Losses()) is not None for _ in range(3)] == [True, True, False]
    monkeypatch.setattr(grounds, "_MOST_LIKELY", 1)
    assert found_for(project, ("Nobody", (18, 24))) == ""


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
        for number, (quote, start) in enumerate([("Nobody", 18), ("mayor", 39)])
    ]
    file = tmp_path / "annotations.json"
    file.write_text(json.dumps(annotations), "utf-8")
    capsys.readouterr()
    assert main(["import", path, str(file), "--format", "w3c", "--annotator", "Ada"]) == 0
    said = capsys.readouterr().out
    assert "put on the article in which their words stand, as the file names none: 2\n" in said
    assert "added: 0 articles, 2 claims" in said
