"""`quotebot commands diff|sync` against the loopback Discord."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from click.testing import CliRunner, Result
from discord import VoiceClient

from quotebot.cli import main
from quotebot.sandbox.discord import ADA, Banned, LoopbackDiscord, RateLimit, ServerError
from quotebot.sandbox.slack import LoopbackSlack
from tests.anthologies import SMALL
from tests.chats import on_discord
from tests.on_discord.test_conversation import put_commands
from tests.sandbox.discord.openapi import assert_documented

REGISTERED = "/applications/{application_id}/commands"
TOLD = "Discord has the commands as they are declared.\n"
OLD: dict[str, Any] = {
    "name": "today",
    "type": 1,
    "description": "An older \x1b[31msummary",
    "contexts": [0, 1, 2],
    "integration_types": [0, 1],
}


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as world:
        monkeypatch.setenv("DISCORD_TOKEN", world.token)
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", world.api_url)
        yield world
    assert_documented(world.requests)


async def ask(*arguments: str, typed: str = "") -> Result:
    """Run the command in a thread of its own, as it has its own event loop."""
    return await asyncio.to_thread(CliRunner().invoke, main, ["commands", *arguments], input=typed)


def names(commands: tuple[dict[str, Any], ...]) -> list[str]:
    return sorted(command["name"] for command in commands)


async def test_what_is_missing_is_listed_registered_and_then_alike(
    discord: LoopbackDiscord,
) -> None:
    before = await ask("diff")
    assert before.exit_code == 1
    assert [line.split()[:2] for line in before.stdout.splitlines()] == [
        ["add", "/daily"],
        ["add", "/quote"],
        ["add", "/quotes"],
        ["add", "/today"],
    ]
    done = await ask("sync", "--yes")
    assert (done.exit_code, done.stdout) == (0, before.stdout)
    assert done.stderr == "registered; commands: 4\n"
    assert names(discord.commands) == ["daily", "quote", "quotes", "today"]
    after = await ask("diff")
    assert (after.exit_code, after.stdout, after.stderr) == (0, "", TOLD)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_what_it_registers_is_what_the_bot_registers_at_its_start(
    discord: LoopbackDiscord,
) -> None:
    await ask("sync", "--yes")
    kept = discord.commands
    async with on_discord(SMALL, world=discord):
        assert discord.commands == kept
    changes = [one for one in discord.requests if one.route == f"PUT {REGISTERED}"]
    assert len(changes) == 1


async def test_a_change_shows_what_was_and_what_will_be(discord: LoopbackDiscord) -> None:
    await ask("sync", "--yes")
    others = [one for one in await declared(discord) if one["name"] != "today"]
    await put_commands(discord, [*others, OLD, {"name": "old", "type": 1, "description": "Gone"}])
    found = await ask("diff")
    assert found.exit_code == 1
    changed, removed = found.stdout.splitlines()
    assert changed.startswith(r'change /today description from "An older \u001b[31msummary" to "')
    assert removed == "remove /old Gone"
    rows = json.loads((await ask("diff", "--json")).stdout)
    assert rows[0] == {
        "change": "change",
        "where": "/today",
        "field": "description",
        "registered": OLD["description"],
        "declared": "Today's quote, for you alone",
    }
    assert [row["change"] for row in rows] == ["change", "remove"]


async def test_alike_is_an_empty_list_for_programs(discord: LoopbackDiscord) -> None:
    await ask("sync", "--yes")
    found = await ask("diff", "--json")
    assert (found.exit_code, json.loads(found.stdout)) == (0, [])


async def test_nothing_changes_on_a_dry_run_or_without_a_yes(discord: LoopbackDiscord) -> None:
    dry = await ask("sync", "--dry-run")
    assert dry.exit_code == 0
    assert "add /quote" in dry.stdout
    assert (await ask("sync", typed="n\n")).exit_code == 1
    assert (await ask("sync")).exit_code == 1  # nobody is there to answer
    assert discord.commands == ()
    assert (await ask("sync", typed="y\n")).exit_code == 0
    assert len(discord.commands) == 4


async def test_the_library_has_nothing_to_add(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    for warning in ("warn_nacl", "warn_dave"):
        monkeypatch.setattr(VoiceClient, warning, True)  # as in a new process
    await ask("sync", "--yes")
    assert (await ask("diff")).stderr == TOLD


async def test_what_is_alike_is_not_registered_again(discord: LoopbackDiscord) -> None:
    await ask("sync", "--yes")
    again = await ask("sync")
    assert (again.exit_code, again.stderr) == (0, TOLD)
    assert [one.route for one in discord.requests].count(f"PUT {REGISTERED}") == 1


@pytest.mark.usefixtures("discords_own_addresses")
async def test_one_server_gets_commands_of_its_own_and_loses_them_again(
    discord: LoopbackDiscord,
) -> None:
    server = discord.world.guilds[0]
    guild = ["--guild", str(server.id)]
    assert (await ask("sync", "--yes", *guild)).exit_code == 0
    assert (len(discord.administration.commands_of(server)), discord.commands) == (4, ())
    assert (await ask("diff", *guild)).stderr == TOLD
    assert (await ask("diff")).exit_code == 1
    async with on_discord(SMALL, world=discord):
        assert (await discord.command("quote", person=ADA)).messages
    cleared = await ask("sync", "--clear", "--yes", *guild)
    assert "remove /quote" in cleared.stdout
    assert (len(discord.administration.commands_of(server)), len(discord.commands)) == (0, 4)


@pytest.mark.parametrize(
    ("fault", "code", "sentence"),
    [
        (RateLimit(retry_after=77000), 75, "Discord asks to be left alone for 77000 s"),
        (Banned(), 75, "Discord asks to be left alone for 600 s"),
        (ServerError(), 75, "Discord is out of order (HTTP 503): try again later"),
    ],
    ids=["rate limit", "ban", "outage"],
)
async def test_what_may_pass_is_said_in_a_sentence_at_once(
    discord: LoopbackDiscord, fault: Any, code: int, sentence: str
) -> None:
    discord.fail_next(f"GET {REGISTERED}", fault)
    found = await ask("diff")
    assert (found.exit_code, found.stdout) == (code, "")
    assert found.stderr.startswith(f"quotebot: {sentence}")
    assert found.stderr.count("\n") == 1


async def test_the_limit_of_new_commands_in_a_day_is_said_so(discord: LoopbackDiscord) -> None:
    for batch in range(2):
        names = (f"old-{batch}-{number}" for number in range(100))
        old = [{"name": name, "type": 1, "description": "Old"} for name in names]
        await put_commands(discord, old)
    found = await ask("sync", "--yes")
    assert found.exit_code == 75
    assert found.stderr == (
        "quotebot: Discord takes no more new commands of this application today:"
        " try again tomorrow\n"
    )
    discord.turn_clock(24 * 3600 + 1)
    assert (await ask("sync", "--yes")).exit_code == 0


async def test_a_discord_that_is_not_there_is_said_so(discord: LoopbackDiscord) -> None:
    await discord.close()
    found = await ask("diff")
    assert found.exit_code == 75
    assert found.stderr.startswith("quotebot: Discord cannot be reached")


async def test_a_token_that_is_refused_is_said_so_and_not_shown(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "canary.canary.canary")
    found = await ask("diff")
    assert found.exit_code == 78
    assert "Discord does not know this token" in found.stderr
    assert "canary" not in found.output


async def test_a_server_without_the_bot_is_said_so(discord: LoopbackDiscord) -> None:
    found = await ask("sync", "--yes", "--guild", "12345")
    assert found.exit_code == 78
    assert "in the server 12345: check the id, and invite the bot" in found.stderr


async def test_an_address_that_is_not_discords_is_said_so(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LoopbackSlack(bot_token="xoxb-1", app_token="xapp-1") as other:
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", other.api_url)
        found = await ask("diff")
    assert found.exit_code == 78
    assert "check QUOTEBOT_DISCORD_API" in found.stderr


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"[1]", b'"text"'])
async def test_an_answer_that_makes_no_sense_is_not_discords(
    monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    async def answer(request: web.Request) -> web.Response:
        if request.path.endswith("@me"):
            return web.json_response({"id": "1"})
        return web.Response(body=body)

    async with TestServer(_answering_all_with(answer)) as server:
        monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", str(server.make_url("/api")))
        found = await ask("diff")
    assert found.exit_code == 78
    assert "is not Discord (HTTP 200)" in found.stderr


def _answering_all_with(
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]],
) -> web.Application:
    application = web.Application()
    application.router.add_get("/{anything:.*}", answer)
    return application


async def test_without_a_token_there_is_nothing_to_compare_with() -> None:
    found = await ask("diff")
    assert found.exit_code == 78
    assert "DISCORD_TOKEN is not set" in found.stderr


async def declared(discord: LoopbackDiscord) -> list[dict[str, Any]]:
    (sent,) = (one.body for one in discord.requests if one.route == f"PUT {REGISTERED}")
    return list(sent)
