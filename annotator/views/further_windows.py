"""The windows and dialogs beside the main window, each loaded and made when it is first asked for."""

# ruff: noqa: PLW0108 - without its lambda a command would make its window at once.

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from annotator.views.open_dialogs import OpenDialogs
from annotator.views.parts import Parts
from annotator.views.project_doors import ProjectDoors

if TYPE_CHECKING:
    from annotator.views.agreement.agreement_windows import AgreementWindows
    from annotator.views.dashboard.dashboard_door import DashboardDoor
    from annotator.views.exchange_windows import ExchangeWindows
    from annotator.views.feedback_windows import FeedbackWindows
    from annotator.views.finder import Finder
    from annotator.views.import_windows import ImportWindows
    from annotator.views.pack_windows import PackWindows
    from annotator.views.review.review_door import ReviewDoor


class FurtherWindows:
    """Some of them listen for what happens without anybody asking: `listen` makes those."""

    def __init__(self, parts: Parts, dialogs: OpenDialogs, doors: ProjectDoors) -> None:
        self._parts, self._dialogs, self._doors = parts, dialogs, doors
        attempt = parts.bench.attempt
        doors.packs_found.connect(lambda paths: attempt(lambda: self.packs.open(paths)))

    def listen(self) -> None:
        """Make those that hear of imports, exports and news."""
        self.exchange, self.imports, self.feedback  # noqa: B018 - made by being asked for
        attempt = self._parts.bench.attempt
        self._parts.session.others.packed.connect(lambda paths: attempt(lambda: self.packs.merge(paths)))

    def commands(self) -> dict[str, Callable[[], object]]:
        """Action ids and what they do."""
        return {
            "edit.find": lambda: self.finder.open(),
            "edit.find_slash": lambda: self.finder.open(returns=True),
            "edit.find_next": lambda: self.finder.go(1),
            "edit.find_prev": lambda: self.finder.go(-1),
            "file.export": lambda: self.exchange.show_export(),
            "file.export_again": lambda: self.exchange.export_again(),
            "file.pack": lambda: self.packs.send(),
            "file.task_packs": lambda: self.packs.give_out(),
            "file.merge_pack": lambda: self.packs.choose_merge(),
            "file.give_back": lambda: self.feedback.give_back(),
            "review.bulk": lambda: self.review.accept_unanimous(),
            "review.matrix": lambda: self.agreement.show(),
            "view.dashboard": lambda: self.dashboard.open(),
            "view.feedback": lambda: self.feedback.show(),
            "view.guidelines": lambda: self.feedback.guidelines.toggle(),
            "view.guidelines_peek": lambda: self.feedback.guidelines.peek(),
            "view.review": lambda: self.review.open(),
        }

    @cached_property
    def agreement(self) -> AgreementWindows:
        from annotator.views.agreement.agreement_windows import AgreementWindows

        return AgreementWindows(self._parts, self._dialogs, lambda: self.review)

    @cached_property
    def dashboard(self) -> DashboardDoor:
        from annotator.views.dashboard.dashboard_door import DashboardDoor

        return DashboardDoor(self._parts, self._dialogs, lambda: self.review)

    @cached_property
    def exchange(self) -> ExchangeWindows:
        from annotator.views.exchange_windows import ExchangeWindows

        return ExchangeWindows(self._parts, self._dialogs)

    @cached_property
    def feedback(self) -> FeedbackWindows:
        from annotator.views.feedback_windows import FeedbackWindows

        return FeedbackWindows(self._parts, self._dialogs)

    @cached_property
    def finder(self) -> Finder:
        from annotator.views.finder import Finder

        return Finder(self._parts)

    @cached_property
    def imports(self) -> ImportWindows:
        from annotator.views.import_windows import ImportWindows

        return ImportWindows(self._parts, self._dialogs)

    @cached_property
    def packs(self) -> PackWindows:
        from annotator.views.pack_windows import PackWindows

        return PackWindows(self._parts, self._dialogs, self._doors)

    @cached_property
    def review(self) -> ReviewDoor:
        from annotator.views.review.review_door import ReviewDoor

        return ReviewDoor(self._parts)
