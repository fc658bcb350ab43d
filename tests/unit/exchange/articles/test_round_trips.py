"""What other programs write of any text comes back as it was, to the character."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.exchange.articles.made_files import packed
from tests.unit.exchange.articles.reads import extracts

TEXTS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip()),
    min_size=1,
    max_size=5,
)
# Beside so much text, a few control characters do not make a file binary.
HEAD = "text" + "," + "x" * 20_000


@given(TEXTS)
def test_cells_of_a_table(texts: list[str]) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(HEAD.split(","))
    writer.writerows([text, ""] for text in texts)
    assert [each.text for each in extracts(file.getvalue().encode(), "a.csv")] == texts


@given(TEXTS)
def test_fields_of_records(texts: list[str]) -> None:
    lines = "".join(json.dumps({"text": text, "id": "4e07"}) + "\n" for text in texts)
    assert [each.text for each in extracts(lines.encode(), "a.jsonl")] == texts
    document = json.dumps([{"text": text, "id": "4e07"} for text in texts], ensure_ascii=False)
    assert [each.text for each in extracts(document.encode(), "a.json")] == texts


@given(TEXTS)
def test_texts_in_an_archive(texts: list[str]) -> None:
    members = {f"{number}.jsonl": json.dumps({"text": text}) + "\n" for number, text in enumerate(texts)}
    assert [each.text for each in extracts(packed(members), "a.zip")] == texts
