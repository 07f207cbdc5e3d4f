"""Checks of the bot's standing with Discord."""

from collections.abc import Sequence
from typing import Final

from quotebot.cli.doctor.case import Case, OnDiscord
from quotebot.cli.doctor.channels import Judged, judged
from quotebot.cli.doctor.findings import Finding, failed, ok, warning
from quotebot.cli.registered_commands import compared
from quotebot.core.errors import CredentialRefused
from quotebot.core.messages import Place, Platform
from quotebot.on_discord.identifying import FEW
from quotebot.on_discord.inviting import invite_link
from quotebot.on_discord.probing import Standing, withheld
from quotebot.on_discord.registration import asked_intents

PORTAL: Final = "https://discord.com/developers/applications"
_NEEDED: Final = frozenset({"View Channel", "Send Messages"})


async def token(_: Case, discord: OnDiscord) -> Finding:
    try:
        account = await discord.account()
    except CredentialRefused as error:
        return failed(
            str(error),
            f"open {PORTAL}, your application, Bot, Reset Token, and put the new token into"
            " DISCORD_TOKEN",
        )
    return ok(f"Discord knows it; the bot's account is {account}")


async def application(_: Case, discord: OnDiscord) -> Finding:
    told = await discord.probe.application()
    if told.takes_interactions:
        return failed(
            "the application has an Interactions Endpoint URL: Discord sends commands there, and"
            " none to this bot",
            f"empty that field at {PORTAL}/{told.id}/information",
        )
    return ok(f"commands come to the bot; to invite it: {invite_link(told.id)}")


async def intents(_: Case, discord: OnDiscord) -> Finding:
    wanted = asked_intents()
    asked = ", ".join(name for name, is_asked in wanted if is_asked)
    told = await discord.probe.application()
    if missing := withheld(wanted, told.flags):
        return failed(
            f"the bot asks for {', '.join(missing)}, which Discord does not give it",
            f"switch it on under Privileged Gateway Intents at {PORTAL}/{told.id}/bot",
        )
    return ok(f"the bot asks for {asked}, and Discord gives that to everybody")


async def sessions(_: Case, discord: OnDiscord) -> Finding:
    limit = await discord.probe.starts()
    if limit is None:
        return warning(
            "Discord does not tell how many sessions may still be started",
            "look again later: quotebot doctor",
        )
    told = f"{limit.remaining} sessions may be started in the next {limit.reset_after / 3600:.1f} h"
    less = "restart the bot less often: look in its log for what makes it stop"
    if limit.remaining == 0:
        return failed(f"{told}: the bot waits until then", less)
    if limit.remaining < FEW:
        return warning(f"{told}: the bot lets time pass before each", less)
    return ok(told)


async def commands(case: Case, _: OnDiscord) -> Finding:
    differences = await compared(case.settings, None)
    if differences:
        return warning(
            f"Discord has not the commands of this version; differences: {len(differences)}",
            "start the bot, which registers them",
            "quotebot commands diff shows them, quotebot commands sync registers them",
        )
    return ok("Discord has the commands as this version declares them")


async def channels(case: Case, discord: OnDiscord) -> Finding:
    account = await discord.account()

    async def look(place: Place) -> Judged | None:
        return _judged(await discord.probe.standing(account, place.server, place.channel))

    return await judged(case, Platform.DISCORD, look)


def _judged(standing: Standing) -> Judged | None:
    if not standing.exists:
        return Judged("is gone", "set the daily quote up in another channel: /daily set")
    if not standing.visible:
        return Judged(
            "cannot be seen by the bot",
            "allow the bot View Channel and Send Messages (Edit Channel, Permissions), or invite it"
            " to the server again",
        )
    if not standing.lacking:
        return None
    return Judged(
        f"does not give the bot {_and(standing.lacking)}",
        f"allow the bot {_and(standing.lacking)} (Edit Channel, Permissions)",
        works=not _NEEDED & set(standing.lacking),
    )


def _and(names: Sequence[str]) -> str:
    return " and ".join(names)
