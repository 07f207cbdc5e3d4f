"""The addresses that commands and presses carry, to which the app posts its later answers."""

from aiohttp import web

from quotebot.sandbox.slack.exchanges import Exchanges, Reply
from quotebot.sandbox.slack.interactions import Interactions
from quotebot.sandbox.slack.posting import Posting
from quotebot.sandbox.slack.wire import Payload, Refused

RESPONSE_URL = "response_url"  # its name in the recording, and for faults
NOT_FOUND = frozenset({"used_url", "expired_url", "no_service"})


class ResponseUrls:
    """Takes JSON posts. Which status goes with which error is seen in practice, not documented."""

    def __init__(
        self, *, exchanges: Exchanges, interactions: Interactions, posting: Posting
    ) -> None:
        self._exchanges = exchanges
        self._interactions = interactions
        self._posting = posting

    async def handle(self, request: web.Request) -> web.StreamResponse:
        secret = request.match_info["secret"]
        is_json = request.content_type == "application/json"
        return await self._exchanges.answer(
            request,
            RESPONSE_URL,
            lambda body: self._take(secret, body, is_json=is_json),
            lambda refused: Reply(refused.answer(), 404 if refused.code in NOT_FOUND else 400),
        )

    def _take(self, secret: str, body: Payload, *, is_json: bool) -> Reply:
        if not is_json:
            raise Refused("invalid_payload")
        interaction = self._interactions.use_response_url(secret)
        message = self._posting.answer(interaction, body)
        interaction.uses += 1  # a post that was refused does not count
        return Reply({"ok": True}, message=message.ts)
