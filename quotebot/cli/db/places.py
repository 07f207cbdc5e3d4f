"""Which database the commands are about, and how their files and their steps are called."""

from datetime import datetime
from pathlib import Path
from typing import Final

from quotebot.cli.logs import log_when_debugging
from quotebot.core.errors import SettingsError
from quotebot.settings import Settings, load_settings, variable
from quotebot.store.urls import InMemory, PostgresUrl, SqliteFile, locate

_TIME: Final = "%Y%m%d-%H%M%S"


def settings_and_place() -> tuple[Settings, SqliteFile | PostgresUrl]:
    """Raises SettingsError if the database is nowhere."""
    settings = load_settings()
    log_when_debugging(settings)
    location = locate(settings.database)
    if isinstance(location, InMemory):
        raise SettingsError(
            f"{variable('database')} is {settings.database}: it is forgotten when the bot stops,"
            " and there is nothing to look after"
        )
    return settings, location


def named_with_the_time(path: Path, now: datetime, word: str = "") -> Path:
    """Beside the file: quotebot-20260308-073000.db for quotebot.db, in UTC."""
    return path.with_name(f"{path.stem}{word}-{now:{_TIME}}{path.suffix}")


def in_words(size: int) -> str:
    """Bytes as people write them."""
    amount, unit = float(size), "bytes"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if amount < 1024:
            break
        amount, unit = amount / 1024, larger
    return f"{size} bytes" if unit == "bytes" else f"{amount:.1f} {unit}"
