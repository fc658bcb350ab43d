"""Kill a process that writes decisions, again and again: whatever it said was saved has to be there.

The process prints a claim's id and version as soon as the ledger has returned, and is killed at no
particular moment. Every printed version must be in the project afterwards, and at most one unprinted write.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from annotator.domain.identity import new_id
from annotator.domain.records import Claim
from annotator.domain.steps import Edit, Step, Verb
from annotator.store.project import Project, open_project
from tests.unit.store.samples import anna, findings, new_claim, new_project, step
from torture.campaign import Campaign, Tally
from torture.elsewhere import REPOSITORY


def decide_for_ever(path: Path) -> None:
    """Mark, relabel and take back until killed, telling each write once it is durable."""
    project = open_project(path)
    first = new_claim(project)
    print("ready", flush=True)
    while True:
        marked = project.ledger.commit(step(project, Edit(None, replace(first, id=new_id()))))
        claim = _tell(marked)
        changed = step(project, Edit(claim, replace(claim, label="confirmed")), verb=Verb.RETAG)
        relabelled = project.ledger.commit(changed)
        _tell(relabelled)
        _tell(project.ledger.commit(relabelled.reverted(Verb.UNDO, by=anna(project).id)))


def _tell(written: Step) -> Claim:
    claim = written.edits[0].after
    assert isinstance(claim, Claim)
    print(claim.id, claim.version, flush=True)
    return claim


def run(kills: int, seed: int) -> Tally:
    """Kill a deciding process so often and count what is found afterwards."""
    chance, tally = random.Random(seed), Tally()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "killed.claimdesk"
        new_project(path).close()
        known: dict[str, int] = {}
        for _ in range(kills):
            told = _told_before_kill(path, chance)
            project = open_project(path)
            _compare(project, known, told, tally)
            project.close()
        project = open_project(path)
        for finding in findings(project):
            tally.fault(str(finding))
        project.close()
    return tally


def _told_before_kill(path: Path, chance: random.Random) -> dict[str, int]:
    command = [sys.executable, "-m", "torture.kill_deciding", str(path)]
    with subprocess.Popen(command, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        lines = [process.stdout.readline() for _ in range(chance.randrange(120))]
        end = time.perf_counter() + chance.random() * 0.003
        while time.perf_counter() < end:
            pass
        process.kill()
        lines += process.stdout.readlines()
    # The last line may be cut off in the middle; what it was about to tell is not acknowledged.
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {claim_id: int(version) for claim_id, version in whole}


def _compare(project: Project, known: dict[str, int], told: dict[str, int], tally: Tally) -> None:
    """Count what is missing of `told`, and writes beyond it, and take over into `known` what is there."""
    rows = project.database.rows("SELECT id, version FROM claim")
    there = {str(claim_id): int(str(version)) for claim_id, version in rows}
    expected = known | told
    lost = [claim_id for claim_id, version in expected.items() if there.get(claim_id, 0) < version]
    tally.count("kills")
    tally.count("decisions", sum(version - known.get(claim_id, 0) for claim_id, version in told.items()))
    tally.count("lost", len(lost))
    for claim_id in lost:
        tally.fault(f"claim {claim_id}: version {expected[claim_id]} was acknowledged and is not there")
    beyond = sum(there.values()) - sum(expected.values())
    if beyond > 1:
        tally.fault(f"{beyond} writes that nobody was told of")
    known.clear()
    known.update(there)


CAMPAIGN = Campaign(
    promise="0 lost, 0 half, 0 integrity errors",
    run=run,
    short=4,
    long=1000,
    portion=50,
    counted=("kills", "decisions"),
)

if __name__ == "__main__":
    decide_for_ever(Path(sys.argv[1]))
