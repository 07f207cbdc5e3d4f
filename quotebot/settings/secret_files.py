"""A secret that is not in a variable itself, but in a file that the variable …_FILE names."""

import stat
from pathlib import Path
from typing import Final

from quotebot.core.errors import SettingsError
from quotebot.settings.tokens import owner_of

SUFFIX: Final = "_FILE"
_MOST_BYTES: Final = 65536


def read_secret(name: str, named: str) -> str:
    """What the file holds that the variable names, without the line end that editors leave.

    Raises SettingsError; its sentence holds no secret, even if one stands where the path belongs.
    """
    return _text(name, named, _content(name, named)).removesuffix("\n").removesuffix("\r")


def _content(name: str, named: str) -> bytes:
    if not named.strip():
        raise SettingsError(f"{name} is set but empty: name a file, or remove the line")
    if owner_of(named) or "://" in named:
        raise SettingsError(f"{name} holds a secret: it is for the path of a file that has it")
    try:
        with Path(named).open("rb") as stream:
            return stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise SettingsError(f"{name} names {named}, which is not there") from None
    except OSError as error:
        raise SettingsError(
            f"{name} names {named}, which cannot be read: {error.strerror}"
        ) from None
    except ValueError:
        raise SettingsError(f"{name} names what can be no file: name another") from None


def _text(name: str, named: str, content: bytes) -> str:
    if len(content) > _MOST_BYTES:
        raise SettingsError(f"{name} names {named}, which is longer than any secret")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(f"{name} names {named}, which is not UTF-8: save it as UTF-8") from None
    if not text.strip():
        raise SettingsError(f"{name} names {named}, which is empty: put the secret in")
    return text


def everybody_can_read(path: Path) -> bool:
    """Whether each account of the machine may read the file; false for what is no file."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & stat.S_IROTH)
