"""People at work: they use commands, type, and press buttons, and wait for what comes back."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.answers import Answer, DidNotRespond, NotOffered, Suggestion
from quotebot.sandbox.discord.command_use import Spot, command_data
from quotebot.sandbox.discord.component_rules import ComponentType
from quotebot.sandbox.discord.gateway import Gateway
from quotebot.sandbox.discord.interactions import CallbackType, Interaction, InteractionType
from quotebot.sandbox.discord.message_book import Message, snapshot
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Channel, Person

ATTACHMENT_SIZE_LIMIT = 10 * 1024 * 1024
FINISHED_INTERACTIONS = 1_000


class People:
    """Sends interactions as Discord does, and gathers the answers."""

    def __init__(self, state: State, gateway: Gateway) -> None:
        self._state = state
        self._gateway = gateway

    def spot(self, person: Person, channel: Channel) -> Spot:
        """Raises NotOffered where the person cannot be, or cannot meet the bot."""
        guild = self._state.world.guild_of(channel)
        member = guild.member(person) if guild else None
        if guild and member is None:
            raise NotOffered(f"{person.name} is not in {guild.name}")
        if guild is None and channel.recipient != person:
            raise NotOffered(f"{person.name} cannot see these direct messages")
        if not self._state.reachable(channel):
            raise NotOffered("the bot is no longer here")
        return Spot(person, channel, guild, member)

    async def use_command(
        self, spot: Spot, name: str, options: Mapping[str, Any], within: float
    ) -> Answer:
        commands = self._state.offered_in(spot.guild)
        data = command_data(commands, name, options, spot)
        kind = InteractionType.APPLICATION_COMMAND
        interaction = await self._send(kind, spot, data, f"/{name}")
        await self._first_answer(interaction, within)
        return self.answer(interaction)

    async def complete(
        self, spot: Spot, name: str, options: Mapping[str, Any], focused: str, within: float
    ) -> tuple[Suggestion, ...]:
        commands = self._state.offered_in(spot.guild)
        data = command_data(commands, name, options, spot, focused=focused)
        kind = InteractionType.AUTOCOMPLETE
        interaction = await self._send(kind, spot, data, f"/{name}")
        await self._first_answer(interaction, within)
        given = interaction.callback_data.get("choices") or []
        return tuple(Suggestion(one["name"], one["value"]) for one in given)

    async def use_component(
        self, spot: Spot, message: Message, component: Json, values: Sequence[str], within: float
    ) -> Answer:
        data: Json = {
            "id": component.get("id"),
            "custom_id": component["custom_id"],
            "component_type": component["type"],
        }
        if component["type"] != ComponentType.BUTTON:
            data["values"] = list(values)
        kind = InteractionType.MESSAGE_COMPONENT
        interaction = await self._send(kind, spot, data, component["custom_id"], message)
        await self._first_answer(interaction, within)
        return self.answer(interaction)

    async def next_change(self, answer: Answer, within: float) -> Answer:
        interaction = self._interaction(answer)
        async with asyncio.timeout(within):
            await interaction.changed_since(answer.changes)
        return self.answer(interaction)

    def answer(self, interaction: Interaction) -> Answer:
        if interaction.callback is None or interaction.answered_at is None:
            raise LookupError(f"{interaction.name} has not been answered")
        found = map(self._state.messages.find, interaction.message_ids)
        is_modal = interaction.callback is CallbackType.MODAL
        return Answer(
            interaction_id=interaction.id,
            callback=interaction.callback,
            messages=tuple(snapshot(message) for message in found if message),
            seconds=interaction.answered_at - interaction.began_at,
            changes=interaction.changes,
            modal=interaction.callback_data if is_modal else None,
        )

    def _interaction(self, answer: Answer) -> Interaction:
        for interaction in self._state.interactions.values():
            if interaction.id == answer.interaction_id:
                return interaction
        raise LookupError("this interaction is long forgotten")

    async def _first_answer(self, interaction: Interaction, within: float) -> None:
        try:
            async with asyncio.timeout(within):
                await interaction.changed_since(0)
        except TimeoutError:
            interaction.given_up = True
            message = f"{interaction.name}: the application did not respond within {within:g} s"
            raise DidNotRespond(message) from None

    async def _send(
        self,
        kind: InteractionType,
        spot: Spot,
        data: Json,
        name: str,
        message: Message | None = None,
    ) -> Interaction:
        interaction = Interaction(
            id=self._state.snowflakes.next(),
            type=kind,
            person=spot.person,
            channel=spot.channel,
            name=name,
            began_at=self._state.clock.monotonic(),
            source_id=message.id if message else None,
        )
        self._remember(interaction)
        payload = self._payload(interaction, spot, data)
        if message is not None:
            payload["message"] = message.payload
        guild_id = spot.guild.id if spot.guild else None
        if not await self._gateway.dispatch("INTERACTION_CREATE", payload, guild_id=guild_id):
            interaction.given_up = True
            raise DidNotRespond(f"{name}: the application did not respond, it is not connected")
        return interaction

    def _remember(self, interaction: Interaction) -> None:
        interactions = self._state.interactions
        interactions[interaction.token] = interaction
        while len(interactions) > FINISHED_INTERACTIONS:
            del interactions[next(iter(interactions))]

    def _payload(self, interaction: Interaction, spot: Spot, data: Json) -> Json:
        payload: Json = {
            "id": str(interaction.id),
            "application_id": str(self._state.application.id),
            "type": interaction.type.value,
            "token": interaction.token,
            "version": 1,
            "data": data,
            "channel_id": str(spot.channel.id),
            "channel": payloads.channel(spot.channel, spot.guild)
            | {"permissions": str(spot.permissions)},
            "locale": spot.person.locale,
            "app_permissions": str(int(self._state.permissions(spot.channel))),
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": ATTACHMENT_SIZE_LIMIT,
            "context": spot.context.value,
            "authorizing_integration_owners": {"0": str(spot.guild.id) if spot.guild else "0"},
        }
        if spot.guild is None or spot.member is None:
            return payload | {"user": payloads.user(spot.person)}
        guild = {"id": str(spot.guild.id), "locale": spot.guild.locale, "features": []}
        return payload | {
            "guild_id": str(spot.guild.id),
            "guild": guild,
            "guild_locale": spot.guild.locale,
            "member": payloads.member(spot.guild, spot.member),
        }
