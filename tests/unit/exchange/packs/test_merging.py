from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain import article_steps, claim_steps, guideline_steps, unit_steps
from annotator.domain.errors import Cancelled, Refused
from annotator.domain.identity import new_id
from annotator.domain.records import Assignment
from annotator.domain.steps import Edit, Step, Verb
from annotator.domain.work import Unwatched
from annotator.exchange.packs.comparison import FindingKind, Tally
from annotator.exchange.packs.layout import PackKind
from annotator.exchange.packs.merging import merge
from annotator.exchange.packs.opening import open_task
from annotator.exchange.packs.reading import read_pack
from annotator.exchange.packs.writing import annotator_to_pack
from annotator.store.backups import backups_of
from annotator.store.facts import save_fact
from annotator.store.project import Project, create_project, open_project
from tests.packs import (
    claims_of,
    do,
    exported,
    forged,
    given_out,
    lead_project,
    marking,
    merged,
    packed,
    saying_no_claim,
    state,
)
from tests.unit.store.samples import article, edited, findings


@pytest.fixture
def lead(tmp_path: Path) -> Path:
    return lead_project(tmp_path)


@pytest.fixture
def hers(lead: Path, tmp_path: Path) -> Path:
    """Anna's project, with two claims, a sentence without one and a finished article."""
    path = given_out(lead, tmp_path / "anna", "Anna")
    do(path, marking(1))
    do(path, marking(2, "confirmed"))
    do(path, saying_no_claim(3))
    do(path, saying_no_claim(4))
    do(path, lambda sheet: article_steps.finish(sheet, None))
    return path


@pytest.fixture
def work(hers: Path, tmp_path: Path) -> Path:
    packed(hers, tmp_path / "anna.annpack")
    return tmp_path / "anna.annpack"


def whole(path: Path) -> Project:
    """The project at `path` for reading, after a check that found nothing."""
    project = open_project(path)
    assert findings(project) == []
    return project


def _nothing(_data: bytes) -> bytes:
    return b""


def kinds(path: Path, pack: Path) -> dict[FindingKind, int]:
    return {finding.kind: finding.count for finding in merged(path, pack)[0].findings}


def test_work_comes_back_with_its_history_and_the_counts_of_the_queue(
    lead: Path, hers: Path, work: Path
) -> None:
    (found,) = merged(lead, work)
    assert (found.claims, found.decisions, found.assignments) == (Tally(new=2), Tally(new=2), Tally(new=1))
    assert found.findings == ()
    with closing(whole(lead)) as project, closing(open_project(hers)) as source:
        assert state(project) == state(source)
        anna = project.people.named("Anna")
        assert anna is not None
        first = next(project.articles.each())
        row = project.articles.queue(anna.id)[0]
        assert (row.undecided, row.claims, row.standing) == (0, 2, "finished")
        hashes = {entry.hash for entry in source.journal.entries("WHERE entity = 'claim'")}
        assert hashes <= {entry.hash for entry in project.journal.entries()}
        assert [step.verb for step in project.journal.steps_of_article(first.id, anna.id)][:2] == [
            "mark",
            "mark",
        ]


def test_a_pack_merged_twice_changes_nothing_more(lead: Path, work: Path) -> None:
    merged(lead, work)
    before = lead.read_bytes()
    (found,) = merged(lead, work)
    assert (found.claims, found.decisions, found.assignments) == (
        Tally(same=2),
        Tally(same=2),
        Tally(same=1),
    )
    assert lead.read_bytes() == before


def test_an_older_pack_takes_nothing_back(lead: Path, hers: Path, work: Path, tmp_path: Path) -> None:
    do(hers, lambda sheet: claim_steps.retag(sheet, sheet.claims[:1], "unverified"))
    packed(hers, tmp_path / "later.annpack")
    _, found = merged(lead, tmp_path / "later.annpack", work)
    assert found.claims == Tally(same=1, older=1)
    assert sorted(claim.label for claim in claims_of(lead)) == ["confirmed", "unverified"]
    whole(lead).close()


def test_a_claim_that_was_taken_back_is_taken_back_here(
    lead: Path, hers: Path, work: Path, tmp_path: Path
) -> None:
    merged(lead, work)
    do(hers, lambda sheet: claim_steps.delete(sheet, sheet.claims[:1]))
    packed(hers, tmp_path / "later.annpack")
    (found,) = merged(lead, tmp_path / "later.annpack")
    assert found.claims == Tally(newer=1, same=1)
    assert sum(claim.deleted_at is None for claim in claims_of(lead)) == 1
    whole(lead).close()


def test_a_backup_is_made_before_the_first_row_is_written(lead: Path, work: Path) -> None:
    merged(lead, work)
    merged(lead, work)
    with closing(open_project(lead)) as project:
        backups = backups_of(project.fact("id"))
    assert [backup.why for backup in backups].count("before-merge") == 1
    assert claims_of(backups[0].path) == []


def test_several_people_on_several_computers_come_together(lead: Path, tmp_path: Path) -> None:
    packs = []
    for name in ("Anna", "Ben"):
        for device in ("desk", "train"):
            path = given_out(lead, tmp_path / name / device, name)
            do(path, marking(1))
            do(path, marking(2), article_number=1)
            packed(path, tmp_path / f"{name}-{device}.annpack")
            packs.append(tmp_path / f"{name}-{device}.annpack")
    merged(lead, *packs)
    assert len(claims_of(lead)) == 8
    whole(lead).close()


@pytest.fixture
def with_holes(lead: Path, tmp_path: Path) -> Path:
    """A project with Anna's part of a journal in which Anna and Ben took turns on one computer."""
    second = tmp_path / "second.claimdesk"
    shutil.copyfile(lead, second)
    for sentence in (1, 2, 3):
        do(lead, marking(sentence), name="Ben")
        do(lead, marking(sentence), name="Anna")
    packed(lead, tmp_path / "turns.annpack", name="Anna")
    merged(second, tmp_path / "turns.annpack")
    return second


def whats(path: Path) -> set[str]:
    with closing(open_project(path, read_only=True)) as project:
        return {finding.what for finding in findings(project)}


def test_a_chain_that_came_by_merge_may_have_holes(with_holes: Path) -> None:
    with closing(whole(with_holes)) as project:
        places = [entry.sequence for entry in project.journal.entries("WHERE entity = 'claim'")]
        assert len(places) == 3
        assert places[-1] - places[0] > 2
        (device,) = json.loads(project.fact("devices_in_part"))
        assert {entry.device for entry in project.journal.entries("WHERE entity = 'claim'")} == {device}


def test_its_rows_are_still_held_by_their_hashes(with_holes: Path) -> None:
    edited(with_holes, "UPDATE journal SET at = '2001' WHERE entity = 'claim' AND sequence > 3")
    assert "differs from its checksum" in whats(with_holes)


def test_no_other_chain_may_have_holes(with_holes: Path, lead: Path) -> None:
    edited(with_holes, "DELETE FROM meta WHERE key = 'devices_in_part'")
    assert "rows before it are missing" in whats(with_holes)
    edited(
        lead,
        "DELETE FROM journal WHERE entity = 'claim' AND annotator_id = "
        "(SELECT id FROM annotator WHERE name = 'Ben')",
    )
    assert "rows before it are missing" in whats(lead)


def test_what_does_not_fit_is_told_and_left_out(lead: Path, hers: Path, tmp_path: Path) -> None:
    with closing(open_project(hers)) as project:
        project.articles.add([article(7)], annotator_id="")
    do(hers, marking(1), article_number=2)
    do(hers, saying_no_claim(2), article_number=2)
    packed(hers, tmp_path / "more.annpack")
    assert kinds(lead, tmp_path / "more.annpack") == {FindingKind.ARTICLE_UNKNOWN: 2}
    assert len(claims_of(lead)) == 2
    whole(lead).close()


def test_s32_a_changed_text_keeps_its_claims_out(lead: Path, work: Path, tmp_path: Path) -> None:
    def other_text(data: bytes) -> bytes:
        lines = [json.loads(line) for line in data.splitlines()]
        lines[0]["sha256"] = "0" * 64
        return b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)

    pack = forged(work, {"articles.jsonl": other_text}, to=tmp_path / "other.annpack")
    assert kinds(lead, pack) == {FindingKind.ARTICLE_CHANGED: 5}
    assert claims_of(lead) == []
    whole(lead).close()


def test_a_label_that_is_unknown_here_keeps_its_claims_out(lead: Path, hers: Path, tmp_path: Path) -> None:
    with closing(open_project(hers)) as project, project.database.write():
        project.database.execute("UPDATE label SET key = 'refuted' WHERE key = 'unverified'")
        save_fact(project.database, "anything", "")
    do(hers, marking(1, "refuted"), article_number=1)
    packed(hers, tmp_path / "more.annpack")
    (found,) = merged(lead, tmp_path / "more.annpack")
    assert [(one.kind, one.examples) for one in found.findings] == [(FindingKind.LABEL_UNKNOWN, ("refuted",))]
    assert found.claims == Tally(new=2)
    whole(lead).close()


def test_a_sentence_that_is_cut_otherwise_keeps_its_decision_out(
    lead: Path, hers: Path, tmp_path: Path
) -> None:
    do(hers, lambda sheet: unit_steps.join(sheet, 1), article_number=1)
    do(hers, saying_no_claim(1), article_number=1)
    do(hers, saying_no_claim(3), article_number=1)
    packed(hers, tmp_path / "more.annpack")
    (found,) = merged(lead, tmp_path / "more.annpack")
    assert [(one.kind, one.count) for one in found.findings] == [(FindingKind.CUT_OTHERWISE, 2)]
    assert found.decisions == Tally(new=3)
    whole(lead).close()


def test_words_that_are_not_there_keep_their_claim_out(lead: Path, work: Path, tmp_path: Path) -> None:
    def moved(data: bytes) -> bytes:
        return data.replace(b"bridge is closed", b"tunnel is closed")

    pack = forged(work, {"claims.jsonl": moved, "journal.jsonl": _nothing}, to=tmp_path / "moved.annpack")
    assert kinds(lead, pack) == {FindingKind.WORDS_MISFIT: 1}
    assert len(claims_of(lead)) == 1
    whole(lead).close()


def test_rows_of_somebody_else_are_told_and_left_out(lead: Path, work: Path, tmp_path: Path) -> None:
    with closing(open_project(lead)) as project:
        anna, ben = (project.people.named(name) for name in ("Anna", "Ben"))
    assert anna is not None
    assert ben is not None

    def his(data: bytes) -> bytes:
        first, rest = data.split(b"\n", 1)
        return first.replace(anna.id.encode(), ben.id.encode()) + b"\n" + rest

    pack = forged(work, {"claims.jsonl": his, "journal.jsonl": _nothing}, to=tmp_path / "his.annpack")
    assert kinds(lead, pack)[FindingKind.NOT_HERS] == 1
    assert {claim.annotator_id for claim in claims_of(lead)} == {anna.id}
    whole(lead).close()


def test_nobody_takes_over_a_claim_by_its_id(lead: Path, work: Path, tmp_path: Path) -> None:
    do(lead, marking(1), name="Ben")
    (bens,) = claims_of(lead)
    mine = read_pack(work).claims[0][0]

    def stolen(data: bytes) -> bytes:
        return data.replace(mine.id.encode(), bens.id.encode())

    pack = forged(work, {"claims.jsonl": stolen, "journal.jsonl": _nothing}, to=tmp_path / "stolen.annpack")
    assert kinds(lead, pack)[FindingKind.NOT_HERS] >= 1
    assert bens in claims_of(lead)
    whole(lead).close()


def test_an_entry_that_outweighs_its_row_is_in_no_pack(lead: Path, work: Path, tmp_path: Path) -> None:
    def older(data: bytes) -> bytes:
        return data.replace(b'"updated_at":"2', b'"updated_at":"1')

    with pytest.raises(Refused, match="newer than what it speaks of"):
        merged(lead, forged(work, {"claims.jsonl": older}, to=tmp_path / "older.annpack"))
    assert claims_of(lead) == []


def test_another_person_of_the_same_name_is_not_taken_for_her(lead: Path, tmp_path: Path) -> None:
    with closing(open_project(lead)) as project:
        id_, title = project.fact("id"), project.fact("title")
    with closing(create_project(tmp_path / "other", title=title, id_=id_)) as other:
        other.join("Anna")
        with closing(open_project(lead)) as project:
            first = next(project.articles.each())
            text, units = project.articles.text(first.id), project.articles.units(first.id)
        other.articles.add([(first, text, units)], annotator_id="")
    do(other.path, marking(1), name="Anna")
    pack = tmp_path / "anna.annpack"
    packed(other.path, pack, name="Anna")
    with pytest.raises(Refused, match="Somebody else in this project is called “Anna”"):
        merged(lead, pack)
    with pytest.raises(Refused, match="called “Ben”"):
        merged(lead, pack, name="Ben")
    assert claims_of(lead) == []
    merged(lead, pack, name="Anna B.")
    # From now on she is known by her id.
    (found,) = merged(lead, pack)
    assert (found.claims, found.findings) == (Tally(same=1), ())
    with closing(whole(lead)) as project:
        assert [person.name for person in project.people.all()] == ["Anna", "Ben", "Chen", "Anna B."]


def test_a_pack_of_another_project_is_refused(work: Path, tmp_path: Path) -> None:
    (tmp_path / "second").mkdir()
    other = lead_project(tmp_path / "second")
    with pytest.raises(Refused, match="belongs to another project, “Bridges”"):
        merged(other, work)


def test_a_project_made_for_one_person_takes_nobody_elses_work(
    lead: Path, hers: Path, tmp_path: Path
) -> None:
    his = given_out(lead, tmp_path / "ben", "Ben")
    do(his, marking(1))
    packed(his, tmp_path / "ben.annpack")
    with pytest.raises(Refused, match="made for one annotator"):
        merged(hers, tmp_path / "ben.annpack")
    assert len(claims_of(hers)) == 2


def test_a_task_is_not_merged_where_it_came_from(lead: Path, tmp_path: Path) -> None:
    packed(lead, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)
    with pytest.raises(Refused, match="gives Anna articles to label"):
        merged(lead, tmp_path / "task.annpack")


def test_a_second_task_brings_what_is_new_into_the_project_that_is_there(
    lead: Path, hers: Path, tmp_path: Path
) -> None:
    with closing(open_project(lead)) as project:
        project.articles.add([article(9)], annotator_id="")
    packed(lead, hers.parent / "second.annpack", name="Anna", kind=PackKind.TASK)
    path, found = open_task(hers.parent / "second.annpack")
    assert path == hers
    assert found is not None
    assert (found.articles, found.claims) == (1, Tally())
    with closing(whole(hers)) as project:
        assert project.articles.count() == 3
        assert len(list(project.claims.by_id())) == 2


def write_rules(path: Path, text: str) -> None:
    """A new version of the guidelines in the lead's project, by Chen."""
    with closing(open_project(path)) as project:
        chen = annotator_to_pack(project, "Chen")
        newest = next(iter(project.gold.guidelines()), None)
        project.ledger.commit(guideline_steps.write(newest, text, annotator_id=chen.id))


def test_work_by_older_guidelines_is_merged_and_told(lead: Path, tmp_path: Path) -> None:
    write_rules(lead, "Mark what can be checked.")
    hers = given_out(lead, tmp_path / "ada", "Anna")
    do(hers, marking(1))
    write_rules(lead, "Mark what can be checked, but no opinions.")
    packed(hers, tmp_path / "older.annpack")
    (found,) = merged(lead, tmp_path / "older.annpack")
    assert found.claims == Tally(new=1)
    assert [(one.kind, one.count) for one in found.findings] == [(FindingKind.GUIDELINE_OLDER, 1)]
    packed(lead, hers.parent / "second.annpack", name="Anna", kind=PackKind.TASK)
    _, second = open_task(hers.parent / "second.annpack")
    assert second is not None
    assert second.guidelines == 1
    with closing(whole(hers)) as project:
        assert [(one.number, one.annotator_id) for one in project.gold.guidelines()] == [(2, ""), (1, "")]


def test_a_version_that_says_something_else_here_stays(lead: Path, tmp_path: Path) -> None:
    write_rules(lead, "Mark what can be checked.")
    hers = given_out(lead, tmp_path / "ada", "Anna")
    packed(lead, tmp_path / "task.annpack", name="Anna", kind=PackKind.TASK)

    def other(data: bytes) -> bytes:
        return data.replace(b"checked", b"doubted")

    pack = forged(tmp_path / "task.annpack", {"guidelines.jsonl": other}, to=hers.parent / "other.annpack")
    _, found = open_task(pack)
    assert found is not None
    assert [one.kind for one in found.findings] == [FindingKind.GUIDELINE_DIFFERS]
    with closing(whole(hers)) as project:
        assert project.gold.guidelines()[0].text == "Mark what can be checked.\n"


def test_s30_a_stopped_merge_leaves_everything_as_it_was(lead: Path, work: Path) -> None:
    class Stopped(Unwatched):
        def __init__(self) -> None:
            self.left = 3

        def check(self) -> None:
            self.left -= 1
            if self.left < 0:
                raise Cancelled

    pack = read_pack(work)
    with closing(open_project(lead)) as project:
        before = state(project)
        with pytest.raises(Cancelled):
            merge(project, pack, job=Stopped())
        assert state(project) == before
        assert merge(project, pack).claims == Tally(new=2)


def test_what_she_finished_outweighs_what_was_changed_here_as_often(
    lead: Path, hers: Path, tmp_path: Path
) -> None:
    with closing(open_project(lead)) as project:
        anna = annotator_to_pack(project, "Anna")
        first = next(project.articles.each())
        row = Assignment(first.id, anna.id, position=5)
        project.ledger.commit(Step(new_id(), Verb.ALLOT, anna.id, first.id, (Edit(None, row),)))
    packed(hers, tmp_path / "anna.annpack")
    (found,) = merged(lead, tmp_path / "anna.annpack")
    assert found.assignments == Tally(newer=1)
    with closing(whole(lead)) as project:
        assignment = project.people.assignment(first.id, anna.id)
        assert assignment is not None
        assert assignment.finished_at is not None


def test_letters_in_files_do_not_tell_the_order_of_merging(lead: Path, tmp_path: Path) -> None:
    packs = []
    for name in ("Dora", "Emil"):
        copy = shutil.copyfile(lead, tmp_path / f"{name}.claimdesk")
        with closing(open_project(copy)) as project:
            project.join(name)
        do(copy, marking(0), name=name)
        packed(copy, tmp_path / f"{name}.annpack", name=name)
        packs.append(tmp_path / f"{name}.annpack")
    written = []
    for number, order in enumerate((packs, packs[::-1])):
        path = shutil.copyfile(lead, tmp_path / f"{number}.claimdesk")
        merged(path, *order)
        written.append(exported(path, tmp_path / f"{number}.jsonl"))
    assert written[0] == written[1]
    assert b'"annotator": "D"' in written[0]
    assert b'"annotator": "E"' in written[0]
