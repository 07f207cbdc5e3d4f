"""The log's names for people, servers and channels: the same for the same id, and told by none."""

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

_DIGEST_BYTES: Final = 5  # among a million ids, two share a name once in two installations
_KEY_BYTES: Final = 32
# Discord's snowflakes, and Slack's ids of workspaces, people and channels, which have a digit.
_IDS: Final = re.compile(r"(?<![\w.])(?:\d{17,20}|[TEUWCDGB](?=[A-Z]*\d)[A-Z0-9]{8,13})(?!\w)")


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """A keyed hash of the ids: who does not have the key cannot even try all ids there are."""

    key: bytes = field(repr=False)

    def of(self, id_: str) -> str:
        """Ten hexadecimal digits."""
        return blake2b(
            id_.encode(errors="replace"), key=self.key, digest_size=_DIGEST_BYTES
        ).hexdigest()

    def in_text(self, text: str) -> str:
        """The text with a pseudonym, after a #, for whatever looks like an id."""
        return _IDS.sub(lambda found: f"#{self.of(found[0])}", text)


def key_from(*secrets: str) -> bytes:
    """The same key for the same secrets, from which none of them can be found out."""
    digest = blake2b(digest_size=_KEY_BYTES, person=b"quotebot log")
    for secret in secrets:
        digest.update(secret.encode(errors="surrogateescape") + b"\0")
    return digest.digest()
