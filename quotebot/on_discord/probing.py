"""Looks at the bot's standing with Discord from beside it: nothing changes, no session starts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Final, Self

import discord

from quotebot.on_discord.identifying import StartLimit, limit_in
from quotebot.on_discord.inviting import PERMISSIONS
from quotebot.on_discord.permissions import permissions_in
from quotebot.on_discord.registry import answered, not_discord, refusal
from quotebot.on_discord.rest import Answer, Rest

_FLAGS: Final = {
    "presences": ("gateway_presence", "gateway_presence_limited"),
    "members": ("gateway_guild_members", "gateway_guild_members_limited"),
    "message_content": ("gateway_message_content", "gateway_message_content_limited"),
}


@dataclass(frozen=True, slots=True)
class Application:
    """`takes_interactions` is whether Discord sends them over HTTP, and none to the gateway."""

    id: str
    flags: int
    takes_interactions: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the bot in a channel: whether there is one that it sees, and the rights that it lacks."""

    exists: bool = True
    visible: bool = True
    lacking: tuple[str, ...] = ()


class Probe:
    """Asks Discord, each question once; use it as a context manager.

    Raises CredentialRefused, PlatformUnavailable or OperatorError, each with what to do.
    """

    def __init__(self, token: str, *, api: str | None, proxy: str | None, seconds: float) -> None:
        self._rest = Rest(token, None, api=api, proxy=proxy, timeout=seconds)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._rest.close()

    async def account(self) -> str:
        """The id of the bot's own account, which shows that its token is good."""
        return str((await self._object("/users/@me"))["id"])

    async def application(self) -> Application:
        told = await self._object("/oauth2/applications/@me")
        flags = told.get("flags")
        endpoint = bool(told.get("interactions_endpoint_url"))
        return Application(str(told["id"]), flags if isinstance(flags, int) else 0, endpoint)

    async def starts(self) -> StartLimit | None:
        """How many sessions may still be started; None where Discord does not tell."""
        answer = await answered(self._rest.get("/gateway/bot"))
        if answer.status != 200:
            raise refusal(answer)
        return limit_in(answer)

    async def standing(self, account: str, server: str, channel: str) -> Standing:
        """Of the bot in a channel of a server, or in direct messages where that is empty.

        In a thread it is looked for only whether there is one.
        """
        answer = await answered(self._rest.get(f"/channels/{channel}"))
        if answer.status in {403, 404} and answer.code:
            return Standing(exists=answer.status == 403, visible=False)
        found = _object_in(answer)
        if not server or found.get("type") in _THREADS:
            return Standing()
        member = _object_in(
            await answered(self._rest.get(f"/guilds/{server}/members/{account}")), key="roles"
        )
        roles = await self._list(f"/guilds/{server}/roles")
        held = permissions_in(found, server, account, member, roles)
        wanted = discord.Permissions(PERMISSIONS & ~held)
        return Standing(lacking=tuple(_shown(name) for name, is_lacking in wanted if is_lacking))

    async def _object(self, path: str) -> Mapping[str, Any]:
        return _object_in(await answered(self._rest.get(path)))

    async def _list(self, path: str) -> list[Mapping[str, Any]]:
        answer = await answered(self._rest.get(path))
        if answer.status != 200:
            raise refusal(answer)
        if not isinstance(answer.body, list):
            raise not_discord(answer.status)
        return [one for one in answer.body if isinstance(one, dict)]


_THREADS: Final = frozenset(
    kind.value
    for kind in (
        discord.ChannelType.news_thread,
        discord.ChannelType.public_thread,
        discord.ChannelType.private_thread,
    )
)


def withheld(asked: discord.Intents, flags: int) -> list[str]:
    """The intents that the bot asks for and that are not switched on for its application."""
    allowed = discord.ApplicationFlags._from_value(flags)  # noqa: SLF001 - it has no other way in
    return sorted(
        name
        for name, switches in _FLAGS.items()
        if getattr(asked, name) and not any(getattr(allowed, switch) for switch in switches)
    )


def _object_in(answer: Answer, key: str = "id") -> Mapping[str, Any]:
    if answer.status != 200:
        raise refusal(answer)
    if not isinstance(answer.body, dict) or key not in answer.body:
        raise not_discord(answer.status)
    return answer.body


def _shown(permission: str) -> str:
    """As Discord's own pages write it: View Channel."""
    names = {"read_messages": "View Channel", "view_channel": "View Channel"}
    return names.get(permission, permission.replace("_", " ").title())
