"""Single checks of the doctor, and the doctor itself, as tests want them."""

import asyncio
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.cli.doctor.case import taken_in
from quotebot.cli.doctor.catalogue import CHECKS
from quotebot.cli.doctor.examining import examine
from quotebot.cli.doctor.findings import Finding
from quotebot.core.plans import DailyPlan
from quotebot.store.opening import open_storage
from quotebot.wiring import SystemClock


async def look(
    name: str, *, offline: bool = False, seconds: float = 10, now: datetime | None = None
) -> Finding:
    """What the one check finds, with the settings that are in force."""
    checks = [check for check in CHECKS if check.name == name]
    async with taken_in(now or SystemClock().now(), seconds, offline=offline) as patient:
        [found] = [finding async for _, finding in examine(checks, patient, seconds)]
    return found


async def doctor(*arguments: str) -> Result:
    """Run the command in a thread of its own, as it has its own event loop."""
    return await asyncio.to_thread(CliRunner().invoke, main, ["doctor", *arguments])


async def report(*arguments: str) -> dict[str, dict[str, Any]]:
    """What the doctor found, by the names of the checks."""
    result = await doctor("--json", *arguments)
    return {each["name"]: each for each in json.loads(result.stdout)["checks"]}


async def kept(path: Path, *plans: DailyPlan) -> None:
    """Have these plans in the database; their ids count from 1."""
    storage = await open_storage(f"sqlite:///{path}")
    for each in plans:
        assert await storage.ledger.add_plan(each)
    await storage.close()
