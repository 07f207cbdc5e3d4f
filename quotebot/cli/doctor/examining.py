"""Makes all checks at once, each with a limit of its own, and has the findings in their order."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from typing import TypeVar

from quotebot.cli.doctor.findings import Check, Finding, failed, warning
from quotebot.core.errors import OperatorError, PlatformUnavailable
from quotebot.core.events import Event

log = logging.getLogger(__name__)

T = TypeVar("T")
Case = TypeVar("Case")


async def examine(
    checks: Sequence[Check[Case]], case: Case, seconds: float
) -> AsyncIterator[tuple[Check[Case], Finding]]:
    """Each check with what it found, in their order, as soon as those before it are done.

    A check that takes longer than so many seconds is left alone, and that is what it found.
    """
    looking = [asyncio.create_task(_look(check, case, seconds)) for check in checks]
    try:
        for check, task in zip(checks, looking, strict=True):
            yield check, await task
    finally:
        for task in looking:
            task.cancel()
        await asyncio.gather(*looking, return_exceptions=True)


async def beside(work: Callable[[], T]) -> T:
    """What the work returns, done in a thread that nobody waits for at the end of the process.

    What hangs in a file system cannot be stopped, and must not keep the doctor.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(call: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(lambda: None if done.done() else call())

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # noqa: BLE001 - raised again where it is awaited
            told = error
            settle(lambda: done.set_exception(told))
        else:
            settle(lambda: done.set_result(result))

    threading.Thread(target=run, daemon=True).start()
    return await done


async def _look(check: Check[Case], case: Case, seconds: float) -> Finding:
    try:
        async with asyncio.timeout(seconds):
            return await check.look(case)
    except TimeoutError:
        return warning(
            f"no result within {seconds:g} s",
            "give it longer: quotebot doctor --timeout 60",
            "look whether the disk, the database or the network answers at all",
        )
    except PlatformUnavailable as error:
        return warning(
            _line(error), "wait: the bot tries again by itself; the checks of the network say more"
        )
    except OperatorError as error:
        return failed(_line(error), "do as it says, and look again: quotebot doctor")
    except Exception as error:
        log.exception(Event.CHECK_BROKEN(check=check.name))
        return failed(
            f"the check itself broke ({type(error).__name__}), which is a fault of quotebot",
            "QUOTEBOT_LOG_LEVEL=debug quotebot doctor shows where: report that",
        )


def _line(error: OperatorError) -> str:
    return "; ".join(str(error).splitlines())
