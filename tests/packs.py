"""A lead with two articles, people who were given them, and what they did on their own computers."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from annotator.domain import claim_steps, unit_steps
from annotator.domain.adjudication import Adjudication, Member, Method, Outcome
from annotator.domain.identity import new_id
from annotator.domain.records import Claim, Origin
from annotator.domain.sheet import Sheet
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.choices import ExportChoices
from annotator.exchange.exporting import export
from annotator.exchange.packs.comparison import Comparison
from annotator.exchange.packs.cover import Cover
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.opening import open_task
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack, write_pack
from annotator.exchange.sheets import commit, load_sheet
from annotator.store.project import Project, create_project, open_project
from tests.unit.store.samples import article

PEOPLE = ("Anna", "Ben", "Chen")


def lead_project(folder: Path, *, articles: int = 2) -> Path:
    """The lead's project with three people who did nothing yet, closed."""
    project = create_project(folder / "lead", title="Bridges")
    for name in PEOPLE:
        project.join(name)
    project.articles.add([article(number) for number in range(articles)], annotator_id="")
    project.close()
    return project.path


def packed(path: Path, to: Path, *, name: str = "", kind: PackKind = PackKind.WORK) -> Cover:
    """A pack of the closed project at `path`, written to `to`."""
    with closing(open_project(path)) as project:
        return write_pack(project, to, annotator=annotator_to_pack(project, name), kind=kind)


def given_out(lead: Path, folder: Path, name: str) -> Path:
    """The project that a person makes of her task in a folder of her own, closed."""
    folder.mkdir(parents=True)
    packed(lead, folder / "task.annpack", name=name, kind=PackKind.TASK)
    return open_task(folder / "task.annpack")[0]


def merged(path: Path, *packs: Path, name: str = "") -> list[Comparison]:
    """What came of merging packs into the closed project at `path`."""
    with closing(open_project(path)) as project:
        return [merge(project, read_pack(pack), name=name) for pack in packs]


def do(path: Path, act: Callable[[Sheet], Step | None], *, article_number: int = 0, name: str = "") -> None:
    """One step in the closed project at `path`, by whom it was made for or by `name`."""
    with closing(open_project(path)) as project:
        person = annotator_to_pack(project, name)
        article_id = list(project.articles.each())[article_number].id
        sheet = load_sheet(project, article_id, person.id)
        if step := act(sheet):
            commit(project, sheet, step)


def marking(index: int, label: str = "disputed") -> Callable[[Sheet], Step]:
    return lambda sheet: claim_steps.mark(sheet, sheet.units[index].span, label)


def saying_no_claim(index: int) -> Callable[[Sheet], Step]:
    return lambda sheet: unit_steps.say_no_claim(sheet, index)


def _decided(lead: Path) -> str:
    """Lea decides that all claims are one disputed claim; the id of her decision."""
    with closing(open_project(lead)) as project:
        claims = list(project.claims.by_id())
        lea, first = project.join("Lea"), claims[0]
        gold = replace(
            first,
            id=new_id(),
            annotator_id=project.gold_annotator().id,
            label="disputed",
            origin=Origin.ADJUDICATED,
        )
        adjudication = Adjudication(
            new_id(),
            first.article_id,
            first.span.start,
            first.span.end,
            Outcome.CLAIM,
            Method.MANUAL,
            lea.id,
            tuple(_member(claim) for claim in claims),
            gold_ids=(gold.id,),
            note="Two sources differ.",
        )
        edits = (Edit(None, adjudication), Edit(None, gold))
        project.ledger.commit(Step(new_id(), Verb.ADJUDICATE, lea.id, first.article_id, edits))
        return adjudication.id


def _member(claim: Claim) -> Member:
    return Member(claim.id, claim.annotator_id, claim.label, (claim.span,))


def reviewed(tmp_path: Path) -> tuple[Path, Path, str]:
    """The lead's project after a review of Anna's and Ben's claims, and the project that Anna works in."""
    lead = lead_project(tmp_path)
    homes = {name: given_out(lead, tmp_path / name, name) for name in ("Anna", "Ben")}
    for (name, home), label in zip(homes.items(), ("unverified", "confirmed"), strict=True):
        do(home, marking(1, label))
        packed(home, tmp_path / f"{name}.annpack")
        merged(lead, tmp_path / f"{name}.annpack")
    return lead, homes["Anna"], _decided(lead)


def claims_of(path: Path) -> list[Claim]:
    """Every claim of the closed project, with the deleted ones, by id."""
    with closing(open_project(path, read_only=True)) as project:
        return list(project.claims.by_id())


def exported(path: Path, to: Path) -> bytes:
    """The bytes of everybody's claims and articles as a data set."""
    with closing(open_project(path, read_only=True)) as project:
        choices = ExportChoices(format="articles-jsonl", no_claims=True, finished_only=False)
        export(Unwatched(), project, choices, to)
    return to.read_bytes()


def rewritten(pack: Path, member: str, change: Callable[[bytes], bytes], *, to: Path) -> Path:
    """A copy of a pack in which the bytes of one member are others."""
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, change(data) if info.filename == member else data)
    return to


def forged(pack: Path, changes: dict[str, Callable[[bytes], bytes]], *, to: Path) -> Path:
    """A copy with other members whose cover fits them, as only somebody who means it would make."""
    with zipfile.ZipFile(pack) as old:
        members = {name: old.read(name) for name in old.namelist()}
    cover = json.loads(members.pop("pack.json"))
    for name, change in changes.items():
        if name != "pack.json":
            members[name] = change(members[name])
            cover["counts"][name.partition(".")[0]] = members[name].count(b"\n")
    cover["members"] = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    if "pack.json" in changes:
        cover = json.loads(changes["pack.json"](json.dumps(cover).encode()))
    cover["id"] = ""
    text = Cover.model_validate_json(json.dumps(cover)).identified().text
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in {"pack.json": text.encode(), **members}.items():
            new.writestr(name, data)
    return to


def state(project: Project) -> list[tuple[object, ...]]:
    """Every row about people's work, in the order of keys, and what their queues show."""
    tables: Iterable[tuple[str, str]] = (
        ("claim", "id"),
        ("fragment", "claim_id, number"),
        ("decision", "article_id, annotator_id, unit_start"),
        ("assignment", "article_id, annotator_id"),
        ("progress", "annotator_id, article_id"),
    )
    columns = {
        "progress": "article_id, annotator_id, asked, undecided, skipped, claims, flags",
    }
    return [
        row
        for table, key in tables
        for row in project.database.rows(f"SELECT {columns.get(table, '*')} FROM {table} ORDER BY {key}")
    ]
