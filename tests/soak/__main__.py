"""`python -m tests.soak`: the bot under load and faults for a while; what must stay flat is.

It ends with 1 when memory or descriptors grow, or when something is lost, doubled or unanswered.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path
from random import SystemRandom
from typing import Final

from tests.soak.reporting import faults_of, report
from tests.soak.running import soak

SHORTEST: Final = 15  # seconds; a third of it is to show something


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--seconds", type=int, default=600, help="how long (default: 600)")
    parser.add_argument("--rate", type=float, default=10, help="acts a second (default: 10)")
    parser.add_argument("--seed", type=int, help="repeats the choices of a run, not its timing")
    parser.add_argument("--log", type=Path, help="where to keep what the bot wrote")
    given = parser.parse_args()
    if given.seconds < SHORTEST or given.rate <= 0:
        parser.error(f"it takes at least {SHORTEST} seconds, and a rate above 0")
    if not Path("/proc/self/fd").exists():
        parser.error("it reads /proc, which this system does not have: run it on Linux")
    seed = SystemRandom().randrange(2**32) if given.seed is None else given.seed
    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(soak(Path(folder), seconds=given.seconds, rate=given.rate, seed=seed))
    if given.log:
        given.log.write_text(seen.log)
    print("\n".join(report(seen)))  # noqa: T201 - what it is for
    faults = list(faults_of(seen))
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
