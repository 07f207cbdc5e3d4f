"""Discord's JSON for users, members, roles, channels and guilds."""

from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Application, Channel, Guild, Member, Person, Role

OWNER = Person(1_100_000_000_000_000_010, "Owner")
JOINED_AT = "2024-01-01T00:00:00+00:00"
GUILD_TEXT, DIRECT_MESSAGE = 0, 1
OVERWRITES_A_MEMBER = 1


def user(person: Person | Application) -> Json:
    return {
        "id": str(person.id),
        "username": person.name.lower(),
        "global_name": person.name,
        "discriminator": "0",
        "avatar": None,
        "bot": isinstance(person, Application),
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user(application: Application) -> Json:
    """The bot's own account, as /users/@me and READY show it."""
    return user(application) | {
        "verified": True,
        "mfa_enabled": False,
        "email": None,
        "locale": "en-US",
    }


def partial_application(application: Application) -> Json:
    return {"id": str(application.id), "flags": 0}


def own_application(application: Application) -> Json:
    return partial_application(application) | {
        "name": application.name,
        "description": "",
        "icon": None,
        "type": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags_new": "0",
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "owner": user(OWNER),
        "team": None,
        "bot": user(application),
    }


def _membership(role_ids: tuple[int, ...]) -> Json:
    return {
        "roles": [str(role_id) for role_id in role_ids],
        "joined_at": JOINED_AT,
        "nick": None,
        "avatar": None,
        "premium_since": None,
        "pending": False,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
    }


def member(guild: Guild, who: Member) -> Json:
    """As it stands in an interaction, with the permissions summed up."""
    return {
        "user": user(who.person),
        "permissions": str(guild.permissions(who)),
        **_membership(who.role_ids),
    }


def role(one: Role, position: int) -> Json:
    return {
        "id": str(one.id),
        "name": one.name,
        "permissions": str(int(one.permissions)),
        "position": position,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
        "icon": None,
        "unicode_emoji": None,
    }


def channel(one: Channel, guild: Guild | None) -> Json:
    if one.recipient is not None:
        return {
            "id": str(one.id),
            "type": DIRECT_MESSAGE,
            "flags": 0,
            "last_message_id": None,
            "recipients": [user(one.recipient)],
        }
    return {
        "id": str(one.id),
        "type": GUILD_TEXT,
        "guild_id": str(guild.id) if guild else None,
        "name": one.name,
        "position": 0,
        "permission_overwrites": [],
        "nsfw": False,
        "parent_id": None,
        "topic": None,
        "rate_limit_per_user": 0,
        "last_message_id": None,
        "flags": 0,
    }


def standing_channel(one: Channel, state: State) -> Json:
    """As the channel is now: with what was posted in it, and what its overwrite takes away."""
    last = state.messages.last_id(one)
    now = channel(one, state.world.guild_of(one)) | {"last_message_id": last and str(last)}
    if denied := state.denied(one):
        bot = {"id": str(state.application.id), "type": OVERWRITES_A_MEMBER}
        now["permission_overwrites"] = [bot | {"allow": "0", "deny": str(int(denied))}]
    return now


def guild(one: Guild, state: State) -> Json:
    """The whole guild, as GUILD_CREATE carries it."""
    own_member = {"user": user(state.application), **_membership(())}
    return {
        "id": str(one.id),
        "name": one.name,
        "owner_id": str(one.members[0].person.id),
        "roles": [role(each, position) for position, each in enumerate(one.roles)],
        "channels": [standing_channel(each, state) for each in one.channels],
        "members": [own_member, *(member(one, each) for each in one.members)],
        "member_count": len(one.members) + 1,
        "joined_at": JOINED_AT,
        "preferred_locale": one.locale,
        "unavailable": False,
        "large": False,
        **dict.fromkeys(
            (
                "emojis",
                "features",
                "guild_scheduled_events",
                "presences",
                "soundboard_sounds",
                "stage_instances",
                "stickers",
                "threads",
                "voice_states",
            ),
            (),
        ),
        **dict.fromkeys(
            ("afk_timeout", "default_message_notifications", "explicit_content_filter"), 0
        ),
        **dict.fromkeys(("mfa_level", "nsfw_level", "premium_tier", "verification_level"), 0),
    }
