"""Settings from the environment and from .env, read once and strictly; the only reader of both."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Final

from dotenv.parser import Binding, parse_stream
from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import process

from quotebot.core.errors import SettingsError
from quotebot.settings.tokens import check_token, owner_of
from quotebot.settings.values import (
    BUILTIN,
    Directories,
    LogLevel,
    Names,
    SocketAddress,
    SocketPath,
    WebAddress,
    not_empty,
)

PREFIX: Final = "QUOTEBOT_"
_ENCODING: Final = "utf-8-sig"  # Windows' editors open a file with a byte order mark


class Settings(BaseSettings):
    """What an operator can set; secrets never show in its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding=_ENCODING,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        validate_default=False,
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
    quotes: Annotated[Directories, AfterValidator(not_empty)] = Field(
        (BUILTIN,),
        description=f"Directories with quote files, separated by {os.pathsep}; they replace the"
        f" shipped library unless the word {BUILTIN} stands among them",
    )
    database: str = Field(
        "sqlite:///quotebot.db",
        repr=False,  # it may hold a password
        description="URL of the database; sqlite:///path, or memory:// to forget at the end",
    )
    watch: bool = Field(
        default=True,
        description="Whether quote files are read anew when they change; SIGHUP and"
        " `quotebot reload` work in any case",
    )
    control_socket: SocketPath = Field(
        Path("quotebot.sock"),
        description="Socket at which `quotebot reload` reaches the bot; empty for none",
    )
    log_level: LogLevel = Field(
        "info", description="How much is logged: debug, info, warning or error"
    )
    slack_admins: Names = Field(
        (),
        description="Ids of people on Slack, separated by commas, who may change daily quotes;"
        " needed where the scope users:read was not granted",
    )
    daily_grace_minutes: int = Field(
        120,
        ge=1,
        le=1440,
        description="How late a daily quote may come after an outage; later it is left out",
    )
    discord_share: float = Field(
        1.0,
        gt=0,
        le=1,
        description="This process's share of Discord's rate limit, where several processes post",
    )
    discord_api: WebAddress | None = Field(
        None, description="Base URL for Discord's REST API, e.g. of a rate-limit proxy"
    )
    discord_gateway: SocketAddress | None = Field(None, description="URL of Discord's gateway")
    slack_api: WebAddress | None = Field(None, description="Base URL for Slack's Web API")

    @field_validator("discord_token", "slack_bot_token", "slack_app_token")
    @classmethod
    def _is_the_right_token(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        check_token(secret.get_secret_value(), variable(str(info.field_name)))
        return secret

    @field_validator(
        "quotes", "database", "discord_api", "discord_gateway", "slack_api", mode="before"
    )
    @classmethod
    def _is_no_token(cls, value: object) -> object:
        if owner := next(filter(None, map(owner_of, str(value).split(os.pathsep))), None):
            raise ValueError(f"holds a token: it belongs in {owner}")
        return value

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
    names = _names_in(env_file) | set(os.environ)
    wrong = [*_unknown(names), *_half_of_slack({name.upper() for name in names})]
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        wrong += [_sentence(problem) for problem in error.errors(include_input=False)]
        raise SettingsError("\n".join(wrong)) from None
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


def colour_wanted() -> bool:
    """Whether terminals may be written to in colour: not when NO_COLOR is set (no-color.org)."""
    return not os.environ.get("NO_COLOR")


def plain_wanted() -> bool:
    """Whether nothing on a terminal is to move, nor any character to steer it."""
    return not colour_wanted() or os.environ.get("TERM") == "dumb"


def _names_in(env_file: Path) -> set[str]:
    """The names that the file sets; raises SettingsError if it cannot be read to its end."""
    try:
        with env_file.open(encoding=_ENCODING) as stream:
            lines = list(parse_stream(stream))
    except FileNotFoundError:
        return set()
    except UnicodeDecodeError:
        raise SettingsError(f"{env_file} is not UTF-8: save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"{env_file} cannot be read: {error.strerror}") from error
    if broken := [line for line in lines if line.error or (line.key and line.value is None)]:
        raise SettingsError(
            "\n".join(f"{env_file}, line {_number(line)} is not NAME=value" for line in broken)
        )
    return {line.key for line in lines if line.key}


def _number(line: Binding) -> int:
    """Where the line stands; the parser counts from the blank lines before it."""
    text = line.original.string
    return line.original.line + text[: len(text) - len(text.lstrip())].count("\n")


def _unknown(names: set[str]) -> Iterator[str]:
    known = sorted(variable(field) for field in Settings.model_fields)
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest, *_ = process.extractOne(name.upper(), known)
            shown = name if name.isprintable() else ascii(name)
            yield f"{shown} is no setting; did you mean {nearest}? If not, remove it."


def _half_of_slack(names: set[str]) -> Iterator[str]:
    pair = {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}
    if len(missing := pair - names) == 1:
        yield f"{missing.pop()} is missing: Slack needs both a bot token and an app-level token"


def _sentence(problem: Mapping[str, object]) -> str:
    place = problem["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else "a setting"
    name = name if name.isupper() else variable(name)
    if problem["type"] == "value_error":
        return f"{name} {str(problem['msg']).removeprefix('Value error, ')}"
    return f"{name}: {problem['msg']}"
