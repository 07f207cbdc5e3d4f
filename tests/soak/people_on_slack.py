"""People on Slack, who use the command, press buttons, fill in forms, and name the bot."""

from random import Random
from typing import Final

from quotebot.sandbox.slack import Answer, LoopbackSlack
from quotebot.sandbox.slack import Message as SlackMessage
from tests.soak.people import AUTHORS, IDS, PATIENCE, TOPICS, WORDS, Unanswered, far_away

CHANNELS: Final = ("#general", "#quotes")
LOOKS: Final = ("today", "topics", "authors", "help", "by", "daily list")


class SlackCrowd:
    """Ada, who runs the workspace, Max and Gus."""

    def __init__(self, slack: LoopbackSlack, chance: Random) -> None:
        self._slack = slack
        self._chance = chance

    @property
    def is_reachable(self) -> bool:
        return self._slack.connections > 0 and not self._slack.server.is_gone

    async def act(self) -> None:
        acts = (self._ask, self._ask, self._look_around, self._mention, self._fill_in)
        await self._chance.choice(acts)()

    async def _ask(self) -> None:
        topic, author = self._chance.choice(TOPICS), self._chance.choice(AUTHORS)
        text = self._chance.choice(("", topic, f"by {author}", f"search {self._words()}"))
        private = "private " if self._chance.random() < 0.5 else ""
        await self._use(f"{private}{text}")

    async def _look_around(self) -> None:
        looks = (*LOOKS, f"search {self._words()}", f"#{self._chance.choice(IDS)}")
        await self._use(self._chance.choice(looks))

    async def _mention(self) -> None:
        text = self._chance.choice((*TOPICS, "topics", "help"))
        answer = await self._slack.mention(
            text, person=self._person(), channel=self._chance.choice(CHANNELS), timeout=PATIENCE
        )
        _answered(answer, f"@quotebot {text}")

    async def _fill_in(self) -> None:
        """Open the form for a daily quote, look for a zone, and send it or not."""
        opened = await self._slack.command(
            "/quote", "daily", person="Ada", channel="#quotes", timeout=PATIENCE
        )
        if not opened.views:
            _answered(opened, "/quote daily")
            raise Unanswered("/quote daily: no form")
        offered = await self._slack.suggest(
            opened.views[0], "zone", "berl", person="Ada", channel="#quotes"
        )
        if not offered.options:
            raise Unanswered(f"zones: {offered.failure or 'none is offered'}")
        if self._chance.random() < 0.5:
            days = {"days": [str(far_away().weekday())]}
            sent = await self._slack.submit(opened.views[0], days, person="Ada", channel="#quotes")
            _answered(sent, "the form for a daily quote")

    async def _use(self, text: str) -> None:
        """The command, and then up to two of the buttons that it brings."""
        person, channel = self._person(), self._chance.choice(CHANNELS)
        answer = await self._slack.command(
            "/quote", text, person=person, channel=channel, timeout=PATIENCE
        )
        _answered(answer, f"/quote {text}")
        for _ in range(self._chance.randrange(3)):
            message = answer.messages[-1] if answer.messages else None
            buttons = _buttons(message) if message else []
            if message is None or not buttons:
                return
            button = self._chance.choice(buttons)
            answer = await self._slack.press(message, button, person=person, timeout=PATIENCE)
            _answered(answer, button)

    def _person(self) -> str:
        return self._chance.choice(("Ada", "Max", "Gus"))

    def _words(self) -> str:
        return self._chance.choice(WORDS)


def _buttons(message: SlackMessage) -> list[str]:
    elements = (one for block in message.blocks for one in block.get("elements", ()))
    ids = (str(one.get("action_id", "")) for one in elements)
    return [one for one in ids if one.startswith("q1:")]


def _answered(answer: Answer, asked: str) -> None:
    if answer.failure:
        raise Unanswered(f"{asked}: {answer.failure}")
    shown = answer.messages or answer.deleted or answer.views or answer.errors or answer.closed
    if not shown:
        raise Unanswered(f"{asked}: acknowledged, and nothing else")
