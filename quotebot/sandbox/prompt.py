"""A prompt at which Ada, who runs both places, talks to the bot on both loopback platforms."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from typing import Any, Final

from quotebot.core.errors import PersonError
from quotebot.sandbox.discord import Answer as DiscordAnswer
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.discord.drawing import draw as draw_discord
from quotebot.sandbox.discord.interactions import CallbackType
from quotebot.sandbox.prompt_form import fill_in
from quotebot.sandbox.prompt_lines import Line, read_line
from quotebot.sandbox.prompt_news import News
from quotebot.sandbox.slack import Answer as SlackAnswer
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import Message as SlackMessage
from quotebot.sandbox.slack.drawing import draw as draw_slack

WELCOME: Final = (
    "A Discord and a Slack on this machine alone; both answer what you type.\n"
    "Try /quote progress, /quote by Ada Lovelace, /quote topics, /quote help, or a button by its"
    " name.\n"
    "For a quote every day: /daily set time:09:00 timezone:Europe/Berlin\n"
    "Ctrl-D ends."
)
PROMPT: Final = "> "
USAGE: Final = "Type /quote, with a topic if you like, or the name of a button above."
MENTION: Final = "@quotebot"
PERSON: Final = "Ada"  # an administrator on both

GONE: Final = "(the private message is gone)"

_INDENT: Final = "  "
_SETTLED_SECONDS: Final = 1.0
_LOOK_SECONDS: Final = 0.2  # between two looks at what was posted by itself

Say = Callable[[str], None]


class Prompt:
    """Types on both platforms what a person types once, and draws what comes back."""

    def __init__(self, discord: LoopbackDiscord, slack: LoopbackSlack) -> None:
        self._discord = discord
        self._slack = slack
        self._news = News(discord, slack)
        self._on_discord: DiscordMessage | None = None
        self._on_slack: SlackMessage | None = None
        self._speaking = asyncio.Lock()

    async def converse(self, lines: AsyncIterator[str], say: Say) -> None:
        """Answer line by line until there are no more, and show what is posted meanwhile."""
        say(WELCOME)
        async with self._watching(say):
            async for line in lines:
                if line.strip():
                    async with self._speaking:
                        say(await self.answer(line.strip()))
                        self._say_news(say)

    async def answer(self, line: str) -> str:
        """What both platforms show for a line: a command, or a button of the last answer."""
        if line.startswith(MENTION):
            return await self._mention(line.removeprefix(MENTION).strip())
        try:
            command = read_line(line)
        except PersonError as error:
            return str(error)
        return await (self._press(line) if command is None else self._command(command))

    def news(self) -> Iterator[str]:
        """What was posted since the last look without having been asked for, with its channel."""
        for posted in self._news.on_discord():
            yield self._drawn_discord(posted, f"Discord #{posted.channel.name}")
        for sent in self._news.on_slack():
            yield self._drawn_slack(sent, f"Slack #{self._slack.world.channel(sent.channel).name}")

    def _say_news(self, say: Say) -> None:
        for posted in self.news():
            say(f"\n{posted}")

    @asynccontextmanager
    async def _watching(self, say: Say) -> AsyncIterator[None]:
        async def watch() -> None:
            while True:
                await asyncio.sleep(_LOOK_SECONDS)
                async with self._speaking:
                    self._say_news(say)

        watching = asyncio.create_task(watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.wait({watching})
        if not watching.cancelled():
            watching.result()

    async def _command(self, line: Line) -> str:
        drawn = [await self._typed_on_discord(line), await self._typed_on_slack(line)]
        return "\n".join(drawn)

    async def _typed_on_discord(self, line: Line) -> str:
        person = self._discord.person(PERSON)
        options = dict(line.options)
        if name := options.get("channel"):
            channels = {one.name: one for one in self._discord.world.channels()}
            options["channel"] = channels.get(name.removeprefix("#"), name)
        return await self._answer_on_discord(
            self._discord.command(line.path, options, person=person)
        )

    async def _typed_on_slack(self, line: Line) -> str:
        answer = await self._slack.command("/quote", line.text, person=PERSON)
        if answer.views:
            try:
                answer = await fill_in(self._slack, answer.views[0], line.form, PERSON)
            except PersonError as error:
                return _framed("Slack", str(error))
        return self._answer_on_slack(answer)

    async def _mention(self, words: str) -> str:
        """On Slack alone: on Discord the bot reads no messages."""
        answer = await self._slack.mention(words, person=PERSON)
        return self._answer_on_slack(answer)

    async def _press(self, label: str) -> str:
        drawn = []
        if self._on_discord and (found := _button(self._on_discord.payload, "custom_id", label)):
            person = self._discord.person(PERSON)
            pressing = self._discord.press(self._on_discord, found, person=person)
            drawn.append(await self._answer_on_discord(pressing))
        if self._on_slack and (found := _button(self._on_slack.payload, "action_id", label)):
            answer = await self._slack.press(self._on_slack, found, person=PERSON)
            drawn.append(self._answer_on_slack(answer))
        return "\n".join(drawn) or USAGE

    async def _answer_on_discord(self, answering: Awaitable[DiscordAnswer]) -> str:
        """The answer, or what Discord says in its place."""
        try:
            answer = await self._settled(await answering)
        except PersonError as error:
            return _framed("Discord", str(error))
        if not answer.messages:
            return _framed("Discord", GONE)
        return self._drawn_discord(answer.messages[-1], "Discord")

    async def _settled(self, answer: DiscordAnswer) -> DiscordAnswer:
        """What comes of a button whose message the bot means to take away."""
        with suppress(TimeoutError):
            while answer.callback is CallbackType.DEFERRED_UPDATE and any(
                message.ephemeral for message in answer.messages
            ):
                answer = await self._discord.changed(answer, within=_SETTLED_SECONDS)
        return answer

    def _answer_on_slack(self, answer: SlackAnswer) -> str:
        if answer.messages:
            return self._drawn_slack(answer.messages[-1], "Slack")
        if answer.deleted:
            return _framed("Slack", GONE)
        views = "\n".join(draw_slack(view) for view in answer.views)
        refused = "\n".join(answer.errors.values())
        return _framed("Slack", views or refused or answer.failure or "(no answer)")

    def _drawn_discord(self, message: DiscordMessage, where: str) -> str:
        if any(_buttons(message.payload, "custom_id")):
            self._on_discord = message
        return _framed(where, draw_discord(message.payload, self._discord.world.names()))

    def _drawn_slack(self, message: SlackMessage, where: str) -> str:
        if any(_buttons(message.payload, "action_id")):
            self._on_slack = message
        ephemeral = message.visible_to is not None
        return _framed(where, draw_slack(message.payload, ephemeral=ephemeral))


def _button(payload: Any, key: str, label: str) -> str | None:
    return next((id_ for name, id_ in _buttons(payload, key) if name == label.casefold()), None)


def _buttons(part: Any, key: str) -> Iterator[tuple[str, str]]:
    """The names and ids of the buttons in a payload of either platform."""
    match part:
        case {"label": str(name), **rest} if key in rest:
            yield name.casefold(), str(part[key])
        case {"type": "button", "text": {"text": str(name)}}:
            yield name.casefold(), str(part[key])
        case dict():
            for value in part.values():
                yield from _buttons(value, key)
        case list():
            for value in part:
                yield from _buttons(value, key)
        case _:
            return


def _framed(name: str, drawn: str) -> str:
    return "\n".join([f"{name}:", *(f"{_INDENT}{line}".rstrip() for line in drawn.splitlines())])
