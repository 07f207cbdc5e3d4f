"""The loopback Discord as the page shows it to one person, and what that person does there."""

from typing import Any

from quotebot.core.errors import PersonError
from quotebot.sandbox.discord import Answer, Channel, LoopbackDiscord, Message, Person
from quotebot.sandbox.discord.command_use import Spot, is_offered
from quotebot.sandbox.discord.world import Permission
from quotebot.sandbox.page.markup import discord_texts
from quotebot.sandbox.slack.wire import Payload

SHOWN = 60  # messages of a channel


class DiscordChat:
    """Every method takes names of people and ids as the page got them from `state`."""

    def __init__(self, discord: LoopbackDiscord) -> None:
        self._discord = discord

    def state(self, person: str, channel: str | None) -> Payload:
        """What the person sees in the channel, or in the first if none is named."""
        who = self._person(person)
        where = self._channel(who, channel)
        messages = self._discord.messages(where, seen_by=who)[-SHOWN:]
        return {
            **self.standing(),
            "people": [self._described(one) for one in self._discord.world.people()],
            "channels": [
                {
                    "id": str(one.id),
                    "name": one.name,
                    "direct": one.recipient is not None,
                    "newest": self._newest(one, who),
                }
                for one in self._channels(who)
            ],
            "channel": str(where.id),
            "commands": self._offered(who, where),
            "names": self._discord.world.names(),
            "messages": [_shown(one) for one in messages],
        }

    def standing(self) -> Payload:
        """Whether the bot is connected, and whether the platform is gone."""
        return {"connected": self._discord.is_connected, "gone": self._discord.server.is_gone}

    async def command(self, body: Payload) -> Payload:
        who = self._person(body["person"])
        return _told(
            await self._discord.command(
                body["name"],
                self._filled(body["options"]),
                person=who,
                channel=self._channel(who, body["channel"]),
            )
        )

    async def autocomplete(self, body: Payload) -> Payload:
        who = self._person(body["person"])
        suggested = await self._discord.autocomplete(
            body["name"],
            self._filled(body["options"]),
            focused=body["focused"],
            person=who,
            channel=self._channel(who, body["channel"]),
        )
        return {"choices": [{"name": one.name, "value": one.value} for one in suggested]}

    async def press(self, body: Payload) -> Payload:
        who = self._person(body["person"])
        where = self._channel(who, body["channel"])
        found = [
            one
            for one in self._discord.messages(where, seen_by=who)
            if str(one.id) == body["message"]
        ]
        if not found:
            raise PersonError("This message is gone")
        return _told(
            await self._discord.press(
                found[0], body["custom_id"], person=who, values=body.get("values", ())
            )
        )

    async def say(self, body: Payload) -> Payload:
        """Write a message, which the bot does not read."""
        who = self._person(body["person"])
        self._discord.say(self._channel(who, body["channel"]), body["text"], person=who)
        return {}

    def _filled(self, options: dict[str, Any]) -> dict[str, Any]:
        """The options with the channels in the place of their ids."""
        channels = {str(one.id): one for one in self._discord.world.channels()}
        return {
            name: channels.get(value, value) if isinstance(value, str) else value
            for name, value in options.items()
        }

    def _person(self, name: object) -> Person:
        """Raises LookupError when nobody is called that."""
        for one in self._discord.world.people():
            if one.name == name:
                return one
        raise LookupError(f"nobody is called {name!r}")

    def _newest(self, channel: Channel, who: Person) -> str | None:
        messages = self._discord.messages(channel, seen_by=who)
        return str(messages[-1].id) if messages else None

    def _offered(self, who: Person, where: Channel) -> list[Payload]:
        """The commands that Discord's client would list; any other is not to be chosen."""
        guild = self._discord.world.guild_of(where)
        spot = Spot(who, where, guild, guild.member(who) if guild else None)
        return [one for one in self._discord.commands if is_offered(one, spot)]

    def _channels(self, who: Person) -> list[Channel]:
        return [one for one in self._discord.world.channels() if one.recipient in (None, who)]

    def _channel(self, who: Person, channel_id: str | None) -> Channel:
        channels = self._channels(who)
        return next((one for one in channels if str(one.id) == channel_id), channels[0])

    def _described(self, person: Person) -> Payload:
        guild = self._discord.world.guilds[0]
        member = guild.member(person)
        permissions = guild.permissions(member) if member else 0
        role = (
            "administrator"
            if permissions & Permission.ADMINISTRATOR
            else ("member" if member and member.role_ids else "guest")
        )
        return {"name": person.name, "role": role}


def _shown(message: Message) -> Payload:
    author = message.payload["author"]
    is_bot = bool(author.get("bot"))
    return {
        "id": str(message.id),
        "at": message.payload["timestamp"],
        "author": author["username"] if is_bot else author["global_name"],
        "bot": is_bot,
        "edited": message.edited,
        "ephemeral": message.ephemeral,
        "payload": message.payload,
        "texts": discord_texts(message.payload),
    }


def _told(answer: Answer) -> Payload:
    return {"callback": answer.callback.name, "seconds": answer.seconds, "modal": answer.modal}
