"""REST: the bot's own account, the gateway's address, and its registered commands."""

from collections import defaultdict
from collections.abc import Callable

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.command_rules import check_commands
from quotebot.sandbox.discord.fields import objects
from quotebot.sandbox.discord.refusals import Json, missing_access, too_many_created
from quotebot.sandbox.discord.rest import Call, Reply, Route
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Context

CREATES_PER_DAY = 200  # for all servers together, and for each server alone
DAY_SECONDS = 24 * 3600
CHAT_INPUT = 1


class ApplicationRoutes:
    """`gateway` tells the gateway's address."""

    def __init__(self, state: State, gateway: Callable[[], str]) -> None:
        self._state = state
        self._gateway = gateway
        self._created: defaultdict[int | None, list[float]] = defaultdict(list)

    def routes(self) -> tuple[Route, ...]:
        commands = "/applications/{application_id}/commands"
        guild_commands = "/applications/{application_id}/guilds/{guild_id}/commands"
        return (
            Route("GET", "/users/@me", self._own_user),
            Route("GET", "/oauth2/applications/@me", self._own_application),
            Route("GET", "/gateway/bot", self._gateway_bot),
            Route("GET", commands, self._list_commands),
            Route("PUT", commands, self._replace_commands),
            Route("GET", guild_commands, self._list_commands),
            Route("PUT", guild_commands, self._replace_commands),
        )

    def _own_user(self, call: Call) -> Reply:
        return Reply(body=payloads.own_user(self._state.application))

    def _own_application(self, call: Call) -> Reply:
        endpoint = {"interactions_endpoint_url": self._state.interactions_endpoint}
        return Reply(body=payloads.own_application(self._state.application) | endpoint)

    def _gateway_bot(self, call: Call) -> Reply:
        limit = self._state.session_starts.told
        return Reply(body={"url": self._gateway(), "shards": 1, "session_start_limit": limit})

    def _list_commands(self, call: Call) -> Reply:
        guild_id = self._own(call)
        full = call.query.get("with_localizations") == "true"
        commands = self._state.commands_of(guild_id)
        return Reply(body=[one if full else _plain(one) for one in commands])

    def _replace_commands(self, call: Call) -> Reply:
        guild_id = self._own(call)
        check_commands(call.body)
        known = {_key(command): command for command in self._state.commands_of(guild_id)}
        self._count_created({_key(command) for command in call.body} - known.keys(), guild_id)
        commands = [
            self._registered(command, known.get(_key(command), {}), guild_id)
            for command in call.body
        ]
        self._state.register(commands, guild_id)
        return Reply(body=commands)

    def _count_created(self, new: set[tuple[int, str]], guild_id: int | None) -> None:
        now = self._state.clock.monotonic()
        recent = [at for at in self._created[guild_id] if at > now - DAY_SECONDS]
        if len(recent) + len(new) > CREATES_PER_DAY:
            raise too_many_created(CREATES_PER_DAY)
        self._created[guild_id] = [*recent, *(now for _ in new)]

    def _own(self, call: Call) -> int | None:
        """The guild that is asked about, if it is one; the bot must be there."""
        if call.parameters["application_id"] != str(self._state.application.id):
            raise missing_access()
        guild_id = call.parameters.get("guild_id")
        if guild_id is None:
            return None
        if guild_id not in {str(guild.id) for guild in self._state.joined_guilds()}:
            raise missing_access()
        return int(guild_id)

    def _registered(self, command: Json, known: Json, guild_id: int | None) -> Json:
        """As Discord keeps it: the id stays with the name, the version while nothing changes."""
        registered = {
            "nsfw": False,
            **_without_defaults(command),
            **(_of_a_guild(guild_id) if guild_id else _of_all(command)),
            "default_member_permissions": _permissions(command),
            "type": command.get("type") or CHAT_INPUT,
            "description": command.get("description") or "",
            "application_id": str(self._state.application.id),
            "id": known.get("id") or str(self._state.snowflakes.next()),
        }
        if registered == {key: value for key, value in known.items() if key != "version"}:
            return known
        return {**registered, "version": str(self._state.snowflakes.next())}


def _of_a_guild(guild_id: int) -> Json:
    """Where a command can be used is not asked, and not said."""
    return {"guild_id": str(guild_id), "contexts": None, "integration_types": None}


def _of_all(command: Json) -> Json:
    contexts = command.get("contexts")
    return {
        "integration_types": command.get("integration_types") or [0],
        "contexts": contexts,
        "dm_permission": contexts is None or Context.BOT_DM in contexts,
    }


def _key(command: Json) -> tuple[int, str]:
    return command.get("type") or CHAT_INPUT, command["name"]


def _without_defaults(declared: Json) -> Json:
    """Discord does not echo what is null, and of options not what is false or empty."""
    echoed = {key: value for key, value in declared.items() if value is not None}
    options = [option for _, option in objects(echoed, "options", ())]
    echoed.pop("options", None)
    if options:
        echoed["options"] = [_option_without_defaults(option) for option in options]
    return echoed


def _option_without_defaults(option: Json) -> Json:
    # By identity, because 0 equals False and is a limit worth echoing.
    said = {key: value for key, value in option.items() if value is not False and value != []}
    return _without_defaults(said)


def _plain(owner: Json) -> Json:
    """Without the localizations, which Discord lists only when it is asked for them."""
    plain = {key: value for key, value in owner.items() if not key.endswith("_localizations")}
    for key in ("options", "choices"):
        if key in plain:
            plain[key] = [_plain(one) for one in plain[key]]
    return plain


def _permissions(command: Json) -> str | None:
    """A bit set is sent as a number or as its digits, and always echoed as digits."""
    permissions = command.get("default_member_permissions")
    return None if permissions is None else str(permissions)
