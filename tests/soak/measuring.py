"""What is seen of the bot from outside: its memory, its descriptors, and how late its loop is."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import aiohttp
from prometheus_client import Metric
from prometheus_client.parser import text_string_to_metric_families

MEBIBYTE: Final = 1024.0  # kilobytes, in which the kernel counts
MEMORY_BOUND: Final = 0.04
"""Of what is held in the middle third. Without a leak it grew by 0.006 to 0.017 in one to seven
minutes, with one of 20 kB for each command by 0.046 in one; a longer run finds smaller leaks."""
DESCRIPTOR_BOUND: Final = 8.0
"""Connections come and go; their medians differed by two, and by 25 with one leak a second."""
LAG: Final = "quotebot_event_loop_lag_seconds"
COMMANDS: Final = "quotebot_commands"


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process held at one moment."""

    memory: float  # MiB that are resident
    descriptors: int

    @classmethod
    def of(cls, pid: int) -> "Sample":
        process = Path("/proc", str(pid))
        lines = (process / "status").read_text().splitlines()
        resident = next(line for line in lines if line.startswith("VmRSS:"))
        return cls(int(resident.split()[1]) / MEBIBYTE, len(list((process / "fd").iterdir())))


@dataclass(frozen=True, slots=True)
class Level:
    """The medians of the middle and of the last third; the first third is for warming up."""

    middle: float
    last: float
    bound: float  # by how much the last may be above the middle

    @classmethod
    def of(cls, values: Sequence[float], bound: Callable[[float], float]) -> "Level":
        third = len(values) // 3
        middle = median(values[third : 2 * third])
        return cls(middle, median(values[2 * third :]), bound(middle))

    @property
    def is_flat(self) -> bool:
        return self.last - self.middle <= self.bound

    @property
    def ratio(self) -> float:
        return self.last / self.middle


def memory_level(samples: Sequence[Sample]) -> Level:
    return Level.of([one.memory for one in samples], lambda middle: MEMORY_BOUND * middle)


def descriptor_level(samples: Sequence[Sample]) -> Level:
    return Level.of([float(one.descriptors) for one in samples], lambda _: DESCRIPTOR_BOUND)


@dataclass(frozen=True, slots=True)
class Lags:
    """How many ticks of a loop were late by at most so many seconds."""

    upto: tuple[tuple[float, float], ...]

    def since(self, earlier: "Lags") -> "Lags":
        pairs = zip(self.upto, earlier.upto, strict=True)
        return Lags(tuple((edge, count - before) for (edge, count), (_, before) in pairs))

    def quantile(self, share: float) -> float:
        """Seconds, within its bucket in proportion, as Prometheus reckons them."""
        wanted = share * self.upto[-1][1]
        for (low, before), (high, count) in pairwise(((0.0, 0.0), *self.upto)):
            if count >= wanted and count > before:
                return low if high == float("inf") else _between(low, high, wanted, before, count)
        return 0.0


def _between(low: float, high: float, wanted: float, before: float, count: float) -> float:
    return low + (high - low) * (wanted - before) / (count - before)


async def scraped(address: str) -> dict[str, Metric]:
    """The metrics at that address, by name."""
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        text = await answer.text()
    return {one.name: one for one in text_string_to_metric_families(text)}


def lags_in(metrics: dict[str, Metric]) -> Lags:
    samples = metrics[LAG].samples
    buckets = (one for one in samples if one.name == f"{LAG}_bucket")
    return Lags(tuple((float(one.labels["le"]), one.value) for one in buckets))


def outcomes_in(metrics: dict[str, Metric]) -> Counter[str]:
    """How commands ended, and how many of each."""
    counts = Counter[str]()
    for one in metrics[COMMANDS].samples:
        if one.name == f"{COMMANDS}_total":
            counts[one.labels["outcome"]] += int(one.value)
    return counts


async def sample_each_second(pid: int, samples: list[Sample]) -> None:
    """Until cancelled."""
    while True:
        samples.append(Sample.of(pid))
        await asyncio.sleep(1)
