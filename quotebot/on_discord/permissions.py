"""What the bot may do in a channel, by Discord's documented algorithm."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

Json = Mapping[str, Any]

ALL: Final = (1 << 53) - 1
_ADMINISTRATOR: Final = 1 << 3
_ROLE, _MEMBER = 0, 1


def permissions_in(
    channel: Json, server: str, account: str, member: Json, roles: Sequence[Json]
) -> int:
    """The account's permissions there, from the channel, its member and the roles of the server.

    What everybody may and what roles give is added up; then the channel's overwrites count, those
    for everybody first and the member's own last.
    """
    held = {server, *map(str, member.get("roles") or ())}
    granted = _sum(each.get("permissions") for each in roles if str(each.get("id")) in held)
    if granted & _ADMINISTRATOR:
        return ALL
    overwrites = list(channel.get("permission_overwrites") or ())
    of_roles = [each for each in overwrites if each.get("type") == _ROLE]
    everybody = [each for each in of_roles if str(each.get("id")) == server]
    others = [each for each in of_roles if str(each.get("id")) in held - {server}]
    own = [
        each
        for each in overwrites
        if each.get("type") == _MEMBER and str(each.get("id")) == account
    ]
    for layer in (everybody, others, own):
        granted &= ~_sum(each.get("deny") for each in layer)
        granted |= _sum(each.get("allow") for each in layer)
    return granted


def _sum(bits: Iterable[object]) -> int:
    total = 0
    for each in bits:
        total |= int(str(each or 0))
    return total
