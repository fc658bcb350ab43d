"""CoNLL-2003: our files come back as tokens and labels, and other readers find the same in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given

from annotator.domain.errors import Refused
from annotator.domain.spans import Span
from annotator.domain.work import Unwatched
from annotator.exchange.annotations.foreign import ForeignArticle
from annotator.exchange.annotations.placing import Ground, How, Placed
from annotator.exchange.annotations.sources import open_source
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.ascii_labels import label_of
from annotator.exchange.formats.conll_reader import TokenReader
from annotator.exchange.formats.tokens import tokens
from annotator.exchange.losses import Loss, Losses
from tests.consumers import consumer
from tests.unit.exchange.corpus import CASES, Case, cases
from tests.unit.exchange.round_trip import MemorySource, dossier_of, read, written

CHOICES = ExportChoices("conll", names=True, notes=True)
OVERLAPPING = "claims of which a longer one has some words, left out"
IN_PIECES = "claims in several pieces, each written as a claim"
CUT = "claims of several sentences, cut where these end"
IN_WORDS = "claims that begin or end inside a word, written with all of it"
SPACE = "titles of articles, and their white space"
Found = Counter[tuple[str, str, tuple[str, ...]]]
"""Annotator, label and tokens of claims."""


def exported(some: Sequence[Case]) -> tuple[list[Dossier], dict[str, bytes], dict[str, int]]:
    writer = writer_named("conll")
    dossiers = [dossier_of(case, writer, CHOICES, number=number) for number, case in enumerate(some)]
    files, losses = written(writer, dossiers, CHOICES)
    return dossiers, files, told(losses)


def told(losses: Sequence[Loss]) -> dict[str, int]:
    return {loss.what: loss.count for loss in losses}


def expected(dossiers: Sequence[Dossier]) -> Found:
    """Of each annotator's claims the longest first, those left out that share a token with one before."""
    found: Found = Counter()
    for dossier in dossiers:
        sentences = [list(tokens(dossier.text, unit.span)) for unit in dossier.units]
        homes = {token: number for number, sentence in enumerate(sentences) for token in sentence}
        for person, name in dossier.names.items():
            taken: set[Span] = set()
            own = [claim for claim in dossier.claims if claim.annotator_id == person]
            for claim in sorted(own, key=lambda claim: -sum(len(part.quote) for part in claim.fragments)):
                pieces: list[list[Span]] = []
                for part in claim.fragments:
                    piece = [token for token in homes if token.overlaps(part.span)]
                    if pieces and pieces[-1][-1] == piece[0]:
                        piece = pieces.pop() + piece[1:]
                    pieces.append(piece)
                runs = [list(run) for piece in pieces for _, run in groupby(piece, key=homes.__getitem__)]
                wanted = {token for run in runs for token in run}
                if not taken & wanted:
                    taken |= wanted
                    words = (tuple(token.of(dossier.text) for token in run) for run in runs)
                    found.update((name, claim.label, run) for run in words)
    return found


def found_in(articles: Sequence[ForeignArticle]) -> Found:
    return Counter(
        (claim.annotator, claim.label, tuple((claim.spans[0].quote or "").split(" ")))
        for article in articles
        for claim in article.claims
    )


def check(some: Sequence[Case]) -> dict[str, int]:
    dossiers, files, losses = exported(some)
    articles, not_taken = read(TokenReader(), files, "data")
    assert found_in(articles) == expected(dossiers)
    assert told(not_taken) == {}
    for article in articles:
        ground = Ground(article.text)
        for claim in article.claims:
            place = ground.place(claim, None)
            assert isinstance(place, Placed)
            assert place.how is How.AS_STATED
    return losses


def test_every_case_of_the_corpus_comes_back_as_its_tokens() -> None:
    losses = check([case for case in CASES if len(case.text) < 10_000])
    assert {OVERLAPPING, IN_PIECES, CUT, IN_WORDS} <= set(losses)


def test_a_long_article_comes_back() -> None:
    (long,) = (case for case in CASES if len(case.text) > 10_000)
    check([Case(long.name, long.text, long.claims[1:3])])


@given(case=cases())
def test_what_is_drawn_comes_back_as_its_tokens(case: Case) -> None:
    check([case])


def test_claims_that_tokens_can_hold_are_no_loss() -> None:
    case = Case("x", "The mayor said so. Nobody was hurt.", ((Span(0, 9),), (Span(10, 14),), (Span(15, 17),)))
    dossiers, files, losses = exported([case])
    assert set(losses) == {
        *("notes", "flags", "how sure the annotator was", "when claims were made and changed"),
        *("addresses, outlets, authors and dates of articles", SPACE),
    }
    assert sum(expected(dossiers).values()) == 3
    assert files["Ada.conll"].decode().splitlines() == [
        *("-DOCSTART- -X- -X- O", "", "The _ _ B-confirmed", "mayor _ _ I-confirmed", "said _ _ O"),
        *("so _ _ B-unverified", ". _ _ O", "Nobody _ _ O", "was _ _ O", "hurt _ _ O", ". _ _ O", ""),
    ]


def test_the_longest_of_overlapping_claims_is_written() -> None:
    case = Case("x", "The mayor said so.", ((Span(4, 9),), (Span(0, 3),), (Span(0, 14),)))
    _, files, losses = exported([case])
    assert losses[OVERLAPPING] == 1
    assert files["Ada.conll"].count(b"unverified") == 3


@pytest.mark.parametrize("is_chosen", [False, True])
def test_pieces_that_nobody_was_asked_about_are_left_out_or_chosen(is_chosen: bool) -> None:
    writer = writer_named("conll")
    choices = replace(CHOICES, boilerplate=is_chosen)
    dossier = dossier_of(Case("x", "Read also\nThe mayor said so.", ()), writer, choices)
    first, second = dossier.units
    dossier = replace(dossier, units=[replace(first, annotatable=False), second])
    files, _ = written(writer, [dossier], choices)
    assert (b"Read _ _ O" in files["Ada.conll"]) is is_chosen


# ------------------------------------------------------------------------------ other readers


def bio(data: bytes) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Labels and tokens of what is tagged, read as the task's description says, and in no other way."""
    label = ""
    run: list[str] = []
    for line in [*data.decode().split("\n"), ""]:
        token, tag = (line.split(" ")[0], line.split(" ")[3]) if line else ("", "O")
        if run and tag != f"I-{label}":
            yield label, tuple(run)
            run = []
        if tag != "O":
            label = tag[2:]
            run.append(token)


def test_a_reader_of_its_own_finds_the_same() -> None:
    dossiers, files, _ = exported([case for case in CASES if len(case.text) < 10_000])
    found: Found = Counter()
    for name in ("Ada", "Ben, B."):
        found.update((name, label_of(label), run) for label, run in bio(files[f"{name.rstrip('.')}.conll"]))
    assert found == expected(dossiers)


@pytest.mark.consumer
def test_nltk_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    conll = consumer("nltk.corpus.reader.conll")
    # It reads files in its own folders alone.
    monkeypatch.setattr("nltk.data.path", [str(tmp_path)])
    dossiers, files, _ = exported([case for case in CASES if len(case.text) < 10_000])
    found: Found = Counter()
    for name in ("Ada", "Ben, B."):
        path = tmp_path / f"{name.rstrip('.')}.conll"
        path.write_bytes(files[path.name])
        reader = conll.ConllCorpusReader(str(tmp_path), [path.name], ("words", "pos", "ignore", "chunk"))
        trees = [part for part in reader.chunked_words() if hasattr(part, "label")]
        found.update(
            (name, label_of(tree.label()), tuple(word for word, _ in tree.leaves())) for tree in trees
        )
    assert found == expected(dossiers)


# -------------------------------------------------------------------------------- other files


def read_one(text: str, name: str = "a.conll") -> tuple[list[ForeignArticle], dict[str, int]]:
    articles, losses = read(TokenReader(), {"": text.encode()}, name)
    return articles, told(losses)


def labelled(articles: Sequence[ForeignArticle]) -> list[tuple[str, str]]:
    return [(claim.label, claim.spans[0].quote or "") for article in articles for claim in article.claims]


@pytest.mark.parametrize(
    "tags",
    [
        "I-X I-X B-X I-Y O I-X",  # as CoNLL-2003 has them: B- only where the same comes again
        "B-X I-X B-X B-Y O B-X",
        "B-X E-X S-X S-Y O S-X",
        "B-X L-X U-X U-Y O U-X",
    ],
)
def test_every_scheme_of_tags_is_read(tags: str) -> None:
    rows = "".join(f"{word}\t{tag}\n" for word, tag in zip("abcdef", tags.split(), strict=True))
    articles, losses = read_one(rows)
    assert labelled(articles) == [("X", "a b"), ("X", "c"), ("Y", "d"), ("X", "f")]
    assert losses == {}


def test_sentences_are_lines_and_documents_articles() -> None:
    articles, losses = read_one(
        "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nsaid VBD I-VP O\n\n\nNo DT O I-ORG\n\n"
        "-DOCSTART- -X- O O\n\n-DOCSTART-\n\r\nPeter NNP I-NP I-PER\r\n"
    )
    assert [article.text for article in articles] == ["EU said\nNo", "Peter"]
    assert [article.name for article in articles] == ["a 1", "a 2"]
    assert [(unit.start, unit.end) for unit in articles[0].units or ()] == [(0, 7), (8, 10)]
    assert labelled(articles) == [("ORG", "EU"), ("ORG", "No"), ("PER", "Peter")]
    assert losses == {"what other columns say of tokens": 4}


def test_lines_without_a_tag_are_told_of() -> None:
    articles, losses = read_one("-DOCSTART- O\n\n# id 17\nEU B-ORG\nalone\nPeter PER\n# O\n")
    assert articles[0].text == "EU alone Peter #"
    assert losses == {"comments": 1, "lines without a tag as CoNLL-2003 has it": 2}


def test_tables_of_other_tasks_are_not_taken_for_it() -> None:
    for text in (
        "1\tHeutzutage\theutzutage\tADV\tADV\t_\t2\tADV\t_\t_\n",
        "a b\nc d e\n",
        "",
        "-X- O\n",
        "a\tO\n",
        "title,text\nB-x,y\n",
    ):
        assert not TokenReader().recognises(MemorySource({"": text.encode()}))
        with pytest.raises(Refused, match="holds no tokens with tags"):
            read_one(text)


def test_what_is_no_utf_8_is_refused() -> None:
    with pytest.raises(Refused, match="not valid UTF-8"):
        read(TokenReader(), {"": b"-DOCSTART- O\n\n\xff B-X\n"}, "a.conll")


def test_a_deep_end_of_a_file_that_is_cut_off_is_no_harm() -> None:
    articles, losses = read_one("-DOCSTART- -X- -X- O\n\nEU _ _ B-ORG\nsaid _ _ B")
    assert labelled(articles) == [("ORG", "EU")]
    assert losses == {"lines without a tag as CoNLL-2003 has it": 1}


GENUINE: Mapping[str, int] = {
    "doccano_transformer/labeling/labeling.conll2003.user1": 5,
    "doccano_transformer/labeling/labeling.conll2003.user2": 11,
    "doccano_transformer/labeling/labeling_text_label.conll2003.user0": 11,
    "data_import/tests/data/sequence_labeling/example.conll": 2,
    "data_import/tests/data/sequence_labeling/labeling.trailing.conll": 2,
}
"""Files of doccano and its converter, with the lines of each that begin a span."""


@pytest.mark.parametrize("name", GENUINE)
def test_files_of_doccano_come_in(shared: Path, name: str) -> None:
    path = shared / "data/tool_exports/doccano" / name
    if not path.is_file():
        pytest.skip(f"no file of doccano at {path}")
    lines = path.read_text("utf-8").splitlines()
    with open_source(path) as source:
        assert TokenReader().recognises(source)
        articles = list(TokenReader().articles(source, Unwatched(), losses := Losses()))
    spans = labelled(articles)
    assert len(spans) == sum("B-" in line for line in lines) == GENUINE[name]
    words = [line.split()[0] for line in lines if line.strip() and not line.startswith("-DOC")]
    assert " ".join(article.text.replace("\n", " ") for article in articles).split() == words
    assert losses.found == ()
