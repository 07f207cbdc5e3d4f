"""From what a person fills in to a command's data, as Discord's client would let them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.answers import NotOffered
from quotebot.sandbox.discord.option_types import NESTING, NUMERIC, OptionType
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.world import ALL_PERMISSIONS, Channel, Context, Guild, Member, Person

CHAT_INPUT = 1


@dataclass(frozen=True, slots=True)
class Spot:
    """Who uses a command, and where."""

    person: Person
    channel: Channel
    guild: Guild | None
    member: Member | None

    @property
    def context(self) -> Context:
        return Context.GUILD if self.guild else Context.BOT_DM

    @property
    def permissions(self) -> int:
        if self.guild is None or self.member is None:
            return ALL_PERMISSIONS
        return self.guild.permissions(self.member)


@dataclass(slots=True)
class _Filled:
    options: list[Json] = field(default_factory=list)
    resolved: dict[str, Json] = field(default_factory=dict)


def command_data(
    commands: list[Json],
    name: str,
    given: Mapping[str, Any],
    spot: Spot,
    *,
    focused: str | None = None,
) -> Json:
    """The `data` of an interaction of type 2, or of type 4 with the option being typed.

    Raises NotOffered for whatever Discord's client would not let the person send.
    """
    first, *below = name.split() or [""]
    command = _offered(commands, first, spot)
    chain = list(_descend(command, below))
    filled = _fill((chain or [command])[-1], given, spot, focused)
    options = filled.options
    for option in reversed(chain):
        options = [{"type": option["type"], "name": option["name"], "options": options}]
    data: Json = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
    data["options"] = options
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    if filled.resolved:
        data["resolved"] = filled.resolved
    return data


def _offered(commands: list[Json], name: str, spot: Spot) -> Json:
    for command in commands:
        if command["name"] == name and command["type"] == CHAT_INPUT:
            _check_offered(command, spot)
            return command
    registered = ", ".join(f"/{one['name']}" for one in commands) or "none"
    raise NotOffered(f"/{name} is not a registered command (registered: {registered})")


def is_offered(command: Json, spot: Spot) -> bool:
    """Whether Discord's client lists the command for the person, at that spot."""
    try:
        _check_offered(command, spot)
    except NotOffered:
        return False
    return True


def _check_offered(command: Json, spot: Spot) -> None:
    contexts = command.get("contexts")
    if contexts is not None and spot.context not in contexts:
        raise NotOffered(f"/{command['name']} is not offered here (contexts {contexts})")
    needed = command.get("default_member_permissions")
    if needed is None or spot.guild is None:
        return
    missing = int(needed) & ~spot.permissions
    # "0" stands for: administrators only.
    if missing or (int(needed) == 0 and spot.permissions != ALL_PERMISSIONS):
        raise NotOffered(f"/{command['name']} is not offered to {spot.person.name}")


def _descend(command: Json, path: list[str]) -> Iterator[Json]:
    """The groups and subcommands on the way down, which must end at something that can run."""
    here = command
    for word in path:
        inside = here.get("options") or []
        found = [one for one in inside if one["name"] == word and one["type"] in NESTING]
        if not found:
            raise NotOffered(f"/{command['name']} has no subcommand {' '.join(path)}")
        here = found[0]
        yield here
    if any(one["type"] in NESTING for one in here.get("options") or []):
        raise NotOffered(f"/{here['name']} cannot be used without one of its subcommands")


def _fill(command: Json, given: Mapping[str, Any], spot: Spot, focused: str | None) -> _Filled:
    options = {option["name"]: option for option in command.get("options") or []}
    if unknown := sorted(set(given) - set(options)):
        raise NotOffered(f"/{command['name']} has no option {', '.join(unknown)}")
    if focused is not None:
        _check_completes(options.get(focused), focused)
        # The option being typed is sent even while it is still empty.
        given = {focused: "", **given}
    filled = _Filled()
    for name, option in options.items():
        if name in given:
            filled.options.append(
                _filled_in(option, given[name], spot, filled, is_focused=name == focused)
            )
        elif option.get("required") and focused is None:
            raise NotOffered(f"/{command['name']} needs the option {name}")
    return filled


def _check_completes(option: Json | None, name: str) -> None:
    if option is None or not option.get("autocomplete"):
        raise NotOffered(f"the option {name} has no autocomplete")


def _filled_in(option: Json, value: Any, spot: Spot, filled: _Filled, *, is_focused: bool) -> Json:
    entry: Json = {"type": option["type"], "name": option["name"]}
    if is_focused:
        # While somebody is typing, the value is whatever text there is.
        return {**entry, "value": str(value), "focused": True}
    _check_type(option, value)
    _check_limits(option, value)
    return {**entry, "value": _sent_value(value, spot, filled)}


PYTHON_TYPES: Mapping[OptionType, tuple[type, ...]] = {
    OptionType.STRING: (str,),
    OptionType.INTEGER: (int,),
    OptionType.BOOLEAN: (bool,),
    OptionType.USER: (Person,),
    OptionType.CHANNEL: (Channel,),
    OptionType.NUMBER: (int, float),
}


def _check_type(option: Json, value: Any) -> None:
    kind = OptionType(option["type"])
    wanted = PYTHON_TYPES.get(kind, ())
    number_as_bool = isinstance(value, bool) and kind is not OptionType.BOOLEAN
    if not isinstance(value, wanted) or number_as_bool:
        raise NotOffered(f"the option {option['name']} takes {kind.name.lower()}, not {value!r}")


def _check_limits(option: Json, value: Any) -> None:
    name = option["name"]
    allowed = [choice["value"] for choice in option.get("choices") or []]
    if allowed and value not in allowed:
        raise NotOffered(f"the option {name} takes one of {allowed}, not {value!r}")
    if isinstance(value, str):
        _check_range(name, len(value), option.get("min_length", 1), option.get("max_length", 6000))
    elif option["type"] in NUMERIC:
        _check_range(name, value, option.get("min_value"), option.get("max_value"))


def _check_range(name: str, size: float, least: float | None, most: float | None) -> None:
    if (least is not None and size < least) or (most is not None and size > most):
        raise NotOffered(f"the option {name} takes {least} to {most}, not {size}")


def _sent_value(value: Any, spot: Spot, filled: _Filled) -> Any:
    """People and channels travel as ids, with their data beside them."""
    if isinstance(value, Person):
        filled.resolved.setdefault("users", {})[str(value.id)] = payloads.user(value)
        member = spot.guild.member(value) if spot.guild else None
        if spot.guild and member:
            data = payloads.member(spot.guild, member)
            del data["user"]
            filled.resolved.setdefault("members", {})[str(value.id)] = data
        return str(value.id)
    if isinstance(value, Channel):
        data = payloads.channel(value, spot.guild) | {"permissions": str(spot.permissions)}
        filled.resolved.setdefault("channels", {})[str(value.id)] = data
        return str(value.id)
    return value
