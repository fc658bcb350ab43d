from __future__ import annotations

import pytest

from annotator.exchange.articles.dates import iso_date


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-02", "2024-03-02"),
        ("2024/3/2", "2024-03-02"),
        ("2024-03-02T10:11", "2024-03-02T10:11:00"),
        ("2024-03-02T10:11:12.000+0100", "2024-03-02T10:11:12+01:00"),
        ("2024-03-02 10:11:12 UTC", "2024-03-02T10:11:12+00:00"),
        ("Sat, 02 Mar 2024 10:11:12 +0100", "2024-03-02T10:11:12+01:00"),
        ("Sat, 02 Mar 2024 10:11:12 EST", "2024-03-02T10:11:12-05:00"),
        ("Sat Mar 02 2024 10:11:12 GMT+0100 (CET)", "2024-03-02T10:11:12+01:00"),
        ("2 March 2024", "2024-03-02"),
        ("March 2nd, 2024 at 10:11 pm", "2024-03-02T22:11:00"),
        ("Sept. 5, 2023, 12:05 a.m.", "2023-09-05T00:05:00"),
        ("20240302T101112Z", "2024-03-02T10:11:12+00:00"),
    ],
)
def test_a_date_that_is_certain_is_found(written: str, found: str) -> None:
    assert iso_date(written) == found


@pytest.mark.parametrize(
    "written",
    [
        *("2024-03-02Z", "2024-03-02 GMT", "2024/3/2 UTC", "2024-03-02+01:00", "20240302Z"),
        *("2 March 2024 13:05 am", "March 2, 2024 14:11 p.m."),
        *("March 2, 2024 10:11 EST", "2 March 2024, 10:11 pm CEST", "Sat, 2 Mar 2024 10:11 pm EST"),
    ],
)
def test_a_day_whose_moment_is_not_certain_is_a_day(written: str) -> None:
    assert iso_date(written) == "2024-03-02"


@pytest.mark.parametrize(
    "written",
    [
        *("03/04/2021", "02.03.2024", "June 31, 2023", "Marzo 2, 2024", "soon"),
        *("Marching 2, 2024", "Juneau 5, 2024", "Decem 5, 2024"),
    ],
)
def test_one_that_is_not_certain_is_none(written: str) -> None:
    assert not iso_date(written)
