"""The queue of a review in memory: the same after any single changes as if it were made anew."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.disagreement import Kind
from annotator.domain.agreement.marks import MarkedArticle
from annotator.domain.review.case_state import CaseState
from annotator.domain.review.cases import cases
from annotator.domain.review.docket import Docket
from annotator.domain.review.entries import Entry, entry_of
from annotator.domain.review.items import Item, ItemFilter, ItemOrder
from annotator.domain.review.listing import Rank
from annotator.domain.spans import Span
from tests.unit.domain.agreement.marked import articles

NAMES = ("one", "two", "three")
POSITIONS = {name: place for place, name in enumerate(NAMES)}
LABELS = ("confirmed", "disputed", "unverified")

filters = st.builds(
    ItemFilter,
    state=st.none() | st.sampled_from(CaseState),
    kind=st.none() | st.sampled_from(Kind),
    article_id=st.none() | st.sampled_from(NAMES),
)


def entries(whole: MarkedArticle, name: str, state: CaseState = CaseState.OPEN) -> list[Entry]:
    """The entries of an article of another name, all of them in one state."""
    found = [entry for case in cases(whole) if (entry := entry_of(case, seed=1)) is not None]
    return [
        replace(one, item=replace(one.item, article_id=name, key=f"{name}/{one.item.key}", state=state))
        for one in found
    ]


@given(
    st.lists(st.tuples(st.sampled_from(NAMES), articles(), st.sampled_from(CaseState)), max_size=6),
    filters,
    st.sampled_from([order for order in ItemOrder if order is not ItemOrder.AUDIT]),
)
def test_single_changes_lead_where_making_it_anew_does(
    puts: list[tuple[str, MarkedArticle, CaseState]], wanted: ItemFilter, order: ItemOrder
) -> None:
    followed, drafted, anew = (Docket(POSITIONS, LABELS, 7) for _ in range(3))
    followed.arrange(wanted, order)
    draft = drafted.draft(wanted, order)
    for number, (name, whole, state) in enumerate(puts):
        followed.put(name, entries(whole, name, state))
        drafted.put(name, entries(whole, name, state))
        if number == len(puts) // 2:
            draft = drafted.draft(wanted, order)
    drafted.take(draft(lambda: None))
    for name, whole, state in {name: (name, whole, state) for name, whole, state in puts}.values():
        anew.put(name, entries(whole, name, state))
    anew.arrange(wanted, order)
    assert list(followed.listing) == list(drafted.listing) == list(anew.listing)
    assert followed.counts == anew.counts
    assert [followed.place(item.key) for item in followed.listing] == list(range(len(followed.listing)))
    assert (
        waiting(followed)
        == waiting(drafted)
        == waiting(anew)
        == [item.key for item in followed.listing if item.is_waiting]
    )
    for item in followed.listing:
        assert followed.precedents(item, 99) == anew.precedents(item, 99)


def waiting(docket: Docket) -> list[str]:
    """The items that wait for a decision, as one gets to them one after the other."""
    keys: list[str] = []
    rank: Rank = ()
    while key := docket.listing.after(rank, is_waiting=True):
        keys.append(key)
        rank = docket.rank_of(key) or ()
    return keys


def item(key: str, value: float = 0.5, state: CaseState = CaseState.OPEN) -> Entry:
    return Entry(Item(key, "one", Span(0, 9), (Kind.LABEL,), value, (), state=state))


def test_the_worst_come_first_and_nothing_moves_by_being_decided() -> None:
    docket = Docket(POSITIONS, LABELS, 7)
    docket.put("one", [item("a", 0.2), item("b", 0.9), item("c", 0.4)])
    assert [one.key for one in docket.listing] == ["b", "c", "a"]
    docket.put("one", [item("a", 0.2), item("b", 0.9, CaseState.RESOLVED), item("c", 0.4)])
    assert [one.key for one in docket.listing] == ["b", "c", "a"]


def test_the_next_is_found_round_the_end() -> None:
    docket = Docket(POSITIONS, LABELS, 7)
    docket.put("one", [item("a", 0.2), item("b", 0.9), item("c", 0.4)])
    last = docket.rank_of("a")
    assert last is not None
    assert docket.listing.after(last) == ""
    assert docket.listing.after(last, round_the_end=True) == "b"
    assert docket.listing.before(last) == "c"
    first = docket.rank_of("b")
    assert first is not None
    assert docket.listing.before(first) == ""


def test_a_twentieth_of_what_is_unanimous_is_audited_and_the_same_each_time() -> None:
    docket = Docket(POSITIONS, LABELS, 7)
    agreed = [Entry(Item(f"{n}", "one", Span(n, n + 1), (Kind.AGREED,), 0.0, ())) for n in range(90)]
    docket.put("one", [*agreed, item("disputed")])
    docket.arrange(ItemFilter(), ItemOrder.AUDIT)
    sample = list(docket.listing)
    assert (len(sample), {one.is_unanimous for one in sample}) == (5, {True})
    docket.arrange(ItemFilter(), ItemOrder.WORST)
    assert [one.key for one in docket.listing] == ["disputed"]
    docket.arrange(ItemFilter(), ItemOrder.AUDIT)
    assert list(docket.listing) == sample
