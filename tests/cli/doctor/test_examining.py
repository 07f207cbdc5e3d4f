"""Checks that break, hang or cannot be stopped do not keep the doctor from the others."""

import asyncio
import threading

from quotebot.cli.doctor.case import Once
from quotebot.cli.doctor.examining import beside, examine
from quotebot.cli.doctor.findings import Check, Finding, Status, ok
from quotebot.core.errors import PlatformUnavailable, StoreError


async def fine(_: None) -> Finding:
    return ok("fine")


async def hangs(_: None) -> Finding:
    await asyncio.Event().wait()
    return ok("never")


async def breaks(_: None) -> Finding:
    raise ZeroDivisionError("tirili")


async def cannot(_: None) -> Finding:
    raise StoreError("first line\nsecond line")


async def is_down(_: None) -> Finding:
    raise PlatformUnavailable("Discord is out of order")


async def test_findings_come_in_the_order_of_the_checks_whatever_becomes_of_each() -> None:
    looks = (hangs, fine, breaks, cannot, is_down)
    checks = [Check(f"x.{look.__name__}", "X", look) for look in looks]
    found = [(check.name, finding) async for check, finding in examine(checks, None, 0.05)]
    assert [name for name, _ in found] == [check.name for check in checks]
    findings = [finding for _, finding in found]
    assert [finding.status for finding in findings] == [
        Status.WARNING,
        Status.OK,
        Status.FAILED,
        Status.FAILED,
        Status.WARNING,
    ]
    assert "within 0.05 s" in findings[0].result
    assert "ZeroDivisionError" in findings[2].result
    assert "tirili" not in findings[2].result
    assert findings[3].result == "first line; second line"


async def test_work_that_cannot_be_stopped_is_left_alone() -> None:
    for_ever = threading.Event()

    async def stuck(_: None) -> Finding:
        await beside(for_ever.wait)
        return ok("never")

    checks = [Check("x.stuck", "Stuck", stuck)]
    [(_, finding)] = [each async for each in examine(checks, None, 0.05)]
    assert finding.status is Status.WARNING
    for_ever.set()


async def test_what_two_checks_want_to_know_is_asked_once_and_outlives_either() -> None:
    asked, answer = [], asyncio.Event()

    async def find() -> int:
        asked.append(1)
        await answer.wait()
        return 7

    once = Once(find)
    impatient, patient = asyncio.create_task(once()), asyncio.create_task(once())
    await asyncio.sleep(0)
    impatient.cancel()
    answer.set()
    assert await patient == 7
    assert len(asked) == 1


async def test_checks_are_made_at_once() -> None:
    there, answered = asyncio.Event(), asyncio.Event()

    async def waits(_: None) -> Finding:
        there.set()
        await answered.wait()
        return ok("answered")

    async def answers(_: None) -> Finding:
        await there.wait()
        answered.set()
        return ok("asked")

    checks = [Check("x.waits", "Waits", waits), Check("x.answers", "Answers", answers)]
    found = [finding.result async for _, finding in examine(checks, None, 10)]
    assert found == ["answered", "asked"]
