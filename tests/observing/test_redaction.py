"""What is masked wherever it stands, and what is not."""

import json
import time
from urllib.parse import quote

import pytest

from quotebot.observing.redaction import MASK, Redaction, passwords_in

DISCORD = "MTAxNDAwMDAwMDAwMDAwMDAwMA.GcAnAr.y-canary_canary_canary_canary_canary"
SLACK = [
    f"{kind}-canary123-canary456-caNARy"
    for kind in ("xoxb", "xoxp", "xoxa", "xoxs", "xoxr", "xapp-1", "xoxe", "xoxe.xoxp", "xoxe-1")
]
SURROUNDINGS = [
    "{}", "token {}, and more", '{{"a": "{}"}}', "('{}',)", "https://host/path?x={}&y=1",
    "Authorization: Bot {}", "'{}'\n", "\x1b[31m{}\x1b[0m", "x={};", "<{}>",
]  # fmt: skip


@pytest.mark.parametrize("around", SURROUNDINGS)
@pytest.mark.parametrize("token", [DISCORD, *SLACK])
def test_a_token_of_a_platform_is_known_by_its_shape(token: str, around: str) -> None:
    shown = Redaction()(around.format(token))
    assert "canary" not in shown.casefold()
    assert MASK in shown


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://user:canary@host/db",
        "postgresql+psycopg://user:can@ry/canary:x@host:5432/db",
        "postgresql://:canary@host/db",
        "postgresql://host/db?user=u&password=canary&sslmode=require",
        "host=h password=canary dbname=d",
        "PGPASSWORD=canary",
        "{'token': 'canary', 'x': 1}",
        '{"verification_token":"can\\"ary","x":1}',
        "{'Authorization': 'Bearer canary'}",
        "Authorization: Basic Y2FuYXJ5OmNhbmFyeQ==canary",
        "wss://wss-primary.slack.com/link/?ticket=canary&app_id=1",
        "https://discord.com/api/v10/interactions/123/aW50ZXJhY3Rpb246canary/callback",
        "https://discord.com/api/webhooks/123/canary-canary",
        "https://hooks.slack.com/commands/T1/2/canary",
        "-----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY-----",
    ],
)
def test_other_secrets_are_known_by_where_they_stand(text: str) -> None:
    shown = Redaction()(text)
    assert "ry" not in shown.removesuffix("-----END PRIVATE KEY-----").replace("wss-primary", "")
    assert MASK in shown


@pytest.mark.parametrize("secret", ["pass word!", 'say "canary"', "naïve/canary", "can\\ary\n12"])
def test_what_is_configured_is_masked_however_it_is_written(secret: str) -> None:
    masked = Redaction([secret])
    escaped = secret.encode("unicode_escape").decode()
    in_json = json.dumps(secret)[1:-1]
    for text in (secret, quote(secret), quote(secret, safe=""), escaped, in_json):
        assert masked(f"<{text}>") == f"<{MASK}>"


def test_of_two_secrets_the_longer_is_masked_as_a_whole() -> None:
    assert Redaction(["secret-1", "secret-1-and-2"])("<secret-1-and-2>") == f"<{MASK}>"


@pytest.mark.parametrize(
    "text",
    [
        "Discord does not know this token: copy the bot token again",
        "the setting DISCORD_TOKEN is missing",
        "sqlite:////var/lib/quotebot.db",
        "postgresql://user@host/db",
        "quotebot.on_discord.connection.DiscordConnection.log_in",
        "https://api.slack.com/apps?new_app=1",
        "connected to Discord at 127.0.0.1:8080",
        "assert token == expected",
        "GET http://127.0.0.1:8080/api/v10/users/@me has returned 200",
        "http://127.0.0.1:8080/channels/1/messages/@original",
    ],
)
def test_a_sentence_about_secrets_stays_as_it_is(text: str) -> None:
    assert Redaction(["abc"])(text) == text


@pytest.mark.parametrize(
    "piece", ["x", "a.", "://a:", "x-", "token=", '"token": "', "xoxb-", "Bot ", "://a:1/"]
)
def test_a_very_long_text_takes_no_more_than_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.perf_counter()
        Redaction()(text)
        return time.perf_counter() - began

    short = min(seconds(4_000) for _ in range(3))
    assert min(seconds(32_000) for _ in range(2)) < 8 * 6 * short + 0.02


@pytest.mark.parametrize(
    ("url", "passwords"),
    [
        ("postgresql://u:p%40ss@host/db", ["p%40ss", "p%40ss"]),
        ("postgresql://host/db?password=p%40ss&user=u", ["p@ss"]),
        ("postgresql://u:12/3@host/db", ["12/3"]),
        ("sqlite:///x.db", []),
        ("http://[broken", []),
    ],
)
def test_a_url_tells_its_passwords(url: str, passwords: list[str]) -> None:
    assert list(passwords_in(url)) == passwords
