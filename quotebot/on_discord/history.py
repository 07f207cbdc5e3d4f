"""Looks through a channel for a message of the bot's own."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from discord.utils import time_snowflake

from quotebot.core.plans import Absent, CannotTell, Lookup, Posted, Unclear
from quotebot.core.ports import Clock
from quotebot.on_discord.rest import Answer, NoAnswer, NotSent, Rest

_PAGE: Final = 100  # the most that Discord gives at once
_MAX_PAGES: Final = 10
_PAUSES: Final = (1.0, 3.0)  # seconds, before a look that failed for the moment is tried again
_CLOCKS_APART: Final = timedelta(minutes=5)  # between ours and Discord's


class Unreadable(Exception):  # noqa: N818 - it says what happened
    """Discord does not show what was asked for."""


class UnreadableNow(Unreadable):
    """It might, a moment later."""


class OutOfTime(Unreadable):
    """Looking any longer would outlast the claim on the delivery."""


class History:
    """One search in a channel; begins no further request once `seconds` have passed."""

    def __init__(self, rest: Rest, clock: Clock, channel: str, *, seconds: float) -> None:
        self._rest = rest
        self._clock = clock
        self._channel = f"/channels/{channel}"
        self._deadline = clock.now() + timedelta(seconds=seconds)

    async def find(self, prefix: str, since: datetime) -> Lookup:
        """A message with a component whose custom_id begins so, back to that moment.

        It is the bot's own: of what others wrote Discord shows the components only to bots with the
        message content intent, and nobody else can know a prefix with a key in it.
        """
        try:
            return await self._look(prefix, time_snowflake(since - _CLOCKS_APART))
        except (UnreadableNow, OutOfTime) as error:
            return Unclear(str(error))
        except Unreadable as error:
            return CannotTell(str(error))

    async def _look(self, prefix: str, first: int) -> Lookup:
        oldest: int | None = None
        for _ in range(_MAX_PAGES):
            page = await self._page(before=oldest)
            if not page and oldest is None:
                return await self._behind_nothing(first)
            for message in page:
                if _carries(message, prefix):
                    return Posted(str(message["id"]))
            oldest = min((int(message["id"]) for message in page), default=0)
            if len(page) < _PAGE or oldest < first:
                return Absent()
        return CannotTell(f"The channel has more than {_MAX_PAGES * _PAGE} newer messages.")

    async def _behind_nothing(self, first: int) -> Lookup:
        """Without READ_MESSAGE_HISTORY every channel looks empty, but its last message's id shows.

        The id stays when that message is deleted.
        """
        last = (await self._get(self._channel)).body.get("last_message_id")
        if last is None or int(last) < first:
            return Absent()
        return CannotTell("The bot may not read the channel's history.")

    async def _page(self, before: int | None) -> list[dict[str, Any]]:
        query = {"limit": str(_PAGE)} | ({"before": str(before)} if before is not None else {})
        page: list[dict[str, Any]] = (await self._get(f"{self._channel}/messages", query)).body
        return page

    async def _get(self, path: str, query: dict[str, str] | None = None) -> Answer:
        for pause in _PAUSES:
            try:
                return await self._get_once(path, query)
            except UnreadableNow:
                await self._clock.sleep(pause)
        return await self._get_once(path, query)

    async def _get_once(self, path: str, query: dict[str, str] | None) -> Answer:
        if self._clock.now() > self._deadline:
            raise OutOfTime("Discord took too long to show the channel.")
        try:
            answer = await self._rest.get(path, query)
        except (NotSent, NoAnswer) as error:
            raise UnreadableNow(str(error)) from error
        if answer.status == 429 or answer.status >= 500:
            raise UnreadableNow(answer.message)
        if answer.status != 200 or answer.body is None:
            raise Unreadable(answer.message)
        return answer


def _carries(message: dict[str, Any], prefix: str) -> bool:
    ids = (str(one.get("custom_id", "")) for one in _walk(message.get("components") or ()))
    return any(custom_id.startswith(prefix) for custom_id in ids)


def _walk(components: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _walk(component.get("components") or ())
