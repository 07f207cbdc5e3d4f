"""What the doctor says of a database that is a PostgreSQL server."""

import psycopg
import pytest

from quotebot.cli.doctor.findings import Status
from quotebot.store.opening import open_storage
from tests.cli.doctor.looking import look
from tests.store.conftest import postgres_server, postgres_server_url, postgres_url

__all__ = ["postgres_server", "postgres_server_url", "postgres_url"]

pytestmark = pytest.mark.slow  # a server has to start


@pytest.fixture(autouse=True)
def url(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("QUOTEBOT_DATABASE", postgres_url)
    return postgres_url


async def test_a_server_without_tables_is_a_warning_and_is_left_without() -> None:
    assert (await look("database.reachable")).status is Status.OK
    for _ in range(2):
        found = await look("database.version")
        assert found.status is Status.WARNING
        assert "no table of quotebot is in it yet" in found.result
        assert (await look("schedule.coming")).status is Status.SKIPPED


async def test_what_is_spoilt_there_is_told(url: str) -> None:
    storage = await open_storage(url)
    assert (await look("bot.alone")).result.startswith("a bot has the database in use")
    await storage.close()
    assert (await look("bot.alone")).status is Status.OK
    assert (await look("database.whole")).status is Status.OK
    assert (await look("database.space")).status is Status.SKIPPED
    assert (await look("schedule.coming")).result == "no daily quote is set up"
    async with await psycopg.AsyncConnection.connect(url) as connection:
        await connection.execute("DROP TABLE quote_of_the_day")
    assert (await look("database.whole")).status is Status.FAILED
