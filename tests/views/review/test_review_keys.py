"""A review of 1,104 sentences, 31 of them different, takes few keys, and all gold is then the truth."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from annotator.domain.agreement.disagreement import Kind
from annotator.store.case_reader import CaseReader
from annotator.store.project import open_project
from benchmarks.projects import ANNOTATOR
from benchmarks.review_keys import DIFFERENT, MOST_KEYS, SENTENCES, Lead, wrong_gold
from benchmarks.slips import make_known_project
from tests.views.main_windows import bare_window, settings_of, showing


def test_a_whole_review_takes_few_keys(qtbot: QtBot, tmp_path: Path) -> None:
    path = make_known_project(tmp_path / "known", sentences=SENTENCES, different=DIFFERENT)
    _differs_in_every_way(path)
    with showing(qtbot, bare_window(settings_of(ANNOTATOR, tmp_path))) as main:
        main.bench.attempt(lambda: main.session.open(path))
        lead = Lead(main, QCoreApplication.processEvents)
        assert lead.review_everything() == DIFFERENT
        assert lead.presses <= MOST_KEYS * DIFFERENT
    with closing(open_project(path, read_only=True)) as project:
        assert wrong_gold(project) == 0


def _differs_in_every_way(path: Path) -> None:
    """It is 1,104 items, 31 of them different, and no kind of difference is spared."""
    with closing(open_project(path, read_only=True)) as project:
        reader = CaseReader(project)
        cases = [case for article_id in reader.ids() for case in reader.cases(article_id)]
    assert len(cases) == SENTENCES
    different = [case for case in cases if not case.is_unanimous]
    assert len(different) == DIFFERENT
    kinds = {kind for case in different for kind in case.kinds}
    assert kinds == {Kind.LABEL, Kind.SPAN, Kind.MISSING, Kind.SPLIT}
