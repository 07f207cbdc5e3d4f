"""A world of many channels, for measuring."""

from quotebot.sandbox.discord.world import ADA, EVERYONE, Channel, Guild, Member, Role, World

CHANNELS_PER_GUILD = 500  # Discord's limit
FIRST_ID = 1_200_000_000_000_000_000


def world_of(channels: int) -> World:
    """So many channels, "channel-0" and so on, in as few guilds as Discord needs for them."""
    numbers = range(channels)
    starts = numbers[::CHANNELS_PER_GUILD]
    return World(tuple(_guild(numbers[start : start + CHANNELS_PER_GUILD]) for start in starts))


def _guild(numbers: range) -> Guild:
    guild_id = FIRST_ID + 2 * numbers[0]  # even; the ids of channels are odd
    return Guild(
        id=guild_id,
        name=f"Guild of channel {numbers[0]}",
        roles=(Role(guild_id, "@everyone", EVERYONE),),
        channels=tuple(Channel(FIRST_ID + 2 * n + 1, f"channel-{n}") for n in numbers),
        members=(Member(ADA),),
    )
