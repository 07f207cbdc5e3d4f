"""`quotebot db` as the tests call it, and databases to call it on."""

from datetime import timedelta
from pathlib import Path

from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.core.errors import EX_CONFIG
from quotebot.core.plans import Delivery, DeliveryState
from quotebot.store.opening import open_storage
from quotebot.wiring import SystemClock
from tests.store.files import change, rows
from tests.store.memories import PLACE, show
from tests.store.plans import a_delivery, a_plan, added, claimed, opened

URL = "sqlite:///quotebot.db"
FILE = Path("quotebot.db")
NOW = SystemClock().now()


def db(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["db", *arguments])


def done(*arguments: str) -> Result:
    result = db(*arguments)
    assert result.exit_code == 0, result.output
    assert all(line.isprintable() for line in result.output.splitlines())
    return result


def refused(*arguments: str, why: str, code: int = EX_CONFIG) -> None:
    result = db(*arguments)
    assert result.exit_code == code, result.output
    assert why in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.output


async def fill(url: str = URL) -> None:
    """A plan that is due, with a delivery that waits and one under way."""
    storage = await open_storage(url)
    plan = await added(storage.ledger, a_plan(next_at=NOW - timedelta(minutes=5)))
    day = NOW.date()
    for back, claim in ((1, False), (2, True)):
        row = a_delivery(plan, day - timedelta(days=back), due_at=NOW - timedelta(minutes=1))
        row = await opened(storage.ledger, row)
        if claim:
            await claimed(storage.ledger, row, NOW)
    await show(storage.store, PLACE, "a")
    await storage.close()


async def states(url: str = URL) -> list[DeliveryState]:
    storage = await open_storage(url)
    made: list[Delivery | None] = [await storage.ledger.delivery_with_id(id_) for id_ in (1, 2)]
    await storage.close()
    return [row.state for row in made if row]


def older() -> dict[str, list[tuple[object, ...]]]:
    """Make the database as the first version left it; what it holds then."""
    change(
        FILE,
        *(f"DROP TABLE {name}" for name in ("delivery", "daily_plan", "quote_of_the_day")),
        "UPDATE alembic_version SET version_num = '0001'",
    )
    return rows(FILE)
