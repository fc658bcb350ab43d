"""The dossiers of a plan one by one, with everybody's claims or with those that came of the votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from annotator.domain.adjudication import Outcome
from annotator.domain.identity import derived_id
from annotator.domain.immutable import immutable
from annotator.domain.records import Claim, Confidence, Origin
from annotator.exchange.agreement.unit_rows import UnitReader
from annotator.exchange.choices import Annotations
from annotator.exchange.dossier import NO_CLAIM, Broken, Dossier, Reviewed, open_dossier, rejection
from annotator.exchange.formats import writer_named
from annotator.exchange.gold import GoldNote, GoldNotes
from annotator.exchange.holdings import GOLD
from annotator.exchange.planning import Plan
from annotator.exchange.voting import Ballot, Electorate, ballots
from annotator.store.marks import Mark
from annotator.store.project import Project
from annotator.store.same_words import counted_claims


@immutable
class Gathered:
    """An article of a plan: `own` is what each annotator said, `dossier` what goes into the file.

    Both are None where the article's text is missing or damaged. `broken` rows are in neither.
    """

    number: int
    own: Dossier | None
    dossier: Dossier | None
    broken: list[Broken]

    @property
    def rows(self) -> int:
        """How many claims and empty sentences were read, broken or not."""
        # Of an article without its text, the article itself is among the broken.
        return len(self.broken) + (len(self.dossier.claims) if self.dossier else -1)


def gather(project: Project, wanted: Plan, *, first: int = 0) -> Iterator[Gathered]:
    """The articles that give the format a record, from number `first` of the plan on."""
    by_article = writer_named(wanted.choices.format).by_article
    # Whoever found a sentence empty votes and agrees or not, also where such sentences are not written.
    is_all_read = wanted.choices.no_claims or wanted.is_voted or wanted.choices.is_release
    choices = replace(wanted.choices, no_claims=is_all_read)
    notes = GoldNotes(project, wanted.names)
    reader = UnitReader(project, wanted.units) if wanted.units else None
    for number, (article_id, people) in enumerate(wanted.articles[first:], first):
        if people or by_article:
            names = {person: wanted.names[person] for person in people}
            own, broken = open_dossier(project, choices, article_id, names=names)
            dossier = _chosen(own, wanted) if own else None
            if dossier:
                found = _of_claims(notes.of_article(article_id), dossier)
                dossier = replace(dossier, gold=found, mute=wanted.mute)
            if dossier and wanted.units and reader:
                rows = reader.rows(article_id, dossier.claims)
                dossier = replace(dossier, review=Reviewed(rows, wanted.units, wanted.names))
            yield Gathered(number, own, dossier, broken)


def authors(wanted: Plan) -> dict[str, str]:
    """Who stands in the file as having made the claims, by id, with the name there."""
    if not wanted.is_voted:
        people = {person for _, people in wanted.articles for person in people}
        return {id_: name for id_, name in wanted.names.items() if id_ in people}
    author = wanted.choices.annotations.value
    return {author: author} | ({GOLD: GOLD} if wanted.choices.annotations is Annotations.MAJORITY else {})


def _chosen(own: Dossier, wanted: Plan) -> Dossier:
    """What of a dossier goes into the file."""
    if wanted.is_voted:
        return _voted(own, wanted)
    if wanted.choices.no_claims:
        return own
    return replace(
        own, choices=wanted.choices, claims=[each for each in own.claims if each.label != NO_CLAIM]
    )


def _voted(own: Dossier, wanted: Plan) -> Dossier:
    choices = wanted.choices
    electorate = wanted.electorates.get(own.article.id, Electorate())
    known = {claim.id: claim for claim in own.claims}
    rejected = (one for one in electorate.decisions if one.outcome is Outcome.NO_CLAIM)
    known |= {one.id: rejection(one, own.text, GOLD) for one in rejected}
    gold = [claim for claim in own.claims if claim.origin is Origin.ADJUDICATED]
    plain = counted_claims(claim for claim in own.claims if claim.origin is not Origin.ADJUDICATED)
    taken = [
        ballot
        for ballot in ballots(map(_mark, [*plain, *gold]), electorate, choices.annotations)
        if ballot.is_taken and (choices.no_claims or not ballot.is_empty)
    ]
    claims = [_claim(ballot, known, own.article.id, choices.annotations) for ballot in taken]
    votes = {claim.id: ballot.votes for claim, ballot in zip(claims, taken, strict=True) if ballot.votes}
    authors = sorted({choices.annotations.value, *(claim.annotator_id for claim in claims)})
    names = {author: author for author in authors}
    return replace(own, choices=choices, claims=claims, names=names, votes=votes)


def _of_claims(notes: dict[str, GoldNote], dossier: Dossier) -> dict[str, GoldNote]:
    """The notes of those claims that are in the dossier, and of decisions that there is none."""
    ids = {claim.id for claim in dossier.claims} if notes else set()
    return {
        id_: note
        for id_, note in notes.items()
        if id_ in ids or note.adjudication.outcome is Outcome.NO_CLAIM
    }


def _mark(claim: Claim) -> Mark:
    spans = tuple(part.span for part in claim.fragments)
    label = None if claim.label == NO_CLAIM else claim.label
    return Mark(claim.id, claim.annotator_id, label, spans, claim.origin is Origin.ADJUDICATED)


def _claim(ballot: Ballot, known: dict[str, Claim], article_id: str, annotations: Annotations) -> Claim:
    """What stands for those who agree. An adjudicated claim stays what it is."""
    said = [known[id_] for id_ in ballot.ids]
    if ballot.is_gold:
        return replace(said[0], annotator_id=GOLD)
    return replace(
        said[0],
        id=derived_id(article_id, annotations.value, *ballot.ids),
        annotator_id=annotations.value,
        confidence=Confidence.UNSET,
        note="",
        flag=False,
        as_of="",
        suggested_label=None,
        updated_at=max(claim.updated_at for claim in said),
        version=1,
    )
