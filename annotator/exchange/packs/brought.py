"""What a task brings into the project of its annotator beside her rows: articles, labels, guidelines."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import pairwise

from annotator.domain.errors import Refused
from annotator.domain.guideline import Guideline
from annotator.domain.identity import now
from annotator.domain.immutable import immutable
from annotator.domain.records import Label
from annotator.exchange.packs.comparison import FindingKind, Findings
from annotator.exchange.packs.layout import FEEDBACK_FACT
from annotator.exchange.packs.lines import PackedArticle
from annotator.exchange.packs.reading import Pack
from annotator.store.articles import NewArticle
from annotator.store.own_rows import all_labels
from annotator.store.plain_records import canonical
from annotator.store.project import Project
from annotator.store.team_settings import FACT as TEAM_FACT


@immutable
class Brought:
    """What of it the project lacks, and of the articles the texts, their hashes, and the ends of units."""

    articles: Sequence[NewArticle] = ()
    labels: Sequence[Label] = ()
    guidelines: Sequence[Guideline] = ()
    facts: Sequence[tuple[str, str]] = ()
    hashes: dict[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    ends: dict[tuple[str, int], int] = field(default_factory=dict)


def brought_by(project: Project, pack: Pack, findings: Findings) -> Brought:
    """What `pack` brings. Raises Refused where an article of it is not sound."""
    known = project.articles.known([article.sha256 for article in pack.articles])
    articles = []
    for packed in pack.articles:
        here = known.get(packed.sha256)
        if here is None and project.articles.get(packed.id) is None:
            articles.append(_new_article(packed, pack))
        elif here != packed.id:
            title = packed.article.title if packed.article else packed.id
            findings.add(
                FindingKind.ARTICLE_CHANGED, packed.id, article_id=packed.id, words=partial(str, title)
            )
    labels = {label.key for label in all_labels(project.database)}
    return Brought(
        articles,
        [label for label in pack.labels if label.key not in labels],
        _new_guidelines(project, pack, findings),
        [*_settings(project, pack), *_feedback(project, pack)],
        {article.id: article.sha256 for article, _, _ in articles},
        {article.id: text for article, text, _ in articles},
        {(unit.article_id, unit.start): unit.end for _, _, units in articles for unit in units},
    )


def _new_article(packed: PackedArticle, pack: Pack) -> NewArticle:
    article, text, packed_units = packed.article, packed.text, packed.units
    if article is None or not text or packed_units is None:
        raise _unsound(pack)
    units = [unit.unit(packed.id) for unit in packed_units]
    ends = [end for unit in units for end in (unit.start, unit.end)]
    is_sound = (
        (article.id, article.sha256, article.length) == (packed.id, packed.sha256, len(text))
        and hashlib.sha256(text.encode()).hexdigest() == packed.sha256
        and "\0" not in text
        and all(0 <= unit.start < unit.end <= len(text) for unit in units)
        and all(left <= right for left, right in pairwise(ends))
        and (article.version, article.excluded_at) == (1, None)
    )
    if not is_sound:
        raise _unsound(pack)
    return replace(article, imported_at=now()), text, units


def _new_guidelines(project: Project, pack: Pack, findings: Findings) -> list[Guideline]:
    """The versions that are not here. A version that says something else here stays as it is."""
    new = []
    for guideline in pack.guidelines:
        here = project.gold.guideline(guideline.number)
        if here is None:
            new.append(guideline)
        elif (here.text, here.at) != (guideline.text, guideline.at):
            findings.add(FindingKind.GUIDELINE_DIFFERS, str(guideline.number))
    return new


def _settings(project: Project, pack: Pack) -> list[tuple[str, str]]:
    kept = pack.cover.settings
    return [(TEAM_FACT, kept)] if kept and project.fact(TEAM_FACT) != kept else []


def _feedback(project: Project, pack: Pack) -> list[tuple[str, str]]:
    """All that was said of her claims until now, by id; of one id what has the higher version."""
    if not pack.feedback:
        return []
    kept = project.fact(FEEDBACK_FACT)
    records: dict[str, dict[str, object]] = json.loads(kept) if kept else {}
    for record in pack.feedback:
        before = records.get(str(record.get("id")))
        if before is None or _weight(record) > _weight(before):
            records[str(record.get("id"))] = record
    text = canonical(records)
    return [(FEEDBACK_FACT, text)] if text != kept else []


def _weight(record: Mapping[str, object]) -> tuple[int, str]:
    version = record.get("version", 0)
    return (version if isinstance(version, int) else 0, canonical(record))


def _unsound(pack: Pack) -> Refused:
    return Refused(
        f"An article in {pack.name} does not fit its checksum. Nothing was changed here. "
        "Ask for the pack again."
    )
