"""A Discord and a Slack with a hundred channels each, and what can be counted there."""

import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

from quotebot.core.messages import Place, Platform
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import faults as discord_faults
from quotebot.sandbox.discord.many_channels import world_of
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import faults as slack_faults
from tests.chaos.distance import Distance
from tests.cli.machine import APP_TOKEN, BOT_TOKEN, DISCORD_TOKEN, on_loopback

CHANNELS: Final = 100  # on each platform
ONE_WAY: Final = 0.05  # seconds, from the bot to a platform
POST: Final = "POST /channels/{channel_id}/messages"
LOOK: Final = "GET /channels/{channel_id}/messages"
POST_ON_SLACK: Final = "chat.postMessage"
LOOK_ON_SLACK: Final = "conversations.history"
SCOPES: Final = frozenset({"commands", "chat:write"})
HISTORY: Final = frozenset({"channels:history"})


@dataclass(frozen=True, slots=True)
class Standing:
    """A message as it stands in a channel, and the ids of its buttons."""

    message_id: str
    buttons: tuple[str, ...]


class Platforms:
    """Both platforms; their clocks turn together, and are ahead of the bot's from then on."""

    def __init__(self, *, slack_history: bool) -> None:
        self._ahead = 0.0
        self._ways: list[Distance] = []
        self._unanswered = 0  # posts that stand on Discord, and on Slack, but had no answer
        self._discord = LoopbackDiscord(token=DISCORD_TOKEN, world=world_of(CHANNELS))
        self._slack = LoopbackSlack(
            bot_token=BOT_TOKEN,
            app_token=APP_TOKEN,
            scopes=SCOPES | (HISTORY if slack_history else frozenset()),
            clock=lambda: time.monotonic() + self._ahead,
        )
        self._of_slack = [self._slack.world.create(f"channel-{n}") for n in range(CHANNELS)]

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[dict[str, str]]:
        """The variables that lead the bot to them."""
        async with self._discord, self._slack, AsyncExitStack() as ways:
            apis = (self._discord.api_url, self._slack.api_url)
            self._ways = [Distance(api, ONE_WAY) for api in apis]
            discord_api, slack_api = [await ways.enter_async_context(one) for one in self._ways]
            found_at = {"QUOTEBOT_DISCORD_API": discord_api, "QUOTEBOT_SLACK_API": slack_api}
            yield on_loopback(self._discord, self._slack) | found_at

    def places(self) -> Iterator[Place]:
        """Every channel, of either platform in turn."""
        (guild,) = self._discord.world.guilds
        team = self._slack.world.team
        for channel, of_slack in zip(guild.channels, self._of_slack, strict=True):
            yield Place(Platform.DISCORD, str(guild.id), str(channel.id))
            yield Place(Platform.SLACK, team, of_slack.id)

    def has_all_that_was_sent(self) -> bool:
        """Whether nothing is on its way any more, neither to the bot nor from it."""
        return all(way.is_empty() for way in self._ways)

    def turn_clock(self, seconds: float) -> None:
        self._ahead += seconds
        self._discord.turn_clock(seconds)

    def standing(self) -> Mapping[Place, list[Standing]]:
        """What stands in each channel, those with nothing among them."""
        return {place: list(self._standing_in(place)) for place in self.places()}

    def _standing_in(self, place: Place) -> Iterator[Standing]:
        if place.platform is Platform.DISCORD:
            channel = self._discord.world.channel(int(place.channel))
            assert channel is not None
            for message in self._discord.messages(channel):
                ids = (str(one.get("custom_id", "")) for one in message.components())
                yield Standing(str(message.id), tuple(ids))
            return
        for posted in self._slack.messages(place.channel):
            elements = (one for block in posted.blocks for one in block.get("elements", ()))
            ids = (str(one.get("action_id", "")) for one in elements)
            yield Standing(posted.ts, tuple(ids))

    def taken(self) -> int:
        """How many posts were answered so far; one that a nonce held back counts too."""
        return self._answered_on_discord() + self._calls_of_slack(POST_ON_SLACK, status=200)

    def hold_back_answers(self) -> Callable[[], bool]:
        """Answer neither of the next two posts to each platform; one arrives, one never.

        Returns what tells whether all four are under way.
        """
        before = self._held()
        self._unanswered += 1
        for applied in (True, False):
            self._discord.fail_next(POST, discord_faults.Hang(applied=applied))
            self._slack.fail_next(POST_ON_SLACK, slack_faults.Hang(applied=applied))
        return lambda: self._held() >= before + 4

    def counters(self) -> dict[str, int]:
        """What the platforms saw."""
        answered = self._answered_on_discord()
        standing = self.standing()
        on_discord, on_slack = (
            sum(len(posts) for place, posts in standing.items() if place.platform is platform)
            for platform in (Platform.DISCORD, Platform.SLACK)
        )
        return {
            "messages on Discord": on_discord,
            "messages on Slack": on_slack,
            "answers held back": self._held(),
            "doubles that a nonce prevented": answered + self._unanswered - on_discord,
            "looks on Discord": sum(one.route == LOOK for one in self._discord.requests),
            "looks on Slack": self._calls_of_slack(LOOK_ON_SLACK, status=200),
            "429s": self._discord.limited + self._slack.limiter.refusals,
        }

    def _answered_on_discord(self) -> int:
        return sum(one.route == POST and one.status == 200 for one in self._discord.requests)

    def _held(self) -> int:
        posts = (one for one in self._discord.requests if one.route == POST)
        on_discord = sum(one.status is None for one in posts)
        return on_discord + self._calls_of_slack(POST_ON_SLACK, status=None)

    def _calls_of_slack(self, method: str, *, status: int | None) -> int:
        calls = (one for one in self._slack.requests if one.method == method)
        return sum(one.status == status for one in calls)
