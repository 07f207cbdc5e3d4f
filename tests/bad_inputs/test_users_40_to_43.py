"""Rows 40 to 43: what people ask of daily quotes, and of what is known of them."""

from datetime import UTC, datetime

import pytest

from quotebot.core.daily_desk import PLANS_IN_A_SERVER
from quotebot.sandbox.discord import ADA, Permission
from tests.anthologies import SMALL
from tests.bad_inputs.platforms import DAILY, flat, private, slack_loopback
from tests.chats import on_discord, on_slack
from tests.held_clock import HeldClock


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"timezone": "Mars/Phobos"}, "“Mars/Phobos” is no time zone"),
        ({"timezone": "../../etc/passwd"}, "“../../etc/passwd” is no time zone"),
        ({"time": "25:00"}, "“25:00” is no time of day"),
        ({"timezone": "EST5EDT"}, "Next post: Mon 04 May 2026, 09:00 EDT"),
    ],
)
async def test_row_40_times_and_zones_are_checked_and_the_next_post_is_shown(
    clock: HeldClock, wrong: dict[str, str], said: str
) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        answer = await discord.command("daily set", DAILY | wrong, person=ADA)
    assert private(answer.message)
    assert said in flat(answer.message)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_40_a_time_that_the_clocks_skip_is_shown_as_the_one_that_it_will_be(
    clock: HeldClock,
) -> None:
    clock.turn((datetime(2027, 3, 14, 5, tzinfo=UTC) - clock.now()).total_seconds())
    gap = {"time": "2:30", "timezone": "America/New_York"}
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        message = (await discord.command("daily set", gap, person=ADA)).message
    assert "at 02:30 (America/New_York)" in flat(message)
    assert "Next post: Sun 14 Mar 2027, 03:30 EDT" in flat(message)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_41_a_channel_without_rights_is_refused_and_the_missing_one_is_named(
    clock: HeldClock,
) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        general = discord.channel("general")
        await discord.administration.deny(general, Permission.SEND_MESSAGES)
        message = (await discord.command("daily set", DAILY, person=ADA)).message
    assert "may not post in the channel" in flat(message)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_41_the_general_channel_gets_a_warning(clock: HeldClock) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        answer = await discord.command("daily set", DAILY, person=ADA)
        _, warning = (await discord.changed(answer)).messages
    assert private(warning)
    assert "Everybody reads this channel" in flat(warning)


async def test_row_41_a_channel_that_the_app_is_not_in_is_refused_with_what_to_do(
    clock: HeldClock,
) -> None:
    async with slack_loopback(clock) as slack, on_slack(SMALL, world=slack, clock=clock):
        slack.world.remove_app("#general")
        (form,) = (await slack.command("/quote", "daily", person="Ada")).views
        answer = await slack.submit(form, {}, person="Ada")
    assert "/invite @quotebot" in answer.errors["channel"]


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_42_a_server_has_no_more_than_so_many(clock: HeldClock) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        for minute in range(PLANS_IN_A_SERVER):
            clock.turn(1)  # Discord lets a bot post five times in five seconds
            await discord.command("daily set", DAILY | {"time": f"9:{minute:02}"}, person=ADA)
        message = (await discord.command("daily set", DAILY | {"time": "10"}, person=ADA)).message
    assert f"{PLANS_IN_A_SERVER} daily quotes already" in flat(message)
