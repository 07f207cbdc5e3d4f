"""What the bot may do in a channel, by roles and overwrites, held against discord.py's own sum."""

from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.on_discord.permissions import ALL, permissions_in

VIEW, SEND, READ = 1 << 10, 1 << 11, 1 << 16
ADMINISTRATOR = 1 << 3
SERVER, ROLES, MEMBER, STRANGER = "1", ("2", "3"), "9", "8"

bits = st.sets(st.sampled_from([VIEW, SEND, READ])).map(sum)
some_roles = st.sets(st.sampled_from(ROLES)).map(sorted)


def role(of: str, permissions: int) -> dict[str, Any]:
    return {"id": of, "name": of, "permissions": str(permissions), "position": int(of)}


def overwrite(of: str, kind: int, *, allow: int = 0, deny: int = 0) -> dict[str, Any]:
    return {"id": of, "type": kind, "allow": str(allow), "deny": str(deny)}


@pytest.mark.parametrize(
    ("roles", "overwrites", "held"),
    [
        ([], [], VIEW | SEND),
        (["2"], [], VIEW | SEND | READ),
        (["3"], [overwrite(MEMBER, 1, deny=VIEW)], ALL),
        ([], [overwrite(SERVER, 0, deny=SEND)], VIEW),
        (
            ["2"],
            [overwrite("2", 0, allow=SEND), overwrite(SERVER, 0, deny=SEND)],
            VIEW | SEND | READ,
        ),
        ([], [overwrite(MEMBER, 1, allow=READ), overwrite(SERVER, 0, deny=READ)], 0x10C00),
        ([], [overwrite(MEMBER, 0, deny=SEND), overwrite(STRANGER, 1, deny=SEND)], VIEW | SEND),
    ],
)
def test_overwrites_count_from_everybodys_to_the_members_own(
    roles: list[str], overwrites: list[dict[str, Any]], held: int
) -> None:
    given_out = [role(SERVER, VIEW | SEND), role("2", READ), role("3", ADMINISTRATOR)]
    channel = {"permission_overwrites": overwrites}
    assert permissions_in(channel, SERVER, MEMBER, {"roles": roles}, given_out) == held


@st.composite
def layers(draw: st.DrawFn) -> list[dict[str, Any]]:
    """At most one overwrite for each, as Discord keeps them, in any order."""
    targets = [(SERVER, 0), *((of, 0) for of in ROLES), (MEMBER, 1), (STRANGER, 1)]
    chosen = draw(st.lists(st.sampled_from(targets), unique=True))
    return [overwrite(of, kind, allow=draw(bits), deny=draw(bits)) for of, kind in chosen]


@given(st.tuples(bits, bits, bits), some_roles, layers())
async def test_discord_py_comes_to_the_same(
    granted: tuple[int, int, int], held: list[str], overwrites: list[dict[str, Any]]
) -> None:
    roles = [role(of, each) for of, each in zip((SERVER, *ROLES), granted, strict=True)]
    channel = {
        "id": "5",
        "type": 0,
        "name": "c",
        "position": 0,
        "permission_overwrites": overwrites,
    }
    member = {"roles": held, "user": {"id": MEMBER, "username": "q", "discriminator": "0"}}
    ours = permissions_in(channel, SERVER, MEMBER, member, roles)
    theirs = _by_discord_py(roles, channel, member)
    assert bool(ours & VIEW) == theirs.view_channel
    if theirs.view_channel:
        assert bool(ours & SEND) == theirs.send_messages
        assert bool(ours & READ) == theirs.read_message_history


def _by_discord_py(
    roles: list[dict[str, Any]], channel: dict[str, Any], member: dict[str, Any]
) -> discord.Permissions:
    state: Any = discord.Client(intents=discord.Intents.none())._connection
    data: Any = {"id": SERVER, "name": "s", "owner_id": "7", "roles": roles, "channels": [channel]}
    guild = discord.Guild(data=data, state=state)
    there = guild.get_channel(5)
    assert isinstance(there, discord.TextChannel)
    who: Any = {**member, "joined_at": None, "flags": 0, "deaf": False, "mute": False}
    who["user"] |= {"avatar": None, "global_name": None}
    return there.permissions_for(discord.Member(data=who, guild=guild, state=state))
