"""REST: what may be done with an interaction's token after its first answer."""

from quotebot.sandbox.discord import refusals
from quotebot.sandbox.discord.interactions import Interaction
from quotebot.sandbox.discord.message_book import Message
from quotebot.sandbox.discord.message_writer import MessageWriter
from quotebot.sandbox.discord.rest import Call, Reply, Route
from quotebot.sandbox.discord.state import State


class WebhookRoutes:
    def __init__(self, state: State, writer: MessageWriter) -> None:
        self._state = state
        self._writer = writer

    def routes(self) -> tuple[Route, ...]:
        webhook = "/webhooks/{webhook_id}/{webhook_token}"
        original, other = f"{webhook}/messages/@original", f"{webhook}/messages/{{message_id}}"
        return (
            Route("POST", webhook, self._follow_up, needs_bot_token=False),
            Route("GET", original, self._read, needs_bot_token=False),
            Route("PATCH", original, self._edit, needs_bot_token=False),
            Route("DELETE", original, self._delete, needs_bot_token=False),
            Route("GET", other, self._read, needs_bot_token=False),
            Route("PATCH", other, self._edit, needs_bot_token=False),
            Route("DELETE", other, self._delete, needs_bot_token=False),
        )

    def _follow_up(self, call: Call) -> Reply:
        interaction = self._answered(call)
        message = self._writer.follow_up(interaction, _object(call.body))
        if message.id not in interaction.message_ids:
            interaction.message_ids.append(message.id)
        interaction.note_change()
        # A follow-up always waits for its message: Discord ignores wait=false for applications.
        return Reply(body=message.payload)

    def _read(self, call: Call) -> Reply:
        return Reply(body=self._message(self._answered(call), call).payload)

    def _edit(self, call: Call) -> Reply:
        interaction = self._answered(call)
        message = self._writer.edit(self._message(interaction, call), _object(call.body))
        interaction.note_change()
        return Reply(body=message.payload)

    def _delete(self, call: Call) -> Reply:
        interaction = self._answered(call)
        self._state.messages.delete(self._message(interaction, call).id)
        interaction.note_change()
        return Reply(204)

    def _answered(self, call: Call) -> Interaction:
        """The interaction of this token: answered once, and not older than 15 minutes."""
        interaction = self._state.interactions.get(call.parameters["webhook_token"])
        own = call.parameters["webhook_id"] == str(self._state.application.id)
        if interaction is None or interaction.callback is None or not own:
            raise refusals.unknown_webhook()
        if not interaction.token_is_valid(self._state.clock.monotonic()):
            raise refusals.invalid_webhook_token()
        return interaction

    def _message(self, interaction: Interaction, call: Call) -> Message:
        given = call.parameters.get("message_id")
        wanted = interaction.original_id if given is None else _id(given)
        if wanted not in interaction.message_ids or wanted is None:
            raise refusals.unknown_message()
        return self._state.messages.get(wanted)


def _id(given: str) -> int | None:
    return int(given) if given.isdecimal() else None


def _object(body: object) -> refusals.Json:
    if not isinstance(body, dict):
        raise refusals.empty_message()
    return body
