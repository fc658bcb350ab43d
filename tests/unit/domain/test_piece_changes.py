from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.piece_changes import BY_HAND, Act, PieceChange, changed, misplaced
from annotator.domain.pieces import Piece
from annotator.domain.records import UnitKind
from annotator.domain.segmentation import segment
from annotator.domain.spans import Span
from annotator.exchange.language_data import boilerplate_rules

TEXT = "The bridge\n\nIt is closed.  Nobody came.\n\n(Image: GETTY)\n"
PIECES = segment(TEXT, "en", boilerplate_rules())


def words(pieces: tuple[Piece, ...]) -> list[str]:
    return [TEXT[piece.start : piece.end] for piece in pieces]


def test_the_pieces_are_those_that_the_tests_speak_of() -> None:
    assert words(PIECES) == ["The bridge", "It is closed.", "Nobody came.", "(Image: GETTY)"]
    assert [piece.annotatable for piece in PIECES] == [True, True, True, False]


def test_a_piece_is_greyed_and_kept_by_hand() -> None:
    first, *_, last = changed(
        TEXT, PIECES, [PieceChange(Act.GREY, 0), PieceChange(Act.KEEP, PIECES[3].start)]
    )
    assert (first.annotatable, first.kind, first.rule) == (False, UnitKind.HEADLINE, BY_HAND)
    assert (last.annotatable, last.kind, last.rule) == (True, UnitKind.IMAGE_CREDIT, BY_HAND)


def test_two_pieces_are_joined_over_the_gap_between_them_and_come_apart_again() -> None:
    joining = PieceChange(Act.JOIN, PIECES[1].start)
    joined = changed(TEXT, PIECES, [joining])
    assert words(joined) == ["The bridge", "It is closed.  Nobody came.", "(Image: GETTY)"]
    assert joined[1].gaps == (Span(PIECES[1].end, PIECES[2].start),)
    assert changed(TEXT, PIECES, [joining, PieceChange(Act.PART, PIECES[1].start)]) == PIECES


def test_what_is_joined_to_something_asked_is_asked() -> None:
    _, _, joined = changed(TEXT, PIECES, [PieceChange(Act.JOIN, PIECES[2].start)])
    assert (joined.annotatable, joined.kind) == (True, UnitKind.SENTENCE)


def test_what_has_no_place_changes_nothing_and_is_counted() -> None:
    changes = [
        PieceChange(Act.GREY, 1),
        PieceChange(Act.JOIN, PIECES[-1].start),
        PieceChange(Act.PART, 0),
        PieceChange(Act.GREY, 0),
    ]
    assert changed(TEXT, PIECES, changes[:3]) == PIECES
    assert misplaced(TEXT, PIECES, changes) == 3


@given(st.lists(st.builds(PieceChange, st.sampled_from(Act), st.sampled_from([p.start for p in PIECES]))))
def test_pieces_never_overlap_nor_lose_a_word(changes: list[PieceChange]) -> None:
    found = changed(TEXT, PIECES, changes)
    assert "".join("".join(words(found)).split()) == "".join(TEXT.split())
    for one, other in pairwise(found):
        assert one.end <= other.start
    for piece in found:
        assert TEXT[piece.start : piece.end] == TEXT[piece.start : piece.end].strip()
        assert all(piece.start < gap.start < gap.end < piece.end for gap in piece.gaps)
