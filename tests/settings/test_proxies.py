"""Through which proxy an address is reached."""

import pytest

from quotebot.core.errors import SettingsError
from quotebot.settings.proxies import Proxies

DISCORD = "https://discord.com"
BOTH = Proxies("http://s:1", "http://p:2")


@pytest.mark.parametrize(
    ("proxies", "url", "way"),
    [
        (Proxies(), DISCORD, None),
        (BOTH, DISCORD, "http://s:1"),
        (BOTH, "wss://gateway.discord.gg/", "http://s:1"),
        (BOTH, "http://discord.test/", "http://p:2"),
        (BOTH, "http://127.0.0.1:8080/api", None),
        (BOTH, "http://[::1]:8080/api", None),
        (BOTH, "ws://localhost/", None),
        (Proxies("proxy:3128"), DISCORD, "http://proxy:3128"),
        (Proxies(""), DISCORD, None),
        (Proxies("http://s:1", without="*"), DISCORD, None),
        (Proxies("http://s:1", without="slack.com, discord.com"), DISCORD, None),
        (Proxies("http://s:1", without="discord.com:443"), DISCORD, "http://s:1"),
        (Proxies("http://s:1", without=".com"), DISCORD, None),
        (Proxies("http://s:1", without="cord.com,"), DISCORD, "http://s:1"),
    ],
)
def test_the_way_to_a_platform(proxies: Proxies, url: str, way: str | None) -> None:
    assert proxies.way_to(url) == way


@pytest.mark.parametrize("proxy", ["socks5://h:1", "http://", "http://h:notaport", "http://[x"])
def test_a_proxy_that_cannot_be_used_is_told_with_its_variable(proxy: str) -> None:
    with pytest.raises(SettingsError, match="HTTPS_PROXY"):
        Proxies(proxy).way_to(DISCORD)


def test_the_password_of_a_proxy_is_not_shown() -> None:
    assert "secret" not in repr(Proxies("http://me:secret@proxy:1"))
