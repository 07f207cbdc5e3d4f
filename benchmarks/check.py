"""`quotebot check` on 100,000 quotes, of which one in a hundred is a copy of another with a change.

How many of the copies are found, by the kind of change, and how long that takes beside reading the
same files. Each run is a process of its own; the ratio is taken in each round. Usage of the
process: python -m benchmarks.check KIND FOLDER; it prints CPU seconds, and what the rules found.
"""

import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from benchmarks.answers import ratios, report
from benchmarks.library_on_disk import HEAD, write_library
from quotebot.cli.problem_formats import Format, Report, lines
from quotebot.curation.codes import Code
from quotebot.curation.problems import Problem
from quotebot.curation.reading import read

QUOTES: Final = 100_000
COPIES: Final = QUOTES // 100
LEAST_FOUND: Final = 0.95
MOST_TIME: Final = 4.0  # of reading's
ABOUT_COPIES: Final = {Code.SAME_WORDS, Code.NEAR_DUPLICATE, Code.OTHER_AUTHOR}


def word_dropped(words: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(words))
    return words[:place] + words[place + 1 :]


def word_replaced(words: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(words))
    return [*words[:place], chance.choice(words), *words[place + 1 :]]


def comma_moved(words: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(words) - 1)
    bare = [word.rstrip(",") for word in words]
    return [*bare[:place], bare[place] + ",", *bare[place + 1 :]]


def quotes_curled(words: list[str], _: Random) -> list[str]:
    return f"“{' '.join(words)}”".replace("'", "’").split(" ")


def other_author(words: list[str], _: Random) -> list[str]:
    return words


CHANGES: Final[Sequence[Callable[[list[str], Random], list[str]]]] = (
    word_dropped, word_replaced, comma_moved, quotes_curled, other_author,
)  # fmt: skip


def measure(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = write_with_copies(folder, Random(1))
        reading: list[float] = []
        checking: list[float] = []
        found: list[tuple[str, str]] = []
        for _ in range(rounds):
            reading.append(in_a_process("read", folder)[0])
            seconds, found = in_a_process("check", folder)
            checking.append(seconds)
    print(f"\n{QUOTES} quotes, {COPIES} of them changed copies, CPU time, median of {rounds}")
    print(f"  reading         {median(reading):5.2f} s")
    print(f"  quotebot check  {median(checking):5.2f} s")
    report(ratios(checking, reading), "checking", at_most=MOST_TIME)
    report_found(planted, found)


def report_found(planted: dict[str, tuple[str, str]], found: list[tuple[str, str]]) -> None:
    """`planted` are the copies' ids, each with that of its original and the change."""
    pairs = set(found)
    changes = Counter(change for _, change in planted.values())
    hits = Counter(change for copy, (of, change) in planted.items() if (copy, of) in pairs)
    for change, number in changes.items():
        print(f"  {change.replace('_', ' '):15} {hits[change]:4} of {number} found")
    share = hits.total() / changes.total()
    verdict = "met" if share >= LEAST_FOUND else "MISSED"
    print(f"  found: {share:.1%} (goal: at least {LEAST_FOUND:.0%}: {verdict})")
    print(f"  {sum(copy not in planted for copy, _ in pairs)} other pairs were reported")


def write_with_copies(folder: Path, chance: Random) -> dict[str, tuple[str, str]]:
    """Write the files; return the copies' ids, each with that of its original and the change."""
    write_library(folder, QUOTES - COPIES, chance)
    originals = chance.sample(read([folder]).quotes, COPIES)
    planted = {}
    copies = []
    for number, (quote, change) in enumerate(zip(originals, cycle(CHANGES), strict=False)):
        planted[f"copy-{number}"] = quote.id, change.__name__
        words = change(quote.text.split(" "), chance)
        author = "Another Author" if change is other_author else quote.author
        copies.append(written(f"copy-{number}", words, author))
    # The name is the last, so that the copies are those that are complained of.
    (folder / "works-copied.yaml").write_text(HEAD + "".join(copies), encoding="utf-8")
    return planted


def written(copy_id: str, words: list[str], author: str) -> str:
    return (
        f'  - id: {copy_id}\n    text: "{" ".join(words)}"\n    author: {author}\n'
        "    topics: [work]\n    where: elsewhere\n"
    )


def in_a_process(kind: str, folder: Path) -> tuple[float, list[tuple[str, str]]]:
    """CPU seconds, and the pairs of ids that were said to be alike, the later first."""
    command = [sys.executable, "-m", "benchmarks.check", kind, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    seconds, pairs = json.loads(done.stdout)
    return seconds, [(later, earlier) for later, earlier in pairs]


def pair_of(problem: Problem) -> tuple[str, str]:
    """The ids of the quote that is complained of, and of the one that was there already."""
    id_above_text = problem.path.read_text("utf-8").splitlines()[problem.line - 2]
    earlier = re.findall(r"(?:the quote|variant_of:) ([a-z0-9-]+)", problem.message)
    return id_above_text.removeprefix("  - id: "), earlier[-1]


def main() -> None:
    kind, folder = sys.argv[1], Path(sys.argv[2])
    started = time.process_time()
    reading = read([folder], for_curators=kind == "check")
    list(lines(Report(len(reading.quotes), reading.problems), Format.TEXT))
    seconds = time.process_time() - started
    assert len(reading.quotes) == QUOTES
    pairs = [pair_of(problem) for problem in reading.problems if problem.code in ABOUT_COPIES]
    print(json.dumps([seconds, pairs]))


if __name__ == "__main__":
    main()
