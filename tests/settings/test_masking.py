"""What of a secret is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.settings.masking import MASK, masked, masked_url


@pytest.mark.parametrize(
    ("secret", "shown"),
    [("", MASK), ("x" * 19, MASK), ("x" * 16 + "last", "***last")],
)
def test_of_a_long_secret_the_end_is_shown_and_of_a_short_one_nothing(
    secret: str, shown: str
) -> None:
    assert masked(secret) == shown


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:///quotebot.db", "sqlite:///quotebot.db"),
        ("memory://", "memory://"),
        ("postgresql://me@host:5432/db", "postgresql://me@host:5432/db"),
        ("postgresql://me:secret@host:5432/db", "postgresql://me:***@host:5432/db"),
        ("postgresql://:secret@host/db", "postgresql://:***@host/db"),
        ("postgresql+psycopg://me:se@cr/et:@host/db", "postgresql+psycopg://me:***@host/db"),
        ("postgresql://host/db?password=secret&x=1", "postgresql://host/db?password=***&x=1"),
        ("postgresql://host/db?x=1&SSLPassword=secret", "postgresql://host/db?x=1&SSLPassword=***"),
        ("postgresql://host/db?p%61ssword=secret", "postgresql://host/db?p%61ssword=***"),
        ("postgresql://host/db?sslkey=client.key", "postgresql://host/db?sslkey=client.key"),
        ("https://me:secret@proxy/path", "https://me:***@proxy/path"),
        ("builtin:/srv/quotes", "builtin:/srv/quotes"),
    ],
)
def test_no_password_in_a_url_is_shown(url: str, shown: str) -> None:
    assert masked_url(url) == shown


@given(st.text(min_size=1), st.sampled_from(["", "?sslmode=require"]))
def test_whatever_a_password_holds_it_is_not_shown(password: str, query: str) -> None:
    shown = masked_url(f"postgresql://me:canary{password}canary@host/db{query}")
    assert shown == f"postgresql://me:***@host/db{query}"
