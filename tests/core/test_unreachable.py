"""From an exception to what an operator can do."""

import errno
import socket
import ssl

import pytest

from quotebot.core.unreachable import proxy_refuses, why


def caused(error: Exception) -> Exception:
    """As client libraries wrap it."""
    wrapped = RuntimeError("Cannot connect")
    wrapped.__cause__ = error
    return wrapped


def untrusted() -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "DNS"),
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "HTTPS_PROXY"),
        (OSError(errno.ENETUNREACH, "Network is unreachable"), "IPv6 alone"),
        (TimeoutError(), "firewall"),
        (untrusted(), "SSL_CERT_FILE"),
        (ssl.SSLError(1, "wrong version number"), "does not speak TLS"),
        (ValueError("odd"), "odd"),
        (ValueError(), "ValueError"),
    ],
)
def test_the_cause_says_what_can_be_done(error: Exception, told: str) -> None:
    assert told in why(error)


def test_a_cause_within_says_more_than_the_error_around_it() -> None:
    refused = ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused")
    assert "nothing listens there" in why(caused(refused))
    assert why(caused(ValueError("odd"))) == "Cannot connect"


def test_a_chain_of_causes_that_is_a_ring_has_an_end() -> None:
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__cause__ = second, first
    assert why(first) == "first"


def test_a_proxy_that_refuses_is_told_from_one_that_wants_a_password() -> None:
    assert "password" in proxy_refuses(407)
    assert "does not let this through" in proxy_refuses(403)
