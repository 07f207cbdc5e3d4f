"""What a person does in the sandbox and what comes back: commands, presses, words, events."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from quotebot.sandbox.slack import payloads
from quotebot.sandbox.slack.answers import Answer
from quotebot.sandbox.slack.credentials import Credentials
from quotebot.sandbox.slack.history import Message
from quotebot.sandbox.slack.interactions import Interaction, Interactions
from quotebot.sandbox.slack.posting import Posting
from quotebot.sandbox.slack.recording import Acknowledgement
from quotebot.sandbox.slack.socket_mode import SocketMode
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import Channel, Member, World

MENTIONS_SCOPE: Final = "app_mentions:read"


class Conversing:
    """Plays the people of the workspace; `patience` is in seconds, after the acknowledgement."""

    def __init__(
        self,
        *,
        world: World,
        credentials: Credentials,
        interactions: Interactions,
        posting: Posting,
        socket_mode: SocketMode,
        clock: Callable[[], float],
        base_url: Callable[[], str],
    ) -> None:
        self._world = world
        self._credentials = credentials
        self._interactions = interactions
        self._posting = posting
        self._socket_mode = socket_mode
        self._clock = clock
        self._base_url = base_url
        self._events = itertools.count(1)

    async def command(
        self, command: str, text: str, *, person: Member, channel: Channel, patience: float
    ) -> Answer:
        interaction = self._interactions.begin(person, channel)
        url = f"{self._base_url()}/commands/{interaction.secret}"
        payload = payloads.slash_command(self._world, interaction, command, text, url)
        outcome = await self._socket_mode.deliver("slash_commands", payload, takes_response=True)
        problem = self._take_response(interaction, outcome)
        if problem is not None:
            return Answer(failure=f'{command} failed with the error "{problem}"')
        return await self._answer(interaction, outcome, patience)

    async def press(
        self, message: Message, action: Payload, *, person: Member, patience: float
    ) -> Answer:
        """Slack shows a warning sign beside the button when nobody acknowledges."""
        channel = self._world.channel(message.channel)
        interaction = self._interactions.begin(person, channel, message)
        url = f"{self._base_url()}/actions/{interaction.secret}"
        payload = payloads.block_actions(self._world, interaction, action, url)
        outcome = await self._socket_mode.deliver("interactive", payload, takes_response=False)
        return await self._answer(interaction, outcome, patience)

    async def event(self, event: Payload) -> Answer:
        number, now = next(self._events), self._posting.now()
        payload = payloads.event_callback(self._world, event, event_id=f"Ev{number:08d}", now=now)
        retry: Payload = {"retry_attempt": 0, "retry_reason": ""}
        outcome = await self._socket_mode.deliver(
            "events_api", payload, takes_response=False, extra=retry
        )
        if isinstance(outcome, str):
            return Answer(failure=outcome)
        return Answer(acknowledged_milliseconds=outcome.milliseconds)

    async def mention(
        self, text: str, person: Member, channel: Channel, *, thread: str | None, patience: float
    ) -> Answer:
        """Name the app in a message; it hears of that where it is a member and may listen."""
        app = self._world.app
        words = {"text": f"<@{app.bot_user}> {text}".rstrip()}
        said = self._posting.say(channel, person, words, thread)
        if app.bot_user not in channel.members:
            return Answer(failure="not_in_channel")
        if MENTIONS_SCOPE not in self._credentials.granted("bot"):
            return Answer(failure="missing_scope")
        posted = self._posting.next_in(channel)
        heard = await self.event(payloads.app_mention(self._world, said))
        if heard.failure:
            return heard
        await asyncio.wait({posted}, timeout=patience)
        return replace(heard, messages=(posted.result(),) if posted.done() else ())

    def _take_response(
        self, interaction: Interaction, outcome: Acknowledgement | str
    ) -> str | None:
        """Show the message that an acknowledgement carries; the error's code when there is one."""
        if isinstance(outcome, str):
            return outcome
        try:
            if outcome.payload:
                self._posting.answer(interaction, outcome.payload)
        except Refused as refused:
            return refused.code
        return None

    async def _answer(
        self, interaction: Interaction, outcome: Acknowledgement | str, patience: float
    ) -> Answer:
        if isinstance(outcome, str):
            return Answer(failure=outcome)
        try:
            await asyncio.wait_for(interaction.answered.wait(), patience)
        except TimeoutError:
            answered = None
        else:
            answered = (self._clock() - interaction.began) * 1000
        return Answer(
            messages=tuple(interaction.shown),
            deleted=tuple(interaction.deleted),
            views=tuple(interaction.views),
            acknowledgement=outcome.payload,
            acknowledged_milliseconds=outcome.milliseconds,
            answered_milliseconds=answered,
        )
