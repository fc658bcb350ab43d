"""Hugging Face folder, Parquet and DocBin, read by the libraries that people read them with.

`python3 scripts/start.py consumers` runs these with the libraries installed; else they are skipped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from annotator.domain.errors import Refused
from annotator.exchange.choices import ExportChoices
from annotator.exchange.dossier import Dossier
from annotator.exchange.formats import writer_named
from annotator.exchange.formats.extras import is_installed
from annotator.exchange.losses import Loss
from tests.consumers import consumer
from tests.unit.exchange.corpus import CASES, Case
from tests.unit.exchange.round_trip import dossier_of, written

WITHOUT_LARGE = [case for case in CASES if len(case.text) < 100_000]


def made(
    name: str, some: Sequence[Case] = CASES
) -> tuple[list[Dossier], Mapping[str, bytes], tuple[Loss, ...]]:
    choices = ExportChoices(name, names=True, notes=True)
    writer = writer_named(name)
    dossiers = [dossier_of(case, writer, choices, number=number) for number, case in enumerate(some)]
    return dossiers, *written(writer, dossiers, choices)


def check_rows(rows: Any, dossiers: list[Dossier]) -> None:  # noqa: ANN401 - a library without types
    """Every row and claim is as it was, its label by name, and its words where the offsets say."""
    names = rows.features["claims"].feature["label"]
    assert len(rows) == len(dossiers)
    for row, dossier in zip(rows, dossiers, strict=True):
        assert row["text"] == dossier.text
        assert row["offset_unit"] == "code_point"
        assert len(row["claims"]) == len(dossier.claims)
        for found, claim in zip(row["claims"], dossier.claims, strict=True):
            assert names.int2str(found["label"]) == claim.label
            assert (found["id"], found["note"]) == (claim.id, claim.note)
            assert found["annotator"] == dossier.names[claim.annotator_id]
            for part in found["fragments"]:
                assert dossier.text[part["start"] : part["end"]] == part["quote"]


def test_the_lines_of_the_folder_hold_every_claim() -> None:
    dossiers, files, losses = made("huggingface")
    rows = [json.loads(line) for line in files["data/train.jsonl"].splitlines()]
    assert [row["text"] for row in rows] == [dossier.text for dossier in dossiers]
    assert [[claim["quote"] for claim in row["claims"]] for row in rows] == [
        [claim.quote for claim in dossier.claims] for dossier in dossiers
    ]
    assert {loss.what for loss in losses} == {"when claims were made and changed"}
    assert files["README.md"].startswith(b"---\nlanguage:\n")


@pytest.mark.consumer
def test_hugging_face_loads_the_folder(tmp_path: Path) -> None:
    datasets = consumer("datasets")
    dossiers, files, _ = made("huggingface")
    for name, content in files.items():
        path = tmp_path / "set" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    rows = datasets.load_dataset(str(tmp_path / "set"), split="train", cache_dir=str(tmp_path / "cache"))
    check_rows(rows, dossiers)


@pytest.mark.consumer
def test_hugging_face_loads_the_parquet_file(tmp_path: Path) -> None:
    datasets = consumer("datasets")
    dossiers, files, _ = made("parquet")
    path = tmp_path / "set.parquet"
    path.write_bytes(files[""])
    rows = datasets.load_dataset(
        "parquet", data_files=str(path), split="train", cache_dir=str(tmp_path / "cache")
    )
    check_rows(rows, dossiers)


@pytest.mark.consumer
def test_the_same_parquet_file_comes_out_twice() -> None:
    consumer("pyarrow")
    assert made("parquet")[1] == made("parquet")[1]


@pytest.mark.consumer
def test_spacy_loads_the_docs() -> None:
    spacy_tokens = consumer("spacy.tokens")
    spacy = consumer("spacy")
    dossiers, files, losses = made("docbin")
    docs = list(
        spacy_tokens.DocBin(store_user_data=True).from_bytes(files[""]).get_docs(spacy.blank("xx").vocab)
    )
    assert [doc.text for doc in docs] == [dossier.text for dossier in dossiers]
    moved = 0
    for doc, dossier in zip(docs, dossiers, strict=True):
        parts = [(claim, part) for claim in dossier.claims for part in claim.fragments]
        assert len(doc.spans["sc"]) == len(parts)
        for span, (claim, part) in zip(doc.spans["sc"], parts, strict=True):
            assert (span.label_, span.id_) == (claim.label, claim.id)
            assert span.start_char <= part.start < part.end <= span.end_char
            moved += (span.start_char, span.end_char) != (part.start, part.end)
        said = doc.user_data["claimdesk"]["claims"]
        for claim in dossier.claims:
            assert said[claim.id]["note"] == claim.note
            quotes = [dossier.text[start:end] for start, end in said[claim.id]["offsets"]]
            assert " … ".join(quotes) == claim.quote
    assert moved == next(loss.count for loss in losses if loss.what.startswith("edges moved"))


@pytest.mark.consumer
def test_the_same_docs_come_out_twice() -> None:
    consumer("spacy")
    assert made("docbin", WITHOUT_LARGE)[1] == made("docbin", WITHOUT_LARGE)[1]


@pytest.mark.parametrize(("name", "extra"), [("parquet", "parquet"), ("docbin", "spacy")])
def test_without_its_library_a_format_says_what_to_install(name: str, extra: str) -> None:
    if is_installed(extra):
        pytest.skip("the library is installed")
    with pytest.raises(Refused, match=rf"claimdesk\[{extra}\]"):
        made(name, CASES[:1])
