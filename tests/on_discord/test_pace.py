"""However much there is to post, Discord never has to say that it is too much."""

import pytest

from quotebot.core.messages import Place, Platform
from quotebot.core.plans import Posted
from quotebot.on_discord.posting import DiscordPoster
from quotebot.sandbox.discord import LoopbackDiscord
from tests.on_discord.clocks import HandClock
from tests.on_discord.daily_posts import KEY, daily, place


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


async def test_nine_thousand_turns_keep_just_below_the_limit(clock: HandClock) -> None:
    poster = DiscordPoster("a.b.c", clock)
    began = clock.now()
    turns = []
    for channel in range(9_000):
        await poster.turn(Place(Platform.DISCORD, "1", str(channel)))
        turns.append((clock.now() - began).total_seconds())
    assert turns[-1] < 1.1 * 9_000 / 50
    assert all(later - first >= 1 for first, later in zip(turns, turns[49:], strict=False))


@pytest.mark.parametrize("share", [0.5, 0.25])
async def test_several_processes_share_the_limit(clock: HandClock, share: float) -> None:
    poster = DiscordPoster("a.b.c", clock, share=share)
    began = clock.now()
    for channel in range(94):
        await poster.turn(Place(Platform.DISCORD, "1", str(channel)))
    assert (clock.now() - began).total_seconds() == pytest.approx(2 / share, abs=0.01)


async def test_turns_in_one_channel_are_a_second_apart(clock: HandClock) -> None:
    poster = DiscordPoster("a.b.c", clock)
    began = clock.now()
    for _ in range(6):
        await poster.turn(Place(Platform.DISCORD, "1", "7"))
    assert (clock.now() - began).total_seconds() == pytest.approx(5, abs=0.2)


async def test_what_is_sent_without_a_turn_meets_no_limit_either(clock: HandClock) -> None:
    async with LoopbackDiscord(clock=clock.for_the_loopback()) as discord:
        poster = DiscordPoster(discord.token, clock, api=discord.api_url)
        outcomes = [
            await poster.post(place(discord.direct_messages(person)), daily(key), key)
            for person in discord.world.people()
            for key in (f"{person.id}-{n}"[-25:] for n in range(5))
        ]
        quotes = place(discord.channel("quotes"))
        looked = [await poster.find(quotes, KEY, clock.now()) for _ in range(60)]
        await poster.close()
        assert len(outcomes) + len(looked) > 50
        assert all(isinstance(outcome, Posted) for outcome in outcomes)
        assert discord.limited == 0
