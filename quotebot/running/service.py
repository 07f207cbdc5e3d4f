"""The bot as a service: on the platforms whose tokens are set, until a signal comes."""

import asyncio

from quotebot.running.signals import stopping_on_signals
from quotebot.running.supervising import keep_answering
from quotebot.settings import Settings
from quotebot.wiring import assembled


async def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; raises OperatorError when only the operator can help."""
    stop = asyncio.Event()
    with stopping_on_signals(stop):
        async with assembled(settings) as bot:
            await keep_answering(bot, stop)
