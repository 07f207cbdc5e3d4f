"""Posts in Discord's channels on the bot's own account, without having been asked."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final

from discord import AllowedMentions
from discord.http import handle_message_parameters

from quotebot.core.buttons import daily_prefix
from quotebot.core.events import Event
from quotebot.core.messages import Notice, Place, QuoteCard
from quotebot.core.observed import UNOBSERVED
from quotebot.core.pacing import Pacer
from quotebot.core.plans import Gone, Later, Lookup, Outcome, Unclear
from quotebot.core.ports import Clock, Observer
from quotebot.on_discord.history import History
from quotebot.on_discord.outcomes import (
    LONGEST_WAIT,
    UNREACHABLE_SECONDS,
    concerns_every_channel,
    outcome_of,
)
from quotebot.on_discord.rendering import Message, render
from quotebot.on_discord.rest import NoAnswer, NotSent, Rest
from quotebot.on_discord.window import SlidingWindow

log = logging.getLogger(__name__)

# Discord allows a bot 50 requests a second. Turns are given out a little below that. What leaves is
# counted once more, because between a turn and its post passes uneven time; the window is longer
# than a second by what requests may differ in their time on the way.
TURNS_PER_SECOND: Final = 46.5
_MOST_AT_ONCE: Final = 49
_WINDOW_SECONDS: Final = 1.05
_FIND_SECONDS: Final = 20.0
_CHANNEL_INTERVAL: Final = 1.0  # Discord allows five posts in five seconds


class DiscordPoster:
    """A Poster that needs a token and nothing else: no gateway, no session.

    `share` is the part of Discord's limit that is this process's, of several with one token.
    `timeout` bounds a post, in seconds; it must end before the delivery's lease does.
    """

    # Discord knows a nonce for "the past few minutes", which are two at least. What is decided now
    # may reach Discord half a minute later: it waits for the window first, then for an answer.
    repeatable_for = timedelta(seconds=90)

    def __init__(
        self,
        token: str,
        clock: Clock,
        *,
        api: str | None = None,
        proxy: str | None = None,
        share: float = 1.0,
        timeout: float = 20.0,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._clock = clock
        most = max(1, int(_MOST_AT_ONCE * share))
        window = SlidingWindow(clock, most=most, seconds=_WINDOW_SECONDS)
        self._rest = Rest(token, window, api=api, proxy=proxy, timeout=timeout, observer=observer)
        self._turns = Pacer(clock, interval=1 / (TURNS_PER_SECOND * share))
        self._channels = Pacer(clock, interval=_CHANNEL_INTERVAL)
        self._silence: tuple[datetime, str] | None = None

    async def turn(self, place: Place) -> None:
        await self._channels.turn(place.channel)
        await self._turns.turn("all channels")

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        return await self._send(place, payload(card, key))

    async def announce(self, place: Place, text: str) -> Outcome:
        return await self._send(place, announcement(text))

    async def _send(self, place: Place, body: dict[str, Any]) -> Outcome:
        if (silent := self._silent_for()) is not None:
            return silent
        try:
            answer = await self._rest.post(f"/channels/{place.channel}/messages", body)
        except NotSent as error:
            return Later(UNREACHABLE_SECONDS, str(error))
        except NoAnswer as error:
            return Unclear(str(error))
        outcome = outcome_of(answer)
        if isinstance(outcome, Later) and concerns_every_channel(answer):
            self._be_silent(outcome)
        if isinstance(outcome, Later | Gone):
            log.warning(Event.POST_REFUSED(place=place, error=answer.message))
        return outcome

    async def find(self, place: Place, key: str, since: datetime) -> Lookup:
        history = History(self._rest, self._clock, place.channel, seconds=_FIND_SECONDS)
        return await history.find(daily_prefix(key), since)

    async def close(self) -> None:
        await self._rest.close()

    def _be_silent(self, told: Later) -> None:
        """Send nothing at all for so long: what is refused counts towards a ban."""
        self._silence = self._clock.now() + timedelta(seconds=told.seconds), told.reason

    def _silent_for(self) -> Later | None:
        until, reason = self._silence or (self._clock.now(), "")
        left = (until - self._clock.now()).total_seconds()
        return Later(min(left, LONGEST_WAIT), reason) if left > 0 else None


def payload(card: QuoteCard, key: str) -> dict[str, Any]:
    """The exact body of a post, from discord.py's own builder; a nonce of its is enforced."""
    parameters = handle_message_parameters(
        view=Message(render(card)), nonce=key, allowed_mentions=AllowedMentions.none()
    )
    return parameters.payload or {}


def announcement(text: str) -> dict[str, Any]:
    """The exact body of a few plain words."""
    parameters = handle_message_parameters(
        view=Message(render(Notice(text))), allowed_mentions=AllowedMentions.none()
    )
    return parameters.payload or {}


@asynccontextmanager
async def discord_poster(
    token: str,
    clock: Clock,
    *,
    api: str | None = None,
    proxy: str | None = None,
    share: float = 1.0,
    observer: Observer = UNOBSERVED,
) -> AsyncIterator[DiscordPoster]:
    """A poster on connections of its own, which are closed at the end."""
    poster = DiscordPoster(token, clock, api=api, proxy=proxy, share=share, observer=observer)
    try:
        yield poster
    finally:
        await poster.close()
