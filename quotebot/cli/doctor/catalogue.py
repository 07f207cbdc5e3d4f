"""All checks, in the order in which they are shown."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from quotebot.cli.daily_plans import PlanAndLast
from quotebot.cli.doctor import (
    about_bot,
    about_database,
    about_discord,
    about_network,
    about_program,
    about_quotes,
    about_schedule,
    about_settings,
    about_slack,
)
from quotebot.cli.doctor.case import Case, OnDiscord, OnSlack, Patient
from quotebot.cli.doctor.examining import beside
from quotebot.cli.doctor.findings import Check, Finding, skipped
from quotebot.core.errors import OperatorError
from quotebot.wiring import SystemClock

Look = Callable[[Patient], Awaitable[Finding]]

GROUPS: Final = {
    "program": "This program",
    "settings": "Settings",
    "quotes": "Quotes",
    "database": "Database",
    "bot": "Running bot",
    "discord": "Discord",
    "slack": "Slack",
    "network": "Network",
    "schedule": "Daily quotes",
}

_NO_SETTINGS: Final = "the settings cannot be used"
_OFFLINE: Final = "not looked at, because of --offline"


def _of_itself(look: Callable[[], Finding]) -> Look:
    return lambda _: beside(look)


def _of_all(look: Callable[[Patient], Finding]) -> Look:
    return lambda patient: beside(lambda: look(patient))


def _on_disk(look: Callable[[Case], Finding]) -> Look:
    return _case(lambda case: beside(lambda: look(case)))


def _case(look: Callable[[Case], Awaitable[Finding]]) -> Look:
    async def looked(patient: Patient) -> Finding:
        return skipped(_NO_SETTINGS) if patient.case is None else await look(patient.case)

    return looked


def _online(look: Callable[[Case], Awaitable[Finding]]) -> Look:
    async def looked(case: Case) -> Finding:
        return skipped(_OFFLINE) if case.offline else await look(case)

    return _case(looked)


def _discord(look: Callable[[Case, OnDiscord], Awaitable[Finding]], *, first: bool = False) -> Look:
    """The `first` look tells what is wrong with the token; then there is no use in the others."""

    async def looked(case: Case) -> Finding:
        if case.discord is None:
            return skipped("no token is set for Discord")
        if not first and await _refuses(case.discord.account):
            return skipped("the token has to be known to be good first")
        return await look(case, case.discord)

    return _online(looked)


def _slack(look: Callable[[Case, OnSlack], Awaitable[Finding]], *, first: bool = False) -> Look:
    async def looked(case: Case) -> Finding:
        if case.slack is None:
            return skipped("no tokens are set for Slack")
        if not first and await _refuses(case.slack.scopes):
            return skipped("the bot token has to be known to be good first")
        return await look(case, case.slack)

    return _online(looked)


async def _refuses(ask: Callable[[], Awaitable[object]]) -> bool:
    try:
        await ask()
    except OperatorError:
        return True
    return False


def _plans(look: Callable[[Case, Sequence[PlanAndLast]], Awaitable[Finding]]) -> Look:
    async def looked(case: Case) -> Finding:
        try:
            plans = await case.plans()
        except OperatorError:
            return skipped("daily quotes cannot be read from the database")
        return await look(case, plans) if plans else skipped("no daily quote is set up")

    return _case(looked)


CHECKS: Final = (
    Check("program.version", "Version", _of_itself(about_program.version)),
    Check("program.packages", "Packages", _of_itself(about_program.packages)),
    Check(
        "program.time-zones",
        "Time zones",
        _of_itself(lambda: about_program.time_zones(SystemClock().now())),
    ),
    Check("program.machine", "Machine", _of_itself(about_program.machine)),
    Check("settings.usable", "Usable", _of_all(about_settings.usable)),
    Check("settings.sources", "Where from", _of_all(about_settings.sources)),
    Check("settings.tokens", "Tokens", _of_all(about_settings.tokens)),
    Check("settings.secret-files", "Secret files", _of_all(about_settings.secret_files)),
    Check("quotes.files", "Quote files", _on_disk(about_quotes.files)),
    Check("quotes.lock", "Verified", _on_disk(about_quotes.lock)),
    Check("database.reachable", "Reachable", _case(about_database.reachable)),
    Check("database.version", "Version", _case(about_database.version)),
    Check("database.whole", "Whole", _case(about_database.whole)),
    Check("database.writable", "Writable", _on_disk(about_database.writable)),
    Check("database.space", "Space", _case(about_database.space)),
    Check("database.file-system", "File system", _on_disk(about_database.file_system)),
    Check("bot.alive", "Alive", _case(about_bot.alive)),
    Check("bot.ready", "Ready", _case(about_bot.ready)),
    Check("bot.alone", "Alone", _case(about_bot.alone)),
    Check("bot.metrics-port", "Port of metrics", _case(about_bot.metrics_port)),
    Check("discord.token", "Token", _discord(about_discord.token, first=True)),
    Check("discord.application", "Application", _discord(about_discord.application)),
    Check("discord.intents", "Intents", _discord(about_discord.intents)),
    Check("discord.sessions", "Sessions", _discord(about_discord.sessions)),
    Check("discord.commands", "Commands", _discord(about_discord.commands)),
    Check("discord.channels", "Channels", _discord(about_discord.channels)),
    Check("slack.token", "Bot token", _slack(about_slack.token, first=True)),
    Check("slack.scopes", "Scopes", _slack(about_slack.scopes)),
    Check("slack.app-token", "App-level token", _slack(about_slack.app_token, first=True)),
    Check("slack.channels", "Channels", _slack(about_slack.channels)),
    Check("network.discord", "Way to Discord", _online(about_network.discord)),
    Check("network.slack", "Way to Slack", _online(about_network.slack)),
    Check("network.clock", "Clock", _online(about_network.clock)),
    Check("schedule.coming", "What comes", _plans(about_schedule.coming)),
    Check("schedule.refused", "Held back", _plans(about_schedule.refused)),
    Check("schedule.last-posts", "Last posts", _plans(about_schedule.last_posts)),
    Check("schedule.unclear", "Unclear posts", _plans(about_schedule.unclear)),
)
