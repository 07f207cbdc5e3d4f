"""Which intents Discord withholds, by the flags of an application."""

import discord
import pytest

from quotebot.on_discord.probing import withheld
from quotebot.on_discord.registration import asked_intents

EVERYTHING = discord.Intents.all()


def test_the_bot_asks_for_none_that_could_be_withheld() -> None:
    assert withheld(asked_intents(), 0) == []


@pytest.mark.parametrize(
    ("flags", "missing"),
    [
        (0, ["members", "message_content", "presences"]),
        (1 << 18, ["members", "presences"]),
        (1 << 19 | 1 << 15, ["presences"]),
        (1 << 12 | 1 << 14 | 1 << 18, []),
    ],
)
def test_what_is_asked_for_and_not_switched_on_is_withheld(flags: int, missing: list[str]) -> None:
    assert withheld(EVERYTHING, flags) == missing
