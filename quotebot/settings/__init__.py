"""Settings from the environment and from .env, read once and strictly; the only reader of both."""

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple, get_args

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict
from rapidfuzz import fuzz

from quotebot.core.errors import SettingsError
from quotebot.settings.dotenv_file import ENCODING, lines_of
from quotebot.settings.proxies import Proxies
from quotebot.settings.secret_files import SUFFIX, everybody_can_read, read_secret
from quotebot.settings.tokens import check_token, owner_of
from quotebot.settings.values import (
    BUILTIN,
    DatabaseAddress,
    Directories,
    ListeningAddress,
    LogFormat,
    LogLevel,
    Names,
    SocketAddress,
    SocketPath,
    WebAddress,
    not_empty,
)

PREFIX: Final = "QUOTEBOT_"


class Settings(BaseSettings):
    """What an operator can set; secrets never show in its repr."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding=ENCODING,
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
    database: DatabaseAddress = Field(
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
        description="Socket at which `quotebot reload` and `healthcheck` reach the bot;"
        " empty for none",
    )
    log_level: LogLevel = Field(
        "info", description="How much is logged: debug, info, warning or error"
    )
    log_format: LogFormat = Field(
        "auto",
        description="How the log is written: console for people, json for programs, or auto:"
        " console on a terminal and json elsewhere",
    )
    metrics: ListeningAddress = Field(
        None,
        description="Port, or host:port, at which Prometheus finds metrics; a port alone is open"
        " to this machine only; empty for none",
    )
    opentelemetry: bool = Field(
        default=False,
        description="Whether commands and daily posts are traced with OpenTelemetry; needs"
        " `pip install 'quotebot[opentelemetry]'`",
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
    https_proxy: str | None = Field(
        None,
        validation_alias="HTTPS_PROXY",
        repr=False,  # it may hold a password
        description="HTTP proxy through which both platforms are reached",
    )
    http_proxy: str | None = Field(
        None,
        validation_alias="HTTP_PROXY",
        repr=False,
        description="The same for addresses that begin with http:// or ws://",
    )
    no_proxy: str = Field(
        "",
        validation_alias="NO_PROXY",
        description="Hosts that are reached without a proxy, separated by commas; this machine"
        " always is",
    )

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

    @field_validator("quotes", mode="before")
    @classmethod
    def _is_no_address(cls, value: object) -> object:
        if "://" in str(value):  # and maybe a password, which would be told as a name
            raise ValueError("holds a URL: it takes directories")
        return value

    @property
    def proxies(self) -> Proxies:
        return Proxies(self.https_proxy, self.http_proxy, self.no_proxy)

    @property
    def platforms(self) -> list[str]:
        """The platforms that tokens are set for."""
        set_ = {"Discord": self.discord_token, "Slack": self.slack_bot_token}
        return [name for name, token in set_.items() if token]


def variable(field_name: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[field_name].validation_alias
    return alias if isinstance(alias, str) else f"{PREFIX}{field_name.upper()}"


def secret_fields() -> list[str]:
    """The fields that hold a secret, or may: each can be in a file that its …_FILE names."""
    return [
        name
        for name, field in Settings.model_fields.items()
        if not field.repr or SecretStr in (field.annotation, *get_args(field.annotation))
    ]


class Given(NamedTuple):
    """What a variable is set to, how its name is written, and where: the environment or .env."""

    name: str
    text: str
    origin: str


def given(env_file: Path = Path(".env")) -> dict[str, Given]:
    """What is set, by names in capitals; raises SettingsError if the file cannot be read."""
    in_file = [
        Given(name, text, f"{env_file}, line {number}") for name, text, number in lines_of(env_file)
    ]
    in_environment = [Given(name, text, "environment") for name, text in os.environ.items()]
    return {each.name.upper(): each for each in (*in_file, *in_environment)}


def load_settings(env_file: Path = Path(".env")) -> Settings:
    """The settings; raises SettingsError with a sentence a line for whatever is wrong with them."""
    found = given(env_file)
    wrong = [*_unknown({each.name for each in found.values()}), *_half_of_slack(set(found))]
    secrets: dict[str, Any] = {}
    files: dict[str, str] = {}
    for field in secret_fields():
        name = variable(field)
        try:
            if (secret := _from_file(name, found)) is not None:
                secrets[str(Settings.model_fields[field].validation_alias or field)] = secret
                files[name] = found[name + SUFFIX].text
        except SettingsError as error:
            wrong.append(str(error))
    try:
        settings = Settings(_env_file=env_file, **secrets)
    except ValidationError as error:
        problems = error.errors(include_input=False)
        wrong += [_sentence(problem, files) for problem in problems]
        raise SettingsError("\n".join(wrong)) from None
    if wrong:
        raise SettingsError("\n".join(wrong))
    return settings


def _from_file(name: str, found: Mapping[str, Given]) -> str | None:
    """The secret that is in a file, None if no file is named; raises SettingsError."""
    if (file := found.get(name + SUFFIX)) is None:
        return None
    if direct := found.get(name):
        raise SettingsError(
            f"{name} ({direct.origin}) and {name}{SUFFIX} ({file.origin}) are both set: remove one"
        )
    return read_secret(name + SUFFIX, file.text)


def secrets_that_everybody_can_read(env_file: Path = Path(".env")) -> Iterator[str]:
    """A sentence for each file with a secret in it that every account of the machine can read."""
    found = given(env_file)
    names = [variable(field) for field in secret_fields()]
    files = {name + SUFFIX: found[name + SUFFIX].text for name in names if name + SUFFIX in found}
    for name, path in files.items():
        if everybody_can_read(Path(path)):
            yield f"{name} names {path}, which anybody here can read: chmod 600 it"
    in_file = any(name in found and found[name].origin != "environment" for name in names)
    if in_file and everybody_can_read(env_file):
        yield f"{env_file} holds secrets, and anybody here can read it: chmod 600 it"


def _unknown(names: set[str]) -> Iterator[str]:
    secret = [variable(field) + SUFFIX for field in secret_fields()]
    known = sorted([*map(variable, Settings.model_fields), *secret])
    for name in sorted(names):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            nearest = max(known, key=partial(_likeness, name.upper()))
            shown = name if name.isprintable() else ascii(name)
            yield f"{shown} is no setting; did you mean {nearest}? If not, remove it."


def _likeness(one: str, other: str) -> tuple[float, float]:
    """How much of either is in the other; of those with as much, how much of them is the same."""
    return fuzz.WRatio(one, other), fuzz.ratio(one, other)


def _half_of_slack(names: set[str]) -> Iterator[str]:
    pair = {"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"}
    if len(missing := {name for name in pair if not names & {name, name + SUFFIX}}) == 1:
        yield f"{missing.pop()} is missing: Slack needs both a bot token and an app-level token"


def _sentence(problem: Mapping[str, object], files: Mapping[str, str]) -> str:
    place = problem["loc"]
    name = str(place[0]) if isinstance(place, tuple) and place else "a setting"
    name = name if name.isupper() else variable(name)
    if name in files:
        name = f"{name}{SUFFIX} names {files[name]}, which"
    if problem["type"] == "value_error":
        return f"{name} {str(problem['msg']).removeprefix('Value error, ')}"
    return f"{name}: {problem['msg']}"
