"""Tokens that stand where quotebot does not read them, as under another bot's name for them."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from quotebot.settings import Given, given
from quotebot.settings.secret_files import SUFFIX
from quotebot.settings.tokens import owner_of


def misplaced(env_file: Path = Path(".env")) -> Iterator[str]:
    """A sentence for each token whose own variable is not set; it holds nothing of the token."""
    found = given(env_file)
    for each in found.values():
        owner = owner_of(each.text)
        if owner and not _is_set(owner, found):
            name = each.name if each.name.isprintable() else ascii(each.name)
            yield f"{name} ({each.origin}) holds a token, and quotebot reads it from {owner}"


def _is_set(name: str, found: Mapping[str, Given]) -> bool:
    return name in found or name + SUFFIX in found
