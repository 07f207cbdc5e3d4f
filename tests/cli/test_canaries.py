"""Secrets of every shape, pushed through every error that can be reached, are read nowhere.

Each canary sings the same word. It may be in no line of the log, on neither stream, though the log
shows all there is; and each path says something, so that a test that reaches nothing fails.
"""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from quotebot.cli import main
from quotebot.cli.logs import log_for_a_service
from quotebot.core.errors import CredentialRefused, OperatorError
from quotebot.core.messages import Place, Platform
from quotebot.core.rotation import Memory
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.connection import SlackConnection
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import ServerError as DiscordError
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import ServerError
from quotebot.settings import Settings, variable
from quotebot.store.in_memory import InMemoryStore
from quotebot.wiring import SystemClock
from tests.anthologies import SMALL
from tests.chats import Patience, desk_for

SONG = "tirili"  # which no line of the source holds but this one
DISCORD = f"MTAx{SONG * 4}.{SONG}.{SONG * 6}"
BOT = f"xoxb-123-456-{SONG}"
APP = f"xapp-1-A1-123-{SONG}"
DATABASE = f"postgresql://quotebot:{SONG}-p%40ss@127.0.0.1:1/quotebot?sslpassword={SONG}-2"
CANARIES = {
    "Discord's": DISCORD,
    "with Bot before it": f"Bot {DISCORD}",
    "Slack's bot": BOT,
    "Slack's app": APP,
    "Slack's user": f"xoxp-1-2-{SONG}",
    "Slack's refresh": f"xoxe-1-{SONG}",
    "Slack's that expires": f"xoxe.xoxb-1-{SONG}",
    "a database": DATABASE,
    "a database misspelt": f"postgres:/quotebot:{SONG}@host:port/db?password={SONG}",
    "a proxy": f"http://user:{SONG}@host:1/",
}
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
every_canary = pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)
with_loopbacks = pytest.mark.usefixtures("discords_own_addresses")


@pytest.fixture
def heard(capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """All that was written to either stream, once it is known that nothing sings in it."""

    def read() -> str:
        written = "".join(capfd.readouterr())
        assert SONG not in written.casefold()
        return written

    return read


def log_everything(form: str = "json") -> None:
    """As a bot would that has these secrets in its settings."""
    secret = {
        "discord_token": SecretStr(DISCORD),
        "slack_bot_token": SecretStr(BOT),
        "slack_app_token": SecretStr(APP),
        "database": DATABASE,
    }
    update = {**secret, "log_level": "debug", "log_format": form}
    log_for_a_service(Settings().model_copy(update=update))


def invoked(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 78, result.output
    assert result.output.startswith("quotebot: ")
    return result.output


@pytest.mark.parametrize("name", [variable(field) for field in Settings.model_fields])
def test_a_secret_in_whatever_setting(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", "debug")
    for canary in CANARIES.values():
        monkeypatch.setenv(name, canary)
        result = CliRunner().invoke(main, ["pseudonym", "1"])
        assert result.exit_code in {0, 78}
        assert SONG not in result.output


@every_canary
def test_a_secret_in_the_name_of_a_setting(canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"QUOTEBOT_{canary.split('=', maxsplit=1)[0]}", "x")
    assert SONG not in invoked("pseudonym", "1").casefold()


@every_canary
def test_a_secret_alone_in_the_file_of_settings(canary: str) -> None:
    Path(".env").write_text(f"# tokens\n{canary}\nX='{canary}")
    assert SONG not in invoked("pseudonym", "1")


@pytest.mark.parametrize("canary", [each for each in CANARIES.values() if ":/q" not in each])
def test_a_secret_for_a_directory_of_quotes(canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_QUOTES", canary)
    assert SONG not in invoked("ask", "progress")


@every_canary
@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_database_that_cannot_be_used(
    level: str, canary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", level)
    monkeypatch.setenv("QUOTEBOT_DATABASE", canary)
    result = CliRunner().invoke(main, ["daily", "list"])
    assert result.exit_code == 78
    assert "quotebot: " in result.output
    assert SONG not in result.output


@every_canary
@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_bug_in_a_command(level: str, canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> object:
        raise ZeroDivisionError(canary)

    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", level)
    monkeypatch.setattr("quotebot.cli.pseudonym.pseudonyms", fail)
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD)
    result = CliRunner().invoke(main, ["pseudonym", "1"])
    assert result.exit_code == 70
    assert ("ZeroDivisionError" in result.output) is (level == "debug")
    assert SONG not in result.output


@every_canary
def test_a_bug_before_the_settings_are_known(
    canary: str, monkeypatch: pytest.MonkeyPatch, heard: Callable[[], str]
) -> None:
    def fail() -> object:
        raise ZeroDivisionError(canary)

    monkeypatch.setattr("quotebot.cli.pseudonym.load_settings", fail)
    monkeypatch.setattr(logging.root, "handlers", [])
    with pytest.raises(SystemExit):
        main(["pseudonym", "1"])
    assert "ZeroDivisionError" in heard()


@with_loopbacks
async def test_a_wrong_token_for_discord(heard: Callable[[], str]) -> None:
    log_everything()
    async with LoopbackDiscord(token="a.b.c") as discord:
        bot = DiscordConnection(
            DISCORD, desk_for(SMALL), api=discord.api_url, gateway=discord.gateway_url
        )
        with pytest.raises(CredentialRefused) as refused:
            await bot.log_in()
        await bot.close()
    logging.getLogger("x").error("refused", exc_info=refused.value)
    assert "401" in heard()


@pytest.mark.parametrize(("bot", "app"), [(BOT, "xapp-other"), ("xoxb-other", APP)])
async def test_a_wrong_token_for_slack(bot: str, app: str, heard: Callable[[], str]) -> None:
    log_everything()
    async with LoopbackSlack(bot_token=bot, app_token=app) as slack:
        connection = SlackConnection(BOT, APP, desk_for(SMALL), api=slack.api_url)
        with pytest.raises(CredentialRefused) as refused:
            await connection.log_in()
        await connection.close()
    logging.getLogger("x").error("refused", exc_info=refused.value)
    assert "invalid_auth" in heard()


@with_loopbacks
async def test_platforms_that_cannot_be_reached_or_are_none(heard: Callable[[], str]) -> None:
    log_everything()
    gone = "http://127.0.0.1:1"
    patience = Patience(pauses=2)
    on_discord = DiscordConnection(DISCORD, desk_for(SMALL), api=gone, pause=patience)
    await patience.exhausted_by(on_discord.log_in())
    await on_discord.close()
    patience = Patience(pauses=2)
    on_slack = SlackConnection(BOT, APP, desk_for(SMALL), api=f"{gone}/", pause=patience)
    await patience.exhausted_by(on_slack.log_in())
    await on_slack.close()
    async with LoopbackSlack(bot_token=BOT, app_token=APP) as other:
        wrong = DiscordConnection(DISCORD, desk_for(SMALL), api=other.api_url)
        with pytest.raises(OperatorError) as refused:
            await wrong.log_in()
        await wrong.close()
    logging.getLogger("x").error("refused", exc_info=refused.value)
    written = heard()
    assert "Discord cannot be reached" in written
    assert "Slack cannot be reached" in written


class SingingStore(InMemoryStore):
    """Whose every error holds all the secrets there are."""

    async def recall(self, place: Place, /) -> Memory:
        raise RuntimeError("; ".join(CANARIES.values()))


@asynccontextmanager
async def discord_with(store: InMemoryStore | None = None) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(token=DISCORD) as discord:
        connection = DiscordConnection(
            DISCORD,
            desk_for(SMALL, store),
            api=discord.api_url,
            gateway=discord.gateway_url,
            guild_ready_timeout=0.05,
        )
        await connection.log_in()
        serving = asyncio.create_task(connection.serve())
        await discord.connected()
        yield discord
        await connection.close()
        await serving


@asynccontextmanager
async def slack_with(store: InMemoryStore | None = None) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(bot_token=BOT, app_token=APP) as slack:
        connection = SlackConnection(BOT, APP, desk_for(SMALL, store), api=slack.api_url)
        await connection.log_in()
        await slack.connected()
        yield slack
        await connection.close()


@with_loopbacks
async def test_a_handler_that_fails_on_either_platform(heard: Callable[[], str]) -> None:
    log_everything()
    async with discord_with(SingingStore()) as discord, slack_with(SingingStore()) as slack:
        assert (await discord.command("quote")).messages
        assert (await slack.command("/quote")).messages
    written = heard()
    assert written.count('"event": "command.failed"') == 2
    assert "RuntimeError: ***; Bot ***; ***" in written


@pytest.mark.slow
@with_loopbacks
async def test_all_that_the_libraries_say_when_answers_go_well_and_do_not(
    heard: Callable[[], str],
) -> None:
    log_everything()
    async with discord_with() as discord, slack_with() as slack:
        assert (await discord.command("quote")).messages
        assert (await slack.command("/quote")).messages
        discord.fail_next(CALLBACK, DiscordError(status=400))
        with pytest.raises(Exception, match="respond"):
            await discord.command("quote")
        slack.fail_next("response_url", ServerError(500))
        await slack.command("/quote", timeout=0.1)
        await discord.reconnect()
        await discord.connected()
        await slack.disconnect()
        await slack.connected()
    written = heard()
    for said in ("discord.http", "discord.gateway", "slack_bolt", "answer.undelivered"):
        assert said in written


@with_loopbacks
async def test_a_post_that_is_refused(heard: Callable[[], str]) -> None:
    log_everything()
    async with (
        LoopbackDiscord(token="a.b.c") as discord,
        discord_poster(DISCORD, SystemClock(), api=discord.api_url) as poster,
    ):
        await poster.announce(Place(Platform.DISCORD, "1", "2"), "x")
    heard()


def in_a_thread(canary: str) -> None:
    def fail() -> None:
        raise RuntimeError(canary)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


class Unlucky:
    """Fails when it is let go of."""

    def __init__(self, canary: str) -> None:
        self._canary = canary

    def __del__(self) -> None:
        raise RuntimeError(self._canary)


def let_go_of(canary: str) -> None:
    Unlucky(canary)


def at_the_top(canary: str) -> None:
    error = RuntimeError(canary)
    sys.excepthook(RuntimeError, error, None)


def as_a_warning(canary: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"RuntimeError {canary}", RuntimeWarning, stacklevel=1)
        logging.captureWarnings(capture=False)


def in_a_task_that_nobody_awaits(canary: str) -> None:
    async def fail() -> None:
        raise RuntimeError(canary)

    async def start() -> None:
        task = asyncio.create_task(fail())
        await asyncio.wait({task})

    asyncio.run(start())


def in_a_line_that_does_not_fit(canary: str) -> None:
    logging.getLogger("RuntimeError").info("%d", canary)


def in_an_argument(canary: str) -> None:
    logging.getLogger("x").info("RuntimeError: %r %s", {"a": [canary]}, canary)


def in_an_extra_field(canary: str) -> None:
    logging.getLogger("x").info("RuntimeError", extra={"secret_thing": canary})


def in_a_cause(canary: str) -> None:
    try:
        try:
            raise RuntimeError(canary)  # noqa: TRY301 - one error has to cause the other
        except RuntimeError as error:
            raise KeyError(canary) from error
    except KeyError as error:
        error.add_note(canary)
        logging.getLogger("x").exception("failed")


def in_a_group(canary: str) -> None:
    group = ExceptionGroup(canary, [RuntimeError(canary), ValueError(canary)])
    logging.getLogger("x").error("failed", exc_info=group, stack_info=True)


@pytest.mark.parametrize(
    "path",
    [
        in_a_thread, let_go_of, at_the_top, as_a_warning, in_a_task_that_nobody_awaits,
        in_a_line_that_does_not_fit, in_an_argument, in_an_extra_field, in_a_cause, in_a_group,
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "console"])
def test_what_is_raised_or_logged_anywhere_else(
    form: str, path: Callable[[str], None], heard: Callable[[], str]
) -> None:
    log_everything(form)
    path(" ".join(CANARIES.values()))
    assert "RuntimeError" in heard()
