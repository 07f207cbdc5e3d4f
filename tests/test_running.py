"""Keeping connections alive side by side, and closing them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from quotebot.core.errors import AccessRevoked, CredentialRefused
from quotebot.core.messages import (
    AskQuote,
    Person,
    Place,
    Platform,
    QuoteCard,
    Reply,
    Request,
)
from quotebot.core.rotation import Memory
from quotebot.running.sandbox import run_sandbox
from quotebot.running.supervising import keep_answering
from quotebot.settings import load_settings
from quotebot.store.in_memory import InMemoryStore
from quotebot.wiring import Bot
from tests.anthologies import SMALL
from tests.chats import desk_for, no_daily_quotes, nothing_to_reload
from tests.cli.machine import TOKENS, unset_everything


class Scripted:
    """A connection that ends as it is told to."""

    name = "Somewhere"

    def __init__(
        self,
        log_in: Exception | None = None,
        serve: Exception | None = None,
        close: Exception | None = None,
    ) -> None:
        self._log_in, self._serve, self._close = log_in, serve, close
        self.revoked = asyncio.Event()
        self.serving = asyncio.Event()
        self.closed = asyncio.Event()

    @property
    def connected(self) -> bool:
        return self.serving.is_set() and not self.closed.is_set()

    async def log_in(self) -> None:
        if self._log_in:
            raise self._log_in

    async def serve(self) -> None:
        self.serving.set()
        if self._serve:
            await self.revoked.wait()
            raise self._serve
        await asyncio.Event().wait()

    async def close(self) -> None:
        self.closed.set()
        if self._close:
            raise self._close


class HeldStore(InMemoryStore):
    """A store that answers when it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.released = asyncio.Event()

    async def recall(self, place: Place) -> Memory:
        self.asked.set()
        await self.released.wait()
        return await super().recall(place)


def supervised(*connections: Scripted, stop: asyncio.Event | None = None) -> asyncio.Task[None]:
    bot = Bot(desk_for(SMALL), connections, no_daily_quotes(), nothing_to_reload())
    return asyncio.create_task(keep_answering(bot, stop or asyncio.Event()))


async def test_a_refused_credential_stops_the_start_of_all() -> None:
    good, bad = Scripted(), Scripted(log_in=CredentialRefused("wrong"))
    with pytest.raises(CredentialRefused, match="wrong"):
        await supervised(good, bad)
    assert good.closed.is_set()
    assert bad.closed.is_set()


async def test_consent_withdrawn_closes_one_platform_and_the_others_go_on() -> None:
    stop = asyncio.Event()
    leaving, staying = Scripted(serve=AccessRevoked("gone")), Scripted()
    answering = supervised(leaving, staying, stop=stop)
    leaving.revoked.set()
    await leaving.closed.wait()
    await staying.serving.wait()
    assert not staying.closed.is_set()
    assert not answering.done()
    stop.set()
    await answering
    assert staying.closed.is_set()


async def test_when_no_platform_is_left_only_the_operator_can_help(
    caplog: pytest.LogCaptureFixture,
) -> None:
    first, last = (Scripted(serve=AccessRevoked(word)) for word in ("one", "two"))
    answering = supervised(first, last)
    first.revoked.set()
    last.revoked.set()
    with pytest.raises(CredentialRefused) as ended:
        await answering
    assert ended.value.exit_code == 78
    assert {"one", "two"} <= {record.getMessage() for record in caplog.records}


async def test_a_bug_in_one_connection_closes_all_and_is_not_hidden() -> None:
    broken, other = Scripted(serve=ZeroDivisionError()), Scripted()
    answering = supervised(broken, other)
    broken.revoked.set()
    with pytest.raises(ZeroDivisionError):
        await answering
    assert other.closed.is_set()


async def test_a_goodbye_that_fails_is_logged_and_keeps_nobody_from_theirs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    stop = asyncio.Event()
    failing, other = Scripted(close=ZeroDivisionError("in close")), Scripted()
    answering = supervised(failing, other, stop=stop)
    stop.set()
    await answering
    assert other.closed.is_set()
    assert "in close" in caplog.text


async def test_an_answer_under_way_is_given_before_the_connection_closes() -> None:
    store, connection, stop = HeldStore(), Scripted(), asyncio.Event()
    desk = desk_for(SMALL, store)
    given: list[Reply] = []

    async def answer() -> None:
        place = Place(Platform.SLACK, "T1", "C1")
        async with desk.answering(Request(AskQuote(), place, Person("U1"))) as reply:
            given.append(reply)

    bot = Bot(desk, [connection], no_daily_quotes(), nothing_to_reload())
    running = asyncio.create_task(keep_answering(bot, stop))
    answering = asyncio.create_task(answer())
    await store.asked.wait()
    stop.set()
    for _ in range(100):  # turns of the loop, far more than closing takes
        await asyncio.sleep(0)
    assert not connection.closed.is_set()
    store.released.set()
    await asyncio.gather(answering, running)
    assert isinstance(given[0], QuoteCard)
    assert connection.closed.is_set()


@pytest.fixture
def typing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, discords_own_addresses: None
) -> Callable[..., AsyncIterator[str]]:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)

    async def lines(*typed: str) -> AsyncIterator[str]:
        for line in typed:
            yield line

    return lines


@pytest.mark.slow
async def test_the_sandbox_answers_whatever_tokens_and_database_are_set(
    typing: Callable[..., AsyncIterator[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = "http://127.0.0.1:1/"
    monkeypatch.setenv("QUOTEBOT_DISCORD_API", nowhere)
    monkeypatch.setenv("QUOTEBOT_SLACK_API", nowhere)
    for name, token in TOKENS.items():
        monkeypatch.setenv(name, token)
    said: list[str] = []
    await run_sandbox(load_settings(), typing("/quote progress", "Another"), said.append)
    assert len(said) == 3
    assert all("Discord:" in answer and "Slack:" in answer for answer in said[1:])
    assert not (tmp_path / "quotebot.db").exists()


@pytest.mark.slow
async def test_a_bug_at_the_prompt_is_not_hidden(
    typing: Callable[..., AsyncIterator[str]],
) -> None:
    def say(_: str) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await run_sandbox(load_settings(), typing("/quote"), say)
