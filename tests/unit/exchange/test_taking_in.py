"""What a file of another tool holds gets into a project once, in the right places and the right names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from annotator.domain.errors import Cancelled, Refused, Unavailable
from annotator.domain.records import Confidence, Origin
from annotator.domain.steps import Verb
from annotator.domain.work import Job, Unwatched
from annotator.exchange.annotations import file_reading
from annotator.exchange.annotations.foreign import (
    ForeignArticle,
    ForeignClaim,
    ForeignSpan,
    ForeignUnit,
    Measure,
)
from annotator.exchange.annotations.parts import Opened
from annotator.exchange.annotations.placing import How, Why
from annotator.exchange.annotations.sources import AnnotationSource
from annotator.exchange.annotations.survey import FileSurvey, survey
from annotator.exchange.annotations.taking_in import BACKUP, TakenIn, bring_in
from annotator.exchange.annotations.translation import (
    LEFT_OUT,
    Translation,
    is_name,
    known_labels,
    known_people,
)
from annotator.exchange.dossier import NO_CLAIM
from annotator.exchange.losses import Losses
from annotator.store.backups import backups_of
from annotator.store.checking import check
from annotator.store.project import Project
from tests.unit.exchange.in_place import InPlace
from tests.unit.exchange.made import add_article, decide_rest, label, sheet_of
from tests.unit.exchange.round_trip import MemorySource

TEXT = "Fire 🔥 in the port.\r\nNobody was hurt. The mayor said so."


@dataclass
class Listed:
    """Reads what the test gives it."""

    listed: Sequence[ForeignArticle]
    measure: Measure | None = None

    def recognises(self, source: AnnotationSource) -> bool:
        return True

    def articles(self, source: AnnotationSource, job: Job, losses: Losses) -> Iterator[ForeignArticle]:
        for article in self.listed:
            if not article.name:
                losses.add("relations")
            yield article


def listed(articles: Sequence[ForeignArticle], measure: Measure | None = None) -> InPlace:
    return InPlace(Listed(articles, measure), MemorySource({"": b"data"}, "file.json"), "listed")


def claim(
    words: str, label: str = "Disputed", *, text: str = TEXT, id_: str = "T1", by: str = "1"
) -> ForeignClaim:
    start = len(text[: text.index(words)].encode("utf-16-le")) // 2
    end = start + len(words.encode("utf-16-le")) // 2
    return ForeignClaim(id_, label, (ForeignSpan(start, end, words),), annotator=by)


def article(*claims: ForeignClaim, text: str = TEXT, name: str = "a1") -> ForeignArticle:
    return ForeignArticle(name, text, claims=claims)


def surveyed(project: Project, *articles: ForeignArticle, measure: Measure | None = None) -> FileSurvey:
    return survey(Unwatched(), project, listed(articles), measure=measure)


def meant(project: Project, **people: str) -> Translation:
    named = {number: project.join(name).id for number, name in (people or {"1": "Ada"}).items()}
    return Translation({"Disputed": "disputed", "Sure": "confirmed", "Other": LEFT_OUT}, named)


def taken(project: Project, *articles: ForeignArticle, **people: str) -> TakenIn:
    translation = meant(project, **people)
    return bring_in(Unwatched(), project, surveyed(project, *articles), translation)


def words(project: Project, name: str = "Ada") -> list[tuple[str, str]]:
    person = project.people.named(name)
    assert person
    found = [
        (claim.quote, claim.label)
        for each in project.articles.each()
        for claim in project.claims.of_article(each.id, person.id)
    ]
    return sorted(found)


def test_articles_and_claims_come_in(project: Project) -> None:
    full = replace(
        claim("in the port"),
        note="why",
        confidence=Confidence.HIGH,
        flag=True,
        created_at="2026-01-02T03:04:05+01:00",
    )
    report = taken(
        project, article(full, claim("Nobody", "Sure", id_="T2"), claim("mayor", "Other", id_="T3"))
    )
    assert (report.articles, report.claims, report.left_out) == (1, 2, {"Other": 1})
    assert words(project) == [("Nobody", "confirmed"), ("in the port", "disputed")]
    found = next(each for each in project.claims.each() if each.label == "disputed")
    assert (found.note, found.confidence, found.flag, found.origin) == (
        "why",
        Confidence.HIGH,
        True,
        Origin.IMPORTED,
    )
    assert found.created_at == "2026-01-02T02:04:05.000Z"
    (stored,) = project.articles.each()
    assert project.articles.text(stored.id) == TEXT.replace("\r\n", "\n")
    assert (stored.importer.split()[-1], stored.source_path) == ("listed", "file.json#a1")
    assert not list(check(project, Unwatched()))


def test_a_language_that_is_none_is_found_out_as_if_it_was_not_said(project: Project) -> None:
    for number, language in enumerate(("\ud83d", "not a tag!!")):
        taken(project, replace(article(claim("Nobody"), name=f"a{number}"), language=language))
    assert {stored.language for stored in project.articles.each()} == {"en"}


def test_what_offsets_count_is_found_out_and_told(project: Project) -> None:
    found = surveyed(project, article(claim("Nobody"), claim("mayor", id_="T2")))
    assert (found.measure, found.is_certain) == (Measure.UTF16, True)
    assert found.placed == {How.AS_STATED: 2}
    assert (found.labels, found.people) == ({"Disputed": 2}, {"1": 2})
    assert project.articles.count() == 0


def test_the_same_file_twice_adds_nothing(project: Project) -> None:
    same = claim("Nobody")
    articles = [article(same, same, claim("mayor", id_="")), article(claim("port", by="2"), name="a2")]
    people = {"1": "Ada", "2": "Ben"}
    first = taken(project, *articles, **people)
    assert (first.articles, first.claims) == (1, 4)
    again = taken(project, *articles, **people)
    assert (again.articles, again.claims, again.claims_there) == (0, 0, 4)
    assert words(project, "Ben") == [("port", "disputed")]


def test_files_that_call_everybody_one_come_in_for_different_people(project: Project) -> None:
    for name in ("Ada", "Ben"):
        assert taken(project, article(claim("Nobody")), **{"1": name}).claims == 1
    assert words(project, "Ada") == words(project, "Ben") == [("Nobody", "disputed")]


def test_claims_join_an_article_that_is_there(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "in the port")
    report = taken(project, article(claim("Nobody", text=sheet.text), text=sheet.text))
    assert (report.articles, report.claims) == (0, 1)
    assert words(project) == [("Nobody", "disputed"), ("in the port", "confirmed")]


@pytest.mark.parametrize("has_worked", [False, True])
def test_the_queue_shows_right_counts(project: Project, has_worked: bool) -> None:
    id_ = add_article(project)
    sheet = sheet_of(project, id_)
    place = None
    if has_worked:
        label(project, sheet, "in the port")
        place = project.people.progress(id_, sheet.annotator_id)
        assert place
    hurt = claim("hurt", text=sheet.text)
    taken(project, article(replace(hurt, flag=True), text=sheet.text))
    row = project.articles.queue_row(sheet.annotator_id, id_)
    assert row
    assert (row.asked, row.undecided, row.claims, row.flags) == (3, 2 - has_worked, 1 + has_worked, 1)
    after = project.people.progress(id_, sheet.annotator_id)
    assert after
    assert (after.unit_start, after.at) == ((place.unit_start, place.at) if place else (0, ""))


def test_claims_that_say_the_same_of_many_places_are_claims_of_their_own(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    said = [
        replace(claim(each, text=sheet.text, id_=f"T{number}"), flag=number % 2 == 0)
        for number, each in enumerate(("port", "in the port", "hurt", "Nobody was hurt", "port", "mayor"))
    ]
    two = ForeignClaim("both", "Disputed", (*said[0].spans, *said[2].spans), annotator="1")
    report = taken(project, article(*said, two, text=sheet.text))
    assert (report.claims, report.claims_there) == (7, 0)
    after = sheet_of(project, sheet.article.id)
    found = sorted((each.quote, each.flag) for each in after.claims)
    assert found == sorted([(part.spans[0].quote, part.flag) for part in said] + [("port … hurt", False)])
    row = project.articles.queue_row(sheet.annotator_id, sheet.article.id)
    assert row
    counted = (row.asked, row.undecided, row.claims, row.flags)
    assert counted == (after.asked, after.undecided, 7, 3)
    assert not list(check(project, Unwatched()))
    assert taken(project, article(*said, two, text=sheet.text)).claims_there == 7


def test_sentences_without_a_claim_are_decided(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    said = [claim(line, NO_CLAIM, text=sheet.text) for line in sheet.text.split("\n")[1:3]]
    report = taken(project, article(*said, claim("the port", NO_CLAIM, text=sheet.text), text=sheet.text))
    assert report.no_claims == 2
    assert [loss.count for loss in report.losses if "no sentence" in loss.what] == [1]
    row = project.articles.queue_row(sheet.annotator_id, sheet.article.id)
    assert row
    assert row.undecided == 1
    again = taken(project, article(*said, text=sheet.text))
    assert (again.no_claims, again.no_claims_there) == (0, 2)
    assert not list(check(project, Unwatched()))


def test_what_a_person_decided_is_not_changed(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    decide_rest(project, sheet)
    before = project.claims.decisions(sheet.article.id, sheet.annotator_id)
    taken(project, article(claim("Nobody was hurt.", NO_CLAIM, text=sheet.text), text=sheet.text))
    assert project.claims.decisions(sheet.article.id, sheet.annotator_id) == before


def test_sentences_of_the_file_are_kept(project: Project) -> None:
    units = (ForeignUnit(0, 20), ForeignUnit(22, 38, annotatable=False))
    taken(project, replace(article(claim("Nobody")), units=units))
    (stored,) = project.articles.each()
    assert [
        (unit.span.of(project.articles.text(stored.id)), unit.annotatable)
        for unit in project.articles.units(stored.id)
    ] == [
        ("Fire 🔥 in the port.", True),
        ("Nobody was hurt.", False),
        ("The mayor said so.", False),
    ]


def test_sentences_that_overlap_are_cut_anew(project: Project) -> None:
    taken(project, replace(article(claim("Nobody")), units=(ForeignUnit(0, 20), ForeignUnit(5, 38))))
    (stored,) = project.articles.each()
    assert len(project.articles.units(stored.id)) == 3


def test_a_claim_is_never_put_on_other_words(project: Project) -> None:
    gone = ForeignClaim("T9", "Disputed", (ForeignSpan(0, 4, "Rain"),), annotator="1")
    twice = ForeignClaim("T8", "Disputed", (ForeignSpan(60, 61, "h"),), annotator="1")
    report = taken(project, article(claim("Nobody"), gone, twice, name=""))
    assert {each.why: each.count for each in report.unplaced} == {Why.NOT_FOUND: 1, Why.AMBIGUOUS: 1}
    assert report.unplaced[0].examples == (": Disputed “Rain”",)
    assert [(loss.what, loss.count) for loss in report.losses] == [("relations", 1)]
    assert words(project) == [("Nobody", "disputed")]


def test_offsets_of_which_nothing_is_known_wait_for_a_person(project: Project) -> None:
    bare = ForeignClaim("T1", "Disputed", (ForeignSpan(22, 28),), annotator="1")
    before = ForeignClaim("T2", "Disputed", (ForeignSpan(0, 4),), annotator="1")
    found = surveyed(project, article(bare, before))
    assert (found.measure, found.is_certain) == (None, False)
    assert [each.why for each in found.unplaced] == [Why.UNSURE]
    chosen = surveyed(project, article(bare, before), measure=Measure.UTF16)
    assert not chosen.unplaced
    bring_in(Unwatched(), project, chosen, meant(project))
    assert words(project) == [("Fire", "disputed"), ("Nobody", "disputed")]


BARE = ForeignClaim("T7", "Disputed", (ForeignSpan(22, 28),), annotator="1")
"""Without words, behind a character that is two units in UTF-16."""
FIRE = ForeignClaim("T8", "Disputed", (ForeignSpan(0, 4, "Fire"),), annotator="1")
"""It stands there whatever is counted."""
PORT = ForeignClaim("T9", "Disputed", (ForeignSpan(7, 9, "in"),), annotator="1")
"""In code points."""


@pytest.mark.parametrize("others", [(), (FIRE,), (claim("Nobody"), PORT)])
def test_words_that_prove_nothing_or_both_let_a_person_say_it(
    project: Project, others: Sequence[ForeignClaim]
) -> None:
    found = surveyed(project, article(BARE, *others))
    assert (found.is_unsure, found.measure, found.measures) == (True, None, {})
    assert [each.why for each in found.unplaced] == [Why.UNSURE]


def test_words_of_one_article_prove_it_for_claims_without_words_in_another(project: Project) -> None:
    found = surveyed(project, article(BARE), article(claim("It", text="🔥 It"), text="🔥 It", name="a2"))
    assert (found.is_unsure, found.measures) == (False, {Measure.UTF16: 2})
    bring_in(Unwatched(), project, found, meant(project))
    assert words(project) == [("It", "disputed"), ("Nobody", "disputed")]


@pytest.mark.parametrize("most", [1, 100])
def test_what_the_file_says_of_each_article_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(file_reading, "_MOST_CLAIMS", most)
    sheet = sheet_of(project, add_article(project))
    named = ForeignArticle(
        "x",
        "",
        text_sha256=sheet.article.sha256,
        measure=Measure.CODE_POINT,
        claims=(claim("Nobody", text=sheet.text),),
    )
    utf16 = replace(article(claim("Nobody"), claim("mayor", id_="T2")), measure=Measure.UTF16)
    other = replace(article(FIRE, text="Fire.", name="a2"), measure=Measure.UTF8)
    empty = replace(article(text="Nothing.", name="a3"), measure=Measure.GRAPHEME)
    found = surveyed(project, utf16, utf16, replace(other, converted_from=Measure.CODE_POINT), named, empty)
    assert found.measures == {Measure.UTF16: 1, Measure.CODE_POINT: 2}
    assert (found.is_certain, found.is_said, found.is_unsure) == (True, True, False)


def test_what_one_article_says_does_not_speak_for_another(project: Project) -> None:
    said = replace(article(claim("Nobody"), claim("mayor", id_="T2")), measure=Measure.UTF16)
    rest = article(PORT, text=f"{TEXT} So.", name="a2")
    found = surveyed(project, said, rest)
    assert (found.measure, found.is_said) == (Measure.CODE_POINT, False)
    assert found.measures == {Measure.UTF16: 1, Measure.CODE_POINT: 1}
    assert found.placed == {How.AS_STATED: 3}


def test_articles_that_are_only_named_are_those_of_the_project(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    named = claim("Nobody", text=sheet.text)
    known = ForeignArticle("x", "", text_sha256=sheet.article.sha256, claims=(named,))
    unknown = ForeignArticle("y", "", url="https://example.org", claims=(named, named))
    report = taken(project, known, unknown)
    assert (report.claims, [loss.count for loss in report.losses]) == (1, [2])


def test_labels_and_people_have_to_be_known_before_anything_is_written(project: Project) -> None:
    found = surveyed(project, article(claim("Nobody", "Strange")))
    with pytest.raises(Refused, match="labels that this project does not know: “Strange”"):
        bring_in(Unwatched(), project, found, meant(project))
    with pytest.raises(Refused, match="who annotated \\(“1”\\)"):
        bring_in(Unwatched(), project, found, Translation({"Strange": "disputed"}))
    with pytest.raises(Refused, match="has no label “strange”"):
        bring_in(Unwatched(), project, found, replace(meant(project), labels={"Strange": "strange"}))
    assert project.articles.count() == 0


def test_labels_are_known_by_key_name_other_schemes_and_what_was_said_before(project: Project) -> None:
    names = ["disputed", "Disputed", "SUPPORTS", "Conflicting Evidence/Cherrypicking", "NOT ENOUGH INFO", "X"]
    clear = {
        "disputed": "disputed",
        "Disputed": "disputed",
        "SUPPORTS": "confirmed",
        "Conflicting Evidence/Cherrypicking": "disputed",
    }
    assert known_labels(project, names, format_name="listed") == clear
    taken(project, article(claim("Nobody", "Sure")))
    assert known_labels(project, ["Sure", "Other"], format_name="listed") == {
        "Sure": "confirmed",
        "Other": LEFT_OUT,
    }
    assert known_labels(project, ["Sure"], format_name="another") == {}
    assert not list(check(project, Unwatched()))


def test_people_are_known_by_name(project: Project) -> None:
    ada = project.join("Ada").id
    assert known_people(project, ["Ada", "ada", "1"]) == {"Ada": ada}


@pytest.mark.parametrize("declared", [None, *Measure])
@pytest.mark.parametrize("has_bare", [False, True])
@pytest.mark.parametrize("most", [1, 100])
def test_most_of_a_file_says_what_all_of_it_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch, declared: Measure | None, has_bare: bool, most: int
) -> None:
    monkeypatch.setattr(file_reading, "_MOST_CLAIMS", most)
    said = [
        claim("Nobody"),
        claim("mayor", id_="T2"),
        ForeignClaim("T3", "Disputed", (ForeignSpan(0, 4, "Fire"),), annotator="1"),
    ]
    bare = ForeignClaim("T4", "Disputed", (ForeignSpan(8, 10),), annotator="1")
    found = survey(Unwatched(), project, listed([article(*said, *[bare] * has_bare)], declared))
    assert (found.measure, found.is_certain, found.unplaced) == (Measure.UTF16, True, ())
    assert found.placed == {How.AS_STATED: 3 + has_bare}
    bring_in(Unwatched(), project, found, meant(project))
    assert [quote for quote, _ in words(project)] == ["Fire", "Nobody", *["in"] * has_bare, "mayor"]


def test_what_was_kept_is_placed_anew_where_a_person_says_otherwise(project: Project) -> None:
    bare = ForeignClaim("T1", "Disputed", (ForeignSpan(22, 28),), annotator="1")
    found = surveyed(project, article(bare), measure=Measure.UTF16)
    bring_in(Unwatched(), project, found, replace(meant(project), measure=Measure.CODE_POINT))
    assert words(project) == [("obody", "disputed")]


def test_a_rehearsal_says_what_would_be(project: Project) -> None:
    articles = [article(claim("Nobody"), name=str(number)) for number in range(60)]
    found = surveyed(project, *articles, article(text="Another."))
    report = bring_in(Unwatched(), project, found, meant(project), is_rehearsal=True)
    assert (report.articles, report.claims, report.claims_there) == (2, 1, 59)
    assert project.articles.count() == 0


def test_a_backup_is_made_before(project: Project) -> None:
    taken(project, article(claim("Nobody")))
    assert [backup.why for backup in backups_of(project.fact("id"))] == [BACKUP]


class _StoppedAt(Unwatched):
    def __init__(self, number: int) -> None:
        self._left = number

    def check(self) -> None:
        self._left -= 1
        if not self._left:
            raise Cancelled("Stopped.")


def test_stopping_keeps_what_was_read(project: Project) -> None:
    articles = [article(claim("Nobody"), text=f"{TEXT} {number}", name=str(number)) for number in range(5)]
    found = surveyed(project, *articles)
    report = bring_in(_StoppedAt(3), project, found, meant(project))
    assert (report.is_cancelled, report.articles, report.claims) == (True, 2, 2)
    rest = bring_in(Unwatched(), project, found, meant(project))
    assert (rest.articles, rest.claims, rest.claims_there) == (3, 3, 2)


def test_a_file_that_changes_is_told(project: Project) -> None:
    found = surveyed(project, article(claim("Nobody")))
    with pytest.raises(Unavailable, match=r"file\.json was changed while it was read"):
        bring_in(Unwatched(), project, replace(found, opened=Opened("", "", None)), meant(project))
    assert project.articles.count() == 0


def test_a_batch_that_fails_leaves_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    found = surveyed(project, article(claim("Nobody")))

    def fail(*_: object) -> None:
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(project.journal, "append_many", fail)
    with pytest.raises(Unavailable):
        bring_in(Unwatched(), project, found, meant(project))
    assert project.articles.count() == 0
    assert not list(check(project, Unwatched()))


def test_what_can_not_be_stored_is_replaced(project: Project) -> None:
    odd = replace(claim("Nobody"), note="a\x00b\ud800", id="\ud800")
    taken(project, replace(article(odd, name="\udc00"), metadata={"k\ud800": "v\x00", "n": 1, "list": []}))
    (stored,) = project.articles.each()
    assert next(project.claims.each()).note == "a\ufffdb\ufffd"
    assert {key: stored.metadata[key] for key in stored.metadata if key.startswith("file.")} == {
        "file.k\ufffd": "v\ufffd",
        "file.n": 1,
    }


def test_articles_without_words_are_told(project: Project) -> None:
    report = taken(project, article(text=" \r\n"), article(text="", name="b"), article(claim("Nobody")))
    assert report.articles == 1
    assert len(report.losses) == 2


def test_what_was_taken_in_can_be_taken_back_from_the_history(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    said = claim("Nobody was hurt.", NO_CLAIM, text=sheet.text)
    taken(project, article(claim("port", text=sheet.text), said, text=sheet.text))
    (step,) = project.journal.steps_of_article(sheet.article.id, sheet.annotator_id)
    assert [type(edit.after).__name__ for edit in step.edits] == ["Claim", "Decision"]
    project.ledger.commit(step.reverted(Verb.REVERT, by=sheet.annotator_id))
    assert words(project) == []
    assert not list(check(project, Unwatched()))


def test_names_and_labels_that_are_no_text_do_no_harm(project: Project) -> None:
    odd = replace(claim("Nobody", "\ud800"), annotator="a\ud800")
    found = surveyed(project, article(odd))
    assert not is_name("a\ud800")
    # What a review decided is nobody's.
    assert not is_name("Gold")
    translation = Translation({"\ufffd": "disputed"}, {"a\ufffd": project.join("Ada").id})
    bring_in(Unwatched(), project, found, translation)
    assert known_labels(project, ["\ufffd"], format_name="listed") == {"\ufffd": "disputed"}
    assert words(project) == [("Nobody", "disputed")]


def test_an_undo_goes_back_behind_what_was_taken_in(project: Project) -> None:
    sheet = sheet_of(project, add_article(project))
    label(project, sheet, "in the port")
    taken(project, article(claim("Nobody", text=sheet.text), text=sheet.text))
    outline = project.journal.outline(sheet.annotator_id, limit=10)
    assert [verb.value for _, verb, _ in outline] == ["mark"]


def test_a_rehearsal_that_is_stopped_leaves_no_claim_in_its_measure(project: Project) -> None:
    class Impatient(Unwatched):
        asked = 0

        def check(self) -> None:
            self.asked += 1
            if self.asked > 1:
                raise Cancelled

    texts = [f"🔥 one two three {number}" for number in range(3)]
    wanted = ForeignClaim("T1", "Disputed", (ForeignSpan(3, 6),), annotator="1")
    found = surveyed(project, *(article(wanted, text=text) for text in texts), measure=Measure.UTF16)
    translation = meant(project)
    other = replace(translation, measure=Measure.CODE_POINT)
    assert bring_in(Impatient(), project, found, other, is_rehearsal=True).is_cancelled
    bring_in(Unwatched(), project, found, translation)
    ada = translation.people["1"]
    claims = [claim for each in project.articles.each() for claim in project.claims.of_article(each.id, ada)]
    assert [claim.fragments[0].quote for claim in claims] == ["one"] * 3


def test_claims_under_one_id_are_all_taken_unless_they_are_the_same(project: Project) -> None:
    id_ = "0198f3a2-0000-7000-8000-000000000001"
    other = "The mayor has said so."
    first, second = (replace(claim(words), claim_id=id_) for words in ("Nobody", "port"))
    elsewhere = replace(claim("mayor", text=other), claim_id=id_)
    found = surveyed(project, article(first, second, first), article(elsewhere, text=other, name="b"))
    translation = meant(project)
    counts = bring_in(Unwatched(), project, found, translation)
    assert (counts.claims, counts.claims_there) == (3, 1)
    again = bring_in(Unwatched(), project, found, translation)
    assert (again.claims, again.claims_there) == (0, 4)


@pytest.mark.parametrize("is_known_first", [False, True])
def test_one_id_on_a_text_of_the_file_and_on_one_of_the_project(
    project: Project, is_known_first: bool
) -> None:
    id_ = "0198f3a2-0000-7000-8000-000000000001"
    sheet = sheet_of(project, add_article(project))
    here = replace(claim("in the port", text=sheet.text), claim_id=id_)
    known = ForeignArticle("x", "", text_sha256=sheet.article.sha256, claims=(here,))
    other = "The mayor has said so."
    new = article(replace(claim("mayor", text=other), claim_id=id_), text=other, name="b")
    files = (known, new) if is_known_first else (new, known)
    assert taken(project, *files).claims == 2
    assert sorted(words(project)) == [("in the port", "disputed"), ("mayor", "disputed")]
    assert id_ in {each.id for each in project.claims.each()}
    again = taken(project, *files)
    assert (again.claims, again.claims_there, again.claims_differing) == (0, 2, 0)


def test_a_claim_that_is_left_out_takes_no_id_away(project: Project) -> None:
    id_ = "0198f3a2-0000-7000-8000-000000000001"
    mine = replace(claim("mayor"), claim_id=id_)
    taken(project, article(mine))
    report = taken(project, article(replace(mine, label="Other"), mine))
    assert (report.claims, report.claims_there, report.left_out) == (0, 1, {"Other": 1})


def test_of_rows_with_one_id_the_first_is_taken_and_compared(project: Project) -> None:
    id_ = "0198f3a2-0000-7000-8000-000000000001"
    first, second = (replace(claim("mayor"), claim_id=id_, note=note) for note in ("first", "second"))
    taken(project, article(first, second))
    assert [each.note for each in project.claims.each()] == ["first"]
    assert taken(project, article(first, second)).claims_differing == 0


def test_a_claim_that_says_something_else_under_its_id_is_told_and_not_changed(project: Project) -> None:
    id_ = "0198f3a2-0000-7000-8000-000000000001"
    mine = replace(claim("Nobody"), claim_id=id_)
    taken(project, article(mine))
    assert taken(project, article(mine)).claims_differing == 0
    for other in (
        replace(mine, note="why"),
        replace(mine, label="Sure"),
        replace(claim("mayor"), claim_id=id_),
    ):
        report = taken(project, article(other))
        assert (report.claims, report.claims_there, report.claims_differing) == (0, 1, 1)
    assert words(project) == [("Nobody", "disputed")]
    assert not list(check(project, Unwatched()))
