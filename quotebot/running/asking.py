"""Asks the bot that runs in this directory something, over its control socket.

Little is imported here, since a health check runs this every few seconds.
"""

import asyncio
import contextlib
import json
from pathlib import Path
from typing import Final

from quotebot.core.errors import SettingsError

_LONGEST_ANSWER: Final = 2**24  # bytes


async def ask(path: Path, what: str, within: float) -> object:
    """What the bot that listens at the path answers, as it came from JSON.

    Raises SettingsError when no bot listens there, or none answers in so many seconds.
    """
    try:
        async with asyncio.timeout(within):
            reader, writer = await asyncio.open_unix_connection(str(path), limit=_LONGEST_ANSWER)
            with contextlib.closing(writer):
                writer.write(json.dumps({"do": what}).encode() + b"\n")
                return json.loads(await reader.readline() or "null")
    except TimeoutError:
        raise SettingsError(f"The bot at {path} has not answered for {within:g} s") from None
    except OSError as error:
        raise SettingsError(
            f"No bot listens at {path} ({error.strerror or error}): start one with `quotebot run`"
            " in this directory, or name its socket in QUOTEBOT_CONTROL_SOCKET"
        ) from error
    except ValueError:
        raise another_version(path) from None


def another_version(path: Path) -> SettingsError:
    """What to raise when the answer is not one that this version gives."""
    return SettingsError(f"What listens at {path} is no quotebot of this version")
