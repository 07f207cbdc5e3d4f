"""What the bot posts on the loopback platforms without having been asked just now."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final, Generic, TypeVar

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import Message as SlackMessage

T = TypeVar("T")

_DISCORD_POST: Final = "POST /channels/{channel_id}/messages"
_SLACK_POST: Final = "chat.postMessage"


class News:
    """Finds each of the bot's own posts once; the answers to people are none."""

    def __init__(self, discord: LoopbackDiscord, slack: LoopbackSlack) -> None:
        self._discord = discord
        self._slack = slack
        self._sent_to_discord = _Unread(discord.requests)
        self._sent_to_slack = _Unread(slack.requests)

    def on_discord(self) -> Iterator[DiscordMessage]:
        for request in self._sent_to_discord.of(self._discord.requests):
            if request.route == _DISCORD_POST and request.status == 200:
                channel = self._discord.world.channel(int(request.answer["channel_id"]))
                posted = self._discord.messages(channel) if channel else ()
                yield from (one for one in posted if str(one.id) == request.answer["id"])

    def on_slack(self) -> Iterator[SlackMessage]:
        for request in self._sent_to_slack.of(self._slack.requests):
            is_post = request.method == _SLACK_POST and not request.body.get("thread_ts")
            if is_post and request.status == 200 and request.answer["ok"]:
                posted = self._slack.messages(request.answer["channel"])
                yield from (one for one in posted if one.ts == request.answer["ts"])


class _Unread(Generic[T]):
    """What a growing record holds beyond what was read; its oldest entries may go missing."""

    def __init__(self, read: Sequence[T]) -> None:
        self._latest = read[-1] if read else None

    def of(self, record: Sequence[T]) -> list[T]:
        """The new entries, oldest first."""
        new = list(takewhile(lambda entry: entry is not self._latest, reversed(record)))
        self._latest = record[-1] if record else None
        return new[::-1]
