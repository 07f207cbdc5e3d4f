"""Secrets as they may be shown: enough to tell two of them apart, too little to use one."""

import re
from typing import Final
from urllib.parse import unquote

MASK: Final = "***"
_SHOWN: Final = 4
_LONG_ENOUGH: Final = 20  # so that what is shown is a fifth of it at most
# From the first colon after the slashes to the last @: a password may hold any sign, even /.
_USER_INFO: Final = re.compile(r"(?<=://)([^:@/]*):.*@", re.DOTALL)
_OPTION: Final = re.compile(r"([?&])([^=&]*)=[^&]*")
_SECRET: Final = re.compile(r"passw|pwd|secret|token", re.IGNORECASE)


def masked(secret: str) -> str:
    """The end of a long secret, and nothing of a short one."""
    return MASK + (secret[-_SHOWN:] if len(secret) >= _LONG_ENOUGH else "")


def masked_url(url: str) -> str:
    """The URL without its password; what is no URL stays as it is."""
    return _OPTION.sub(_masked_option, _USER_INFO.sub(rf"\1:{MASK}@", url))


def _masked_option(option: re.Match[str]) -> str:
    sign, name = option.groups()
    return f"{sign}{name}={MASK}" if _SECRET.search(unquote(name)) else option[0]
