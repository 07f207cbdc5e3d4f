"""A minute of the soak. SOAK_SEED repeats the choices of a run, though not its timing."""

import os
import sys
from pathlib import Path
from random import SystemRandom
from typing import Final

import pytest

from tests.soak.measuring import descriptor_level, memory_level
from tests.soak.reporting import faults_of, report
from tests.soak.running import soak

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's: run it there"),
]

SECONDS: Final = 60
RATE: Final = 10.0


async def test_a_minute_of_load_and_faults_leaves_memory_and_descriptors_flat(
    tmp_path: Path,
) -> None:
    seed = int(os.environ.get("SOAK_SEED") or SystemRandom().randrange(2**32))
    seen = await soak(tmp_path, seconds=SECONDS, rate=RATE, seed=seed)
    print("\n".join(("", *report(seen), *faults_of(seen))))  # noqa: T201 - shown when it fails
    assert memory_level(seen.samples).is_flat
    assert descriptor_level(seen.samples).is_flat
    assert (seen.lost, seen.doubled) == (0, 0)
