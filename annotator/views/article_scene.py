"""What an article pane shows at the moment: the state that its painters read and never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtGui import QColor

from annotator.domain.cursor import Cursor
from annotator.domain.records import Claim, Direction, Label
from annotator.domain.sheet import Sheet, UnitState
from annotator.domain.spans import Span
from annotator.views.article_plan import first_strong
from annotator.views.badges import label_ink, label_tint
from annotator.views.icons import Colours


class BoilerplateMode(StrEnum):
    """How pieces of the page that are no part of the article are shown."""

    GREY = "grey"
    FOLDED = "folded"
    TEXT = "text"


@dataclass(slots=True)
class ArticleLook:
    """How any article is shown: what a person chooses once and keeps from article to article.

    `scale` is the size of the article's font as a multiple of 16 pixels; everything that is drawn
    beside or under the words grows with it. `spelled` shows what nobody sees as tokens.
    """

    colours: Colours
    labels: Mapping[str, Label] = field(default_factory=dict)
    boilerplate: BoilerplateMode = BoilerplateMode.GREY
    direction: Direction = Direction.AUTO
    marks_visible: bool = True
    focus_mode: bool = False
    spelled: bool = False
    scale: float = 1.0

    def color(self, token: str) -> QColor:
        return self.colours.color(token)

    def ink(self, label: str) -> QColor:
        """The colour of a label's line and badge; a quiet one where the label is not known."""
        known = self.labels.get(label)
        return label_ink(known, self.colours) if known else self.color("state.suggested.ink")

    def tint(self, label: str) -> QColor:
        known = self.labels.get(label)
        return label_tint(known, self.colours) if known else self.color("bg.window")


@dataclass(slots=True)
class ArticleScene:
    """One article on show. `dragged` is a selection that the mouse is making and nobody else knows of yet."""

    sheet: Sheet
    look: ArticleLook
    cursor: Cursor = field(default_factory=Cursor)
    dragged: Span | None = None
    found: tuple[Span, ...] = ()
    found_current: int = -1

    @property
    def selection(self) -> Span | None:
        return self.dragged or self.cursor.selection

    @property
    def current_claim(self) -> Claim | None:
        return self.sheet.claim(self.cursor.claim_id) if self.cursor.claim_id else None

    @property
    def chosen_claims(self) -> tuple[Claim, ...]:
        """The current claim, and those that are chosen together with it."""
        ids = self.cursor.chosen or ((self.cursor.claim_id,) if self.cursor.claim_id else ())
        return tuple(claim for id_ in ids if (claim := self.sheet.claim(id_)))

    @property
    def current_unit(self) -> Span | None:
        """The span of the current sentence."""
        if 0 <= self.cursor.unit < len(self.sheet.units):
            return self.sheet.units[self.cursor.unit].span
        return None

    @property
    def edges(self) -> Span | None:
        """What the edge keys move: the selection, or else the current claim."""
        if self.selection:
            return self.selection
        claim = self.current_claim
        return claim.span if claim else None

    @property
    def marked(self) -> tuple[Span, ...]:
        """Every span whose look depends on where the person stands."""
        spans = (self.current_unit, self.selection, *(claim.span for claim in self.chosen_claims))
        return tuple(span for span in spans if span is not None)

    @property
    def is_right_to_left(self) -> bool:
        """Whether the article as a whole is read from right to left."""
        direction = self.direction
        if direction is Direction.AUTO:
            return first_strong(self.sheet.text) is Direction.RIGHT_TO_LEFT
        return direction is Direction.RIGHT_TO_LEFT

    @property
    def direction(self) -> Direction:
        """The direction asked for, else the article's own."""
        asked = self.look.direction
        return self.sheet.article.direction if asked is Direction.AUTO else asked

    def is_grey(self, index: int) -> bool:
        """Whether the words of unit `index` are shown in the quieter colour."""
        look = self.look
        if look.focus_mode and index != self.cursor.unit:
            return True
        is_boilerplate = self.sheet.state(index) is UnitState.BOILERPLATE
        return is_boilerplate and look.boilerplate is not BoilerplateMode.TEXT
