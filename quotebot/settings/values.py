"""What a setting may hold, and how it is read from its text."""

import os
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator
from pydantic_settings import NoDecode

BUILTIN: Final = "builtin"
_LONGEST_SOCKET_PATH: Final = 103  # macOS; Linux takes four more


def _split(value: object) -> object:
    return tuple(filter(None, value.split(os.pathsep))) if isinstance(value, str) else value


def _split_at_commas(value: object) -> object:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",") if part.strip())


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


Directories = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_at_commas)]
LogLevel = Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(str.lower)]


def _path_or_none(value: object) -> object:
    return value or None


def _short_enough(path: Path | None) -> Path | None:
    if path is not None and len(os.fsencode(path)) > _LONGEST_SOCKET_PATH:
        raise ValueError(
            f"is longer than {_LONGEST_SOCKET_PATH} bytes, which no socket can be: shorten it"
        )
    return path


SocketPath = Annotated[Path | None, BeforeValidator(_path_or_none), AfterValidator(_short_enough)]
WebAddress = Annotated[str, _address("http", "https")]
SocketAddress = Annotated[str, _address("ws", "wss")]


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


ListeningAddress = Annotated[Listening | None, NoDecode, BeforeValidator(_listening)]
