"""What a setting may hold, and how it is read from its text."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

BUILTIN: Final = "builtin"
_LONGEST_SOCKET_PATH: Final = 103  # macOS; Linux takes four more


@dataclass(frozen=True, slots=True)
class Accepts:
    """What an operator may write, where the type does not say it."""

    words: str


@dataclass(frozen=True, slots=True)
class Separated:
    """Several of something in one text, and what stands between them."""

    plural: str
    sign: str
    called: str

    def parts(self, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(part.strip() for part in value.split(self.sign) if part.strip())


def not_empty(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise ValueError(f"is empty: name directories, or {BUILTIN}, or remove it")
    return names


def _address(*schemes: str) -> AfterValidator:
    """Accept the URL of a host, as it was written."""

    def check(url: str) -> str:
        try:
            parts = urlsplit(url)
            usable = parts.scheme in schemes and parts.hostname and parts.port != 0
        except ValueError:
            usable = False
        if not usable or not url.isprintable() or " " in url:
            raise ValueError(f"is no URL that can be used: write {schemes[-1]}://host/path")
        return url

    return AfterValidator(check)


def _paths(value: object) -> object:
    return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value


_DIRECTORIES: Final = Separated("directories", os.pathsep, os.pathsep)
_IDS: Final = Separated("ids", ",", "commas")
Directories = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_paths), _DIRECTORIES]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_IDS.parts), _IDS]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(str.lower)]
LogFormat = Annotated[Literal["auto", "console", "json"], BeforeValidator(str.lower)]


def _path_or_none(value: object) -> object:
    return value or None


def _short_enough(path: Path | None) -> Path | None:
    if path is not None and len(os.fsencode(path)) > _LONGEST_SOCKET_PATH:
        raise ValueError(
            f"is longer than {_LONGEST_SOCKET_PATH} bytes, which no socket can be: shorten it"
        )
    return path


SocketPath = Annotated[
    Path | None,
    BeforeValidator(_path_or_none),
    AfterValidator(_short_enough),
    Accepts("a path, or nothing"),
]
WebAddress = Annotated[str, _address("http", "https"), Accepts("a URL, https://host/path")]
SocketAddress = Annotated[str, _address("ws", "wss"), Accepts("a URL, wss://host/path")]
DatabaseAddress = Annotated[str, Accepts("a URL")]


class Listening(NamedTuple):
    """Where to listen. Port 0 is any that is free."""

    host: str
    port: int


_LOOPBACK: Final = "127.0.0.1"


def _listening(value: object) -> object:
    """host:port, or a port on this machine alone; nothing for an empty text."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    if not text:
        return None
    host, _, port = text.rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    plain = port.isascii() and port.isdecimal() and len(port) <= 5 and int(port) < 2**16
    if not plain or text.startswith(":") or (":" in bare and bare == host) or " " in bare:
        raise ValueError("is no port and no host:port: write 9464 or 127.0.0.1:9464")
    return Listening(bare or _LOOPBACK, int(port))


ListeningAddress = Annotated[
    Listening | None,
    NoDecode,
    BeforeValidator(_listening),
    Accepts("a port or host:port, or nothing"),
]
