"""Sends Slack the acknowledgement the moment a listener gives it, and never takes it back.

Bolt's own AsyncioListenerRunner (1.30) looks every 10 ms whether ack() was called, so no answer
leaves sooner; and when a listener raises between its ack() and the next look, the acknowledgement
is forgotten and the person sees a timeout. This runner waits for the call itself.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from logging import Logger
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.lazy_listener.async_internals import to_runnable_function
from slack_bolt.lazy_listener.asyncio_runner import AsyncioLazyListenerRunner
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.listener.asyncio_runner import AsyncioListenerRunner
from slack_bolt.logger.messages import warning_did_not_call_ack
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse


class RunningTasks:
    """Tasks that nobody awaits; the event loop alone does not keep them from being collected."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[object, object, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finished(self) -> None:
        """Return when none is left, those that start meanwhile included."""
        while self._tasks:
            await asyncio.wait(self._tasks)


class PromptAck(AsyncAck):
    """An ack() whose first response stands, and can be waited for."""

    def __init__(self) -> None:
        self._first: asyncio.Future[BoltResponse] = asyncio.get_running_loop().create_future()

    async def __call__(self, *args: Any, **kwargs: Any) -> BoltResponse:
        """Acknowledge, and let that leave before the listener goes on."""
        response = await super().__call__(*args, **kwargs)
        await asyncio.sleep(0)
        return response

    @property
    def response(self) -> BoltResponse | None:
        """What Slack is told; None as long as ack() was not called."""
        given = self._first.done() and not self._first.cancelled()
        return self._first.result() if given else None

    @response.setter
    def response(self, response: BoltResponse | None) -> None:
        if response is not None and not self._first.done():
            self._first.set_result(response)

    async def within(self, seconds: float) -> BoltResponse | None:
        """The response as soon as there is one, or None when the time is over."""
        # Awaiting the future itself wakes this task one turn of the loop sooner than asyncio.wait.
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._first
        return self.response

    def __deepcopy__(self, memo: dict[int, object]) -> "PromptAck":
        """What a lazy listener gets with its copy of the request; it answers nobody."""
        return PromptAck()


class PromptListenerRunner(AsyncioListenerRunner):
    """Runs listeners as Bolt's own does, but for when and whether they are acknowledged."""

    def __init__(self, replaced: AsyncioListenerRunner) -> None:
        self.tasks = RunningTasks()
        super().__init__(
            logger=replaced.logger,
            process_before_response=replaced.process_before_response,
            listener_error_handler=replaced.listener_error_handler,
            listener_start_handler=replaced.listener_start_handler,
            listener_completion_handler=replaced.listener_completion_handler,
            lazy_listener_runner=_HeldLazyListeners(replaced.logger, self.tasks),
        )

    async def run(
        self,
        request: AsyncBoltRequest,
        response: BoltResponse | None,
        listener_name: str,
        listener: AsyncListener,
        starting_time: float | None = None,
    ) -> BoltResponse | None:
        """Start a listener and return with its acknowledgement, while it may still be running.

        None, and a warning in the log, when it gave none within its `ack_timeout` in seconds.
        """
        if self.process_before_response or request.lazy_only:
            # Bolt declares a response here, and passes None itself.
            return await super().run(request, response, listener_name, listener, starting_time)  # type: ignore[arg-type]
        started = time.time() if starting_time is None else starting_time
        ack = _prompt_ack(request.context)
        if listener.auto_acknowledgement:
            await ack()
        self.tasks.start(self._listen(listener, request, response, ack))
        for function in listener.lazy_functions:
            self._start_lazy_function(function, request)
        acknowledged = await ack.within(started + listener.ack_timeout - time.time())
        answer = acknowledged if response is None else response
        if answer is None:
            self.logger.warning(warning_did_not_call_ack(listener_name))
        else:
            self._debug_log_completion(started, answer)
        return answer

    async def _listen(
        self,
        listener: AsyncListener,
        request: AsyncBoltRequest,
        response: BoltResponse | None,
        ack: PromptAck,
    ) -> None:
        try:
            await self.listener_start_handler.handle(request=request, response=response)
            # Bolt declares a response here, and passes None itself.
            await listener.run_ack_function(request=request, response=response)  # type: ignore[arg-type]
        except Exception as error:  # noqa: BLE001 - Bolt's error handler logs it with traceback
            failure = None if ack.response else response or BoltResponse(status=500)
            if failure is not None:
                failure.status = 500
            await self.listener_error_handler.handle(error=error, request=request, response=failure)
            ack.response = failure
        finally:
            await self.listener_completion_handler.handle(request=request, response=response)


class _HeldLazyListeners(AsyncioLazyListenerRunner):
    """Bolt's own, with its tasks held."""

    def __init__(self, logger: Logger, tasks: RunningTasks) -> None:
        super().__init__(logger)
        self._tasks = tasks

    def start(self, function: Callable[..., Awaitable[None]], request: AsyncBoltRequest) -> None:
        self._tasks.start(to_runnable_function(function, self.logger, request))


def install(app: AsyncApp) -> PromptListenerRunner:
    """Let an app acknowledge promptly from now on; call it before the app gets requests."""
    runner = PromptListenerRunner(app.listener_runner)
    app._async_listener_runner = runner  # noqa: SLF001 - Bolt has no public way to replace it
    return runner


def _prompt_ack(context: AsyncBoltContext) -> PromptAck:
    given = context.ack
    if isinstance(given, PromptAck):
        return given
    ack = PromptAck()
    ack.response = given.response  # a middleware may have acknowledged already
    context["ack"] = ack
    return ack
