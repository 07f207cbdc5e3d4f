"""`quotebot daily simulate`: when a daily quote would come, from nothing but a schedule."""

from pathlib import Path

import pytest

from tests.cli.daily_tables import A_WEEK, FORWARD, NEW_YORK, as_json, column, printed


def test_simulated_posts_show_when_the_clocks_go_forward() -> None:
    assert printed("simulate", *NEW_YORK, "--from", "2026-03-07", "--to", "2026-03-09") == [
        "DATE            THERE                 UTC               NOTE",
        "Sat 2026-03-07  2026-03-07 02:30 EST  2026-03-07 07:30",
        f"Sun 2026-03-08  2026-03-08 03:30 EDT  2026-03-08 07:30  {FORWARD}",
        "Mon 2026-03-09  2026-03-09 02:30 EDT  2026-03-09 06:30",
    ]


def test_simulated_posts_show_when_the_clocks_go_back() -> None:
    arguments = ("--time", "2.30am", "--zone", "Europe/Berlin", "--days", "sun")
    lines = printed("simulate", *arguments, "--from", "2026-10-24", "--to", "2026-11-01")
    assert column(lines, "THERE") == ["2026-10-25 02:30 CEST", "2026-11-01 02:30 CET"]
    assert column(lines, "NOTE")[0] == "clocks go back: 02:30 comes twice, the first counts"


def test_a_date_that_never_was_is_listed_without_a_post() -> None:
    span = ("--from", "2011-12-29", "--to", "2011-12-31")
    turns = as_json("simulate", "--time", "9", "--zone", "Pacific/Apia", *span)
    assert [turn["utc"] for turn in turns] == [
        "2011-12-29T19:00:00+00:00",
        None,
        "2011-12-30T19:00:00+00:00",
    ]
    assert [turn["clocks"] for turn in turns] == [None, "no-such-day", None]
    assert turns[1]["note"] == "this date does not exist there: nothing is posted"


def test_only_the_days_of_the_week_that_were_chosen_are_simulated() -> None:
    turns = as_json("simulate", *NEW_YORK, *A_WEEK, "--days", "sat, mon-tue")
    assert [turn["date"][-2:] for turn in turns] == ["07", "09", "10"]


def test_where_none_would_come_that_is_said() -> None:
    arguments = (*NEW_YORK, "--days", "sun", "--from", "2026-03-06", "--to", "2026-03-07")
    assert printed("simulate", *arguments) == ["No daily quote would come."]
    assert as_json("simulate", *arguments) == []


def test_a_simulation_needs_no_settings_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_NONSENSE", "x")
    assert len(printed("simulate", *NEW_YORK, *A_WEEK)) == 8
    assert not list(tmp_path.iterdir())
