"""What a running bot can be asked at its control socket."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from quotebot.core.errors import SettingsError
from quotebot.curation.reloading import Reloaded
from quotebot.running.asking import ask
from quotebot.running.control import Answer, answers_of, ask_to_reload, controlled
from quotebot.running.health import Health, ask_for_health, health_of
from quotebot.wiring import Bot
from tests.anthologies import SMALL
from tests.chats import desk_for, no_daily_quotes, nothing_to_reload
from tests.test_running import Scripted


def named(name: str, *, connected: bool) -> Scripted:
    one = Scripted()
    one.name = name
    if connected:
        one.serving.set()
    return one


def bot(*connections: Scripted) -> Bot:
    return Bot(desk_for(SMALL), connections, no_daily_quotes(), nothing_to_reload())


async def test_a_bot_tells_to_which_of_its_platforms_it_is_connected(tmp_path: Path) -> None:
    path = tmp_path / "bot.sock"
    asked = bot(named("Discord", connected=True), named("Slack", connected=False))
    async with controlled(path, answers_of(asked)):
        health = await ask_for_health(path, 5)
        assert await ask_to_reload(path, 5) == Reloaded(len(SMALL.quotes))
    assert health == Health({"Discord": True, "Slack": False})
    assert not health.ready
    assert health.missing == ["Slack"]


def test_a_bot_that_answers_on_no_platform_is_ready_without_one() -> None:
    assert health_of([]).ready


async def test_a_question_that_this_version_does_not_know_gets_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "bot.sock"
    async with controlled(path, answers_of(bot())):
        assert await ask(path, "fly", 5) is None


@pytest.mark.parametrize("asking", [ask_for_health, ask_to_reload])
async def test_an_answer_of_another_version_is_said_to_be_one(
    tmp_path: Path, asking: Callable[[Path, float], Awaitable[object]]
) -> None:
    async def odd() -> object:
        return {"answer": 42}

    path = tmp_path / "bot.sock"
    answers: dict[str, Answer] = {"health": odd, "reload": odd}
    async with controlled(path, answers):
        with pytest.raises(SettingsError, match="no quotebot of this version"):
            await asking(path, 5)


async def test_a_loop_that_does_not_turn_is_waited_for_no_longer_than_told(tmp_path: Path) -> None:
    async def never() -> object:
        return await asyncio.get_running_loop().create_future()

    path = tmp_path / "bot.sock"
    async with controlled(path, {"health": never}):
        with pytest.raises(SettingsError, match=r"has not answered for 0\.05 s"):
            await ask_for_health(path, 0.05)


@pytest.mark.parametrize(("quietly", "warnings"), [(True, 0), (False, 1)])
async def test_a_second_listener_leaves_the_first_alone(
    tmp_path: Path, quietly: bool, warnings: int, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "bot.sock"
    async with controlled(path, answers_of(bot(named("First", connected=True)))):
        async with controlled(path, answers_of(bot()), quietly=quietly):
            assert await ask_for_health(path, 5) == Health({"First": True})
        assert await ask_for_health(path, 5) == Health({"First": True})
    assert len([one for one in caplog.records if one.levelno >= logging.WARNING]) == warnings


async def test_without_a_path_nobody_listens(tmp_path: Path) -> None:
    async with controlled(None, {}):
        assert not await asyncio.to_thread(lambda: list(tmp_path.iterdir()))
