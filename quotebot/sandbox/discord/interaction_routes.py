"""REST: the first answer to an interaction."""

from typing import assert_never

from quotebot.sandbox.discord import refusals
from quotebot.sandbox.discord.callback_rules import checked_callback
from quotebot.sandbox.discord.interactions import CallbackType, Interaction
from quotebot.sandbox.discord.message_book import Message, MessageFlag
from quotebot.sandbox.discord.message_writer import MessageWriter
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.rest import Call, Reply, Route
from quotebot.sandbox.discord.state import State


class InteractionRoutes:
    def __init__(self, state: State, writer: MessageWriter) -> None:
        self._state = state
        self._writer = writer

    def routes(self) -> tuple[Route, ...]:
        path = "/interactions/{interaction_id}/{interaction_token}/callback"
        return (Route("POST", path, self._callback, needs_bot_token=False),)

    def _callback(self, call: Call) -> Reply:
        interaction = self._awaited(call)
        callback, data = checked_callback(interaction.type, call.body)
        message = self._apply(interaction, callback, data)
        interaction.acknowledge(callback, data, self._state.clock.monotonic())
        if call.query.get("with_response") not in ("1", "true"):
            return Reply(204)
        return Reply(body=_response(interaction, callback, message))

    def _awaited(self, call: Call) -> Interaction:
        interaction = self._state.interactions.get(call.parameters["interaction_token"])
        if interaction is None or str(interaction.id) != call.parameters["interaction_id"]:
            raise refusals.unknown_interaction()
        if interaction.callback is not None:
            raise refusals.already_acknowledged()
        if not interaction.awaits_first_answer(self._state.clock.monotonic()):
            raise refusals.unknown_interaction()
        return interaction

    def _apply(
        self, interaction: Interaction, callback: CallbackType, data: Json
    ) -> Message | None:
        """What the callback does to the channel; the message it made or changed, if any."""
        match callback:
            case CallbackType.MESSAGE:
                message = self._writer.respond(interaction, data)
            case CallbackType.DEFERRED_MESSAGE:
                ephemeral = bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)
                message = self._writer.think(interaction, ephemeral=ephemeral)
            case CallbackType.UPDATE_MESSAGE:
                message = self._writer.edit(self._source(interaction), data, ("data",))
            case CallbackType.DEFERRED_UPDATE:
                message = self._source(interaction)
            case CallbackType.AUTOCOMPLETE | CallbackType.MODAL:
                return None
            case _:
                assert_never(callback)
        interaction.original_id = message.id
        interaction.message_ids.append(message.id)
        return message

    def _source(self, interaction: Interaction) -> Message:
        if interaction.source_id is None:
            raise refusals.unknown_message()
        return self._state.messages.get(interaction.source_id)


def _response(interaction: Interaction, callback: CallbackType, message: Message | None) -> Json:
    about: Json = {"id": str(interaction.id), "type": interaction.type.value}
    body: Json = {"interaction": about}
    if message is not None:
        about["response_message_id"] = str(message.id)
        about["response_message_loading"] = callback is CallbackType.DEFERRED_MESSAGE
        about["response_message_ephemeral"] = message.ephemeral
    if callback in (CallbackType.MESSAGE, CallbackType.UPDATE_MESSAGE) and message is not None:
        body["resource"] = {"type": callback.value, "message": message.payload}
    return body
