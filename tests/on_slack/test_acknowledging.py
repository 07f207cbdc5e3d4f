"""The real Bolt, with and without our runner, acknowledging to a loopback Slack."""

import asyncio
import gc
import logging
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.on_slack.acknowledging import PromptListenerRunner, install
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.recording import Acknowledgement
from tests.sandbox.slack.bolt import APP_TOKEN, BOT_TOKEN, bolt_connected_to

LISTENER_LIMIT = 0.1  # seconds, in the place of Bolt's three, where no acknowledgement is expected
SLACK_LIMIT = 0.5


class ListenerBrokeError(Exception):
    pass


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack:
        yield slack


@pytest.fixture
async def impatient_slack() -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(
        bot_token=BOT_TOKEN, app_token=APP_TOKEN, patience=SLACK_LIMIT
    ) as slack:
        yield slack


Listener = Callable[..., Awaitable[None]]


def listening(listener: Listener, *, limit: float = 3) -> Callable[[AsyncApp], None]:
    """An app that answers `/quote` with this listener."""

    def set_up(app: AsyncApp) -> None:
        app.command("/quote")(listener)
        app._async_listeners[-1].ack_timeout = limit  # type: ignore[assignment] # declared int

    return set_up


async def raising_after_ack(ack: AsyncAck) -> None:
    await ack("received")
    raise ListenerBrokeError


async def test_the_acknowledgement_leaves_while_the_listener_goes_on(slack: LoopbackSlack) -> None:
    may_finish, finished = asyncio.Event(), asyncio.Event()

    async def slow(ack: AsyncAck) -> None:
        await ack("received")
        await may_finish.wait()
        finished.set()

    async with bolt_connected_to(slack, listening(slow), install):
        answer = await slack.command("/quote")
        assert [message.text for message in answer.messages] == ["received"]
        assert not finished.is_set()
        may_finish.set()
        await finished.wait()


async def test_an_acknowledgement_stands_though_the_listener_raises(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, listening(raising_after_ack), install):
        answer = await slack.command("/quote")
    assert [message.text for message in answer.messages] == ["received"]


async def test_bolts_own_runner_loses_that_acknowledgement(
    impatient_slack: LoopbackSlack,
) -> None:
    """A characterisation: when this fails, Bolt is cured and our runner may have had its day."""
    set_up = listening(raising_after_ack, limit=LISTENER_LIMIT)
    async with bolt_connected_to(impatient_slack, set_up):
        answer = await impatient_slack.command("/quote")
    assert answer.failure == '/quote failed with the error "operation_timeout"'
    assert impatient_slack.recorded(Acknowledgement) == ()


async def test_a_listener_that_raises_after_its_ack_is_logged(
    slack: LoopbackSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async with bolt_connected_to(slack, listening(raising_after_ack), install):
        await slack.command("/quote")
    assert [r.exc_info[0] for r in caplog.records if r.exc_info] == [ListenerBrokeError]


async def test_a_listener_that_never_acknowledges_is_warned_about(
    impatient_slack: LoopbackSlack, caplog: pytest.LogCaptureFixture
) -> None:
    async def forgetful() -> None:
        pass

    set_up = listening(forgetful, limit=LISTENER_LIMIT)
    async with bolt_connected_to(impatient_slack, set_up, install):
        answer = await impatient_slack.command("/quote")
    assert answer.failure == '/quote failed with the error "operation_timeout"'
    assert impatient_slack.recorded(Acknowledgement) == ()
    warnings = [r.getMessage() for r in caplog.records if r.levelno == logging.WARNING]
    assert "forgetful didn't call ack()" in warnings


@dataclass
class Failures:
    """An error handler that remembers what it was told."""

    errors: list[Exception] = field(default_factory=list)
    answer: BoltResponse | None = None

    def set_up(self, app: AsyncApp) -> None:
        @app.error
        async def _handle(error: Exception) -> BoltResponse | None:
            self.errors.append(error)
            return self.answer


async def raising_before_ack(ack: AsyncAck) -> None:
    raise ListenerBrokeError


@pytest.mark.parametrize("after_install", [True, False])
async def test_an_error_before_the_ack_is_handled_and_not_acknowledged(
    impatient_slack: LoopbackSlack, *, after_install: bool
) -> None:
    failures = Failures()
    set_ups = [install, failures.set_up] if after_install else [failures.set_up, install]
    async with bolt_connected_to(impatient_slack, listening(raising_before_ack), *set_ups):
        answer = await impatient_slack.command("/quote")
    assert answer.failure is not None
    assert [type(error) for error in failures.errors] == [ListenerBrokeError]
    assert impatient_slack.recorded(Acknowledgement) == ()


async def test_an_error_handler_may_acknowledge_in_the_listeners_place(
    slack: LoopbackSlack,
) -> None:
    failures = Failures(answer=BoltResponse(status=200, body="sorry"))
    async with bolt_connected_to(slack, listening(raising_before_ack), failures.set_up, install):
        answer = await slack.command("/quote")
    assert [message.text for message in answer.messages] == ["sorry"]


async def test_a_second_acknowledgement_changes_nothing(slack: LoopbackSlack) -> None:
    async def acknowledging_twice(ack: AsyncAck) -> None:
        await ack("first")
        await ack("second")

    async with bolt_connected_to(slack, listening(acknowledging_twice), install):
        answer = await slack.command("/quote")
    assert [message.text for message in answer.messages] == ["first"]


async def test_an_event_is_acknowledged_before_its_listener(slack: LoopbackSlack) -> None:
    may_finish, heard = asyncio.Event(), asyncio.Event()

    def hearing(app: AsyncApp) -> None:
        @app.event("app_mention")
        async def _hear() -> None:
            await may_finish.wait()
            heard.set()

    async with bolt_connected_to(slack, hearing, install):
        answer = await slack.event({"type": "app_mention", "user": "U0ADA", "text": "hello"})
        assert answer.acknowledged_milliseconds is not None
        may_finish.set()
        await heard.wait()


async def test_a_middleware_may_acknowledge_before_the_listener(slack: LoopbackSlack) -> None:
    listened = asyncio.Event()

    def set_up(app: AsyncApp) -> None:
        @app.middleware
        async def _acknowledge(ack: AsyncAck, next: Callable[[], Awaitable[Any]]) -> None:  # noqa: A002 - Bolt's name
            await ack("from the middleware")
            await next()

        @app.command("/quote")
        async def _listen() -> None:
            listened.set()

    async with bolt_connected_to(slack, set_up, install):
        answer = await slack.command("/quote")
        await listened.wait()
    assert [message.text for message in answer.messages] == ["from the middleware"]


async def test_lazy_listeners_run_beside_the_acknowledgement(slack: LoopbackSlack) -> None:
    done = asyncio.Event()

    async def acknowledge(ack: AsyncAck) -> None:
        await ack("received")

    async def continue_lazily(ack: AsyncAck) -> None:
        await ack("to nobody")
        done.set()

    def set_up(app: AsyncApp) -> None:
        # Bolt cannot copy a request whose client has a shared session, as lazy listeners need.
        app._async_client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url)
        app.command("/quote")(ack=acknowledge, lazy=[continue_lazily])

    async with bolt_connected_to(slack, set_up, install):
        answer = await slack.command("/quote")
        await done.wait()
    assert [message.text for message in answer.messages] == ["received"]
    assert len(slack.recorded(Acknowledgement)) == 1


async def test_the_last_listeners_can_be_waited_for(slack: LoopbackSlack) -> None:
    may_finish = asyncio.Event()
    finished: list[str] = []
    runners: list[PromptListenerRunner] = []

    async def slow(ack: AsyncAck, command: dict[str, str]) -> None:
        await ack()
        await may_finish.wait()
        finished.append(command["text"])

    async with bolt_connected_to(slack, listening(slow), lambda app: runners.append(install(app))):
        for text in ("one", "two"):
            await slack.command("/quote", text, timeout=0)
        waiting = asyncio.create_task(runners[0].tasks.finished())
        may_finish.set()
        await waiting
        assert finished == ["one", "two"]


async def test_a_running_listener_is_not_garbage(slack: LoopbackSlack) -> None:
    finished = asyncio.Event()
    awaited: list[weakref.ref[asyncio.Future[None]]] = []

    async def awaiting_what_nobody_else_knows(ack: AsyncAck) -> None:
        await ack()
        future = asyncio.get_running_loop().create_future()
        awaited.append(weakref.ref(future))
        await future
        finished.set()

    async with bolt_connected_to(slack, listening(awaiting_what_nobody_else_knows), install):
        await slack.command("/quote", timeout=0)
        gc.collect()
        future = awaited[0]()
        assert future is not None
        future.set_result(None)
        await finished.wait()


async def test_process_before_response_is_left_to_bolt(slack: LoopbackSlack) -> None:
    async def acknowledge(ack: AsyncAck) -> None:
        await ack("received")

    def set_up(app: AsyncApp) -> None:
        app.command("/quote")(acknowledge)
        app.listener_runner.process_before_response = True

    async with bolt_connected_to(slack, set_up, install):
        answer = await slack.command("/quote")
    assert [message.text for message in answer.messages] == ["received"]
