"""The loopback Slack as the page shows it to one person, and what that person does there."""

from quotebot.core.errors import PersonError
from quotebot.sandbox.page.markup import slack_texts
from quotebot.sandbox.slack import Answer, LoopbackSlack, Message
from quotebot.sandbox.slack.payloads import escaped_words
from quotebot.sandbox.slack.wire import Payload
from quotebot.sandbox.slack.world import Channel, ChannelKind, Member

SHOWN = 60  # messages of a channel
WARNING = "Slack shows a warning: the app did not answer properly ({})"


class SlackChat:
    """Every method takes names of people and ids as the page got them from `state`."""

    def __init__(self, slack: LoopbackSlack) -> None:
        self._slack = slack
        self._views: dict[str, Payload] = {}

    def state(self, person: str, channel: str | None) -> Payload:
        """What the person sees in the channel, or in the first if none is named."""
        who = self._slack.world.person(person)
        where = self._channel(who, channel)
        messages = self._slack.messages(where.id, who.id)[-SHOWN:]
        return {
            **self.standing(),
            "people": [_described(one) for one in self._slack.world.people()],
            "channels": [
                {
                    "id": one.id,
                    "name": one.name,
                    "direct": one.kind is ChannelKind.DIRECT,
                    "private": one.kind is ChannelKind.PRIVATE,
                    "newest": self._newest(one, who),
                }
                for one in self._channels(who)
            ],
            "channel": where.id,
            "commands": self._commands(),
            "app": self._slack.world.app.name,
            "names": self._names(),
            "messages": [self._shown(one) for one in messages],
        }

    def standing(self) -> Payload:
        """Whether the bot is connected, and whether the platform is gone."""
        return {"connected": self._slack.connections > 0, "gone": self._slack.server.is_gone}

    async def send(self, body: Payload) -> Payload:
        """What is typed into the box: a slash command, a message that names the app, or another."""
        text, app = body["text"].strip(), f"@{self._slack.world.app.name}"
        person, channel, thread = body["person"], body["channel"], body.get("thread")
        if text.startswith("/"):
            command, _, words = text.partition(" ")
            self._check_declared(command)
            return self._told(
                await self._slack.command(command, words, person=person, channel=channel)
            )
        if app in text:
            words = text.replace(app, "", 1).strip()
            return self._told(
                await self._slack.mention(words, person=person, channel=channel, thread=thread)
            )
        self._slack.say(text, person=person, channel=channel)
        return {}

    async def press(self, body: Payload) -> Payload:
        found = [
            one
            for one in self._slack.messages(body["channel"], body["person"])
            if one.ts == body["ts"]
        ]
        if not found:
            raise PersonError("This message is gone")
        return self._told(
            await self._slack.press(found[0], body["action_id"], person=body["person"])
        )

    async def suggest(self, body: Payload) -> Payload:
        answer = await self._slack.suggest(
            self._view(body),
            body["action_id"],
            body["typed"],
            person=body["person"],
            channel=body["channel"],
        )
        return self._told(answer) | {"options": list(answer.options)}

    async def submit(self, body: Payload) -> Payload:
        try:
            answer = await self._slack.submit(
                self._view(body), body["entries"], person=body["person"], channel=body["channel"]
            )
        except LookupError as error:
            raise PersonError(str(error)) from error
        return self._told(answer) | {"errors": dict(answer.errors), "closed": answer.closed}

    def _commands(self) -> list[Payload]:
        return list(self._slack.manifest.get("features", {}).get("slash_commands", ()))

    def _check_declared(self, command: str) -> None:
        declared = [one["command"] for one in self._commands()]
        if declared and command not in declared:
            raise PersonError(f"{command} is no command here; there is {', '.join(declared)}")

    def _view(self, body: Payload) -> Payload:
        if body["view"] not in self._views:
            raise PersonError("This form is gone")
        return self._views[body["view"]]

    def _told(self, answer: Answer) -> Payload:
        for view in answer.views:
            self._views[view["id"]] = view
        if answer.failure:
            raise PersonError(WARNING.format(answer.failure))
        return {
            "views": [{"view": one, "texts": slack_texts(one)} for one in answer.views],
            "acknowledged": answer.acknowledged_milliseconds,
            "answered": answer.answered_milliseconds,
        }

    def _newest(self, channel: Channel, who: Member) -> str | None:
        messages = self._slack.messages(channel.id, who.id)
        return messages[-1].ts if messages else None

    def _channels(self, who: Member) -> list[Channel]:
        return [one for one in self._slack.world.channels() if who.id in one.members]

    def _channel(self, who: Member, channel_id: str | None) -> Channel:
        channels = self._channels(who)
        return next((one for one in channels if one.id == channel_id), channels[0])

    def _names(self) -> dict[str, str]:
        world = self._slack.world
        return (
            {one.id: one.real_name for one in world.people()}
            | {one.id: one.name for one in world.channels()}
            | {world.app.bot_user: world.app.name}
        )

    def _shown(self, message: Message) -> Payload:
        names, payload = self._names(), message.payload
        if message.author is not None:
            payload = {**payload, "text": escaped_words(payload["text"])}  # as their Slack sends it
        return {
            "ts": message.ts,
            "author": names[message.author or self._slack.world.app.bot_user],
            "bot": message.author is None,
            "edited": message.edited,
            "ephemeral": message.is_ephemeral,
            "thread": message.thread,
            "payload": payload,
            "texts": slack_texts(payload),
        }


def _described(person: Member) -> Payload:
    role = "administrator" if person.is_admin else "guest" if person.is_guest else "member"
    return {"name": person.real_name, "role": role, "zone": person.time_zone}
