"""Why a platform cannot be reached, for an operator: from an exception to half a sentence."""

import errno
import socket
import ssl
from collections.abc import Iterator
from typing import Final

_NO_WAY: Final = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL})
_PROXY: Final = "where only a proxy leads out, name it in HTTPS_PROXY"


def why(error: BaseException | None) -> str:
    """What stands in the way and what to do about it, as far as the error tells.

    The cause that says most is looked for in the whole chain of causes: what a client library says
    itself is often no more than that there was an error.
    """
    for cause in _chain(error):
        if told := _told(cause):
            return told
    return str(error) or type(error).__name__


def proxy_refuses(status: int) -> str:
    """Half a sentence on a proxy that answered, and lets nothing through."""
    what = "it wants another user or password" if status == 407 else "it does not let this through"
    return f"the proxy answers HTTP {status}: {what}; check HTTPS_PROXY, or the proxy"


def _told(cause: BaseException) -> str | None:
    match cause:
        case ssl.SSLCertVerificationError():
            return (
                f"its certificate is not trusted ({cause.verify_message}): if a proxy of yours"
                " opens what is encrypted, name a file with its certificate in SSL_CERT_FILE"
            )
        case ssl.SSLError():
            return (
                f"what answers there does not speak TLS as it should ({cause.strerror}): {_PROXY}"
            )
        case socket.gaierror():
            return f"its name is not found ({cause.strerror}): check this machine's DNS; {_PROXY}"
        case ConnectionRefusedError():
            return f"nothing listens there (connection refused): {_PROXY}"
        case TimeoutError():
            return f"no answer in time: check the firewall; {_PROXY}"
        case OSError(errno=number) if number in _NO_WAY:
            return (
                f"no way leads there ({cause.strerror}): check the network; a machine that has"
                f" IPv6 alone needs NAT64 or a proxy; {_PROXY}"
            )
        case _:
            return None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """The error and its causes, the first cause first."""
    causes: list[BaseException] = []
    while error is not None and error not in causes:
        causes.append(error)
        error = error.__cause__ or error.__context__
    return reversed(causes)
