"""People on Discord, who use commands, type, and press buttons."""

from collections.abc import Mapping
from random import Random
from typing import Any, Final

from quotebot.sandbox.discord import ADA, Answer, LoopbackDiscord
from tests.soak.people import AUTHORS, IDS, PATIENCE, TOPICS, WORDS, Unanswered, far_away

DAILY: Final = ("list", "status", "preview", "pause", "resume", "skip", "remove")


class DiscordCrowd:
    """Ada, who runs the server, Max and Gus."""

    def __init__(self, discord: LoopbackDiscord, chance: Random) -> None:
        self._discord = discord
        self._chance = chance
        self._people = tuple(discord.person(name) for name in ("Ada", "Max", "Gus"))
        self._channels = (discord.channel("general"), discord.channel("quotes"))

    @property
    def is_reachable(self) -> bool:
        return self._discord.is_connected and not self._discord.server.is_gone

    async def act(self) -> None:
        acts = (self._ask, self._ask, self._type, self._look_around, self._arrange)
        await self._chance.choice(acts)()

    async def _ask(self) -> None:
        options: dict[str, str] = self._chance.choice(
            (
                {},
                {"topic": self._chance.choice(TOPICS)},
                {"author": self._chance.choice(AUTHORS)},
                {"search": self._chance.choice(WORDS)},
            )
        )
        await self._use("quote", {**options, "private": self._chance.random() < 0.5})

    async def _type(self) -> None:
        focused, texts = self._chance.choice((("topic", TOPICS), ("author", AUTHORS)))
        await self._discord.autocomplete(
            "quote",
            {focused: self._chance.choice(texts)[: self._chance.randint(0, 4)]},
            focused=focused,
            within=PATIENCE,
        )

    async def _look_around(self) -> None:
        looks: tuple[tuple[str, dict[str, str]], ...] = (
            ("today", {}),
            ("quotes topics", {}),
            ("quotes authors", {}),
            ("quotes help", {}),
            ("quotes search", {"words": self._chance.choice(WORDS)}),
            ("quotes show", {"id": self._chance.choice(IDS)}),
        )
        await self._use(*self._chance.choice(looks))

    async def _arrange(self) -> None:
        if self._chance.random() < 0.3:
            time = f"{self._chance.randrange(24):02}:{self._chance.randrange(60):02}"
            plan = {"time": time, "timezone": "UTC", "days": f"{far_away():%a}"}
            await self._use("daily set", plan, by_ada=True)
            return
        action = self._chance.choice(DAILY)
        await self._use(f"daily {action}", {} if action == "list" else {"number": 1}, by_ada=True)

    async def _use(self, name: str, options: Mapping[str, Any], *, by_ada: bool = False) -> None:
        """A command, and then up to two of the buttons that it brings."""
        person = ADA if by_ada else self._chance.choice(self._people)
        channel = self._chance.choice(self._channels)
        answer = await self._discord.command(
            name, options, person=person, channel=channel, within=PATIENCE
        )
        answer = await self._complete(answer, name)
        for _ in range(self._chance.randrange(3)):
            buttons = _buttons_on_discord(answer)
            if not buttons:
                return
            button = self._chance.choice(buttons)
            answer = await self._discord.press(
                answer.messages[-1], button, person=person, within=PATIENCE
            )
            if button.endswith(":dismiss"):
                return
            answer = await self._complete(answer, button)

    async def _complete(self, answer: Answer, name: str) -> Answer:
        if answer.thinking:
            answer = await self._discord.changed(answer, PATIENCE)
        if not answer.messages and answer.modal is None:
            raise Unanswered(f"{name}: {answer.callback.name} and nothing else")
        return answer


def _buttons_on_discord(answer: Answer) -> list[str]:
    """The ids of those that can be pressed under what came last."""
    if not answer.messages:
        return []
    components = answer.messages[-1].components()
    ids = (str(one.get("custom_id", "")) for one in components if not one.get("disabled"))
    return [one for one in ids if one.startswith("q1:")]
