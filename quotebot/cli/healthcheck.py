"""`quotebot healthcheck`: is the bot that runs here alive, and is it connected?"""

import asyncio
import json
from pathlib import Path

import click

from quotebot.core.errors import SettingsError
from quotebot.running.health import Health, ask_for_health
from quotebot.settings import load_settings, variable


@click.command()
@click.option(
    "--ready", is_flag=True, help="Fail too while a platform that has its tokens is not connected."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a sentence.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=3.0,
    show_default=True,
    help="Seconds to wait for the bot.",
)
@click.pass_context
def healthcheck(context: click.Context, *, ready: bool, as_json: bool, timeout: float) -> None:
    """Ask the bot that runs in this directory whether it is well.

    Ends with 0 when it lives, which is when its event loop answers; with 1 when it does not.
    Restarting a bot helps against the second only: a platform that is down brings it back no
    sooner, so an outage is told with 1 only if --ready asks for it.
    """
    socket = load_settings().control_socket
    if socket is None:
        raise SettingsError(f"{variable('control_socket')} is empty: the bot listens nowhere")
    health, problem = _asked(socket, timeout)
    well = health is not None and (health.ready or not ready)
    click.echo(_as_json(health, problem) if as_json else problem or _sentence(health))
    context.exit(0 if well else 1)


def _asked(socket: Path, timeout: float) -> tuple[Health | None, str | None]:
    try:
        return asyncio.run(ask_for_health(socket, timeout)), None
    except SettingsError as error:
        return None, str(error)


def _sentence(health: Health | None) -> str:
    if health is None or not health.platforms:
        return "The bot lives, and answers on no platform: it only posts daily quotes"
    if missing := health.missing:
        return f"The bot lives, but is not connected to {' and '.join(missing)}: see its log"
    return f"The bot is connected to {' and '.join(health.platforms)}"


def _as_json(health: Health | None, problem: str | None) -> str:
    told: dict[str, object] = {
        "live": health is not None,
        "ready": health is not None and health.ready,
        "platforms": {} if health is None else dict(health.platforms),
    }
    if problem is not None:
        told["problem"] = problem
    return json.dumps(told)
