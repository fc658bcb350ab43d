"""python -m benchmarks [--scale SHARE] [NAME...]: measure, print a table, fail where a promise is broken."""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import BENCHMARKS, Figure

_LINE = "{:<58} {:>11} {:>11} {:>7} {:>8}  {}"


def _row(figure: Figure) -> str:
    return _LINE.format(
        figure.name,
        f"{figure.ours:.4g} {figure.unit}",
        f"{figure.floor:.4g} {figure.unit}",
        f"{figure.ratio:.2f}",
        f"<= {figure.promise:g}",
        "ok" if figure.is_kept else "NOT KEPT",
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all by default"
    )
    parser.add_argument("--scale", type=float, default=1.0, help="share of the full size, for a quick look")
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHMARKS):
        parser.error(f"there is no benchmark {min(unknown)}")
    print(_LINE.format("", "ours", "floor", "ratio", "promise", ""), flush=True)
    is_kept = True
    for name in arguments.names or BENCHMARKS:
        module = importlib.import_module(BENCHMARKS[name])
        with tempfile.TemporaryDirectory(prefix="claimdesk-benchmark-") as folder:
            for figure in module.measure(Path(folder), arguments.scale):
                print(_row(figure), flush=True)
                is_kept = is_kept and figure.is_kept
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
