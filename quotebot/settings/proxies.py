"""Through which proxy an address is reached, by the variables that other programs go by too."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from quotebot.core.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Proxies:
    """`without` lists hosts, and ends of their names, that are reached directly; * is all.

    Proxies do not show in its repr: they may hold a password.
    """

    for_https: str | None = field(default=None, repr=False)
    for_http: str | None = field(default=None, repr=False)
    without: str = ""

    def way_to(self, url: str) -> str | None:
        """The proxy for the URL; None where none is set, and for this machine itself.

        Raises SettingsError for a proxy that cannot be used.
        """
        parts = urlsplit(url)
        encrypted = parts.scheme in ("https", "wss")
        proxy = self.for_https if encrypted else self.for_http
        host = parts.hostname or ""
        if not proxy or _is_here(host):
            return None
        if any(_covers(entry.strip(), host, parts.netloc) for entry in self.without.split(",")):
            return None
        return _usable(proxy, "HTTPS_PROXY" if encrypted else "HTTP_PROXY")


def _covers(entry: str, host: str, netloc: str) -> bool:
    """Whether an entry of NO_PROXY means the host: by its name, the end of it, or with its port."""
    name = entry.lower().removeprefix("*.").lstrip(".")
    return entry == "*" or (name != "" and (name in (host, netloc) or host.endswith(f".{name}")))


def _usable(proxy: str, name: str) -> str:
    url = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(url)
        usable = parts.hostname and parts.port != 0 and parts.scheme in ("http", "https")
    except ValueError:
        usable = False
    if not usable:
        raise SettingsError(
            f"{name} names no proxy that can be used: write http://host:port (SOCKS is not spoken)"
        )
    return url


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
