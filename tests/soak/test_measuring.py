"""What counts as flat, and how a loop's lag is reckoned."""

import os

import pytest

from tests.soak.measuring import Lags, Sample, descriptor_level, memory_level


def samples(memory: list[float], descriptors: list[int] | None = None) -> list[Sample]:
    return [
        Sample(held, open_)
        for held, open_ in zip(memory, descriptors or [20] * len(memory), strict=True)
    ]


def test_growth_while_it_warms_up_is_no_leak() -> None:
    assert memory_level(samples([50, 70, 90, 100, 101, 100, 101, 100, 101])).is_flat


def test_memory_that_goes_on_growing_is_a_leak() -> None:
    level = memory_level(samples([100 + 1.5 * second for second in range(30)]))
    assert not level.is_flat
    assert level.ratio > 1.1


def test_a_peak_or_two_is_no_leak() -> None:
    memory = [100.0] * 60
    memory[55] = memory[59] = 180
    assert memory_level(samples(memory)).is_flat


def test_memory_that_is_given_back_is_flat() -> None:
    assert memory_level(samples([100.0] * 20 + [120.0] * 20 + [90.0] * 20)).is_flat


def test_a_descriptor_every_other_second_is_a_leak() -> None:
    opened = [20 + second // 2 for second in range(60)]
    assert not descriptor_level(samples([100.0] * 60, opened)).is_flat


def test_connections_that_come_and_go_are_no_leak() -> None:
    opened = [20 + second % 7 for second in range(60)]
    assert descriptor_level(samples([100.0] * 60, opened)).is_flat


def test_a_process_can_be_looked_at() -> None:
    before = Sample.of(os.getpid())
    reading, writing = os.pipe()
    after = Sample.of(os.getpid())
    os.close(reading)
    os.close(writing)
    assert after.descriptors == before.descriptors + 2
    assert after.memory > 10


def test_a_quantile_lies_within_its_bucket_in_proportion() -> None:
    lags = Lags(((0.001, 50.0), (0.01, 100.0), (float("inf"), 100.0)))
    assert lags.quantile(0.25) == pytest.approx(0.0005)
    assert lags.quantile(0.75) == pytest.approx(0.0055)


def test_what_lies_above_every_bucket_counts_as_the_last_edge() -> None:
    assert Lags(((0.001, 0.0), (1.0, 0.0), (float("inf"), 4.0))).quantile(0.99) == 1.0


def test_lags_from_before_are_left_out() -> None:
    before = Lags(((0.001, 0.0), (1.0, 9.0), (float("inf"), 9.0)))
    after = Lags(((0.001, 10.0), (1.0, 19.0), (float("inf"), 19.0)))
    assert after.since(before).quantile(0.99) < 0.001
