"""Where the app may post and what it may know: membership, archives, restrictions, scopes."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack


async def refusal(client: AsyncWebClient, channel: str = "C0QUOTES") -> str:
    """The error with which a post is refused."""
    with pytest.raises(SlackApiError) as refused:
        await client.chat_postMessage(channel=channel, text="hello")
    return str(refused.value.response["error"])


async def info(client: AsyncWebClient, channel: str) -> dict[str, object]:
    described: dict[str, object] = (await client.conversations_info(channel=channel))["channel"]
    return described


async def test_the_app_posts_where_it_was_invited(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.world.remove_app("#quotes")
    assert await refusal(client) == "not_in_channel"
    slack.world.invite_app("#quotes")
    assert (await client.chat_postMessage(channel="C0QUOTES", text="hello"))["ok"]


async def test_with_chat_write_public_it_posts_in_every_public_channel_and_no_private_one(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    secret = slack.world.create("secret", private=True, with_app=False)
    open_to_all = slack.world.create("open", with_app=False)
    slack.credentials.grant("chat:write.public")
    assert await refusal(client, secret.id) == "channel_not_found"
    assert (await client.chat_postMessage(channel=open_to_all.id, text="hello"))["ok"]


async def test_a_private_channel_is_open_to_an_app_that_is_in_it(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    secret = slack.world.create("secret", private=True)
    assert (await client.chat_postMessage(channel=secret.id, text="hello"))["ok"]


async def test_an_archived_channel_takes_no_posts_until_it_is_opened_again(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.world.archive("#quotes")
    assert await refusal(client) == "is_archived"
    slack.world.unarchive("#quotes")
    assert (await client.chat_postMessage(channel="C0QUOTES", text="hello"))["ok"]


@pytest.mark.parametrize("code", ["restricted_action", "restricted_action_read_only_channel"])
async def test_a_restricted_channel_takes_no_posts_until_it_is_freed(
    slack: LoopbackSlack, client: AsyncWebClient, code: str
) -> None:
    slack.world.restrict("#quotes", code)
    assert await refusal(client) == code
    slack.world.restrict("#quotes", None)
    assert (await client.chat_postMessage(channel="C0QUOTES", text="hello"))["ok"]


async def test_a_deleted_channel_is_not_found(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.world.delete("#quotes")
    assert await refusal(client) == "channel_not_found"
    assert await refusal(client, "#quotes") == "channel_not_found"


async def test_an_app_that_was_removed_is_refused_until_it_is_installed_again(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await slack.uninstall()
    assert await refusal(client) == "account_inactive"
    slack.credentials.reinstall()
    assert (await client.chat_postMessage(channel="C0QUOTES", text="hello"))["ok"]


async def test_a_channel_is_described(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.credentials.grant("channels:read")
    general, quotes = await info(client, "C0GENERAL"), await info(client, "C0QUOTES")
    assert (general["name"], general["is_general"]) == ("general", True)
    assert (quotes["name"], quotes["is_general"]) == ("quotes", False)
    assert not any(quotes[key] for key in ("is_private", "is_archived", "is_ext_shared", "is_im"))
    slack.world.remove_app("#quotes")
    slack.world.archive("#quotes")
    quotes = await info(client, "C0QUOTES")
    assert (quotes["is_member"], quotes["is_archived"]) == (False, True)


async def test_each_kind_of_channel_is_described_by_a_scope_of_its_own(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    secret = slack.world.create("secret", private=True)
    slack.credentials.grant("channels:read")
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_info(channel=secret.id)
    assert refused.value.response["needed"] == "groups:read"
    slack.credentials.grant("groups:read")
    assert (await info(client, secret.id))["is_private"] is True


async def test_every_answer_to_a_known_token_names_the_granted_scopes(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_info(channel="C0QUOTES")
    granted = "chat:write,commands,users:read"
    assert refused.value.response["provided"] == granted
    assert refused.value.response.headers["x-oauth-scopes"] == granted
    slack.credentials.grant("channels:history")
    answer = await client.conversations_history(channel="C0QUOTES")
    assert answer.headers["x-oauth-scopes"] == f"channels:history,{granted}"


async def test_no_answer_to_an_unknown_token_names_scopes(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.auth_test(token="xoxb-another")
    assert "x-oauth-scopes" not in refused.value.response.headers
