"""Secrets in files: what is taken from them, and what stops the start."""

import os
import traceback
from pathlib import Path

import pytest

from quotebot.core.errors import SettingsError
from quotebot.settings import (
    Settings,
    load_settings,
    secret_fields,
    secrets_that_everybody_can_read,
    variable,
)
from tests.cli.machine import BOT_TOKEN, CANARY, DISCORD_TOKEN, TOKENS

SECRETS = {
    **TOKENS,
    "QUOTEBOT_DATABASE": f"postgresql://me:{CANARY}@host/db",
    "HTTPS_PROXY": f"http://me:{CANARY}@host:3128",
    "HTTP_PROXY": f"http://me:{CANARY}@host:3129",
}


def file_of(name: str, content: str | bytes) -> Path:
    """A file that only its owner can read, with this content."""
    path = Path(name.lower()).absolute()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(0o600)
    return path


def value(settings: Settings, name: str) -> str:
    field = next(each for each in Settings.model_fields if variable(each) == name)
    held = getattr(settings, field)
    return held if isinstance(held, str) else str(held.get_secret_value())


def refusal(monkeypatch: pytest.MonkeyPatch, **variables: str | Path) -> list[str]:
    """The sentences with which the settings are refused; none of them gives a secret away."""
    for name, text in variables.items():
        monkeypatch.setenv(name, str(text))
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert CANARY not in "".join(traceback.format_exception(refused.value))
    return str(refused.value).splitlines()


def test_every_secret_can_be_in_a_file() -> None:
    assert {variable(field) for field in secret_fields()} == set(SECRETS)


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
@pytest.mark.parametrize("way", ["environment", ".env"])
def test_a_secret_is_read_from_its_file_without_the_end_of_its_line(
    monkeypatch: pytest.MonkeyPatch, way: str, end: str
) -> None:
    files = {f"{name}_FILE": file_of(name, text + end) for name, text in SECRETS.items()}
    for name, path in files.items():
        if way == "environment":
            monkeypatch.setenv(name, str(path))
    if way == ".env":
        Path(".env").write_text("".join(f"{name}={path}\n" for name, path in files.items()))
    settings = load_settings()
    assert {name: value(settings, name) for name in SECRETS} == SECRETS
    assert CANARY not in repr(settings)


def test_a_credential_of_systemd_is_found_in_the_directory_that_systemd_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = file_of("discord_token", DISCORD_TOKEN)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(path.parent))
    Path(".env").write_text("DISCORD_TOKEN_FILE=${CREDENTIALS_DIRECTORY}/discord_token\n")
    assert value(load_settings(), "DISCORD_TOKEN") == DISCORD_TOKEN


def test_a_pipe_is_read_once_as_a_shell_hands_it_over(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{DISCORD_TOKEN}\n".encode())
    os.close(writing)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", f"/dev/fd/{reading}")
    assert value(load_settings(), "DISCORD_TOKEN") == DISCORD_TOKEN
    os.close(reading)


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_in_both_ways_is_refused_with_both_places(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = file_of(name, SECRETS[name])
    Path(".env").write_text(f"# one\n{name}_FILE={path}\n")
    variables = {**TOKENS, name: SECRETS[name]}
    assert refusal(monkeypatch, **variables) == [
        f"{name} (environment) and {name}_FILE (.env, line 2) are both set: remove one"
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "is empty"),
        (" \n\n", "is empty"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"x" * 65537, "is longer than any secret"),
        (f"{BOT_TOKEN}\n", "holds another token: it belongs in SLACK_BOT_TOKEN"),
        (f"{DISCORD_TOKEN}\n\n", "has white space"),
        (f"Bot {DISCORD_TOKEN}", 'holds the word "Bot "'),
        (CANARY, "is not the token that has three parts"),
    ],
)
def test_a_file_without_the_secret_is_refused_by_variable_and_path(
    monkeypatch: pytest.MonkeyPatch, content: str | bytes, says: str
) -> None:
    path = file_of("secret", content)
    (sentence,) = refusal(monkeypatch, DISCORD_TOKEN_FILE=path)
    assert sentence.startswith(f"DISCORD_TOKEN_FILE names {path}, which {says}")


def test_a_token_in_the_file_of_the_database_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of("secret", DISCORD_TOKEN)
    (sentence,) = refusal(monkeypatch, QUOTEBOT_DATABASE_FILE=path)
    assert sentence == (
        f"QUOTEBOT_DATABASE_FILE names {path}, which holds a token: it belongs in DISCORD_TOKEN"
    )


@pytest.mark.parametrize(
    ("named", "says"),
    [
        ("", "DISCORD_TOKEN_FILE is set but empty"),
        ("nowhere", "DISCORD_TOKEN_FILE names nowhere, which is not there"),
        (".", "DISCORD_TOKEN_FILE names ., which cannot be read: Is a directory"),
        ("n" * 5000, "which cannot be read: File name too long"),
        (DISCORD_TOKEN, "DISCORD_TOKEN_FILE holds a secret: it is for the path of a file"),
        (f"postgresql://me:{CANARY}@host/db", "DISCORD_TOKEN_FILE holds a secret"),
    ],
    ids=["nothing", "no file", "a directory", "no name", "a token", "a url"],
)
def test_what_is_no_path_to_a_file_is_refused(
    monkeypatch: pytest.MonkeyPatch, named: str, says: str
) -> None:
    (sentence,) = refusal(monkeypatch, DISCORD_TOKEN_FILE=named)
    assert says in sentence


def test_one_of_slacks_two_tokens_is_not_enough_from_a_file_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = file_of("slack_bot_token", BOT_TOKEN)
    (sentence,) = refusal(monkeypatch, SLACK_BOT_TOKEN_FILE=path)
    assert sentence.startswith("SLACK_APP_TOKEN is missing")


def test_slacks_two_tokens_may_come_in_different_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of("slack_bot_token", BOT_TOKEN)
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(path))
    monkeypatch.setenv("SLACK_APP_TOKEN", TOKENS["SLACK_APP_TOKEN"])
    assert load_settings().platforms == ["Slack"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("QUOTEBOT_DATABASE_FIEL", "QUOTEBOT_DATABASE_FILE"),
        ("QUOTEBOT_DISCORD_TOKEN_FILE", "DISCORD_TOKEN_FILE"),
        ("QUOTEBOT_QUOTES_FILE", "QUOTEBOT_QUOTES"),
    ],
)
def test_a_misspelt_name_of_a_file_is_refused_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, name: str, nearest: str
) -> None:
    (sentence,) = refusal(monkeypatch, **{name: "x"})
    assert sentence == f"{name} is no setting; did you mean {nearest}? If not, remove it."


def test_files_that_everybody_can_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_of("discord_token", DISCORD_TOKEN)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(path))
    dotenv = file_of(".env", f"SLACK_BOT_TOKEN={BOT_TOKEN}\n")
    assert not list(secrets_that_everybody_can_read())
    path.chmod(0o604)
    dotenv.chmod(0o644)
    told = list(secrets_that_everybody_can_read())
    assert [sentence.split(",")[0] for sentence in told] == [
        f"DISCORD_TOKEN_FILE names {path}",
        ".env holds secrets",
    ]
    dotenv.write_text("QUOTEBOT_LOG_LEVEL=info\n")
    path.unlink()
    assert not list(secrets_that_everybody_can_read())
