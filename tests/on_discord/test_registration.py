"""What is registered with Discord is what is declared, no more and no less."""

from collections.abc import Iterator
from typing import Any

import pytest

from quotebot.core.commands import COMMANDS, GROUP_SUMMARIES
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.registration import declared
from quotebot.sandbox.discord import LoopbackDiscord, RateLimit, ServerError
from quotebot.sandbox.discord.command_rules import check_commands
from tests.anthologies import SMALL
from tests.chats import desk_for, on_discord

_SUBCOMMAND = 1


def registered() -> list[dict[str, Any]]:
    return declared(desk_for(SMALL))


def leaves(command: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path, the description and the options of each command that can be used."""
    path = (*path, command["name"])
    inside = [one for one in command.get("options", ()) if one["type"] == _SUBCOMMAND]
    for one in inside:
        yield from leaves(one, path)
    if not inside:
        options = command.get("options", ())
        asked = [(o["name"], o["description"], bool(o.get("required"))) for o in options]
        yield path, command["description"], asked


async def test_every_command_is_registered_as_it_is_declared() -> None:
    declared = [
        (command.path, command.summary, [(o.name, o.summary, o.required) for o in command.options])
        for command in COMMANDS
    ]
    found = [leaf for command in registered() for leaf in leaves(command)]
    assert sorted(found) == sorted(declared)


async def test_groups_are_described_and_all_is_within_discords_limits() -> None:
    commands = registered()
    for command in commands:
        assert command["description"] == GROUP_SUMMARIES.get(
            command["name"], command["description"]
        )
    check_commands(commands)


async def test_what_is_suggested_while_typing_is_never_fixed() -> None:
    """An option with suggestions takes what nobody suggested too, so it must have no choices."""
    (quote,) = (command for command in registered() if command["name"] == "quote")
    suggested = {o["name"] for o in quote["options"] if o.get("autocomplete")}
    assert suggested == {"topic", "author"}
    assert not any(option.get("choices") for option in quote["options"])


@pytest.mark.usefixtures("discords_own_addresses")
async def test_the_bot_starts_and_says_so_where_discord_lets_it_register_nothing(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with LoopbackDiscord() as world:
        world.fail_next("PUT /applications/{application_id}/commands", RateLimit(retry_after=77000))
        async with on_discord(SMALL, world=world):
            assert world.commands == ()
    (told,) = (one for one in caplog.messages if "not registered" in one)
    assert "left alone for 77000 s" in told


@pytest.mark.usefixtures("discords_own_addresses")
async def test_an_outage_while_it_registers_is_waited_out() -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with LoopbackDiscord() as world:
        world.fail_next("PUT /applications/{application_id}/commands", ServerError())
        bot = DiscordConnection(world.token, desk_for(SMALL), api=world.api_url, pause=pause)
        await bot.log_in()
        await bot.close()
        assert len(world.commands) == len(registered())
    assert len(pauses) == 1
