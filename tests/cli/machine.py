"""A machine on which nothing is set up, and quotebot as a process on it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest

import quotebot
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack

CANARY = "Canary"
DISCORD_TOKEN = f"{CANARY * 4}.{CANARY}.{CANARY * 6}"
BOT_TOKEN = f"xoxb-1234-{CANARY}"
APP_TOKEN = f"xapp-1-{CANARY}-1234"
TOKENS = {
    "DISCORD_TOKEN": DISCORD_TOKEN,
    "SLACK_BOT_TOKEN": BOT_TOKEN,
    "SLACK_APP_TOKEN": APP_TOKEN,
}
PATIENCE = 30.0  # seconds for whatever must come sooner or later


def unset_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every variable that quotebot reads out of the environment."""
    known = {*TOKENS, "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"}
    for name in os.environ:
        if name.upper().startswith("QUOTEBOT_") or name.upper().removesuffix("_FILE") in known:
            monkeypatch.delenv(name)


def on_loopback(discord: LoopbackDiscord, slack: LoopbackSlack) -> dict[str, str]:
    """The variables that lead to these two platforms."""
    return {
        **TOKENS,
        "QUOTEBOT_DISCORD_API": discord.api_url,
        "QUOTEBOT_DISCORD_GATEWAY": discord.gateway_url,
        "QUOTEBOT_SLACK_API": slack.api_url,
        "QUOTEBOT_DATABASE": "memory://",
    }


class Process:
    """quotebot as a process: what it has written so far, and how it ends."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._grown = asyncio.Event()
        self.output = ""
        self.errors = ""
        self._reading = asyncio.gather(
            self._read(process.stdout, "output"), self._read(process.stderr, "errors")
        )

    async def _read(self, stream: asyncio.StreamReader | None, name: str) -> None:
        assert stream is not None
        while data := await stream.read(65536):
            setattr(self, name, getattr(self, name) + data.decode())
            self._grown.set()

    @property
    def pid(self) -> int:
        return self._process.pid

    async def says(self, words: str) -> None:
        """Wait until it has written the words, on either stream."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.output + self.errors:
                self._grown.clear()
                await self._grown.wait()

    def type(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(text.encode())

    def end_input(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()

    def send(self, signal: int) -> None:
        self._process.send_signal(signal)

    async def ended(self, within: float = PATIENCE) -> int:
        """Its exit code, or a signal's number with a minus, once all it wrote is here."""
        async with asyncio.timeout(within):
            await self._reading
            return await self._process.wait()

    async def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._reading
        await self._process.wait()


@asynccontextmanager
async def started(
    folder: Path, *arguments: str, variables: dict[str, str] | None = None
) -> AsyncIterator[Process]:
    """`python -m quotebot` in the folder, with no variable but these; killed at the end."""
    root = Path(quotebot.__file__).parents[1]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quotebot", *arguments),
        cwd=folder,
        env={"PYTHONPATH": str(root), **(variables or {})},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    running = Process(process)
    try:
        yield running
    finally:
        await running.kill()
