"""What it means when Discord's gateway closes a connection for good."""

from typing import Final

import discord

from quotebot.core.errors import AccessRevoked, CredentialRefused, QuotebotError
from quotebot.on_discord.client import QuietClient

_PORTAL: Final = "Developer Portal, your application, Bot"
_DISALLOWED_INTENTS: Final = 4014
_SENTENCES: Final = {
    4004: f"Discord has withdrawn the token: put a new one into DISCORD_TOKEN ({_PORTAL})"
    " and restart",
    4010: "Discord refuses the shard: DISCORD_TOKEN belongs to a bot that is to run in several"
    " processes; give quotebot a bot of its own",
    4011: "Discord wants this bot divided into shards, for it is in more than 2500 servers:"
    " quotebot does not do that; take it out of some",
    4012: "Discord no longer speaks this version of its gateway: update quotebot, or correct"
    " QUOTEBOT_DISCORD_GATEWAY",
    4013: "Discord does not know what this bot wants to hear (invalid intents): update quotebot",
}


def meaning(
    error: discord.ConnectionClosed | discord.PrivilegedIntentsRequired, *, client: QuietClient
) -> QuotebotError | None:
    """What to raise: the start stops when there never was a session, else Discord is left alone.

    None for an end that says nothing to an operator.
    """
    if isinstance(error, discord.PrivilegedIntentsRequired) or error.code == _DISALLOWED_INTENTS:
        sentence: str | None = intents_refused(client)
    else:
        sentence = _SENTENCES.get(error.code)
    if sentence is None:
        return None
    return AccessRevoked(sentence) if client.had_session else CredentialRefused(sentence)


def intents_refused(client: discord.Client) -> str:
    """Which, of those that Discord gives only with its consent if there are any, and what to do."""
    asked = {name for name, is_asked in client.intents if is_asked}
    privileged = {name for name, is_usual in discord.Intents.default() if not is_usual}
    names = ", ".join(sorted(asked & privileged or asked))
    return (
        f"Discord refuses the intents that the bot asks for ({names}): switch them on under"
        " Privileged Gateway Intents at"
        f" https://discord.com/developers/applications/{client.application_id}/bot and restart"
    )
