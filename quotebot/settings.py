"""Settings from the environment and from .env, read once and strictly; the only reader of both."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from rapidfuzz import process

from quotebot.core.errors import SettingsError

PREFIX: Final = "QUOTEBOT_"
BUILTIN: Final = "builtin"
_DISCORD_TOKEN: Final = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII)

Address = Annotated[str | None, Field(pattern=r"^(https?|wss?)://[^\s/]+")]


class Settings(BaseSettings):
    """What an operator can set; secrets never show in its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    discord_token: SecretStr | None = Field(
        None,
        validation_alias="DISCORD_TOKEN",
        description="Discord's bot token; set it to connect to Discord",
    )
    slack_bot_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_BOT_TOKEN",
        description="Slack's bot token (xoxb-…); set it and the next to connect to Slack",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        validation_alias="SLACK_APP_TOKEN",
        description="Slack's app-level token (xapp-…) with the scope connections:write",
    )
    quotes: Annotated[tuple[str, ...], NoDecode] = Field(
        (BUILTIN,),
        description=f"Directories with quote files, separated by {os.pathsep}; they replace the"
        f" shipped library unless the word {BUILTIN} stands among them",
    )
    database: str = Field(
        "sqlite:///quotebot.db",
        description="URL of the database; sqlite:///path, or memory:// to forget at the end",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged: debug, info, warning or error"
    )
    discord_api: Address = Field(
        None, description="Base URL for Discord's REST API, e.g. of a rate-limit proxy"
    )
    discord_gateway: Address = Field(None, description="URL of Discord's gateway")
    slack_api: Address = Field(None, description="Base URL for Slack's Web API")

    @field_validator("quotes", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value

    @field_validator("quotes")
    @classmethod
    def _not_empty(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not value:
            raise ValueError(f"is empty: name directories, or {BUILTIN}, or remove it")
        return value

    @field_validator("discord_token")
    @classmethod
    def _is_for_discord(cls, token: SecretStr | None) -> SecretStr | None:
        text = _plain(token)
        if text is None or _DISCORD_TOKEN.fullmatch(text):
            return token
        if text.startswith("Bot "):
            raise ValueError('holds the word "Bot " before the token: remove it')
        if text.startswith(("xox", "xapp-")):
            raise ValueError(f"holds a Slack token: it belongs in {_slack_variable(text)}")
        raise ValueError(
            "is no bot token (three parts with dots between): copy it from the Developer Portal,"
            " your application, Bot, Reset Token"
        )

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _with_prefix(token, "xoxb-", "OAuth & Permissions, Bot User OAuth Token")

    @field_validator("slack_app_token")
    @classmethod
    def _is_an_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        return _with_prefix(token, "xapp-", "Basic Information, App-Level Tokens")

    @property
    def platforms(self) -> list[str]:
        """The platforms that tokens are set for."""
        set_ = {"Discord": self.discord_token, "Slack": self.slack_bot_token}
        return [name for name, token in set_.items() if token]


def variable(field_name: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[field_name].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field_name.upper()}"


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """The settings; raises SettingsError with a sentence a line for whatever is wrong with them."""
    known = {variable(name) for name in Settings.model_fields}
    wrong = list(_unknown_names(_everything(env_file), known))
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        wrong += [_sentence(problem) for problem in error.errors(include_input=False)]
        raise SettingsError("\n".join(wrong)) from None
    wrong += _half_of_slack(settings)
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


def _everything(env_file: Path) -> Mapping[str, object]:
    try:
        return dotenv_values(env_file, encoding="utf-8") | dict(os.environ)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read: {error}") from error


def _unknown_names(environment: Mapping[str, object], known: set[str]) -> Iterator[str]:
    for name in sorted(environment):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest, *_ = process.extractOne(name, sorted(known))
            yield f"{name} is no setting; did you mean {nearest}?"


def _sentence(problem: Mapping[str, object]) -> str:
    place = problem["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else "a setting"
    name = name if name.isupper() else variable(name)
    match problem["type"]:
        case "value_error":
            return f"{name} {str(problem['msg']).removeprefix('Value error, ')}"
        case "string_pattern_mismatch":
            return f"{name} is no URL: write it with its scheme, e.g. https://…"
        case _:
            return f"{name}: {problem['msg']}"


def _half_of_slack(settings: Settings) -> Iterator[str]:
    if bool(settings.slack_bot_token) != bool(settings.slack_app_token):
        missing = "SLACK_APP_TOKEN" if settings.slack_bot_token else "SLACK_BOT_TOKEN"
        yield f"{missing} is missing: Slack needs both a bot token and an app-level token"


def _plain(token: SecretStr | None) -> str | None:
    """The token as text; raises ValueError when it is empty or has spaces around it."""
    if token is None:
        return None
    text = token.get_secret_value()
    if not text.strip():
        raise ValueError("is set but empty: put the token in, or remove the line")
    if text != text.strip():
        raise ValueError("has white space around the token: remove it")
    return text


def _with_prefix(token: SecretStr | None, prefix: str, where: str) -> SecretStr | None:
    text = _plain(token)
    if text is None or text.startswith(prefix):
        return token
    if text.startswith(("xoxb-", "xapp-")):
        raise ValueError(f"holds another of Slack's tokens: it belongs in {_slack_variable(text)}")
    raise ValueError(
        f"is not the token that starts with {prefix}: copy it from api.slack.com, your app, {where}"
    )


def _slack_variable(token: str) -> str:
    return "SLACK_APP_TOKEN" if token.startswith("xapp-") else "SLACK_BOT_TOKEN"
