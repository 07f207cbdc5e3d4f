"""What becomes of a private card when it is shared or dismissed."""

from typing import Final, assert_never

import aiohttp

from quotebot.core import wording
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Notice, QuoteCard, Reply, Request
from quotebot.on_slack.translating import Body, Delivery, payload, respond

_DELETE: Final[Body] = {"delete_original": True}


async def take_away(
    session: aiohttp.ClientSession, body: Body, request: Request, reply: Reply, desk: FrontDesk
) -> None:
    """Show the card to all if the reply is one, then delete the private message.

    A private message whose card did not come into the channel stays, and its person is told.
    Nothing is raised.
    """
    if isinstance(reply, QuoteCard):
        problem = await _post(session, body, request, reply, desk)
        notice = None if problem is None else Notice(problem, refused=True)
    else:
        notice = reply if isinstance(reply, Notice) else None
    message = _DELETE if notice is None else payload(notice, asked_by="")
    await respond(session, body, message)


async def _post(
    session: aiohttp.ClientSession, body: Body, request: Request, card: QuoteCard, desk: FrontDesk
) -> str | None:
    """Post the card once; what to tell the person if it may not stand in the channel."""
    delivery = await respond(session, body, payload(card, asked_by=""))
    match delivery:
        case Delivery.DONE:
            return None
        case Delivery.UNCLEAR:
            return wording.PERHAPS_SHARED
        case Delivery.REFUSED:
            desk.not_shared(request)
            return wording.NOT_SHARED
        case _:
            assert_never(delivery)
