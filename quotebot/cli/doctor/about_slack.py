"""Checks of the app's standing with Slack."""

from typing import Final

from quotebot.cli.doctor.case import Case, OnSlack
from quotebot.cli.doctor.channels import Judged, judged
from quotebot.cli.doctor.findings import Finding, failed, ok, warning
from quotebot.core.errors import CredentialRefused
from quotebot.core.messages import Place, Platform
from quotebot.on_slack import probing
from quotebot.on_slack.permissions import ANYWHERE
from quotebot.on_slack.probing import Standing

_INVITE: Final = "type /invite @quotebot in the channel"


async def token(_: Case, slack: OnSlack) -> Finding:
    try:
        await slack.scopes()
    except CredentialRefused as error:
        return failed(
            str(error),
            "open https://api.slack.com/apps, your app, OAuth & Permissions, and copy the Bot User"
            " OAuth Token into SLACK_BOT_TOKEN; install the app again if there is none",
        )
    return ok("Slack knows it")


async def scopes(_: Case, slack: OnSlack) -> Finding:
    found = await slack.scopes()
    if not found.granted:
        return warning(
            "Slack's answer does not say which scopes were granted",
            "look whether a proxy leaves the header X-OAuth-Scopes out",
        )
    if found.needed:
        return failed(
            "; ".join(found.needed),
            "create the app anew from the manifest, which has them all: quotebot slack manifest",
        )
    if found.optional:
        return ok(f"all that are needed; {'; '.join(found.optional)}")
    return ok("all that are needed, and the optional ones")


async def app_token(_: Case, slack: OnSlack) -> Finding:
    try:
        await slack.probe.socket()
    except CredentialRefused as error:
        return failed(
            str(error),
            "open https://api.slack.com/apps, your app, Basic Information, App-Level Tokens, make"
            " one with the scope connections:write, and put it into SLACK_APP_TOKEN; switch Socket"
            " Mode on",
        )
    return ok("Slack knows it, and Socket Mode is on")


async def channels(case: Case, slack: OnSlack) -> Finding:
    everywhere = ANYWHERE.name in (await slack.scopes()).granted

    async def look(place: Place) -> Judged | None:
        standing = await slack.probe.standing(place.channel, case.now)
        posts_all_the_same = everywhere and standing.refusal == "not_in_channel"
        return None if posts_all_the_same else _judged(standing)

    return await judged(case, Platform.SLACK, look)


def _judged(standing: Standing) -> Judged | None:
    match standing.refusal:
        case None:
            return None
        case "not_in_channel":
            return Judged("does not have the app in it", _INVITE)
        case "channel_not_found":
            return Judged(
                "was deleted, or is private and does not have the app in it",
                _INVITE,
                "set the daily quote up in another channel: /quote daily",
            )
        case "missing_scope":
            return Judged(
                "cannot be looked at without the scope for its history",
                "grant channels:history and groups:history, or see whether the daily quotes come",
                works=True,
            )
        case probing.TOO_OFTEN:
            return Judged(
                "was not looked at, because Slack wants to be asked less often",
                "wait some minutes; Slack lets an app that is not in its Marketplace look at one"
                " channel a minute",
                works=True,
            )
        case code:
            return Judged(f"is refused by Slack ({code})", _INVITE)
