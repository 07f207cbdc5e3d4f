"""What is read from the environment and .env, and what stops the start."""

import logging
import os
import traceback
from itertools import permutations
from pathlib import Path

import pytest

from quotebot.core.errors import SettingsError
from quotebot.settings import Settings, load_settings
from tests.cli.machine import BOT_TOKEN as BOT
from tests.cli.machine import DISCORD_TOKEN as DISCORD
from tests.cli.machine import TOKENS, unset_everything


@pytest.fixture(autouse=True)
def an_empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)


def with_environment(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str) -> list[str]:
    """The sentences with which the settings are refused; none of them gives a token away."""
    with pytest.raises(SettingsError) as refused:
        with_environment(monkeypatch, **variables)
    told = "".join(traceback.format_exception(refused.value))
    assert "canary" not in f"{told}{refused.value!r}".casefold()
    assert refused.value.exit_code == 78
    return str(refused.value).splitlines()


def dotenv(content: str | bytes) -> None:
    Path(".env").write_bytes(content.encode() if isinstance(content, str) else content)


def secret(settings: Settings) -> str | None:
    return settings.discord_token.get_secret_value() if settings.discord_token else None


def test_nothing_needs_to_be_set() -> None:
    settings = load_settings()
    assert settings.platforms == []
    assert settings.quotes == ("builtin",)
    assert settings.database == "sqlite:///quotebot.db"


def test_all_tokens_are_taken_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = with_environment(monkeypatch, **TOKENS)
    assert settings.platforms == ["Discord", "Slack"]
    assert secret(settings) == DISCORD


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv(f"DISCORD_TOKEN={DISCORD}\nQUOTEBOT_LOG_LEVEL=error\n")
    settings = with_environment(monkeypatch, QUOTEBOT_LOG_LEVEL="warning")
    assert settings.log_level == "warning"
    assert secret(settings) == DISCORD


def test_a_file_from_windows_is_read_with_its_byte_order_mark_and_line_ends() -> None:
    dotenv(f"\ufeffDISCORD_TOKEN={DISCORD}\r\nQUOTEBOT_LOG_LEVEL=Debug\r\n")
    settings = load_settings()
    assert secret(settings) == DISCORD
    assert settings.log_level == "debug"


def test_no_token_shows_in_the_settings_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "sqlite:///canary-password.db"
    settings = with_environment(monkeypatch, QUOTEBOT_DATABASE=url, **TOKENS)
    assert settings.database == url
    assert "canary" not in f"{settings!r}{settings}".casefold()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("QUOTEBOT_DATABSE", "QUOTEBOT_DATABASE"),
        ("quotebot_quote", "QUOTEBOT_QUOTES"),
        ("QuoteBot_Loglevel", "QUOTEBOT_LOG_LEVEL"),
        ("QUOTEBOT_DISCORD_TOKEN", "DISCORD_TOKEN"),
        ("QUOTEBOT_SLACK_BOT_TOKEN", "SLACK_BOT_TOKEN"),
        ("QUOTEBOT_", "QUOTEBOT_"),
    ],
)
def test_a_name_that_nobody_knows_is_refused_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, name: str, nearest: str
) -> None:
    (sentence,) = refusal(monkeypatch, **{name: "x"})
    assert sentence.startswith(f"{name} is no setting; did you mean {nearest}")
    assert sentence.endswith("? If not, remove it.")
    monkeypatch.delenv(name)
    dotenv(f"{name}=x\n")
    assert refusal(monkeypatch) == [sentence]


@pytest.mark.parametrize(("name", "owner"), [*permutations(TOKENS, 2)])
def test_a_token_in_the_wrong_variable_is_told_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch, name: str, owner: str
) -> None:
    sentences = refusal(monkeypatch, **{**TOKENS, name: TOKENS[owner]})
    assert sentences == [f"{name} holds another token: it belongs in {owner}"]


@pytest.mark.parametrize("owner", TOKENS)
@pytest.mark.parametrize(
    "name",
    [
        "QUOTEBOT_QUOTES",
        "QUOTEBOT_DATABASE",
        "QUOTEBOT_DISCORD_API",
        "QUOTEBOT_DISCORD_GATEWAY",
        "QUOTEBOT_SLACK_API",
    ],
)
def test_a_token_in_a_variable_for_something_else_is_told_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch, name: str, owner: str
) -> None:
    for value in (TOKENS[owner], f"builtin{os.pathsep}{TOKENS[owner]}"):
        assert refusal(monkeypatch, **{name: value}) == [
            f"{name} holds a token: it belongs in {owner}"
        ]


def test_a_token_as_the_level_of_the_log_is_not_said_back(monkeypatch: pytest.MonkeyPatch) -> None:
    (sentence,) = refusal(monkeypatch, QUOTEBOT_LOG_LEVEL=DISCORD)
    assert sentence.startswith("QUOTEBOT_LOG_LEVEL: ")
    assert "'debug', 'info', 'warning' or 'error'" in sentence


@pytest.mark.parametrize("name", TOKENS)
@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        ("", "is set but empty"),
        (" \t", "is set but empty"),
        (" {}", "white space"),
        ("{}\n", "white space"),
        ("'{}'", "quotation marks"),
        ('"{}"', "quotation marks"),
        ("Bot {}", '"Bot "'),
        ("Bearer {}", "is not the token that"),
        ("xoxp-1-Canary", "is not the token that"),
        ("xoxe.xoxb-1-Canary", "is not the token that"),
        ("{}\r\nX-Header: Canary", "is not the token that"),
        ("{}\N{EM DASH}", "is not the token that"),
        ("Canary", "is not the token that"),
    ],
)
def test_what_is_no_token_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, name: str, spoil: str, says: str
) -> None:
    (sentence,) = refusal(monkeypatch, **{**TOKENS, name: spoil.format(TOKENS[name])})
    assert sentence.startswith(f"{name} ")
    assert says in sentence


@pytest.mark.parametrize(
    ("given", "missing"),
    [("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"), ("SLACK_APP_TOKEN", "SLACK_BOT_TOKEN")],
)
def test_one_of_slacks_two_tokens_is_not_enough(
    monkeypatch: pytest.MonkeyPatch, given: str, missing: str
) -> None:
    (sentence,) = refusal(monkeypatch, **{given: TOKENS[given]})
    assert sentence.startswith(f"{missing} is missing")


@pytest.mark.parametrize("name", ["DISCORD_API", "DISCORD_GATEWAY", "SLACK_API"])
@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost",
        "localhost:8080",
        "ftp://host",
        "://host",
        "{}",
        "{}:80",
        "{}host:99999",
        "{}host:0",
        "{}[::1",
        "{}ho st",
        "{}host\n",
        "{}host/\x1b[2J",
    ],
)
def test_a_url_that_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, name: str, url: str
) -> None:
    scheme = "wss://" if name == "DISCORD_GATEWAY" else "https://"
    (sentence,) = refusal(monkeypatch, **{f"QUOTEBOT_{name}": url.format(scheme)})
    assert sentence == f"QUOTEBOT_{name} is no URL that can be used: write {scheme}host/path"


def test_the_scheme_of_an_address_is_the_one_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = refusal(
        monkeypatch,
        QUOTEBOT_DISCORD_API="wss://host",
        QUOTEBOT_DISCORD_GATEWAY="https://host",
    )
    assert len(sentences) == 2


def test_an_address_stays_as_it_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = with_environment(
        monkeypatch,
        QUOTEBOT_DISCORD_API="http://127.0.0.1:8080/api/v10",
        QUOTEBOT_DISCORD_GATEWAY="ws://[::1]:81",
    )
    assert settings.discord_api == "http://127.0.0.1:8080/api/v10"
    assert settings.discord_gateway == "ws://[::1]:81"


def test_the_libraries_are_separated_as_the_system_separates_paths(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = with_environment(
        monkeypatch, QUOTEBOT_QUOTES=os.pathsep.join(["builtin", "", "/srv/my quotes"])
    )
    assert settings.quotes == ("builtin", "/srv/my quotes")


@pytest.mark.parametrize("value", ["", os.pathsep])
def test_no_library_at_all_is_refused(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    (sentence,) = refusal(monkeypatch, QUOTEBOT_QUOTES=value)
    assert sentence.startswith("QUOTEBOT_QUOTES is empty")


def test_everything_that_is_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    dotenv("QUOTEBOT_DATABSE=x\n")
    sentences = refusal(
        monkeypatch,
        DISCORD_TOKEN=BOT,
        SLACK_BOT_TOKEN="",
        QUOTEBOT_LOG_LEVEL="loud",
        QUOTEBOT_SLACK_API="slack",
    )
    assert [sentence.split()[0].rstrip(":") for sentence in sentences] == [
        "QUOTEBOT_DATABSE",
        "SLACK_APP_TOKEN",
        "DISCORD_TOKEN",
        "SLACK_BOT_TOKEN",
        "QUOTEBOT_LOG_LEVEL",
        "QUOTEBOT_SLACK_API",
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (f"DISCORD_TOKEN={DISCORD}\n".encode("utf-16"), ".env is not UTF-8: save it as UTF-8"),
        (b"# caf\xe9\n", ".env is not UTF-8: save it as UTF-8"),
        (f"\nDISCORD_TOKEN {DISCORD}\n", ".env, line 2 is not NAME=value"),
        (f"\n\n{DISCORD}\n", ".env, line 3 is not NAME=value"),
        (f"DISCORD_TOKEN='{DISCORD}\n", ".env, line 1 is not NAME=value"),
    ],
    ids=["utf-16", "latin-1", "no equals sign", "the token alone", "an open quotation mark"],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    content: str | bytes,
    says: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    dotenv(content)
    assert refusal(monkeypatch) == [says]
    assert "canary" not in caplog.text.casefold()


def test_a_directory_in_the_place_of_the_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").mkdir()
    assert refusal(monkeypatch) == [".env cannot be read: Is a directory"]
