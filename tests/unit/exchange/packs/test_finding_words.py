"""What a merge tells of rows is told in their words, and of people in names that others could mistake."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.identity import new_id
from annotator.exchange.packs.comparison import Finding, FindingKind
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.weighing import compare
from annotator.store.project import open_project
from tests.packs import do, forged, given_out, lead_project, marking, packed, saying_no_claim


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return lead_project(tmp_path)


@pytest.fixture
def work(lead: Path, tmp_path: Path) -> Path:
    """Anna's pack: a claim, a sentence that holds none."""
    path = given_out(lead, tmp_path / "anna", "Anna")
    do(path, marking(1))
    do(path, saying_no_claim(2))
    packed(path, tmp_path / "work.annpack")
    return tmp_path / "work.annpack"


def told(path: Path, pack: Path) -> list[Finding]:
    with closing(open_project(path)) as project:
        return list(compare(project, read_pack(pack)).findings)


def test_rows_are_told_by_title_and_words_and_known_by_their_ids(
    lead: Path, work: Path, tmp_path: Path
) -> None:
    with closing(open_project(lead, read_only=True)) as project:
        article = next(project.articles.each())
        text, units = project.articles.text(article.id), project.articles.units(article.id)
        words = [text[unit.start : unit.end] for unit in units[1:3]]

    def other_text(data: bytes) -> bytes:
        lines = [json.loads(line) | {"sha256": "0" * 64} for line in data.splitlines()]
        return b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)

    pack = forged(work, {"articles.jsonl": other_text}, to=tmp_path / "other.annpack")
    (found,) = told(lead, pack)
    assert found.kind is FindingKind.ARTICLE_CHANGED
    assert found.examples == tuple(f"{article.title} “{each}”" for each in words)
    assert article.id not in " ".join(found.examples)
    assert len(found.rows) == found.count == 2


def test_somebody_with_nearly_the_same_name_is_told(lead: Path, work: Path, tmp_path: Path) -> None:
    def of_another(data: bytes) -> bytes:
        cover = json.loads(data)
        cover["annotator"] |= {"id": new_id(), "name": "ánna"}
        return json.dumps(cover).encode()

    pack = forged(work, {"pack.json": of_another}, to=tmp_path / "other.annpack")
    (found,) = [one for one in told(lead, pack) if one.kind is FindingKind.NAME_ALIKE]
    assert found.examples == ("Anna",)
