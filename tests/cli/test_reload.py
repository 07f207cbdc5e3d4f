"""`quotebot reload`, SIGHUP and changed files, with the bot as a process on both platforms."""

import asyncio
import os
import signal
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord.drawing import draw
from tests.cli.machine import PATIENCE, Process, started
from tests.cli.test_run import running
from tests.curation.library import quote, quote_file, write

pytestmark = pytest.mark.slow  # each starts a process

BAD = quote_file(quote(text='""'))


def words(text: str) -> str:
    return quote_file(quote(text=text))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the bot runs; its quotes are in `quotes`."""
    (tmp_path / "quotes").mkdir()
    write(tmp_path / "quotes", a_work=words("The first words."))
    return tmp_path


@asynccontextmanager
async def bot_in(folder: Path, **variables: str) -> AsyncIterator[tuple[Process, LoopbackDiscord]]:
    given = {"QUOTEBOT_QUOTES": "quotes", "QUOTEBOT_WATCH": "false", **variables}
    async with running(folder, **given) as (bot, discord, _):
        yield bot, discord


async def quoted(discord: LoopbackDiscord) -> str:
    """The message that the bot answers /quote with, as it went over the wire."""
    return draw((await discord.command("quote")).message.payload)


async def reload_in(folder: Path, *arguments: str, **variables: str) -> tuple[int, Process]:
    async with started(folder, "reload", *arguments, variables=variables) as process:
        return await process.ended(), process


async def test_reload_waits_until_the_new_quotes_are_there(folder: Path) -> None:
    async with bot_in(folder) as (_, discord):
        assert "The first words." in await quoted(discord)
        write(folder / "quotes", a_work=words("The second words."))
        code, process = await reload_in(folder)
        assert (code, process.output, process.errors) == (0, "", "reloaded; quotes: 1\n")
        assert "The second words." in await quoted(discord)


async def test_reload_fails_and_lists_what_is_wrong_while_the_last_good_quotes_stay(
    folder: Path,
) -> None:
    async with bot_in(folder) as (bot, discord):
        write(folder / "quotes", a_work=BAD)
        code, process = await reload_in(folder)
        assert code == 1
        assert process.output.startswith("quotes/a-work.yaml:4:11: ")
        assert process.errors == "not reloaded: the bot keeps the last good quotes\n"
        assert "The first words." in await quoted(discord)
        await bot.says("quotes/a-work.yaml:4:11")


async def test_a_hangup_reloads_and_a_storm_of_them_does_no_harm(folder: Path) -> None:
    async with bot_in(folder) as (bot, discord):
        write(folder / "quotes", a_work=words("The second words."))
        for _ in range(50):
            bot.send(signal.SIGHUP)
        await bot.says("the quote files were reloaded")
        assert "The second words." in await quoted(discord)


async def test_a_file_that_is_saved_is_read_anew_unless_that_is_switched_off(folder: Path) -> None:
    async with bot_in(folder, QUOTEBOT_WATCH="true") as (bot, discord):
        async with asyncio.timeout(PATIENCE):
            while "were reloaded" not in bot.errors:  # it may not be watching yet
                write(folder / "quotes", a_work=words("The second words."))
                await asyncio.sleep(0.5)
        assert "The second words." in await quoted(discord)


async def test_only_the_user_who_runs_the_bot_can_open_its_socket(folder: Path) -> None:
    async with bot_in(folder) as (bot, _):
        status = await asyncio.to_thread(os.stat, folder / "quotebot.sock")
        assert stat.S_ISSOCK(status.st_mode)
        assert stat.S_IMODE(status.st_mode) == 0o600
        bot.send(signal.SIGTERM)
        assert await bot.ended() == 0
    assert not await asyncio.to_thread((folder / "quotebot.sock").exists)


async def test_the_socket_of_a_bot_that_was_killed_is_in_nobodys_way(folder: Path) -> None:
    async with bot_in(folder) as (bot, _):
        await bot.kill()
    async with bot_in(folder):
        code, _ = await reload_in(folder)
        assert code == 0


async def test_a_second_bot_in_the_same_directory_runs_without_a_socket(folder: Path) -> None:
    async with bot_in(folder), bot_in(folder) as (second, _):
        await second.says("another process listens at quotebot.sock")
        code, _ = await reload_in(folder)
        assert code == 0


async def test_without_a_bot_reload_says_how_to_reach_one(folder: Path) -> None:
    code, process = await reload_in(folder)
    assert code == 78
    assert process.errors == (
        "quotebot: No bot listens at quotebot.sock (No such file or directory):"
        " start one with `quotebot run` in this directory,"
        " or name its socket in QUOTEBOT_CONTROL_SOCKET\n"
    )


async def test_a_file_that_is_no_socket_stays_and_the_bot_runs_without_one(folder: Path) -> None:
    mine = folder / "quotebot.sock"
    await asyncio.to_thread(mine.write_text, "mine")
    async with bot_in(folder) as (bot, _):
        await bot.says("no socket at quotebot.sock")
    assert await asyncio.to_thread(mine.read_text) == "mine"


async def test_an_empty_setting_switches_the_socket_off(folder: Path) -> None:
    code, process = await reload_in(folder, QUOTEBOT_CONTROL_SOCKET="")
    assert code == 78
    assert "QUOTEBOT_CONTROL_SOCKET is empty" in process.errors


async def test_a_path_that_no_socket_can_have_is_refused_as_a_setting(folder: Path) -> None:
    code, process = await reload_in(folder, QUOTEBOT_CONTROL_SOCKET="x" * 200)
    assert code == 78
    assert "QUOTEBOT_CONTROL_SOCKET is longer than 103 bytes" in process.errors


async def test_something_else_at_the_socket_is_waited_for_no_longer_than_told(
    folder: Path,
) -> None:
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    path = folder / "quotebot.sock"
    async with await asyncio.start_unix_server(say_nothing, str(path)):
        code, process = await reload_in(folder, "--timeout", "0.2")
    assert code == 78
    assert "has not answered for 0.2 s" in process.errors
