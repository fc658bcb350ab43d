"""Everything that an export knows of one article, before a format writes it down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import Final

from annotator.domain.adjudication import Adjudication
from annotator.domain.claiming import fragment_of
from annotator.domain.immutable import immutable
from annotator.domain.records import Article, Claim, Decision, DecisionState, Origin, Unit
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.steps import key_of
from annotator.exchange.agreement.unit_rows import UnitMaterial, UnitRow
from annotator.exchange.choices import ExportChoices
from annotator.exchange.gold import GoldNote
from annotator.exchange.ruler import Ruler
from annotator.store.project import Project
from annotator.store.troubles import Damaged

NO_CLAIM: Final = "no_claim"


@immutable
class Broken:
    """A row that does not fit its article and was left out of a file, and what is wrong with it."""

    id: str
    reason: str


@immutable
class Reviewed:
    """The review units of an article; `names` has what stands for everybody who may be in one."""

    rows: tuple[UnitRow, ...]
    material: UnitMaterial
    names: Mapping[str, str]


@immutable
class Dossier:
    """`claims` are in text order; sentences without a claim are among them with the label NO_CLAIM.

    `votes` says of claims that stand for several annotators how many of these gave which label, by claim id
    and label; NO_CLAIM among the labels counts those who found no claim in the words. `review` has the units
    that a review goes through, for formats that write these. `gold` says how gold claims came about, by their
    ids; `mute` are annotators who do not vote: models, adjudicators, and the one whose gold claims are.
    """

    choices: ExportChoices
    article: Article
    text: str
    units: Sequence[Unit]
    claims: Sequence[Claim]
    names: Mapping[str, str]
    ruler: Ruler
    votes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    review: Reviewed | None = None
    gold: Mapping[str, GoldNote] = field(default_factory=dict)
    mute: frozenset[str] = frozenset()


def open_dossier(
    project: Project, choices: ExportChoices, article_id: str, *, names: Mapping[str, str]
) -> tuple[Dossier | None, list[Broken]]:
    """The dossier of an article with the work of those in `names`, and what could not be taken into it."""
    article = project.articles.get(article_id)
    claims = [claim for person in names for claim in project.claims.of_article(article_id, person)]
    wrong = "its article's text is missing"
    try:
        text = project.articles.text(article_id)
    except KeyError:
        article = None
    except Damaged:
        wrong = f"the text of the article “{article.title if article else article_id}” is damaged"
        article = None
    if article is None:
        return None, [Broken(broken, wrong) for broken in (article_id, *_ids(claims))]
    parts = project.articles.units(article_id, with_joined=True)
    units = tuple(unit for unit in parts if not unit.retired)
    if choices.no_claims:
        for person in names:
            decisions = project.claims.decisions(article_id, person)
            if any(decision.state is DecisionState.NO_CLAIM for decision in decisions):
                own = [claim for claim in claims if claim.annotator_id == person]
                claims += _without_claim(Sheet(article, text, units=parts, claims=own, decisions=decisions))
    ruler = Ruler(text, choices.offset_unit)
    sound, broken = [], []
    for claim in claims:
        if all(map(ruler.fits, claim.fragments)):
            sound.append(claim)
        else:
            broken.append(Broken(claim.id, "its words are not those of the article at that place"))
    order = {person: number for number, person in enumerate(names)}
    sound.sort(key=lambda claim: _place(claim, order))
    return Dossier(choices, article, text, units, sound, names, ruler), broken


def rejection(adjudication: Adjudication, text: str, annotator_id: str) -> Claim:
    """A decision that nobody should have marked these words, as a sentence without a claim is written.

    Raises Refused where the words are not in the text.
    """
    return Claim(
        adjudication.id,
        adjudication.article_id,
        annotator_id,
        NO_CLAIM,
        (fragment_of(text, adjudication.span),),
        origin=Origin.ADJUDICATED,
        guideline_version=adjudication.guideline_version,
        created_at=adjudication.created_at,
        updated_at=adjudication.updated_at,
        version=adjudication.version,
    )


def _without_claim(sheet: Sheet) -> Iterable[Claim]:
    """The sentences of which it was said that they hold no claim, and which hold none."""
    for index, unit in enumerate(sheet.units):
        decision = sheet.decision(index)
        if decision and sheet.state(index) is UnitState.NO_CLAIM:
            yield _as_claim(sheet.text, unit, decision)


def _as_claim(text: str, unit: Unit, decision: Decision) -> Claim:
    return Claim(
        key_of(decision),
        decision.article_id,
        decision.annotator_id,
        NO_CLAIM,
        (fragment_of(text, unit.span),),
        note=decision.note,
        flag=decision.flag,
        updated_at=decision.updated_at,
        version=decision.version,
    )


def _place(claim: Claim, order: Mapping[str, int]) -> tuple[int, int, int, str]:
    """Text order: by start, the longer first, then by annotator in the order of joining."""
    return claim.fragments[0].start, -claim.fragments[-1].end, order[claim.annotator_id], claim.id


def _ids(claims: Iterable[Claim]) -> Iterable[str]:
    return (claim.id for claim in claims)
