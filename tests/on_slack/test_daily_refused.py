"""The form for a daily quote on Slack: for whom, and what it says when something is wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from quotebot.core import daily_desk, front_desk
from quotebot.core.answering import Answerer
from quotebot.core.daily import DailyRound
from quotebot.core.daily_desk import DailyDesk
from quotebot.core.errors import AccessRevoked
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Platform
from quotebot.on_slack import people
from quotebot.on_slack.connection import SlackConnection
from quotebot.on_slack.posting import slack_poster
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.faults import Hang, Refusal, Reset
from quotebot.sandbox.slack.forms import REQUIRED
from quotebot.sandbox.slack.wire import Payload
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.anthologies import shelf_of
from tests.chats import APP_TOKEN, BOT_TOKEN, SCOPES, on_slack
from tests.held_clock import HeldClock
from tests.on_slack.daily_use import (
    LIBRARY,
    SET,
    daily,
    loopback,
    opened,
    public,
    submitted,
)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
async def slack(clock: HeldClock) -> AsyncIterator[LoopbackSlack]:
    async with loopback(clock) as world, on_slack(LIBRARY, world=world, clock=clock):
        yield world


async def test_the_form_asks_for_the_zone_where_slack_may_not_be_asked(clock: HeldClock) -> None:
    async with loopback(clock, SCOPES - {"users:read"}) as slack, answering(slack, clock):
        view = await opened(slack)
        assert zone_in(view) == ""
        missing = await slack.submit(view, {}, person="Ada", channel="#quotes")
        assert missing.errors == {"zone": REQUIRED}
        offered = await slack.suggest(view, "zone", "kathm", person="Ada", channel="#quotes")
        assert offered.options[0]["value"] == "Asia/Kathmandu"
        entries = {"zone": "Asia/Kathmandu"}
        answer = await slack.submit(view, entries, person="Ada", channel="#quotes")
        assert "at 09:00 (Asia/Kathmandu)" in draw(answer.views[0])


def zone_in(view: Payload) -> str:
    (zones,) = (block["element"] for block in view["blocks"] if block["block_id"] == "zone")
    return str(zones.get("initial_option", {}).get("value", ""))


async def test_the_form_knows_whose_clock_it_is_where_slack_may_be_asked(
    slack: LoopbackSlack,
) -> None:
    assert zone_in(await opened(slack)) == "Europe/Amsterdam"


@asynccontextmanager
async def answering(
    slack: LoopbackSlack,
    clock: HeldClock,
    *,
    administrators: tuple[str, ...] = ("U0ADA",),
    ledger: InMemoryLedger | None = None,
) -> AsyncIterator[SlackConnection]:
    """A bot that answers and posts nothing by itself, whose settings name these people."""
    store, chance = InMemoryStore(), Random(1)
    ledger = ledger or InMemoryLedger(store)
    async with slack_poster(BOT_TOKEN, clock, api=slack.api_url) as poster:
        voices = {Platform.SLACK: poster}
        shelf = shelf_of(LIBRARY)
        daily_round = DailyRound(shelf, ledger, store, voices, clock, chance)
        office = DailyDesk(daily_round, voices, chance)
        desk = FrontDesk(Answerer(shelf, store, chance, office), lambda: "ref-1", ledger)
        connection = SlackConnection(
            BOT_TOKEN, APP_TOKEN, desk, api=slack.api_url, administrators=administrators
        )
        await connection.log_in()
        try:
            yield connection
        finally:
            await connection.close()


async def test_what_cannot_be_done_is_said_in_the_form_which_stays(slack: LoopbackSlack) -> None:
    slack.world.remove_app("#quotes")
    view = await opened(slack)
    answer = await slack.submit(view, {}, person="Ada", channel="#quotes")
    assert not answer.closed
    assert "I cannot post there" in answer.errors["channel"]
    assert "/invite @quotebot" in answer.errors["channel"]
    assert await daily(slack, "daily list") == "No daily quote is set up here."
    slack.world.invite_app("#quotes")
    again = await slack.submit(view, {}, person="Ada", channel="#quotes")
    assert "Next post" in draw(again.views[0])


@pytest.mark.parametrize("person", ["Max", "Gus"])
@pytest.mark.parametrize("line", ["daily", "daily list", "daily pause", "daily remove 1"])
async def test_those_who_do_not_run_the_workspace_are_told_who_may(
    slack: LoopbackSlack, person: str, line: str
) -> None:
    await submitted(slack, SET)
    said = await daily(slack, line, person)
    assert "Only those who run this place" in said
    assert "the workspace's owners and admins" in said
    assert "1: every day" in await daily(slack, "daily list")


async def test_a_form_of_somebody_who_may_no_longer_is_refused(slack: LoopbackSlack) -> None:
    view = await opened(slack)
    answer = await slack.submit(view, {}, person="Max", channel="#quotes")
    assert "Only those who run this place" in answer.errors["channel"]
    assert public(slack) == []


async def test_people_whom_the_settings_name_may_and_without_the_scope_nobody_else(
    clock: HeldClock,
) -> None:
    async with (
        loopback(clock, SCOPES - {"users:read"}) as slack,
        answering(slack, clock, administrators=("U0MAX",)),
    ):
        assert await daily(slack, "daily list", "Max") == "No daily quote is set up here."
        assert "Only those who run this place" in await daily(slack, "daily list", "Ada")


async def test_what_was_kept_is_deleted_when_the_app_is_removed(clock: HeldClock) -> None:
    ledger = InMemoryLedger(InMemoryStore())
    async with (
        loopback(clock) as slack,
        answering(slack, clock, ledger=ledger) as connection,
    ):
        await submitted(slack, SET)
        assert len(await ledger.plans_of(Platform.SLACK, slack.world.team)) == 1
        await slack.uninstall()
        with pytest.raises(AccessRevoked, match="removed from the workspace"):
            await asyncio.wait_for(connection.serve(), 10)
        assert await ledger.servers(Platform.SLACK) == []


async def test_an_announcement_that_hangs_keeps_nobody_waiting(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily_desk, "ANNOUNCE_SECONDS", 0.05)
    slack.fail_next("chat.postMessage", Hang())
    said = await submitted(slack, SET)
    assert "Next post: Mon 04 May" in said
    assert "may not have been told of it: No answer came in time." in said
    assert "1: every day at 11:00" in await daily(slack, "daily list")


async def test_nothing_is_set_up_for_whoever_was_told_that_it_took_too_long(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = await opened(slack)
    slack.fail_next("chat.postMessage", Hang())
    monkeypatch.setattr(front_desk, "BUDGET", 0.05)
    answer = await slack.submit(view, {}, person="Ada", channel="#quotes")
    monkeypatch.undo()
    assert "took too long" in answer.errors["channel"]
    assert await daily(slack, "daily list") == "No daily quote is set up here."


async def test_a_look_at_the_person_that_hangs_leaves_it_to_the_settings(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "ANSWER_SECONDS", 0.05)
    view = await opened(slack)
    slack.fail_next("users.info", Hang())
    answer = await slack.submit(view, {}, person="Ada", channel="#quotes")
    assert "Only those who run this place" in answer.errors["channel"]


@pytest.mark.parametrize("fault", [Refusal("expired_trigger_id"), Reset()])
async def test_a_form_that_cannot_be_opened_is_said_so(
    slack: LoopbackSlack, fault: Refusal | Reset
) -> None:
    slack.fail_next("views.open", fault)
    assert "could not be opened" in await daily(slack, "daily")
