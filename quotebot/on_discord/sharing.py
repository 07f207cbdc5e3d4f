"""What becomes of a private card when it is shared or dismissed."""

import logging
from typing import Any, Final

from discord import AllowedMentions
from discord.http import handle_message_parameters

from quotebot.core import wording
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Notice, QuoteCard, Reply, Request
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Observer
from quotebot.on_discord.rendering import Message, render
from quotebot.on_discord.rest import NoAnswer, NotSent, Rest
from quotebot.on_discord.translating import UNDELIVERED, Interaction, send, tell

log = logging.getLogger(__name__)

_SECONDS: Final = 20.0


def follow_ups(
    api: str | None = None, proxy: str | None = None, observer: Observer = UNOBSERVED
) -> Rest:
    """For further answers to an interaction: its token is in the address, and no limit counts it
    with the bot's own requests."""
    return Rest(None, None, api=api, proxy=proxy, timeout=_SECONDS, observer=observer)


async def take_away(
    interaction: Interaction, request: Request, reply: Reply, desk: FrontDesk, rest: Rest
) -> None:
    """Show the card to all if the reply is one, then delete the private message.

    A private message whose card did not come into the channel stays, and its person is told.
    Nothing is raised.
    """
    if isinstance(reply, Notice):
        await send(interaction, reply)
        return
    try:
        await interaction.response.defer()
        if isinstance(reply, QuoteCard):
            problem = await _post(interaction, request, reply, desk, rest)
            if problem is not None:
                await tell(interaction, Notice(problem, refused=True))
                return
        await interaction.delete_original_response()
    except UNDELIVERED as error:
        log.warning(Event.CARD_NOT_REMOVED(error=error))


async def _post(
    interaction: Interaction, request: Request, card: QuoteCard, desk: FrontDesk, rest: Rest
) -> str | None:
    """Post the card once; what to tell the person if it may not stand in the channel.

    discord.py would try five times, and post twice where Discord took the first without a word.
    """
    path = f"/webhooks/{interaction.application_id}/{interaction.token}"
    try:
        answer = await rest.post(path, payload(card))
    except NotSent as error:
        log.warning(Event.CARD_NOT_SHARED(error=error))
    except NoAnswer as error:
        log.warning(Event.CARD_UNCLEAR(error=error))
        return wording.PERHAPS_SHARED
    else:
        if answer.status < 300:
            return None
        log.warning(Event.CARD_NOT_SHARED(error=answer.message))
        if answer.status >= 500:
            return wording.PERHAPS_SHARED
    desk.not_shared(request)
    return wording.NOT_SHARED


def payload(card: QuoteCard) -> dict[str, Any]:
    """The exact body of the shared message, from discord.py's own builder."""
    parameters = handle_message_parameters(
        view=Message(render(card)), allowed_mentions=AllowedMentions.none()
    )
    return parameters.payload or {}
