"""Articles that other people wrote: each is read whole, and counted by a way of its own."""

from __future__ import annotations

import csv
import html
import json
import re
from pathlib import Path

import pytest

from annotator.domain.records import Direction
from annotator.domain.work import Unwatched
from annotator.exchange.articles.shape import Field, Wishes
from annotator.exchange.finding import find_files
from annotator.exchange.importing import import_texts
from annotator.exchange.reading import readings
from annotator.store.project import Project

# Four headings with nothing but pictures below them, and four list items that stand in no list.
LOST_PARAGRAPHS = 8
LANGUAGES = {
    "arb": ("ar", Direction.RIGHT_TO_LEFT),
    "fas": ("fa", Direction.RIGHT_TO_LEFT),
    "heb": ("he", Direction.RIGHT_TO_LEFT),
    "urd": ("ur", Direction.RIGHT_TO_LEFT),
    "div": ("dv", Direction.RIGHT_TO_LEFT),
    "eng": ("en", Direction.LEFT_TO_RIGHT),
    "deu": ("de", Direction.LEFT_TO_RIGHT),
    "spa": ("es", Direction.LEFT_TO_RIGHT),
    "rus": ("ru", Direction.LEFT_TO_RIGHT),
    "tur": ("tr", Direction.LEFT_TO_RIGHT),
    "hin": ("hi", Direction.LEFT_TO_RIGHT),
    "ben": ("bn", Direction.LEFT_TO_RIGHT),
    "tha": ("th", Direction.LEFT_TO_RIGHT),
    "mya": ("my", Direction.LEFT_TO_RIGHT),
    "jpn": ("ja", Direction.LEFT_TO_RIGHT),
    "kor": ("ko", Direction.LEFT_TO_RIGHT),
    "zho-CN": ("zh-Hans", Direction.LEFT_TO_RIGHT),
    "zho-TW": ("zh-Hant", Direction.LEFT_TO_RIGHT),
}


@pytest.fixture
def articles(shared: Path) -> Path:
    folder = shared / "data" / "articles"
    if not folder.is_dir():
        pytest.skip(f"no folder of articles at {folder}")
    return folder


def words(text: str) -> str:
    return " ".join(text.split())


def captions(markup: str) -> str:
    found = re.findall(r"<figcaption>(.*?)</figcaption>", markup, re.DOTALL)
    return words(html.unescape(" ".join(found)))


def test_web_pages_give_the_paragraphs_of_their_plain_texts_without_captions(articles: Path) -> None:
    wikinews = articles / "wikinews_gum"
    metadata = json.loads((wikinews / "metadata.json").read_text(encoding="utf-8"))
    pages = sorted((wikinews / "html").glob("*.html"))
    assert len(pages) == len(metadata) == 24
    expected = lost = 0
    for page in pages:
        (reading,) = readings(page, page.name)
        draft = reading.draft
        assert draft is not None, reading.problem
        plain = (wikinews / "txt" / f"{page.stem}.txt").read_text(encoding="utf-8")
        left_out = captions(page.read_text(encoding="utf-8"))
        paragraphs = [
            words(each) for each in plain.split("\n\n") if words(each) and words(each) not in left_out
        ]
        expected += len(paragraphs)
        lost += sum(each.removeprefix("- ") not in words(draft.text) for each in paragraphs)
        assert (draft.language, draft.facts.url.startswith("https://en.wikinews.org/")) == ("en", True)
    assert (expected, lost) == (293, LOST_PARAGRAPHS)


@pytest.mark.parametrize("folder", LANGUAGES)
def test_articles_in_many_languages_are_read_as_they_are(articles: Path, folder: str) -> None:
    paths = sorted((articles / "ntrex_news" / folder).glob("*.txt"))
    assert len(paths) == 40
    found = []
    for path in paths:
        (reading,) = readings(path, path.name)
        assert reading.draft is not None
        assert reading.draft.text == path.read_bytes().decode().removeprefix("\ufeff").replace("\r\n", "\n")
        found.append((reading.draft.language, reading.draft.direction))
    assert found.count(LANGUAGES[folder]) >= 39


def test_a_table_of_thousands_of_rows_comes_in_row_by_row(project: Project, articles: Path) -> None:
    path = articles / "ans_arabic" / "claim_dev.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wishes = Wishes(columns={Field.TEXT: "claim_s"})
    report = import_texts(Unwatched(), project, find_files([path]), wishes=wishes)
    texts = {row["claim_s"] for row in rows if row["claim_s"].strip()}
    assert report.added == project.articles.count() == len(texts) > 400
    assert report.given == len(rows)
    assert {project.articles.text(article.id) for article in project.articles.each()} == texts
