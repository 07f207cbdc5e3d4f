"""Secrets as they may be shown: enough to tell two of them apart, too little to use one."""

import re
from typing import Final

MASK: Final = "***"
_SHOWN: Final = 4
_LONG_ENOUGH: Final = 20  # so that what is shown is a fifth of it at most
# From the first colon after the slashes to the last @: a password may hold any sign, even /.
_USER_INFO: Final = re.compile(r"(?<=://)([^:@/]*):.*@", re.DOTALL)
_QUERY: Final = re.compile(r"([?&][^=&]*(?:pass|pwd|secret|token|key)[^=&]*=)[^&]*", re.IGNORECASE)


def masked(secret: str) -> str:
    """The end of a long secret, and nothing of a short one."""
    return MASK + (secret[-_SHOWN:] if len(secret) >= _LONG_ENOUGH else "")


def masked_url(url: str) -> str:
    """The URL without its password; what is no URL stays as it is."""
    return _QUERY.sub(rf"\1{MASK}", _USER_INFO.sub(rf"\1:{MASK}@", url))
