"""Reading 100,000 quotes, checked, beside PyYAML's CSafeLoader, which checks nothing.

Each reading is a process of its own, so that memory is its own; the ratio is taken in each round.
Usage of the process: python -m benchmarks.reading KIND FOLDER; it prints CPU seconds and bytes.
"""

import gc
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from statistics import median

import yaml

from benchmarks.answers import ratios, report
from benchmarks.library_on_disk import write_library
from quotebot.curation.reading import read

QUOTES = 100_000
MOST_TIME = 1 / 3  # of CSafeLoader's
MOST_KEPT = 3.0  # times the bytes of the files


def measure(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_library(folder, QUOTES, Random(1))
        size = sum(path.stat().st_size for path in folder.iterdir())
        floor: list[float] = []
        ours: list[float] = []
        kept: list[float] = []
        for _ in range(rounds):
            floor.append(in_a_process("unchecked", folder)[0])
            seconds, memory = in_a_process("checked", folder)
            ours.append(seconds)
            kept.append(memory / size)
    print(f"\n{QUOTES} quotes from {size / 1e6:.1f} MB of YAML, CPU time, median of {rounds}")
    print(f"  CSafeLoader, unchecked  {median(floor):5.2f} s")
    print(f"  quotebot, checked       {median(ours):5.2f} s")
    report(ratios(ours, floor), "reading", at_most=MOST_TIME)
    verdict = "met" if median(kept) <= MOST_KEPT else "MISSED"
    print(
        f"  kept: {median(kept):.2f} times the bytes of the files (goal: at most {MOST_KEPT}:"
        f" {verdict})"
    )


def in_a_process(kind: str, folder: Path) -> tuple[float, int]:
    command = [sys.executable, "-m", "benchmarks.reading", kind, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    seconds, memory = done.stdout.split()
    return float(seconds), int(memory)


def main() -> None:
    kind, folder = sys.argv[1], Path(sys.argv[2])
    before, started = resident_bytes(), time.process_time()
    kept = unchecked(folder) if kind == "unchecked" else checked(folder)
    seconds = time.process_time() - started
    gc.collect()
    print(seconds, resident_bytes() - before)
    assert kept


def unchecked(folder: Path) -> object:
    return [
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        for path in sorted(folder.iterdir())
    ]


def checked(folder: Path) -> object:
    reading = read([folder])
    assert len(reading.quotes) == QUOTES
    assert not reading.problems
    return reading


def resident_bytes() -> int:
    """Of this process, as Linux tells it."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:"))


if __name__ == "__main__":
    main()
