from __future__ import annotations

import json
import re
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.records import Basis, Claim, Confidence, Fragment, Origin
from annotator.store.plain_records import (
    canonical,
    canonical_record,
    canonical_row,
    plain,
    quoted,
    quoted_json,
    record_from,
)

TEXT = st.text(st.one_of(st.characters(), st.sampled_from('"\\/\n\r\t\x00\x1f\x7f\u2028\ud800\U0001f600')))
_HALF = re.compile("[\ud800-\udfff]")
OFFSET = st.integers(0, 1 << 40)
CLAIM = st.builds(
    Claim,
    *[TEXT] * 4,
    st.lists(st.builds(Fragment, OFFSET, OFFSET, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    statement_id=st.none() | TEXT,
    basis=st.sampled_from(Basis),
    confidence=st.sampled_from(Confidence),
    note=TEXT,
    flag=st.booleans(),
    as_of=TEXT,
    origin=st.sampled_from(Origin),
    suggested_label=st.none() | TEXT,
    guideline_version=st.none() | OFFSET,
    created_at=TEXT,
    updated_at=TEXT,
    deleted_at=st.none() | TEXT,
    version=OFFSET,
)


@given(CLAIM)
def test_a_claim_is_written_at_once_as_its_plain_values_are(claim: Claim) -> None:
    text = canonical_record(claim)
    assert text == canonical(plain(claim))
    assert record_from("claim", json.loads(text)) == claim


def test_every_field_of_a_claim_is_written() -> None:
    claim = Claim("1", "2", "3", "disputed", (Fragment(0, 1, "a"),))
    written = json.loads(canonical_record(claim))
    assert written.keys() == {field.name for field in fields(Claim)}
    assert written["fragments"][0].keys() == {field.name for field in fields(Fragment)}


@given(
    st.lists(TEXT | st.none() | st.integers() | st.booleans() | st.floats(allow_nan=False) | st.lists(TEXT))
)
def test_a_row_is_written_as_the_list_of_its_values(row: list[object]) -> None:
    assert canonical_row(row) == canonical(row)


@given(CLAIM.map(canonical_record))
def test_json_is_made_a_text_of_json_as_every_text_is(text: str) -> None:
    storable = _HALF.sub("\ufffd", text)
    assert quoted_json(storable) == quoted(storable).encode()
