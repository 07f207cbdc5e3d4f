"""Measures what it is asked for, or everything: python -m benchmarks [KIND...] [ROUNDS].

`answers`, `check`, `reading`, `reload` and `search` take about a minute each, `answers` with more
ROUNDS longer, `picking` two (and 2 GB of memory); `daily` takes five, as the rate limits of the
platforms want it so.
"""

import argparse
import asyncio
from typing import Final

from benchmarks import answers, check, daily, idle_tick, picking, reading, reload, search

KINDS: Final = ("answers", "check", "daily", "picking", "reading", "reload", "search")
ROUNDS: Final = 9


def main() -> None:
    kinds, rounds = asked_for()
    if "answers" in kinds:
        asyncio.run(answers.measure(rounds))
    if "check" in kinds:
        check.measure(min(rounds, 5))
    if "daily" in kinds:
        asyncio.run(idle_tick.measure())
        asyncio.run(daily.measure())
    if "picking" in kinds:
        picking.measure(min(rounds, 5))
    if "reading" in kinds:
        reading.measure(min(rounds, 5))
    if "reload" in kinds:
        asyncio.run(reload.measure())
    if "search" in kinds:
        search.measure(min(rounds, 5))


def asked_for() -> tuple[list[str], int]:
    """What to measure, and how many rounds of answers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("words", nargs="*", metavar=" | ".join([*KINDS, "ROUNDS"]))
    words: list[str] = parser.parse_args().words
    rounds = [int(word) for word in words if word.isdigit()]
    if wrong := [word for word in words if not word.isdigit() and word not in KINDS]:
        parser.error(f"there is no benchmark {wrong[0]}")
    kinds: list[str] = [kind for kind in KINDS if kind in words] or [*KINDS]
    return kinds, rounds[0] if rounds else ROUNDS


if __name__ == "__main__":
    main()
