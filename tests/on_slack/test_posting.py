"""Daily quotes on Slack, through the real slack_sdk: what becomes of a post, whatever happens."""

import asyncio
import logging

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.plans import Absent, Gone, Later, Posted, Unclear
from quotebot.core.quotes import Quote
from quotebot.on_slack.posting import SlackPoster
from quotebot.sandbox.slack import LoopbackSlack, mrkdwn
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.faults import (
    CutShort,
    Fault,
    Hang,
    HtmlPage,
    Refusal,
    Reset,
    ServerError,
)
from quotebot.sandbox.slack.recording import Request
from tests.anthologies import WASTE
from tests.chats import BOT_TOKEN
from tests.on_slack.clocks import HandClock
from tests.on_slack.daily_posts import KEY, QUOTES, daily


async def test_a_post_stands_in_the_channel(slack: LoopbackSlack, poster: SlackPoster) -> None:
    outcome = await poster.post(QUOTES, daily(), KEY)
    (message,) = slack.messages("#quotes")
    assert outcome == Posted(message.ts)
    assert message.element(f"q1:daily:{KEY}:progress") is not None
    assert "That's not waste, that's progress." in draw(message.payload)


async def test_a_post_says_why_it_comes(slack: LoopbackSlack, poster: SlackPoster) -> None:
    await poster.post(QUOTES, daily(explanation="Set up by Ada; she can stop it."), KEY)
    (message,) = slack.messages("#quotes")
    lines = draw(message.payload).splitlines()
    assert lines.index("Set up by Ada; she can stop it.") == len(lines) - 2  # above the button


async def test_a_post_asks_for_no_previews_and_sends_nothing_undocumented(
    slack: LoopbackSlack, poster: SlackPoster
) -> None:
    await poster.post(QUOTES, daily(), KEY)
    body = slack.requests[0].body
    assert body.keys() == {"channel", "text", "blocks", "unfurl_links", "unfurl_media"}
    assert (body["unfurl_links"], body["unfurl_media"]) == (False, False)


@pytest.mark.parametrize(
    "text", ["<!channel> <@U0MAX> <#C0GENERAL>", "<https://evil.example|nitro>", "*b* `c` @here"]
)
async def test_hostile_words_are_shown_as_they_are(
    slack: LoopbackSlack, poster: SlackPoster, text: str
) -> None:
    quote = Quote(
        id="bad", text=text, author=text, topics=("t",), source=WASTE.source, where="p. 1"
    )
    assert isinstance(await poster.post(QUOTES, daily(quote, explanation=text), KEY), Posted)
    (message,) = slack.messages("#quotes")
    drawn = draw(message.payload)
    assert drawn.count(text) == 3  # the quote, its author and the explanation
    assert "mrkdwn" not in str(message.blocks)
    kinds = {type(node).__name__ for node in mrkdwn.parse(message.text)}
    assert not kinds & {"UserMention", "ChannelMention", "SpecialMention", "GroupMention"}


async def test_an_announcement_is_plain_words_for_everybody(
    slack: LoopbackSlack, poster: SlackPoster
) -> None:
    words = "<!here> set up a daily quote & *more*."
    outcome = await poster.announce(QUOTES, words)
    (message,) = slack.messages("#quotes")
    assert outcome == Posted(message.ts)
    assert draw(message.payload) == words
    assert "mrkdwn" not in str(message.blocks)
    slack.world.archive("#quotes")
    assert isinstance(await poster.announce(QUOTES, words), Gone)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("remove_app", "not in this channel any more"),
        ("archive", "archived"),
        ("delete", "was deleted"),
        ("restrict", "preferences"),
    ],
)
async def test_a_channel_that_is_no_longer_open_is_gone(
    slack: LoopbackSlack, poster: SlackPoster, change: str, reason: str
) -> None:
    getattr(slack.world, change)("#quotes")
    outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Gone)
    assert reason in outcome.reason


async def test_with_chat_write_public_the_app_need_not_be_in_the_channel(
    slack: LoopbackSlack, poster: SlackPoster
) -> None:
    slack.world.remove_app("#quotes")
    slack.credentials.grant("chat:write.public")
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Posted)


@pytest.mark.parametrize(
    "code",
    [
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_some_new_one",
        "no_permission",
        "access_denied",
        "messages_tab_disabled",
    ],
)
async def test_what_is_refused_for_the_channels_sake_is_gone(
    slack: LoopbackSlack, poster: SlackPoster, code: str
) -> None:
    slack.fail_next("chat.postMessage", Refusal(code))
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Gone)


@pytest.mark.parametrize(
    "code",
    [
        "invalid_auth", "not_authed", "token_expired", "team_access_not_granted",
        "missing_scope", "ekm_access_denied", "team_added_to_org", "invalid_blocks",
        "msg_too_long", "never_heard_of",
    ],
)  # fmt: skip
async def test_what_is_not_the_channels_fault_is_tried_again_later(
    slack: LoopbackSlack, poster: SlackPoster, code: str
) -> None:
    slack.fail_next("chat.postMessage", Refusal(code))
    outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Later)
    assert outcome.seconds == 300
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Posted)


async def test_a_token_that_was_taken_back_stops_no_plan_for_ever(
    slack: LoopbackSlack, poster: SlackPoster
) -> None:
    await slack.revoke_token("bot")
    revoked = await poster.post(QUOTES, daily(), KEY)
    await slack.uninstall()
    uninstalled = await poster.post(QUOTES, daily(), KEY)
    slack.credentials.reinstall()
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Posted)
    for outcome in (revoked, uninstalled):
        assert isinstance(outcome, Later)
        assert "install it again" in outcome.reason


UNCLEAR: list[Fault] = [
    fault
    for applied in (False, True)
    for fault in (
        ServerError(500, applied=applied),
        ServerError(503, applied=applied),
        HtmlPage(502, applied=applied),
        HtmlPage(200, applied=applied),
        Reset(applied=applied),
        CutShort(applied=applied),
    )
]


@pytest.mark.parametrize("fault", UNCLEAR, ids=str)
async def test_what_may_have_been_posted_is_unclear_and_is_found_if_it_was(
    slack: LoopbackSlack, poster: SlackPoster, clock: HandClock, fault: Fault
) -> None:
    first_try = clock.now()
    slack.fail_next("chat.postMessage", fault)
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Unclear)
    messages = slack.messages("#quotes")
    assert len(slack.requests) == 1  # the SDK tried nothing again
    assert await poster.find(QUOTES, KEY, first_try) == (
        Posted(messages[0].ts) if messages else Absent()
    )


@pytest.mark.parametrize("applied", [False, True])
async def test_an_answer_that_never_comes_is_unclear(
    slack: LoopbackSlack, web: AsyncWebClient, clock: HandClock, applied: bool
) -> None:
    slack.fail_next("chat.postMessage", Hang(applied=applied))
    impatient = SlackPoster(web, clock, answer_seconds=0.2)
    assert isinstance(await impatient.post(QUOTES, daily(), KEY), Unclear)
    await slack.has_recorded(Request)
    assert len(slack.messages("#quotes")) == applied


@pytest.mark.parametrize("code", ["fatal_error", "internal_error", "service_unavailable"])
async def test_an_error_that_may_come_after_the_post_is_unclear(
    slack: LoopbackSlack, poster: SlackPoster, code: str
) -> None:
    slack.fail_next("chat.postMessage", Refusal(code))
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Unclear)


async def test_a_refused_connection_was_no_post(slack: LoopbackSlack, poster: SlackPoster) -> None:
    await slack.close()
    outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Later)
    assert outcome.seconds == 30


async def test_a_post_that_is_cancelled_says_so(slack: LoopbackSlack, poster: SlackPoster) -> None:
    slack.fail_next("chat.postMessage", Hang())
    posting = asyncio.create_task(poster.post(QUOTES, daily(), KEY))
    await slack.has_recorded(Request)
    posting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await posting


async def test_a_client_that_retries_by_itself_is_refused(clock: HandClock) -> None:
    with pytest.raises(ValueError, match="twice"):
        SlackPoster(AsyncWebClient(BOT_TOKEN), clock)


async def test_all_posts_share_one_connection(slack: LoopbackSlack, poster: SlackPoster) -> None:
    for _ in range(3):
        await poster.post(QUOTES, daily(), KEY)
    assert len({request.peer for request in slack.requests}) == 1


async def test_no_token_stands_in_the_log(
    slack: LoopbackSlack, poster: SlackPoster, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    slack.fail_next("chat.postMessage", HtmlPage(502))
    await poster.post(QUOTES, daily(), KEY)
    await poster.post(QUOTES, daily(), KEY)
    assert BOT_TOKEN not in caplog.text
