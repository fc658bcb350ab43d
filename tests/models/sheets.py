"""A small article that the tests of models and panes share: six numbered sentences and claims about them."""

from __future__ import annotations

from annotator.domain.changes import Changes, Kind
from annotator.domain.records import Article, Claim, Confidence, Fragment, Unit, UnitKind
from annotator.domain.sheet import Sheet

TEXT = (
    "The bridge is closed.\nAdvertisement\nThe mayor says it is safe.\nExperts doubt that.\n"
    "A letter warns of cracks.\nNobody was hurt.\n"
)
CLAIM_KIND = frozenset({Kind.CLAIM})


def claim(claim_id: str, words: str, *, label: str = "disputed", note: str = "", flag: bool = False) -> Claim:
    start = TEXT.index(words)
    fragment = Fragment(start, start + len(words), words)
    return Claim(
        claim_id,
        "article",
        "anna",
        label,
        (fragment,),
        note=note,
        flag=flag,
        confidence=Confidence.MID if note else Confidence.UNSET,
    )


def sheet(*claims: Claim) -> Sheet:
    units = []
    start = 0
    for line in TEXT.splitlines():
        is_asked = line != "Advertisement"
        kind = UnitKind.SENTENCE if is_asked else UnitKind.NEWSLETTER
        units.append(Unit("article", start, start + len(line), kind, annotatable=is_asked))
        start += len(line) + 1
    article = Article("article", "0" * 64, "The bridge", len(TEXT))
    return Sheet(article, TEXT, units=units, claims=claims)


def touched(*claim_ids: str) -> Changes:
    return Changes(CLAIM_KIND, "article", frozenset(claim_ids))
