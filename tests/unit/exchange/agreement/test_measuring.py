from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.domain import claim_steps
from annotator.domain.adjudication import Outcome
from annotator.domain.agreement.figure import Reason
from annotator.domain.agreement.level import Level
from annotator.domain.agreement.span_f1 import Likeness
from annotator.domain.errors import Refused
from annotator.domain.records import Claim
from annotator.domain.work import UNWATCHED
from annotator.exchange.agreement.measuring import ProjectAgreement, measured
from annotator.exchange.agreement.question import Question
from annotator.exchange.sheets import commit
from annotator.store.project import Project
from annotator.store.team_settings import TeamSettings, keep_team_settings
from tests.unit.exchange.made import label, sheet_of
from tests.unit.exchange.teams import (
    adjudicate,
    article,
    claim_of,
    decide_again,
    named,
    retag,
    team_project,
)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = team_project(tmp_path)
    yield project
    project.close()


def agreement(project: Project, question: Question = Question()) -> ProjectAgreement:  # noqa: B008 - frozen
    return measured(UNWATCHED, project, question)


def second_of_fire(project: Project) -> tuple[Claim, ...]:
    both = (claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben"))
    return (*both, claim_of(project, "Cy", "was hurt."))


def test_labels_are_compared_on_units_that_two_marked(project: Project) -> None:
    found = agreement(project)
    assert (found.asked, found.articles, found.units) == (2, 2, 4)
    alpha = found.labels.alpha
    # C C C, C D D, D D: four of each label; in the second unit four ordered pairs differ, by 1 / (3 - 1).
    assert alpha.value == pytest.approx(1 - 7 * 2 / (2 * 4 * 4))
    assert (alpha.units, alpha.labels) == (3, 8)
    assert alpha.interval_reason is Reason.TOO_FEW_UNITS
    assert found.labels.percent.value == pytest.approx((1 + 1 / 3 + 1) / 3)
    assert found.labels.fleiss.reason is Reason.UNEQUAL_LABELS


def test_claims_are_compared_by_their_places(project: Project) -> None:
    f1 = agreement(project).f1
    # Twice what is common over what there is: Ada and Ben 3 + 3, Ada and Cy 2 + 3, Ben and Cy 2 + 3.
    assert f1[Likeness.EXACT].value == pytest.approx((4 + 2 + 2) / 16)
    assert f1[Likeness.RELAXED].value == pytest.approx((4 + 2 + 4) / 16)
    assert f1[Likeness.BOUNDARY].value == pytest.approx((6 + 4 + 4) / 16)


def test_sentences_are_compared_by_whether_they_hold_a_claim(project: Project) -> None:
    found = agreement(project)
    assert found.sentences.units == 7
    # Only of the fourth sentence of the fire they differ: one of three says that it holds a claim.
    assert found.sentences_percent.value == pytest.approx((6 + 1 / 3) / 7)
    assert found.sentences.value == pytest.approx(1 - 17 * 2 / (2 * 9 * 9))


def test_every_two_annotators_are_put_beside_each_other(project: Project) -> None:
    ada, ben, cy = (named(project, name) for name in ("Ada", "Ben", "Cy"))
    found = agreement(project)
    assert [(pair.first, pair.second) for pair in found.pairs] == [(ada, ben), (ada, cy), (ben, cy)]
    pair = found.pair(cy, ada)
    assert pair is not None
    assert pair.table == Counter(
        {("confirmed", "confirmed"): 1, ("confirmed", "disputed"): 1, (None, "unverified"): 1}
    )
    assert pair.f1.value == pytest.approx(2 / 5)
    first = found.pair(ada, ben)
    assert first is not None
    assert first.kappa is not None
    assert first.kappa.value == pytest.approx((2 / 3 - 4 / 9) / (1 - 4 / 9))


def test_who_has_not_finished_is_missing_and_not_without_claims(project: Project) -> None:
    before = agreement(project)
    label(project, sheet_of(project, article(project, "Flood"), "Cy"), "Many left.", "confirmed")
    after = agreement(project)
    assert after.terms.journal != before.terms.journal
    assert replace(after, terms=before.terms) == before


def test_models_and_gold_change_nothing_but_what_is_known_of_reliability(project: Project) -> None:
    before = agreement(project)
    adjudicate(project, *(claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben")))
    after = agreement(project)
    assert after.labels.alpha == before.labels.alpha
    assert (after.f1, after.sentences, after.pairs) == (before.f1, before.sentences, before.pairs)


def test_gold_that_stands_clamps_the_estimate_and_stale_gold_does_not(project: Project) -> None:
    members = [claim_of(project, name, "The port burned.") for name in ("Ada", "Ben", "Cy")]
    adjudicate(project, *members)
    assert agreement(project).labels.reliability.gold_units == 1
    sheet = sheet_of(project, article(project, "Fire"), "Ada")
    label(project, sheet, "The mayor said so.", "confirmed")
    assert agreement(project).labels.reliability.gold_units == 1
    retag(project, "Ada", "The port burned.", "disputed")
    assert agreement(project).labels.reliability.gold_units == 0


def test_gold_stands_whoever_is_compared(project: Project) -> None:
    adjudicate(project, *(claim_of(project, name, "The port burned.") for name in ("Ada", "Ben", "Cy")))
    chosen = Question(annotators=(named(project, "Ada"), named(project, "Ben")))
    assert agreement(project, chosen).labels.reliability.gold_units == 1
    retag(project, "Cy", "The port burned.", "disputed")
    assert agreement(project, chosen).labels.reliability.gold_units == 0


def test_what_was_changed_after_it_was_adjudicated_changes_no_figure(project: Project) -> None:
    before = agreement(project)
    second = [claim_of(project, name, "Nobody was hurt.") for name in ("Ada", "Ben")]
    adjudicate(project, *second, claim_of(project, "Cy", "was hurt."), key="disputed")
    retag(project, "Ada", "Nobody was hurt.", "disputed")
    after = agreement(project)
    assert after.labels.alpha == before.labels.alpha
    assert (after.f1, after.detection, after.pairs) == (before.f1, before.detection, before.pairs)


def test_deciding_again_does_not_raise_agreement(project: Project) -> None:
    before = agreement(project)
    asked = adjudicate(project, *second_of_fire(project), outcome=Outcome.ASKED_BACK)
    retag(project, "Ada", "Nobody was hurt.", "disputed")
    decide_again(project, asked, *second_of_fire(project))
    after = agreement(project)
    assert after.labels.alpha == before.labels.alpha
    assert (after.f1, after.unitizing, after.pairs) == (before.f1, before.unitizing, before.pairs)
    assert after.sentences == before.sentences


def test_what_was_added_or_made_anew_after_it_was_asked_for_changes_no_figure(project: Project) -> None:
    before = agreement(project)
    mark = claim_of(project, "Cy", "It may rain.")
    asked = adjudicate(project, mark, outcome=Outcome.ASKED_BACK)
    ada = sheet_of(project, article(project, "Fire"), "Ada")
    label(project, ada, "It may rain.", "unverified")
    cy = sheet_of(project, article(project, "Fire"), "Cy")
    commit(project, cy, claim_steps.delete(cy, [mark]))
    label(project, cy, "may rain.", "confirmed")
    both = claim_of(project, "Ada", "It may rain."), claim_of(project, "Cy", "may rain.")
    for _ in range(2):
        after = agreement(project)
        assert (after.labels.alpha, after.f1) == (before.labels.alpha, before.f1)
        assert (after.detection, after.unitizing, after.pairs) == (
            before.detection,
            before.unitizing,
            before.pairs,
        )
        asked = decide_again(project, asked, *both)


def test_only_chosen_annotators_and_articles_are_compared(project: Project) -> None:
    ada, cy = named(project, "Ada"), named(project, "Cy")
    found = agreement(project, Question(annotators=(ada, cy)))
    assert found.terms.names == {ada: "Ada", cy: "Cy"}
    assert found.articles == 1
    assert agreement(project, Question(articles=(article(project, "Flood"),))).units == 1


def test_one_annotator_alone_agrees_with_nobody(project: Project) -> None:
    found = agreement(project, Question(annotators=(named(project, "Ada"),)))
    assert found.articles == 0
    assert found.labels.alpha.value is None
    assert found.labels.alpha.reason is Reason.NO_PAIRABLE_UNITS
    assert found.detection.reason is Reason.NO_PAIRABLE_UNITS
    assert found.pairs == ()


def test_the_terms_are_those_of_the_project_unless_somebody_says_otherwise(project: Project) -> None:
    order = ("disputed", "unverified", "confirmed")
    kept = TeamSettings(level=Level.ORDINAL, label_order=order, overlap_threshold=80)
    keep_team_settings(project, kept)
    found = agreement(project)
    assert (found.terms.level, found.terms.labels, found.terms.threshold) == (Level.ORDINAL, order, 80)
    assert found.labels.labels == order
    # Cy's “was hurt.” is 9 of 16 code points, so it is a unit of its own from 80 per cent on.
    assert found.units == 5
    other = agreement(project, Question(threshold=50, level=Level.NOMINAL))
    assert other.labels.alpha.value == pytest.approx(0.5625)


def test_an_order_that_leaves_a_label_out_is_refused(project: Project) -> None:
    keep_team_settings(project, TeamSettings(level=Level.ORDINAL, label_order=("disputed", "confirmed")))
    with pytest.raises(Refused, match="unverified"):
        agreement(project)


def test_who_does_not_vote_is_not_compared(project: Project) -> None:
    adjudicate(project, claim_of(project, "Ada", "The port burned."))
    with pytest.raises(Refused, match="Lea"):
        agreement(project, Question(annotators=(named(project, "Lea"),)))


def test_who_marked_words_twice_counts_once_also_after_a_review(project: Project) -> None:
    before = agreement(project)
    seen = claim_of(project, "Ada", "The port burned.")
    sheet = sheet_of(project, seen.article_id, "Ada")
    commit(project, sheet, claim_steps.duplicate(sheet, seen))
    (twin,) = [claim for claim in sheet.claims if claim.quote == seen.quote and claim.id != seen.id]
    commit(project, sheet, claim_steps.retag(sheet, [seen], "confirmed"))
    adjudicate(project, *(claim_of(project, name, "The port burned.") for name in ("Ada", "Ben", "Cy")))
    commit(project, sheet, claim_steps.retag(sheet, [twin], "disputed"))
    after = agreement(project)
    assert (after.units, after.f1, after.pairs) == (before.units, before.f1, before.pairs)
