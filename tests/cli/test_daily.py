"""`quotebot daily`: what the operator sees of the daily quotes, beside a bot that is running."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from quotebot.cli import daily as command
from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan, DeliveryState, PlanState
from quotebot.core.schedule import Schedule, next_occurrence
from quotebot.store.opening import open_storage
from tests.cli.daily_tables import (
    A_WEEK,
    FORWARD,
    HOSTILE,
    NEW_YORK,
    as_json,
    column,
    daily,
    printed,
)
from tests.curation.library import quote, quote_file, write

NOW = datetime(2026, 3, 6, 12, tzinfo=UTC)  # a Friday; New York's clocks go forward on Sunday


class StandingClock:
    """Stands where the machine's clock is read."""

    def now(self) -> datetime:
        return NOW


@pytest.fixture(autouse=True)
def at_a_known_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "SystemClock", StandingClock)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The database that is set, which is not there yet."""
    url = f"sqlite:///{tmp_path}/quotebot.db"
    monkeypatch.setenv("QUOTEBOT_DATABASE", url)
    return url


@pytest.fixture
def one_quote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    write(folder, a_work=quote_file(quote(topics="[work]", text="Words.")))
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(folder))
    return folder


def plan(
    at: str = "09:00", zone: str = "Europe/Berlin", channel: str = "C1", **changes: Any
) -> DailyPlan:
    schedule = Schedule(time.fromisoformat(at), zone)
    made = DailyPlan(
        place=Place(Platform.DISCORD, "S1", channel),
        schedule=schedule,
        set_up_by=Person("1", "Ada"),
        next_at=next_occurrence(schedule, NOW).at,
    )
    return replace(made, **changes)


def kept(url: str, *plans: DailyPlan) -> None:
    """Have these plans in the database; their ids count from 1."""

    async def keep() -> None:
        storage = await open_storage(url)
        for each in plans:
            assert await storage.ledger.add_plan(each)
        await storage.close()

    asyncio.run(keep())


def test_the_plans_of_all_servers_are_listed_with_their_next_post(url: str) -> None:
    on_slack = Place(Platform.SLACK, "T1", "C9")
    kept(url, plan("09:00", place=on_slack), plan("02:30", "America/New_York"))
    lines = printed("list")
    assert column(lines, "ID") == ["2", "1"]
    assert column(lines, "PLATFORM") == ["discord", "slack"]
    assert column(lines, "SERVER") == ["S1", "T1"]
    assert column(lines, "CHANNEL") == ["C1", "C9"]
    assert column(lines, "SCHEDULE") == [
        "every day at 02:30 (America/New_York)",
        "every day at 09:00 (Europe/Berlin)",
    ]
    assert column(lines, "NEXT THERE") == ["2026-03-07 02:30 EST", "2026-03-07 09:00 CET"]
    assert column(lines, "NEXT IN UTC") == ["2026-03-07 07:30", "2026-03-07 08:00"]
    assert column(lines, "STATE") == ["active", "active"]


def test_a_plan_that_stopped_is_listed_with_the_reason_and_without_a_next_post(url: str) -> None:
    kept(
        url,
        plan(channel="C1", state=PlanState.PAUSED, next_at=None),
        plan(channel="C2", state=PlanState.REFUSED, next_at=None, reason=HOSTILE),
    )
    lines = printed("list")
    assert column(lines, "STATE") == ["paused", r"refused: \x1b[2J\n\u202ehostile"]
    assert column(lines, "NEXT IN UTC") == ["", ""]
    assert [each["next"] for each in as_json("list")] == [None, None]


def test_a_day_to_be_skipped_is_not_the_next_post(url: str) -> None:
    kept(url, plan(skip=date(2026, 3, 7)))
    lines = printed("list")
    assert column(lines, "NEXT THERE") == ["2026-03-08 09:00 CET"]
    assert column(lines, "STATE") == ["active; skips 2026-03-07"]


def test_the_list_for_programs_has_everything(url: str) -> None:
    weekend = Schedule(time(8), "Asia/Kathmandu", frozenset({5, 6}))
    kept(url, plan(schedule=weekend, topics=("work",)))
    assert as_json("list") == [
        {
            "id": 1,
            "platform": "discord",
            "server": "S1",
            "channel": "C1",
            "time": "08:00",
            "zone": "Asia/Kathmandu",
            "days": ["sat", "sun"],
            "topics": ["work"],
            "state": "active",
            "reason": None,
            "skip": None,
            "next": {
                "date": "2026-03-07",
                "local": "2026-03-07T08:00:00+05:45",
                "utc": "2026-03-07T02:15:00+00:00",
                "clocks": None,
                "skipped": False,
                "note": None,
            },
        }
    ]


def test_the_coming_posts_are_in_the_order_of_time_with_notes(url: str) -> None:
    kept(
        url,
        plan("09:00", skip=date(2026, 3, 8)),
        plan("02:30", "America/New_York", channel="C2"),
        plan("10:00", channel="C3", state=PlanState.PAUSED, next_at=None),
    )
    lines = printed("next", "--days", "2")
    assert column(lines, "UTC") == [
        *("2026-03-07 07:30", "2026-03-07 08:00"),
        *("2026-03-08 07:30", "2026-03-08 08:00"),
    ]
    assert column(lines, "THERE")[2] == "2026-03-08 03:30 EDT"
    assert column(lines, "NOTE") == [
        *("", ""),
        FORWARD,
        "skipped, as somebody wished: nothing is posted",
    ]


def test_the_coming_posts_of_one_plan_alone(url: str) -> None:
    kept(url, plan(), plan(channel="C2"))
    assert [each["id"] for each in as_json("next", "--plan", "2", "--days", "3")] == [2, 2, 2]
    assert len(as_json("next", "--plan", "2")) == 14


def test_without_a_plan_there_is_nothing_to_list(url: str) -> None:
    kept(url)
    assert printed("list") == ["No daily quote is set up."]
    assert printed("next") == ["No daily quote comes within 14 days."]
    assert as_json("list") == as_json("next") == []


@pytest.mark.usefixtures("one_quote")
def test_a_preview_is_the_quote_that_is_kept_for_the_next_date(url: str) -> None:
    kept(url, plan())
    lines = printed("preview", "1")
    assert lines == [
        "Sat 2026-03-07: 2026-03-07 09:00 CET, 2026-03-07 08:00 UTC",
        *("“Words.”", "— An Author, A Work (1900)"),
    ]
    assert printed("preview", "1") == lines
    assert as_json("preview", "1")["quote"]["id"] == "a-quote"

    async def look() -> None:
        storage = await open_storage(url)
        row = await storage.ledger.delivery(1, date(2026, 3, 7))
        await storage.close()
        assert row
        assert (row.state, row.quote_id) == (DeliveryState.RESERVED, "a-quote")

    asyncio.run(look())


def test_a_quote_that_left_the_library_is_not_shown(url: str, one_quote: Path) -> None:
    kept(url, plan())
    printed("preview", "1")
    write(one_quote, a_work=quote_file(quote(id="another-quote", topics="[work]")))
    assert printed("preview", "1")[1:] == ["No quote of the library is kept for it."]
    assert as_json("preview", "1")["quote"] is None


@pytest.mark.usefixtures("one_quote")
def test_the_preview_of_a_day_to_be_skipped_says_so(url: str) -> None:
    kept(url, plan(skip=date(2026, 3, 7)))
    assert printed("preview", "1")[0].endswith("; skipped, as somebody wished: nothing is posted")
    assert as_json("preview", "1")["skipped"] is True


@pytest.mark.usefixtures("one_quote")
@pytest.mark.parametrize("words", [["list"], ["next"], ["preview", "1"]])
async def test_a_bot_may_be_running_on_the_same_database(url: str, words: list[str]) -> None:
    await asyncio.to_thread(kept, url, plan())
    of_the_bot = await open_storage(url, exclusive=True)
    lines = await asyncio.to_thread(printed, *words)
    assert "2026-03-07 09:00 CET" in "".join(lines)
    await of_the_bot.close()


@pytest.mark.usefixtures("url", "one_quote")
@pytest.mark.parametrize("words", [["list"], ["next"], ["preview", "1"]])
def test_where_there_is_no_database_none_is_created(tmp_path: Path, words: list[str]) -> None:
    result = daily(*words)
    assert result.exit_code == 78
    assert result.stdout == ""
    assert result.stderr.startswith("quotebot: there is no database ")
    assert [path.name for path in tmp_path.iterdir()] == ["library"]


def test_plans_that_only_the_bot_itself_knows_cannot_be_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUOTEBOT_DATABASE", "memory://")
    result = daily("list")
    assert result.exit_code == 78
    assert "QUOTEBOT_DATABASE is memory://" in result.stderr


def test_a_file_that_is_no_database_is_told_of_in_one_sentence(url: str, tmp_path: Path) -> None:
    assert url.endswith("quotebot.db")
    (tmp_path / "quotebot.db").write_text("This is no database.\n" * 100)
    result = daily("list")
    assert result.exit_code == 78
    assert len(result.stderr.splitlines()) == 1
    assert "Traceback" not in result.output


@pytest.mark.usefixtures("one_quote")
@pytest.mark.parametrize("words", [["next", "--plan", "7"], ["preview", str(2**63 - 1)]])
def test_a_plan_that_is_not_there_is_wrong_usage(url: str, words: list[str]) -> None:
    kept(url, plan())
    result = daily(*words)
    assert result.exit_code == 2
    assert f"There is no daily quote {words[-1]}: " in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nothing"],
        ["preview"],
        ["preview", "0"],
        ["preview", "x"],
        ["preview", str(2**63)],
        ["next", "--days", "0"],
        ["next", "--days", "367"],
        ["simulate"],
        ["simulate", *NEW_YORK],
        ["simulate", *A_WEEK, "--time", "25:00", "--zone", "UTC"],
        ["simulate", *A_WEEK, "--time", HOSTILE, "--zone", "UTC"],
        ["simulate", *A_WEEK, "--time", "9", "--zone", HOSTILE],
        ["simulate", *A_WEEK, *NEW_YORK, "--days", "someday"],
        ["simulate", *NEW_YORK, "--from", "2026-03-12", "--to", "2026-03-06"],
        ["simulate", *NEW_YORK, "--from", "2026-02-29", "--to", "2026-03-06"],
        ["simulate", *NEW_YORK, "--from", "0001-01-01", "--to", "2026-03-06"],
        ["simulate", *NEW_YORK, "--from", "2026-03-06", "--to", "9999-12-31"],
    ],
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = daily(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "Usage: " in result.stderr
    assert all(line.isprintable() for line in result.stderr.splitlines())


@pytest.mark.parametrize("name", ["list", "next", "preview", "simulate"])
def test_each_command_explains_itself(name: str) -> None:
    assert any(line.startswith(f"  {name} ") for line in printed("-h"))
    assert printed(name, "--help")[0].startswith(f"Usage: main daily {name} ")
