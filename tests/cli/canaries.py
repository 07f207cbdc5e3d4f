"""Secrets of every shape that sing the same word, and a log that would tell all there is.

The word may be read nowhere. What a test asks for besides shows that it reached what it is for.
"""

import pytest
from pydantic import SecretStr

from quotebot.cli.logs import log_for_a_service
from quotebot.settings import Settings

SONG = "tirili"  # which no line of the source holds but this one
DISCORD = f"MTAx{SONG * 4}.{SONG}.{SONG * 6}"
BOT = f"xoxb-123-456-{SONG}"
APP = f"xapp-1-A1-123-{SONG}"
DATABASE = f"postgresql://quotebot:{SONG}-p%40ss@127.0.0.1:1/quotebot?sslpassword={SONG}-2"
CANARIES = {
    "Discord's": DISCORD,
    "with Bot before it": f"Bot {DISCORD}",
    "Slack's bot": BOT,
    "Slack's app": APP,
    "Slack's user": f"xoxp-1-2-{SONG}",
    "Slack's refresh": f"xoxe-1-{SONG}",
    "Slack's that expires": f"xoxe.xoxb-1-{SONG}",
    "a database": DATABASE,
    "a database misspelt": f"postgres:/quotebot:{SONG}@host:port/db?password={SONG}",
    "a proxy": f"http://user:{SONG}@host:1/",
}
every_canary = pytest.mark.parametrize("canary", CANARIES.values(), ids=CANARIES)


def log_everything(form: str = "json") -> None:
    """As a bot would that has these secrets in its settings."""
    secret = {
        "discord_token": SecretStr(DISCORD),
        "slack_bot_token": SecretStr(BOT),
        "slack_app_token": SecretStr(APP),
        "database": DATABASE,
    }
    update = {**secret, "log_level": "debug", "log_format": form}
    log_for_a_service(Settings().model_copy(update=update))
