from __future__ import annotations

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from annotator.models.palette_model import SHOWN_MOST, Entry, EntryKind, Offers, PaletteModel, Provider


def _entry(
    title: str, kind: EntryKind = EntryKind.ACTION, *, id_: str = "", reason: str = "", fits: bool = False
) -> Entry:
    return Entry(title, "", "", kind, lambda: None, reason=reason, id=id_, fits=fits)


def _offering(*entries: Entry) -> Provider:
    return lambda: Offers.of(entries)


@pytest.fixture
def model() -> PaletteModel:
    model = PaletteModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.provide(
        EntryKind.ACTION,
        _offering(
            _entry("Export Dataset…", id_="export"),
            _entry("Expand Selection", id_="expand", fits=True),
            _entry("Quit", id_="quit"),
            _entry("Join", id_="join", fits=True, reason="last sentence"),
        ),
    )
    model.provide(EntryKind.ARTICLE, _offering(_entry("Exports fell in May", EntryKind.ARTICLE, id_="a1")))
    sentences = (_entry(f"{n}. Words", EntryKind.SENTENCE) for n in range(1, 21))
    model.provide(EntryKind.SENTENCE, _offering(*sentences))
    model.provide(EntryKind.CLAIM, _offering(_entry("Banu was recaptured", EntryKind.CLAIM)))
    return model


def _titles(model: PaletteModel, query: str) -> list[str]:
    model.search(query)
    return [model.entry(row).title for row in range(model.rowCount())]


def test_actions_and_articles_are_found_together(model: PaletteModel) -> None:
    assert _titles(model, "exp") == ["Export Dataset…", "Expand Selection", "Exports fell in May"]


def test_first_signs_choose_what_is_searched(model: PaletteModel) -> None:
    assert _titles(model, "> exp") == ["Export Dataset…", "Expand Selection"]
    assert _titles(model, "#2") == ["2. Words", "20. Words", "12. Words"]
    assert _titles(model, "@banu") == ["Banu was recaptured"]
    assert len(_titles(model, "#")) == 20
    assert _titles(model, "banu") == []


def test_recent_entries_come_first_among_equals(model: PaletteModel) -> None:
    model.set_recent(["expand"])
    assert _titles(model, "exp")[0] == "Expand Selection"


def test_nothing_typed_shows_the_recent_then_what_fits_here_then_the_rest(model: PaletteModel) -> None:
    model.set_recent(["quit"])
    assert _titles(model, "") == [
        "Quit",
        "Expand Selection",
        "Export Dataset…",
        "Join",
        "Exports fell in May",
    ]


def test_five_recent_entries_are_remembered_the_latest_first(model: PaletteModel) -> None:
    for number in range(7):
        model.remember(_entry("x", id_=str(number)))
    model.remember(_entry("x", id_="4"))
    model.remember(_entry("without an id"))
    assert model.recent == ("4", "6", "5", "3", "2")


def test_providers_are_asked_once_until_the_palette_opens_again() -> None:
    asked: list[int] = []
    model = PaletteModel()

    def provider() -> Offers:
        asked.append(1)
        return Offers.of([_entry(f"Call {len(asked)}")])

    model.provide(EntryKind.ACTION, provider)
    model.search("c")
    model.search("ca")
    assert len(asked) == 1
    model.forget_entries()
    assert _titles(model, "call") == ["Call 2"]


def test_only_what_is_shown_becomes_an_entry() -> None:
    made: list[int] = []

    def entry(place: int) -> Entry:
        made.append(place)
        return _entry(f"Article {place}", EntryKind.ARTICLE)

    model = PaletteModel()
    model.provide(EntryKind.ACTION, _offering(_entry("Article Queue", id_="queue")))
    model.provide(EntryKind.ARTICLE, lambda: Offers([f"Article {place}" for place in range(1_000)], entry))
    assert _titles(model, "article")[:2] == ["Article 0", "Article 1"]
    assert len(made) == SHOWN_MOST
    made.clear()
    assert _titles(model, "article 77")[:3] == ["Article 77", "Article 770", "Article 771"]
    assert len(made) == sum(str(place).count("7") > 1 for place in range(1_000))
    assert _titles(model, "queue") == ["Article Queue"]
