"""Reads metrics as Prometheus would, and a clock that stands still."""

import asyncio
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from quotebot.core.messages import Platform
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome
from quotebot.core.ports import Observer
from tests.cli.machine import PATIENCE

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


class StoppedClock:
    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing here waits")


def a_little_of_everything(observer: Observer) -> None:
    """So that there is something to see of each metric."""
    observer.answered(Platform.DISCORD, AskedFor.QUOTE, CommandOutcome.ANSWERED, 0.1)
    observer.posted(Platform.DISCORD, PostOutcome.POSTED, 1.0, 0.1)
    observer.connected(Platform.DISCORD)
    observer.rate_limited(Platform.DISCORD)
    observer.identify_remaining(1000)
    observer.reloaded({"builtin": 1})
    observer.round_done()


@dataclass(frozen=True, slots=True)
class Scrape:
    """What was read in one look, by the name of the sample and its labels."""

    text: str

    def value(self, name: str, **labels: str) -> float:
        (found,) = [value for found, value in self._samples(name) if found == labels]
        return found

    def all(self, name: str) -> dict[tuple[str, ...], float]:
        """What is not 0, by the values of its labels in the order of the labels' names."""
        return {
            tuple(labels[each] for each in sorted(labels)): value
            for labels, value in self._samples(name)
            if value
        }

    def unknown(self, name: str) -> bool:
        return math.isnan(self.value(name))

    def _samples(self, name: str) -> Iterator[tuple[dict[str, str], float]]:
        for family in text_string_to_metric_families(self.text):
            for sample in family.samples:
                if sample.name == name:
                    yield dict(sample.labels), sample.value


async def scrape(address: str) -> Scrape:
    async with aiohttp.ClientSession() as session, session.get(address) as response:
        assert response.status == 200
        return Scrape(await response.text())


async def scraped_until(address: str, found: Callable[[Scrape], bool]) -> Scrape:
    """The first look at what was waited for; raises TimeoutError when it does not come."""
    async with asyncio.timeout(PATIENCE):
        now = await scrape(address)
        while not found(now):
            await asyncio.sleep(0.01)
            now = await scrape(address)
    return now
