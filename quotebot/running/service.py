"""The bot as a service: on the platforms whose tokens are set, until a signal comes."""

import asyncio

from quotebot.running.control import answers_of, controlled
from quotebot.running.health import health_of
from quotebot.running.reloading import reloading
from quotebot.running.signals import stopping_on_signals
from quotebot.running.supervising import keep_answering
from quotebot.running.systemd import Notifier, told_to_systemd
from quotebot.settings import Settings
from quotebot.settings.surroundings import service_manager
from quotebot.wiring import assembled, quote_paths


async def run(settings: Settings, *, daily_only: bool = False) -> None:
    """Run until SIGTERM or SIGINT; raises OperatorError when only the operator can help.

    With `daily_only` nobody is answered: the process helps another to post what is due every day.
    """
    stop = asyncio.Event()
    manager = service_manager()
    notifier = Notifier(manager.address)
    with stopping_on_signals(stop):
        async with (
            assembled(settings, connected=not daily_only) as bot,
            controlled(settings.control_socket, answers_of(bot)),
            reloading(
                bot.reloader,
                quote_paths(settings),
                watch=settings.watch,
                telling=notifier.reloading,
            ),
            told_to_systemd(manager, notifier, lambda: health_of(bot.connections), stop),
        ):
            await keep_answering(bot, stop)
