"""What a person does in the sandbox and what comes back: commands, presses, words, events."""

import asyncio
import itertools
from collections.abc import Callable

from quotebot.sandbox.slack import payloads
from quotebot.sandbox.slack.answers import Answer
from quotebot.sandbox.slack.history import Message
from quotebot.sandbox.slack.interactions import Interaction, Interactions
from quotebot.sandbox.slack.posting import Posting
from quotebot.sandbox.slack.recording import Acknowledgement
from quotebot.sandbox.slack.socket_mode import SocketMode
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import Channel, Member, World


class Conversing:
    """Plays the people of the workspace; `patience` is in seconds, after the acknowledgement."""

    def __init__(
        self,
        *,
        world: World,
        interactions: Interactions,
        posting: Posting,
        socket_mode: SocketMode,
        clock: Callable[[], float],
        base_url: Callable[[], str],
    ) -> None:
        self._world = world
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
