from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.errors import Refused, Unavailable
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.opening import open_task
from annotator.exchange.packs.reading import read_cover, read_pack
from annotator.store.project import open_project
from tests.packs import claims_of, do, forged, given_out, lead_project, marking, merged, packed, rewritten


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return lead_project(tmp_path)


@pytest.fixture
def work(lead: Path, tmp_path: Path) -> Path:
    hers = given_out(lead, tmp_path / "anna", "Anna")
    do(hers, marking(1))
    packed(hers, tmp_path / "anna.annpack")
    return tmp_path / "anna.annpack"


def test_the_cover_says_whose_it_is_without_the_rest(work: Path) -> None:
    cover = read_cover(work)
    assert (cover.annotator.name, cover.project.title, cover.kind) == ("Anna", "Bridges", PackKind.WORK)
    assert cover.counts["claims"] == 1
    assert cover.id == cover.digest


@pytest.mark.parametrize("member", ["labels.json", "claims.jsonl", "journal.jsonl", "articles.jsonl"])
def test_a_changed_byte_is_found_in_every_member(lead: Path, work: Path, tmp_path: Path, member: str) -> None:
    pack = rewritten(work, member, lambda data: data[:-3] + b"?" + data[-2:], to=tmp_path / "changed.annpack")
    with pytest.raises(Refused, match="not as it was written"):
        merged(lead, pack)
    assert claims_of(lead) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b'"Anna"', b'"Anne"'),
        lambda data: data.replace(b'"work"', b'"task"'),
        lambda _data: b"[]",
        lambda _data: b"{",
        lambda data: b"[" * 100_000 + data,
    ],
    ids=["name", "kind", "list", "cut", "deep"],
)
def test_a_changed_cover_is_found(work: Path, tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    pack = rewritten(work, "pack.json", change, to=tmp_path / "changed.annpack")
    with pytest.raises(Refused, match="not as it was written"):
        read_cover(pack)


def test_no_beginning_of_a_pack_passes_for_a_pack(work: Path, tmp_path: Path) -> None:
    data = work.read_bytes()
    short = tmp_path / "short.annpack"
    for length in range(0, len(data), 97):
        short.write_bytes(data[:length])
        with pytest.raises(Refused):
            read_pack(short)


def test_a_pack_of_a_newer_version_says_so(work: Path, tmp_path: Path) -> None:
    def newer(data: bytes) -> bytes:
        return json.dumps(json.loads(data) | {"format_version": 2, "mood": "good"}).encode()

    with pytest.raises(Refused, match="made by a newer version"):
        read_pack(rewritten(work, "pack.json", newer, to=tmp_path / "newer.annpack"))


def test_what_is_no_pack_is_told_from_one_that_was_damaged(tmp_path: Path) -> None:
    path = tmp_path / "letter.annpack"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    with pytest.raises(Refused, match="is no pack of Claimdesk"):
        read_pack(path)
    with pytest.raises(Unavailable, match="can't be read"):
        read_pack(tmp_path / "nowhere.annpack")


@pytest.mark.parametrize("extra", ["../../outside.txt", "/etc/passwd", "claims.jsonl", "more/claims.jsonl"])
def test_members_that_no_pack_has_are_refused_and_nothing_is_unpacked(
    work: Path, tmp_path: Path, extra: str
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    pack = folder / "extra.annpack"
    pack.write_bytes(work.read_bytes())
    with (
        zipfile.ZipFile(pack, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate") if extra == "claims.jsonl" else (closing(io.BytesIO())),
    ):
        archive.writestr(extra, "x")
    with pytest.raises(Refused, match="not as it was written"):
        read_pack(pack)
    assert list(folder.iterdir()) == [pack]


def test_a_bomb_is_refused_before_it_is_unpacked(work: Path, tmp_path: Path) -> None:
    pack = tmp_path / "bomb.annpack"
    with zipfile.ZipFile(work) as old, zipfile.ZipFile(pack, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = b"\n" * 150_000_000 if name == "articles.jsonl" else old.read(name)
            new.writestr(name, data)
    with pytest.raises(Refused, match="not as it was written"):
        read_cover(pack)


@pytest.mark.parametrize(
    ("member", "change"),
    [
        # Each is what a database would take for something else, or not at all.
        ("claims.jsonl", lambda data: data.replace(b'"version":1', b'"version":"1"')),
        ("claims.jsonl", lambda data: data.replace(b'"version":1', b'"version":1.0')),
        ("claims.jsonl", lambda data: data.replace(b'"flag":false', b'"flag":0')),
        ("claims.jsonl", lambda data: data.replace(b'"label":', b'"label": ')),
        ("claims.jsonl", lambda data: data.replace(b'"note":""', b'"note":"\xff"')),
        ("claims.jsonl", lambda data: data.replace(b'"note":""', b'"note":"\\ud800"')),
        ("claims.jsonl", lambda data: data.replace(b'"basis":"in_text"', b'"basis":"rumour"')),
        ("claims.jsonl", lambda data: b'{"id":"x"}\n' + data),
        ("claims.jsonl", lambda data: data.rstrip(b"\n")),
        ("journal.jsonl", lambda data: data.replace(b'"mark"', b'"note"')),
        ("journal.jsonl", lambda _data: b"[]\n"),
    ],
    ids=[
        "text version",
        "float version",
        "number flag",
        "space",
        "no utf-8",
        "surrogate",
        "unknown basis",
        "other fields",
        "no end",
        "other verb",
        "empty entry",
    ],
)
def test_a_record_that_no_project_wrote_is_refused_though_the_cover_fits(
    lead: Path, work: Path, tmp_path: Path, member: str, change: Callable[[bytes], bytes]
) -> None:
    pack = forged(work, {member: change}, to=tmp_path / "forged.annpack")
    with pytest.raises(Refused, match="not as it was written"):
        merged(lead, pack)
    assert claims_of(lead) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b'"version":1}', b'"version":%d}' % (1 << 70)),
        lambda data: data.replace(b'"version":1}', b'"version":0}'),
        lambda data: data.replace(b'"guideline_version":null', b'"guideline_version":-1'),
    ],
    ids=["huge", "zero", "negative"],
)
def test_numbers_that_no_file_can_hold_keep_their_row_out(
    lead: Path, work: Path, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    pack = forged(work, {"claims.jsonl": change}, to=tmp_path / "forged.annpack")
    (found,) = merged(lead, pack)
    assert found.left_out
    assert claims_of(lead) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line | {"text": line["text"] + "!"},
        lambda line: line | {"text": None},
        lambda line: line | {"units": [*line["units"], line["units"][0]]},
        lambda line: line | {"units": [line["units"][0] | {"end": 10_000}]},
        lambda line: line | {"article": line["article"] | {"length": 3}},
        lambda line: line | {"article": line["article"] | {"version": 4}},
    ],
    ids=["longer", "missing", "twice", "outside", "length", "version"],
)
def test_an_article_that_does_not_fit_makes_no_project(
    lead: Path, tmp_path: Path, change: Callable[[dict[str, object]], dict[str, object]]
) -> None:
    folder = tmp_path / "hers"
    folder.mkdir()
    packed(lead, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)

    def first_line(data: bytes) -> bytes:
        first, rest = data.split(b"\n", 1)
        return json.dumps(change(json.loads(first))).encode() + b"\n" + rest

    pack = forged(tmp_path / "task.annpack", {"articles.jsonl": first_line}, to=folder / "task.annpack")
    with pytest.raises(Refused, match="does not fit its checksum"):
        open_task(pack)
    assert list(folder.iterdir()) == [pack]


def test_a_task_makes_a_project_of_one_person(lead: Path, tmp_path: Path) -> None:
    hers = given_out(lead, tmp_path / "anna", "Anna")
    with closing(open_project(lead)) as given, closing(open_project(hers)) as made:
        assert made.fact("id") == given.fact("id")
        assert [person.name for person in made.people.all()] == ["Anna"]
        assert made.people.all()[0].id == made.fact("made_for")
        assert made.labels() == given.labels()
        for one, other in zip(made.articles.each(), given.articles.each(), strict=True):
            assert (one.id, one.sha256, one.title) == (other.id, other.sha256, other.title)
            assert made.articles.text(one.id) == given.articles.text(other.id)
            assert made.articles.units(one.id) == given.articles.units(other.id)


_GUIDELINE = b'{"annotator_id":"","at":"2026","number":%d,"text":"Label.","version":1}\n'


def _said(**values: object) -> Callable[[bytes], bytes]:
    """Another cover: what is said of the annotator, or a value of its own."""

    def change(data: bytes) -> bytes:
        cover = json.loads(data)
        for name, value in values.items():
            place = cover["annotator"] if name == "name" else cover
            place[name] = value
        return json.dumps(cover).encode()

    return change


def _first_label_twice(data: bytes) -> bytes:
    labels = json.loads(data)
    return json.dumps([*labels, labels[0]]).encode() + b"\n"


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("pack.json", _said(name="  ")),
        ("pack.json", _said(name="Anna\x1b[31m")),
        ("pack.json", _said(name="Anna \u202e")),
        ("pack.json", _said(name="A" * 101)),
        ("pack.json", _said(settings="[")),
        ("pack.json", _said(settings='{"seed":-1}')),
        ("guidelines.jsonl", lambda _: _GUIDELINE % (1 << 70)),
        ("guidelines.jsonl", lambda _: 2 * (_GUIDELINE % 1)),
        ("articles.jsonl", lambda data: 2 * data),
        ("labels.json", _first_label_twice),
        ("labels.json", lambda data: data.replace(b'"digit":1,', b'"digit":77,')),
    ],
    ids=[
        "blank name",
        "control character",
        "invisible character",
        "long name",
        "settings that are none",
        "settings out of range",
        "huge guideline",
        "guideline twice",
        "article twice",
        "label twice",
        "label without a key",
    ],
)
def test_what_no_project_can_hold_is_refused_and_makes_no_project(
    lead: Path, tmp_path: Path, member: str, change: Callable[[bytes], bytes]
) -> None:
    folder = tmp_path / "hers"
    folder.mkdir()
    packed(lead, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)
    pack = forged(tmp_path / "task.annpack", {member: change}, to=folder / "task.annpack")
    with pytest.raises(Refused, match="not as it was written"):
        open_task(pack)
    assert list(folder.iterdir()) == [pack]
