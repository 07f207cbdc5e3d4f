"""Who runs a workspace, as Slack or the settings say."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.on_slack.people import Known, People, granted_scopes
from quotebot.on_slack.permissions import PEOPLE
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import Fault, Refusal, Reset, ServerError
from quotebot.sandbox.slack.world import InstalledApp, Member, World
from tests.chats import APP_TOKEN, BOT_TOKEN

MEMBERS = (
    Member("U1", "owner", "Owner", is_owner=True, time_zone="Asia/Kathmandu"),
    Member("U2", "admin", "Admin", is_admin=True),
    Member("U3", "member", "Member"),
    Member("U4", "guest", "Guest", is_guest=True),
    Member("U5", "odd", "Odd", is_guest=True, is_admin=True),
)


@asynccontextmanager
async def workspace() -> AsyncIterator[tuple[LoopbackSlack, AsyncWebClient]]:
    world = World(MEMBERS, (), InstalledApp())
    async with (
        LoopbackSlack(
            bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes={PEOPLE.name}, world=world
        ) as slack,
        ClientSession() as session,
    ):
        url = slack.api_url
        yield slack, AsyncWebClient(BOT_TOKEN, base_url=url, session=session, retry_handlers=[])


@pytest.mark.parametrize(
    ("user", "runs_place"),
    [("U1", True), ("U2", True), ("U3", False), ("U4", False), ("U5", False)],
)
async def test_owners_and_admins_run_the_workspace_and_guests_never(
    user: str, *, runs_place: bool
) -> None:
    async with workspace() as (_, web):
        assert (await People(web, {PEOPLE.name}, ()).look_up(user)).runs_place is runs_place


async def test_a_persons_zone_is_known() -> None:
    async with workspace() as (_, web):
        assert (await People(web, {PEOPLE.name}, ()).look_up("U1")).zone == "Asia/Kathmandu"


async def test_whom_the_settings_name_runs_it_too() -> None:
    async with workspace() as (_, web):
        people = People(web, {PEOPLE.name}, ("U3",))
        assert await people.look_up("U3") == Known(runs_place=True, zone="Europe/Amsterdam")


async def test_without_the_scope_slack_is_not_asked() -> None:
    async with workspace() as (slack, web):
        people = People(web, {"commands"}, ("U3",))
        assert await people.look_up("U3") == Known(runs_place=True)
        assert await people.look_up("U1") == Known(runs_place=False)
        assert slack.requests == ()


@pytest.mark.parametrize("fault", [Refusal("user_not_found"), Reset(), ServerError(503)])
async def test_what_slack_does_not_say_is_left_to_the_settings(fault: Fault) -> None:
    async with workspace() as (slack, web):
        people = People(web, {PEOPLE.name}, ("U3",))
        for user, runs_place in (("U3", True), ("U1", False)):
            slack.fail_next("users.info", fault, times=2)  # aiohttp asks again on a new connection
            assert await people.look_up(user) == Known(runs_place)


@pytest.mark.parametrize(
    ("headers", "scopes"),
    [
        ({"x-oauth-scopes": "commands,users:read"}, {"commands", "users:read"}),
        ({"X-OAuth-Scopes": "commands, users:read"}, {"commands", "users:read"}),
        ({}, set()),
    ],
)
def test_the_granted_scopes_stand_in_any_answer(headers: dict[str, str], scopes: set[str]) -> None:
    assert granted_scopes(headers) == scopes
