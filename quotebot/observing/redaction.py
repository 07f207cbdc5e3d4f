"""What must never be read in a log or an error: tokens, passwords, and addresses that act as one.

Whatever has the shape of a secret is masked, whoever it belongs to; so are the very secrets that
are configured, in every form in which they could be written.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

MASK: Final = "***"

_SHORTEST: Final = 6  # masking a shorter secret wherever it stands would mask words of a sentence
_AS_SPELT: Final = re.compile(r"://[^/:@]*:(.+)@")  # unescaped, as SQLAlchemy also takes it
_NAMES: Final = r"(?:\w*(?:token|password|passwd|secret|ticket|api_?key|cookie)|authorization)"
# A text with the shape holds the word before it, which most texts do not. Each pattern begins with
# something that is rare, or where a word begins, so that no text takes longer than its length.
_SHAPES: Final = tuple(
    (word, re.compile(pattern), replacement)
    for word, pattern, replacement in (
        # Slack's tokens of all kinds, rotated ones too.
        ("xox", r"(?a)xox[a-z](?:\.xox[a-z])?-[\w%.-]+", MASK),
        ("xapp-", r"(?a)xapp-[\w%.-]+", MASK),
        # Discord's bot token: an id, a time and a signature in base64.
        (".", r"(?a)(?<![\w-])[\w-]{18,}\.[\w-]{5,8}\.[\w-]{25,}", MASK),
        ("Bot ", r"\b(Bot) +[\w.~+/=-]{16,}", rf"\1 {MASK}"),
        ("Bearer ", r"\b(Bearer) +[\w.~+/=-]{16,}", rf"\1 {MASK}"),
        ("Basic ", r"\b(Basic) +[\w.~+/=-]{16,}", rf"\1 {MASK}"),
        # A password in a URL may hold nearly anything when somebody forgot to escape it; yet what
        # follows a host is a port, and Discord calls the bot itself @me.
        (
            "@",
            (
                r"(:/{1,3}[^\s/:@\"']{0,200}:)"
                r"(?!\d{1,5}/[^\s@]{0,200}@(?:me|original)(?![\w.:]))[^\s\"'<>]{1,200}@"
            ),
            rf"\1{MASK}@",
        ),
        ("=", rf"(?i)(?<![\w-])({_NAMES})=(?!=)[^\s&;,\"'<>)]+", rf"\1={MASK}"),
        (
            ":",
            rf"(?i)([\"']{_NAMES}[\"']: ?[bu]?([\"']))(?:\\.|(?!\2)[^\\])*",
            rf"\1{MASK}",
        ),
        # Who has one of these addresses can answer as the bot.
        ("/webhooks/", r"(/webhooks/\d+/)[\w.~%=-]+", rf"\1{MASK}"),
        ("/interactions/", r"(/interactions/\d+/)[\w.~%=-]+", rf"\1{MASK}"),
        ("hooks.slack.com/", r"(hooks\.slack\.com/)[^\s\"'<>]+", rf"\1{MASK}"),
        ("-----BEGIN", r"(-----BEGIN [A-Z ]+-----)[^-]*", rf"\1{MASK}"),
    )
)


class Redaction:
    """Masks secrets of every known shape, and these ones wherever they stand."""

    __slots__ = ("_known",)

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = {form for secret in secrets for form in _forms(secret)}
        longest_first = sorted(forms, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first))) if forms else None

    def __call__(self, text: str) -> str:
        if self._known:
            text = self._known.sub(MASK, text)
        for word, shape, replacement in _SHAPES:
            if word in text:
                text = shape.sub(replacement, text)
        return text


def passwords_in(url: str) -> Iterator[str]:
    """The passwords that a URL holds: before its host, or among what is asked of it."""
    try:
        parts = urlsplit(url)
        asked = parse_qsl(parts.query)
    except ValueError:  # the shapes must do
        return
    if parts.password:
        yield parts.password
    yield from _AS_SPELT.findall(url)
    yield from (value for name, value in asked if "password" in name.lower())


def _forms(secret: str) -> Iterator[str]:
    """The secret as people, URLs, JSON and Python write it, where it is long enough to be told."""
    for text in (secret, unquote(secret)):
        sent = text.encode(errors="surrogateescape")
        escaped = text.encode("unicode_escape").decode(), json.dumps(text)[1:-1]
        for form in (text, quote(sent), quote(sent, safe=""), quote_plus(sent), *escaped):
            if len(form) >= _SHORTEST:
                yield form
