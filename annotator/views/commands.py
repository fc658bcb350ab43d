"""Which verb stands behind each action of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from annotator.desk.workbench import Workbench
from annotator.domain.cursor import Edge
from annotator.domain.labels import DIGITS
from annotator.domain.selecting import Measure
from annotator.views.actions import ActionTable

Commands = Mapping[str, Callable[[], object]]


def desk_commands(bench: Workbench) -> dict[str, Callable[[], object]]:
    """The actions that need nothing but the desk."""
    return {**_going(bench), **_deciding(bench), **_selecting(bench)}


def bind(table: ActionTable, commands: Commands, attempt: Callable[[Callable[[], object]], bool]) -> None:
    """Let each action do its command through `attempt`, which tells what is in the way."""
    for id_, command in commands.items():
        table.action(id_).triggered.connect(lambda _checked=False, command=command: attempt(command))


def _going(bench: Workbench) -> dict[str, Callable[[], object]]:
    move, queue = bench.movement, bench.queue
    return {
        "go.next_unit": partial(move.by, 1),
        "go.prev_unit": partial(move.by, -1),
        "go.next_todo": partial(move.to_undecided, 1),
        "go.prev_todo": partial(move.to_undecided, -1),
        "go.first_unit": partial(move.to_end, last=False),
        "go.last_unit": partial(move.to_end, last=True),
        "go.next_claim": partial(move.by_claim, 1),
        "go.prev_claim": partial(move.by_claim, -1),
        "go.overlap": move.by_overlap,
        "go.next_article": partial(queue.by, 1),
        "go.prev_article": partial(queue.by, -1),
        "go.back": bench.trail.back,
        "go.forward": bench.trail.forward,
        "edit.undo": bench.history.undo,
        "edit.redo": bench.history.redo,
    }


def _deciding(bench: Workbench) -> dict[str, Callable[[], object]]:
    decide, detail = bench.decisions, bench.details
    labels = {f"claim.label.{digit}": partial(decide.label, digit) for digit in DIGITS}
    staying = {f"claim.label_stay.{digit}": partial(decide.label, digit, stay=True) for digit in DIGITS}
    return {
        **labels,
        **staying,
        "claim.none": decide.no_claim,
        "claim.repeat": decide.repeat,
        "claim.skip": decide.skip,
        "claim.boilerplate": decide.boilerplate,
        "claim.duplicate": decide.duplicate,
        "claim.join": decide.join,
        "claim.split": decide.split,
        "claim.flag": detail.flag,
        "claim.less_sure": partial(detail.surer, -1),
        "claim.more_sure": partial(detail.surer, 1),
    }


def _selecting(bench: Workbench) -> dict[str, Callable[[], object]]:
    select = bench.selection
    edges = {
        f"claim.{name}_{side}": partial(select.move_edge, measure, right=side == "right")
        for name, measure in (("word", Measure.WORD), ("clause", Measure.CLAUSE), ("char", Measure.CHARACTER))
        for side in ("right", "left")
    }
    return {
        **edges,
        "claim.edge_start": partial(select.choose_edge, Edge.START),
        "claim.edge_end": partial(select.choose_edge, Edge.END),
        "claim.sentence_down": partial(select.extend, down=True),
        "claim.sentence_up": partial(select.extend, down=False),
        "claim.expand": select.expand,
        "claim.contract": select.contract,
        "claim.unselect": bench.movement.unselect,
    }
