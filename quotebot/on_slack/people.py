"""Who runs a workspace, and whose clock shows what: from Slack where it may be asked."""

import asyncio
import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.events import Event
from quotebot.core.messages import DailyAsk, Request
from quotebot.on_slack.permissions import PEOPLE

log = logging.getLogger(__name__)

ANSWER_SECONDS: Final = 0.7  # of the 3 that a form may take, of which the front desk has 2


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person; `zone` is empty if nothing is."""

    runs_place: bool
    zone: str = ""


class People:
    """Asks Slack about people if the scope was granted, and else goes by the settings."""

    def __init__(
        self, web: AsyncWebClient, scopes: Collection[str], administrators: Collection[str]
    ) -> None:
        self._web = web
        self._may_ask = PEOPLE.name in scopes
        self._administrators = frozenset(administrators)

    async def recognise(self, request: Request) -> tuple[Request, Known]:
        """The request with what is known of the person, looked up where it makes a difference."""
        if not isinstance(request.ask, DailyAsk):
            return request, Known(runs_place=False)
        known = await self.look_up(request.person.id)
        person = replace(request.person, runs_place=known.runs_place)
        return replace(request, person=person), known

    async def look_up(self, user_id: str) -> Known:
        """An owner or admin of the workspace, or one whom the settings name, runs the place."""
        named = user_id in self._administrators
        if not self._may_ask:
            return Known(named)
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                answer = await self._web.users_info(user=user_id)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning(Event.PERSON_UNKNOWN(platform="Slack", error=error))
            return Known(named)
        user: dict[str, Any] = answer.get("user") or {}
        guest = user.get("is_restricted") or user.get("is_ultra_restricted")
        runs = bool(user.get("is_admin") or user.get("is_owner")) and not guest
        return Known(named or runs, str(user.get("tz") or ""))


def granted_scopes(headers: Any) -> frozenset[str]:
    """The scopes that Slack says a token has, from the headers of any of its answers."""
    lowered = {str(name).lower(): value for name, value in dict(headers).items()}
    return frozenset(
        filter(None, str(lowered.get("x-oauth-scopes") or "").replace(" ", "").split(","))
    )
