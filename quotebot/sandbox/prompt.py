"""A prompt at which a person talks to the bot on both loopback platforms at once."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any, Final, assert_never

from quotebot.core import commands, grammar
from quotebot.core.errors import PersonError
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    FillInDaily,
    ListDaily,
    ListTopics,
    PressExpired,
    SetDaily,
)
from quotebot.sandbox.discord import Answer as DiscordAnswer
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.discord.drawing import draw as draw_discord
from quotebot.sandbox.slack import Answer as SlackAnswer
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import Message as SlackMessage
from quotebot.sandbox.slack.drawing import draw as draw_slack

WELCOME: Final = (
    "A Discord and a Slack on this machine alone; both answer what you type.\n"
    "Try /quote progress, /quote topics, /quote help, or a button by its name: Another.\n"
    "Ctrl-D ends."
)
PROMPT: Final = "> "
USAGE: Final = "Type /quote, with a topic if you like, or the name of a button above."

_INDENT: Final = "  "


class Prompt:
    """Types on both platforms what a person types once, and draws what comes back."""

    def __init__(self, discord: LoopbackDiscord, slack: LoopbackSlack) -> None:
        self._discord = discord
        self._slack = slack
        self._on_discord: DiscordMessage | None = None
        self._on_slack: SlackMessage | None = None

    async def converse(self, lines: AsyncIterator[str], say: Callable[[str], None]) -> None:
        """Answer line by line until there are no more."""
        say(WELCOME)
        async for line in lines:
            if line.strip():
                say(await self.answer(line.strip()))

    async def answer(self, line: str) -> str:
        """What both platforms show for a line: a command, or a button of the last answer."""
        word, _, rest = line.partition(" ")
        if word in ("/quote", "/quotes"):
            return await self._command(rest)
        return await self._press(line)

    async def _command(self, text: str) -> str:
        path, options = _as_discord_command(grammar.parse(text))
        drawn = [
            self._drawn_discord(await _attempt(self._discord.command(path, options))),
            self._drawn_slack(await self._slack.command("/quote", text)),
        ]
        return "\n".join(drawn)

    async def _press(self, label: str) -> str:
        drawn = []
        if self._on_discord and (found := _button(self._on_discord.payload, "custom_id", label)):
            answer = await _attempt(self._discord.press(self._on_discord, found))
            drawn.append(self._drawn_discord(answer))
        if self._on_slack and (found := _button(self._on_slack.payload, "action_id", label)):
            drawn.append(self._drawn_slack(await self._slack.press(self._on_slack, found)))
        return "\n".join(drawn) or USAGE

    def _drawn_discord(self, answer: DiscordAnswer | str) -> str:
        if isinstance(answer, str):
            return _framed("Discord", answer)
        self._on_discord = answer.message
        names = self._discord.world.names()
        return _framed("Discord", draw_discord(answer.message.payload, names))

    def _drawn_slack(self, answer: SlackAnswer) -> str:
        if not answer.messages:
            return _framed("Slack", answer.failure or "(no answer)")
        self._on_slack = answer.messages[-1]
        ephemeral = self._on_slack.visible_to is not None
        return _framed("Slack", draw_slack(self._on_slack.payload, ephemeral=ephemeral))


def _as_discord_command(ask: Ask) -> tuple[str, dict[str, Any]]:
    """The command and options with which Discord's users ask what was typed."""
    match ask:
        case AskQuote(topic, private):
            options: dict[str, Any] = {"topic": topic} if topic else {}
            return commands.QUOTE.path[0], options | ({"private": True} if private else {})
        case ListTopics():
            return " ".join(commands.TOPICS.path), {}
        case AskHelp():
            return " ".join(commands.HELP.path), {}
        case AskToday():
            return commands.TODAY.path[0], {}
        case ListDaily():
            return " ".join(commands.DAILY_LIST.path), {}
        case ActOnDaily(action, number):
            return f"daily {action}", {"number": number} if number else {}
        case FillInDaily() | SetDaily() | PressExpired():
            raise AssertionError(f"Discord's users do not type {type(ask).__name__}")
        case _:
            assert_never(ask)


async def _attempt(answering: Awaitable[DiscordAnswer]) -> DiscordAnswer | str:
    """The answer, or what Discord says in its place."""
    try:
        return await answering
    except PersonError as error:
        return str(error)


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
