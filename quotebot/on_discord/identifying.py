"""Keeps within the number of sessions that Discord lets a bot start in a day.

Discord resets the token of a bot that goes beyond it. discord.py (2.7) does not look at the limit:
not before the first IDENTIFY, nor when a session is lost and it identifies anew.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from quotebot.core.events import Event
from quotebot.on_discord.rest import Answer, NoAnswer, NotSent, Rest

log = logging.getLogger(__name__)

Report = Callable[[int], None]
Pause = Callable[[float], Awaitable[None]]

FEW: Final = 50
_MARGIN: Final = 1.0  # seconds: the time to the reset is told in whole milliseconds, and travels
_SECONDS: Final = 10.0  # for an answer; discord.py gives an IDENTIFY 60 in all


class WaitFirst(Exception):  # noqa: N818 - it says what to do
    """A session must not be started yet."""


@dataclass(frozen=True, slots=True)
class StartLimit:
    """`remaining` sessions may be started until `reset_after` seconds have passed."""

    remaining: int
    reset_after: float

    @property
    def wait(self) -> float:
        """Seconds to let pass before a session: the fewer are left the longer; all when none is.

        What is left at FEW lasts to the reset if every session waits, whoever starts them.
        """
        if self.remaining <= 0:
            return self.reset_after + _MARGIN
        if self.remaining >= FEW:
            return 0.0
        return self.reset_after / self.remaining * (FEW - self.remaining) / FEW


class SessionStarts:
    """Gives turns to identify: `turn` waits for one, and `use` spends it.

    `report` is told the number that remains, whenever it is read.
    """

    def __init__(self, rest: Rest, pause: Pause, report: Report | None) -> None:
        self._rest = rest
        self._pause = pause
        self._report = report
        self._has_turn = False

    async def turn(self) -> None:
        """Wait until a session may be started, and say in the log until when."""
        while (limit := await self._read()) is not None and limit.wait > 0:
            log.warning(
                Event.SESSIONS_SHORT(
                    platform="Discord",
                    remaining=limit.remaining,
                    minutes=round(limit.reset_after / 60),
                    wait=round(limit.wait / 60),
                )
            )
            await self._pause(limit.wait)
            if limit.remaining > 0:
                break
        self._has_turn = True

    async def use(self) -> None:
        """Just before IDENTIFY: raises WaitFirst where that would need a turn of its own."""
        if not self._has_turn:
            limit = await self._read()
            if limit is None or limit.wait > 0:
                raise WaitFirst
        self._has_turn = False

    async def _read(self) -> StartLimit | None:
        """None when Discord does not tell; log_in has just waited until it answers."""
        try:
            answer = await self._rest.get("/gateway/bot")
        except (NotSent, NoAnswer) as error:
            log.warning(Event.SESSIONS_UNKNOWN(error=error))
            return None
        limit = limit_in(answer)
        if limit is None:
            log.warning(Event.SESSIONS_UNKNOWN(error=answer.message))
        elif self._report is not None:
            self._report(limit.remaining)
        return limit

    async def close(self) -> None:
        await self._rest.close()


def session_starts(
    token: str, *, api: str | None, proxy: str | None, pause: Pause, report: Report | None
) -> SessionStarts:
    """On a connection of its own: discord.py's would try for longer than an IDENTIFY may take."""
    rest = Rest(token, None, api=api, proxy=proxy, timeout=_SECONDS)
    return SessionStarts(rest, pause, report)


def limit_in(answer: Answer) -> StartLimit | None:
    """What an answer to GET /gateway/bot tells; None if it tells nothing."""
    match answer.body:
        case {"session_start_limit": {"remaining": int(remaining), "reset_after": int(ms)}}:
            return StartLimit(remaining, max(0, ms) / 1000)
        case _:
            return None
