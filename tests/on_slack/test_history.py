"""Finding a daily post again, through the real slack_sdk."""

from datetime import timedelta

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.plans import Absent, CannotTell, Posted, Unclear
from quotebot.on_slack.history import History
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import Fault, Hang, HtmlPage, RateLimited, Reset, ServerError
from tests.chats import APP_TOKEN, BOT_TOKEN
from tests.on_slack.clocks import HandClock

PREFIX = "q1:daily:0123456789abcdef012345678:"
QUOTES = "C0QUOTES"


def blocks(action_id: str) -> list[dict[str, object]]:
    label: dict[str, object] = {"type": "plain_text", "text": "Another"}
    button: dict[str, object] = {"type": "button", "text": label, "action_id": action_id}
    words: dict[str, object] = {"type": "section", "text": label}
    return [words, {"type": "actions", "elements": [button]}]


@pytest.fixture
def history(web: AsyncWebClient, clock: HandClock) -> History:
    return History(web, clock, answer_seconds=20)


async def posted(web: AsyncWebClient, action_id: str = f"{PREFIX}progress") -> str:
    """The ts of a new post with a button."""
    answer = await web.chat_postMessage(channel=QUOTES, text="daily", blocks=blocks(action_id))
    return str(answer["ts"])


async def test_a_post_is_found_by_its_button(
    web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    since = clock.now()
    ts = await posted(web)
    await posted(web, "q1:daily:another0000000000000000:progress")
    assert await history.find(QUOTES, PREFIX, since) == Posted(ts)


async def test_the_button_of_a_post_on_all_topics_counts_too(
    web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    ts = await posted(web, PREFIX)
    assert await history.find(QUOTES, PREFIX, clock.now()) == Posted(ts)


async def test_a_channel_without_the_post_does_not_have_it(
    slack: LoopbackSlack, web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    slack.say("what a day", channel="#quotes")
    await posted(web, "q1:next:progress")
    assert await history.find(QUOTES, PREFIX, clock.now()) == Absent()


async def test_somebody_elses_copy_is_not_the_post(
    slack: LoopbackSlack, history: History, clock: HandClock
) -> None:
    slack.say("daily", channel="#quotes", blocks=blocks(f"{PREFIX}progress"))
    assert await history.find(QUOTES, PREFIX, clock.now()) == Absent()


@pytest.mark.parametrize("chatter", [99, 100, 101, 450])
async def test_a_post_is_found_behind_what_was_said_since(
    slack: LoopbackSlack, web: AsyncWebClient, history: History, clock: HandClock, chatter: int
) -> None:
    since = clock.now()
    ts = await posted(web)
    for number in range(chatter):
        slack.say(f"word {number}", channel="#quotes")
    assert await history.find(QUOTES, PREFIX, since) == Posted(ts)


async def test_what_is_behind_a_thousand_messages_cannot_be_told(
    slack: LoopbackSlack, web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    since = clock.now()
    await posted(web)
    for number in range(1000):
        slack.say(f"word {number}", channel="#quotes")
    assert await history.find(QUOTES, PREFIX, since) == CannotTell(
        "The channel has more than 1000 newer messages."
    )


async def test_a_look_goes_back_to_the_moment_and_a_little_for_clocks_that_differ(
    web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    ts = await posted(web)
    an_hour, a_day = clock.now() + timedelta(minutes=59), clock.now() + timedelta(days=1)
    assert await history.find(QUOTES, PREFIX, an_hour) == Posted(ts)
    assert await history.find(QUOTES, PREFIX, a_day) == Absent()


async def test_without_the_scope_it_cannot_tell(clock: HandClock) -> None:
    async with (
        LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes={"chat:write"}) as slack,
        ClientSession() as session,
    ):
        web = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, session=session, retry_handlers=[])
        history = History(web, clock, answer_seconds=20)
        assert await history.find(QUOTES, PREFIX, clock.now()) == CannotTell(
            "The scope channels:history is not granted,"
            " so the app cannot look whether it was posted."
        )
        slack.credentials.grant("channels:history")
        assert await history.find(QUOTES, PREFIX, clock.now()) == Absent()


@pytest.mark.parametrize(
    ("change", "code"),
    [("remove_app", "not_in_channel"), ("delete", "channel_not_found")],
)
async def test_in_a_channel_that_is_closed_to_the_app_it_cannot_tell(
    slack: LoopbackSlack, history: History, clock: HandClock, change: str, code: str
) -> None:
    getattr(slack.world, change)("#quotes")
    looked = await history.find(QUOTES, PREFIX, clock.now())
    assert isinstance(looked, CannotTell)
    assert code in looked.reason


async def test_an_archived_channel_can_be_read(
    slack: LoopbackSlack, web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    ts = await posted(web)
    slack.world.archive("#quotes")
    assert await history.find(QUOTES, PREFIX, clock.now()) == Posted(ts)


@pytest.mark.parametrize(
    ("fault", "slept"),
    [
        (ServerError(503), [1, 2]),
        (HtmlPage(502), [1, 2]),
        (Reset(), [1]),  # aiohttp itself repeats a GET on a connection that it had kept
        (RateLimited(4), [4, 4]),
    ],
    ids=str,
)
async def test_a_look_that_fails_for_the_moment_is_tried_again(
    slack: LoopbackSlack,
    web: AsyncWebClient,
    history: History,
    clock: HandClock,
    fault: Fault,
    slept: list[float],
) -> None:
    ts = await posted(web)
    slack.fail_next("conversations.history", fault, times=2)
    assert await history.find(QUOTES, PREFIX, clock.now()) == Posted(ts)
    assert clock.slept == slept


async def test_a_look_that_goes_on_failing_is_given_up(
    slack: LoopbackSlack, history: History, clock: HandClock
) -> None:
    slack.fail_next("conversations.history", ServerError(503), times=3)
    looked = await history.find(QUOTES, PREFIX, clock.now())
    assert isinstance(looked, Unclear)
    assert await history.find(QUOTES, PREFIX, clock.now()) == Absent()


async def test_a_look_that_is_not_answered_is_given_up(
    slack: LoopbackSlack, web: AsyncWebClient, clock: HandClock
) -> None:
    slack.fail_next("conversations.history", Hang())
    impatient = History(web, clock, answer_seconds=0.2)
    assert isinstance(await impatient.find(QUOTES, PREFIX, clock.now()), Unclear)


async def test_an_app_outside_the_marketplace_finds_a_post_among_the_last_fifteen(
    slack: LoopbackSlack, web: AsyncWebClient, history: History, clock: HandClock
) -> None:
    slack.limiter.non_marketplace = True
    ts = await posted(web)
    for number in range(14):
        slack.say(f"word {number}", channel="#quotes")
    assert await history.find(QUOTES, PREFIX, clock.now()) == Posted(ts)
    clock.seconds += 60
    slack.say("one more", channel="#quotes")
    looked = await history.find(QUOTES, PREFIX, clock.now())
    assert isinstance(looked, Unclear)  # a second page would have to wait for a minute
    assert clock.slept == []
