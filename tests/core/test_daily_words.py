"""What people type for a daily quote."""

from contextlib import suppress
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.daily_words import complete_zone, read_days, read_time, read_topics, read_zone
from quotebot.core.errors import PersonError
from quotebot.core.library import library_of
from quotebot.core.schedule import EVERY_DAY
from tests.anthologies import SMALL

INDEX = library_of(SMALL).topics


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:00", time(9)),
        ("9:00", time(9)),
        ("9", time(9)),
        (" 9.30 ", time(9, 30)),
        ("9h05", time(9, 5)),
        ("9am", time(9)),
        ("9:30 PM", time(21, 30)),
        ("12am", time(0)),
        ("12 p.m.", time(12)),
        ("23:59", time(23, 59)),
    ],
)
def test_a_time_is_read(typed: str, read: time) -> None:
    assert read_time(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "25:00", "9:60", "13pm", "0am", "nine", "9:0", "-1", "٩:٠٠", "9" * 500]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(PersonError, match="09:00") as refusal:
        read_time(typed)
    assert len(str(refusal.value)) < 200


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("America/New York", "America/New_York"),
        (" UTC ", "UTC"),
        ("EST5EDT", "EST5EDT"),
    ],
)
def test_a_zone_is_read(typed: str, read: str) -> None:
    assert read_zone(typed) == read


@pytest.mark.parametrize("typed", ["Mars/Phobos", "../../etc/passwd", "", "Berlin", "+02:00"])
def test_what_is_no_zone_is_refused_with_names_that_are_near(typed: str) -> None:
    with pytest.raises(PersonError, match="Did you mean"):
        read_zone(typed)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("berl", "Europe/Berlin"), ("europe/be", "Europe/Belfast"), ("new y", "America/New_York")],
)
def test_zones_are_suggested_best_first(typed: str, first: str) -> None:
    found = complete_zone(typed)
    assert found[0] == first
    assert len(found) <= 25


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        (None, EVERY_DAY),
        ("", EVERY_DAY),
        ("Every Day", EVERY_DAY),
        ("weekdays", {0, 1, 2, 3, 4}),
        ("mon-fri", {0, 1, 2, 3, 4}),
        ("Mon – Wed", {0, 1, 2}),
        ("fri-mon", {4, 5, 6, 0}),
        ("mon, wed, sat", {0, 2, 5}),
        ("tuesday thursday", {1, 3}),
        ("weekend", {5, 6}),
    ],
)
def test_days_are_read(typed: str | None, days: set[int]) -> None:
    assert read_days(typed) == days


@pytest.mark.parametrize("typed", ["someday", "m", "t", "mon-", "mon-xyz", "1", ", ,", "mon..fri"])
def test_what_are_no_days_is_refused(typed: str) -> None:
    with pytest.raises(PersonError, match="mon-fri"):
        read_days(typed)


def test_topics_are_read_by_name_alias_and_spelling() -> None:
    assert read_topics("progress, failing , motivatoin", INDEX) == (
        "progress",
        "failure",
        "persistence",
    )
    assert read_topics(None, INDEX) == read_topics(" , ", INDEX) == ()
    assert read_topics("waste, waste", INDEX) == ("waste",)


def test_what_is_no_topic_is_refused() -> None:
    with pytest.raises(PersonError, match="“diminishing returns” is no topic"):
        read_topics("progress, diminishing returns", INDEX)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    for read in (read_time, read_zone, read_days, lambda text: read_topics(text, INDEX)):
        with suppress(PersonError):
            read(typed)
