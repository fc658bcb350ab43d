"""The sample articles and the claims on them fit together."""

from __future__ import annotations

import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY

SEEDS = REPOSITORY / "seeds"
ARTICLES = sorted((SEEDS / "articles").glob("*.txt"))
CLAIMS: dict[str, Any] = json.loads((SEEDS / "claims.json").read_text(encoding="utf-8"))
WORK = [(article["file"], work) for article in CLAIMS["articles"] for work in article["work"]]
WORK_IDS = [f"{work['annotator']}-{Path(file).stem}" for file, work in WORK]

each_piece_of_work = pytest.mark.parametrize(("file", "work"), WORK, ids=WORK_IDS)


def stored_text(file: str) -> str:
    text = (SEEDS / file).read_bytes().decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def starts_of(words: str, text: str) -> list[int]:
    return [match.start() for match in re.finditer(f"(?={re.escape(words)})", text)]


def place(entry: dict[str, Any], words: str, text: str) -> int:
    starts = starts_of(words, text)
    if "occurrence" not in entry:
        assert len(starts) == 1, f"{words!r} occurs {len(starts)} times"
        return starts[0]
    assert len(starts) > 1, f"{words!r} needs no occurrence"
    occurrence: int = entry["occurrence"]
    assert 1 <= occurrence <= len(starts)
    return starts[occurrence - 1]


def claim_spans(work: dict[str, Any], text: str) -> list[tuple[int, int]]:
    starts = [place(claim, claim["quote"], text) for claim in work["claims"]]
    return [(start, start + len(claim["quote"])) for start, claim in zip(starts, work["claims"], strict=True)]


def has_astral(text: str) -> bool:
    return any(character > "\uffff" for character in text)


def sentence_length(text: str) -> int:
    """How far the first sentence goes; good enough where no abbreviation is in it."""
    return len(re.split(r"(?<=[.?!”])\s|\n", text, maxsplit=1)[0])


def windows(text: str, *, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_article_is_clean_utf8(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", errors="strict")
    assert text.strip()
    assert not text.startswith("\ufeff")
    assert "\0" not in text


def test_every_article_is_listed_once() -> None:
    listed = [article["file"] for article in CLAIMS["articles"]]
    assert sorted(listed) == [path.relative_to(SEEDS).as_posix() for path in ARTICLES]
    assert len(listed) == 6


def test_one_article_has_crlf_line_ends_only() -> None:
    with_crlf = [path for path in ARTICLES if b"\r" in path.read_bytes()]
    assert [path.stem for path in with_crlf] == ["03-bridge-closure"]
    data = with_crlf[0].read_bytes()
    assert data.count(b"\r\n") == data.count(b"\r") == data.count(b"\n")


def test_some_claim_has_an_astral_character_before_it_and_one_inside() -> None:
    def is_met(file: str, work: dict[str, Any]) -> bool:
        text = stored_text(file)
        spans = claim_spans(work, text)
        return any(has_astral(text[:start]) and has_astral(text[start:end]) for start, end in spans)

    assert any(is_met(file, work) for file, work in WORK)


def test_the_annotators_are_ada_and_ben_and_each_did_the_same_articles() -> None:
    assert [annotator["name"] for annotator in CLAIMS["annotators"]] == ["Ada", "Ben"]
    done = {name: [file for file, work in WORK if work["annotator"] == name] for name in ("Ada", "Ben")}
    assert len(done["Ada"]) == 3
    assert done["Ada"] == done["Ben"]
    assert len(WORK) == 6


@each_piece_of_work
def test_quotes_are_found_where_said_and_in_order(file: str, work: dict[str, Any]) -> None:
    spans = claim_spans(work, stored_text(file))
    assert spans == sorted(spans)
    assert len(spans) == len(set(spans))


@each_piece_of_work
def test_quotes_have_no_white_space_at_their_ends(file: str, work: dict[str, Any]) -> None:
    assert all(claim["quote"] == claim["quote"].strip() for claim in work["claims"])


@each_piece_of_work
def test_claims_hold_only_known_fields_and_values(file: str, work: dict[str, Any]) -> None:
    for claim in work["claims"]:
        assert set(claim) <= {"quote", "occurrence", "label", "confidence", "note", "flag"}
        assert claim["label"] in {"confirmed", "disputed", "unverified"}
        assert claim.get("confidence", "low") in {"low", "mid", "high"}


@each_piece_of_work
def test_no_claim_is_said_at_the_start_of_a_sentence_without_claims(file: str, work: dict[str, Any]) -> None:
    text = stored_text(file)
    spans = claim_spans(work, text)
    assert work["no_claim"]
    for entry in work["no_claim"]:
        start = place(entry, entry["starts_with"], text)
        end = start + sentence_length(text[start:])
        assert start == 0 or text[start - 1] == "\n" or text[start - 2 : start] in {". ", "” ", "? "}
        assert len(entry["starts_with"]) <= end - start
        assert not any(claim_start < end and start < claim_end for claim_start, claim_end in spans)


def test_some_claims_of_one_annotator_overlap() -> None:
    def overlaps(file: str, work: dict[str, Any]) -> int:
        spans = claim_spans(work, stored_text(file))
        return sum(later[0] < earlier[1] for earlier, later in itertools.pairwise(spans))

    assert sum(overlaps(file, work) for file, work in WORK) == 2


def test_the_annotators_disagree_on_labels_on_spans_and_on_what_is_a_claim() -> None:
    labels = {
        (work["annotator"], file, span): claim["label"]
        for file, work in WORK
        for span, claim in zip(claim_spans(work, stored_text(file)), work["claims"], strict=True)
    }
    ada = {key[1:]: label for key, label in labels.items() if key[0] == "Ada"}
    ben = {key[1:]: label for key, label in labels.items() if key[0] == "Ben"}
    assert any(ada[key] != ben[key] for key in ada.keys() & ben.keys())

    def touches(key: tuple[str, tuple[int, int]], others: dict[tuple[str, tuple[int, int]], str]) -> bool:
        file, (start, end) = key
        return any(file == name and start < stop and begin < end for name, (begin, stop) in others)

    apart = [(key, ben) for key in ada.keys() - ben.keys()] + [(key, ada) for key in ben.keys() - ada.keys()]
    assert {touches(key, others) for key, others in apart} == {True, False}


def test_the_samples_share_no_sentence_with_the_newspaper_article(shared: Path) -> None:
    originals = sorted((shared / "seeds").glob("*.txt"))
    if not originals:
        pytest.skip(f"the newspaper article is not in {shared / 'seeds'}; set CLAIMDESK_SHARED")
    theirs = {window for path in originals for window in windows(path.read_text("utf-8"), length=6)}
    ours = {window for path in ARTICLES for window in windows(path.read_text("utf-8"), length=6)}
    assert sorted(theirs & ours) == []
