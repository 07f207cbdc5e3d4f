"""The switches for what goes wrong: the next post fails, or a platform is gone."""

from dataclasses import dataclass
from typing import Final

from quotebot.core.errors import PersonError
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import faults as of_discord
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import faults as of_slack
from quotebot.sandbox.slack.wire import Payload

POST_ON_DISCORD: Final = "POST /channels/{channel_id}/messages"
POST_ON_SLACK: Final = "chat.postMessage"


@dataclass(frozen=True, slots=True)
class _Kind:
    on_discord: of_discord.Fault
    on_slack: of_slack.Fault


KINDS: Final = {
    "429": _Kind(of_discord.RateLimit(2.0), of_slack.RateLimited(2)),
    "500": _Kind(of_discord.ServerError(500), of_slack.ServerError(500)),
    "no answer": _Kind(of_discord.Hang(), of_slack.Hang()),
    "posted, but no answer": _Kind(of_discord.Hang(applied=True), of_slack.Hang(applied=True)),
}


class Trouble:
    """What is still to go wrong on either platform."""

    def __init__(self, discord: LoopbackDiscord, slack: LoopbackSlack) -> None:
        self._discord = discord
        self._slack = slack

    def waiting(self) -> list[Payload]:
        """The faults that no post has met yet, the next one first."""
        discord = self._discord.faults.waiting(POST_ON_DISCORD)
        slack = self._slack.faults.waiting(POST_ON_SLACK)
        kinds_on_discord = {kind.on_discord: name for name, kind in KINDS.items()}
        kinds_on_slack = {kind.on_slack: name for name, kind in KINDS.items()}
        return [{"platform": "discord", "kind": kinds_on_discord[one]} for one in discord] + [
            {"platform": "slack", "kind": kinds_on_slack[one]} for one in slack
        ]

    async def add(self, body: Payload) -> Payload:
        """Spoil the next post that answers nobody, such as a daily quote."""
        kind = KINDS.get(body["kind"])
        if kind is None:
            raise PersonError(f"There is no fault {body['kind']!r}; there are {', '.join(KINDS)}")
        if body["platform"] == "discord":
            self._discord.fail_next(POST_ON_DISCORD, kind.on_discord)
        else:
            self._slack.fail_next(POST_ON_SLACK, kind.on_slack)
        return {}

    async def gone(self, body: Payload) -> Payload:
        """Take a platform away, connections and all, or bring it back."""
        platform = self._discord if body["platform"] == "discord" else self._slack
        if body["gone"]:
            await platform.server.go_away()
        else:
            await platform.server.come_back()
        return {}
