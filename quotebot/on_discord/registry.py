"""The commands as Discord has them registered: read, and replaced as a whole."""

from collections.abc import Awaitable, Sequence
from types import TracebackType
from typing import Any, Final, Self

from quotebot.core.errors import CredentialRefused, OperatorError, PlatformUnavailable
from quotebot.on_discord.outcomes import told_to_wait
from quotebot.on_discord.rest import Answer, NoAnswer, NotSent, Rest

Payload = dict[str, Any]

_SECONDS: Final = 10.0  # for one request
_TOO_MANY_TODAY: Final = 30034
_GLOBAL_ALONE: Final = frozenset({"contexts", "integration_types", "dm_permission"})
NOT_KNOWN: Final = (
    "Discord does not know this token: copy the bot token again"
    " (Developer Portal, your application, Bot) into DISCORD_TOKEN"
)


class Unreachable(PlatformUnavailable):
    """No answer came, or Discord is out of order."""


class Registry:
    """The commands that everybody gets, or those of one server alone; use it as a context manager.

    Raises CredentialRefused, PlatformUnavailable or OperatorError, each with what to do. Nothing is
    tried twice: discord.py would wait for as long as a rate limit says, and that may be a day. It
    asks Discord for the application's id if that is not given.
    """

    def __init__(
        self,
        token: str,
        *,
        api: str | None = None,
        proxy: str | None = None,
        guild: int | None = None,
        application: int | None = None,
    ) -> None:
        self._rest = Rest(token, None, api=api, proxy=proxy, timeout=_SECONDS)
        self._guild = guild
        self._application: object = application

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._rest.close()

    async def registered(self) -> list[Payload]:
        """As Discord gives them back, in no order that matters."""
        path = await self._path()
        answer = await self._answered(self._rest.get(path, {"with_localizations": "true"}))
        body = answer.body
        if not isinstance(body, list) or not all(isinstance(one, dict) for one in body):
            raise not_discord(answer.status)
        return [self.kept(one) for one in body]

    async def replace(self, commands: Sequence[Payload]) -> None:
        """Register these and no others."""
        path = await self._path()
        await self._answered(self._rest.put(path, [self.kept(one) for one in commands]))

    def kept(self, command: Payload) -> Payload:
        """What counts of a command; where it can be used is said of global ones alone."""
        if self._guild is None:
            return command
        return {key: value for key, value in command.items() if key not in _GLOBAL_ALONE}

    async def _path(self) -> str:
        if self._application is None:
            answer = await self._answered(self._rest.get("/oauth2/applications/@me"))
            if not isinstance(answer.body, dict) or "id" not in answer.body:
                raise not_discord(answer.status)
            self._application = answer.body["id"]
        server = "" if self._guild is None else f"/guilds/{self._guild}"
        return f"/applications/{self._application}{server}/commands"

    async def _answered(self, request: Awaitable[Answer]) -> Answer:
        answer = await answered(request)
        if answer.status != 200:
            raise self._refusal(answer)
        return answer

    def _refusal(self, answer: Answer) -> OperatorError:
        if answer.code == _TOO_MANY_TODAY:
            return PlatformUnavailable(
                "Discord takes no more new commands of this application today: try again tomorrow"
            )
        if answer.status in {403, 404} and answer.code and self._guild is not None:
            return OperatorError(
                f"Discord does not let the bot register commands in the server {self._guild}:"
                " check the id, and invite the bot there with the scope applications.commands"
            )
        return refusal(answer)


async def answered(request: Awaitable[Answer]) -> Answer:
    """What Discord answers, whatever that is; raises Unreachable if nothing comes."""
    try:
        return await request
    except (NotSent, NoAnswer) as error:
        raise Unreachable(f"{error}: try again later") from error


def refusal(answer: Answer) -> OperatorError:
    """What to raise for an answer that is no success, whatever was asked."""
    match answer.status:
        case 401:
            return CredentialRefused(NOT_KNOWN)
        case 429:
            seconds = told_to_wait(answer)
            wait = "a while" if seconds is None else f"{seconds:.0f} s"
            return PlatformUnavailable(f"Discord asks to be left alone for {wait}: try again then")
        case status if status >= 500:
            return Unreachable(f"Discord is out of order (HTTP {status}): try again later")
        case _ if answer.code:
            return OperatorError(f"{answer.message}: report this as a fault of quotebot")
        case _:
            return not_discord(answer.status)


def not_discord(status: int) -> OperatorError:
    """What answered with this HTTP status did not answer as Discord does."""
    return OperatorError(
        f"What answers at Discord's address is not Discord (HTTP {status}):"
        " check QUOTEBOT_DISCORD_API, or the proxy"
    )
