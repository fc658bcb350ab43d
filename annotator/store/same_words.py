"""Of the claims that one annotator has on the same words, the one that counts.

Who works on two computers may mark the same words on both. Nothing of it is deleted; but in agreement, review
and votes she speaks once, by the claim that would hold if the two were states of one row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby
from typing import Final, TypeVar

from annotator.domain.records import Claim, Origin
from annotator.domain.spans import Span
from annotator.store.database import Database
from annotator.store.plain_records import canonical, plain
from annotator.store.precedence import Precedence, precedence

_Row = TypeVar("_Row")
Place = tuple[str, tuple[Span, ...]]
"""An article, and words in it."""
_HERS: Final = (
    'SELECT claim.id, article_id, version, updated_at, checksum, start, "end" '
    "FROM main.claim JOIN main.fragment ON claim_id = claim.id "
    "WHERE annotator_id = ? AND deleted_at IS NULL AND origin <> ? "
    "AND article_id IN (SELECT value FROM json_each(?)) ORDER BY claim.id, number"
)


def counted(
    rows: Iterable[_Row], *, place: Callable[[_Row], Hashable], weight: Callable[[_Row], Precedence]
) -> list[_Row]:
    """One row for each place, the one that weighs most, in the order in which the places came."""
    found: dict[Hashable, _Row] = {}
    for row in rows:
        key = place(row)
        if key not in found or weight(row) > weight(found[key]):
            found[key] = row
    return list(found.values())


def counted_claims(claims: Iterable[Claim]) -> list[Claim]:
    """The claims that count of these, which are of one article."""
    return counted(claims, place=_whose_words, weight=_weight)


def claims_at(
    database: Database, annotator_id: str, article_ids: Iterable[str]
) -> dict[str, tuple[Place, Precedence]]:
    """Where an annotator's claims in these articles stand, by id, and what each of them weighs."""
    rows = database.each(_HERS, (annotator_id, Origin.ADJUDICATED, canonical(list(article_ids))))
    found = {}
    for id_, group in groupby(rows, key=lambda row: row[0]):
        parts = list(group)
        _, article_id, version, at, checksum_, *_ = parts[0]
        spans = tuple(Span(int(str(start)), int(str(end))) for *_, start, end in parts)
        found[str(id_)] = (str(article_id), spans), (int(str(version)), str(at), str(checksum_))
    return found


def outweighed(claims: dict[str, tuple[Place, Precedence]]) -> Iterable[tuple[str, Sequence[str]]]:
    """Ids of claims that do not count, each with the ids of all that stand on the same words."""
    groups: defaultdict[Place, list[str]] = defaultdict(list)
    for id_, (place, _) in claims.items():
        groups[place].append(id_)
    for ids in groups.values():
        holds = max(ids, key=lambda id_: claims[id_][1])
        yield from ((id_, ids) for id_ in ids if id_ != holds)


def _whose_words(claim: Claim) -> Hashable:
    return claim.annotator_id, tuple(part.span for part in claim.fragments)


def _weight(claim: Claim) -> Precedence:
    return precedence(plain(claim))
