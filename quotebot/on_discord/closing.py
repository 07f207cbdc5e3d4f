"""What it means when Discord's gateway closes a connection for good."""

from typing import Final

import discord

from quotebot.core.errors import AccessRevoked, CredentialRefused, QuotebotError

_PORTAL: Final = "Developer Portal, your application, Bot"
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
    4014: "Discord does not let this bot hear what it asks for (disallowed intents): look at"
    f" the application of DISCORD_TOKEN ({_PORTAL}, Privileged Gateway Intents)",
}


def meaning(
    error: discord.ConnectionClosed | discord.PrivilegedIntentsRequired, *, had_session: bool
) -> QuotebotError | None:
    """What to raise: the start stops when there never was a session, else Discord is left alone.

    None for an end that says nothing to an operator.
    """
    code = 4014 if isinstance(error, discord.PrivilegedIntentsRequired) else error.code
    sentence = _SENTENCES.get(code)
    if sentence is None:
        return None
    return AccessRevoked(sentence) if had_session else CredentialRefused(sentence)
