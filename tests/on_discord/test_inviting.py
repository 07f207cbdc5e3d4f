"""The link that invites the bot, and the application's id in its token."""

import base64

import discord
import pytest

from quotebot.on_discord.inviting import PERMISSIONS, invite_link
from quotebot.settings.tokens import application_of
from tests.cli.machine import DISCORD_TOKEN


def test_the_link_asks_for_what_daily_quotes_need_and_for_nothing_else() -> None:
    needed = discord.Permissions(view_channel=True, send_messages=True, read_message_history=True)
    assert needed.value == PERMISSIONS
    assert invite_link("123") == discord.utils.oauth_url(
        123, permissions=needed, scopes=["bot", "applications.commands"]
    )


@pytest.mark.parametrize("number", ["123456789012345", "1234567890123456789", "9" * 20])
def test_the_first_part_of_a_token_is_the_applications_id(number: str) -> None:
    first = base64.urlsafe_b64encode(number.encode()).decode().rstrip("=")
    assert application_of(f"{first}.abcdef.ghijkl") == number


@pytest.mark.parametrize("token", [DISCORD_TOKEN, "", "a.b.c", "é.b.c", "MTIz.b.c", "xoxb-1-a"])
def test_a_token_that_spells_no_id_has_none(token: str) -> None:
    assert application_of(token) is None
