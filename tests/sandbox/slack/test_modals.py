"""People in front of a form: menus, suggestions, what is sent and what comes back."""

from collections.abc import Mapping

import pytest

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.forms import REQUIRED
from quotebot.sandbox.slack.recording import Envelope
from quotebot.sandbox.slack.wire import Payload
from tests.sandbox.slack.bolt import bolt_connected_to
from tests.sandbox.slack.forms import DAYS, FORM, daily_form, field, opened, option, plain


async def test_a_form_comes_to_the_app_as_it_opened_and_closes(slack: LoopbackSlack) -> None:
    sent: list[Payload] = []

    def keep(values: Payload) -> Payload:
        sent.append(values)
        return {}

    async with bolt_connected_to(slack, daily_form(keep)):
        answer = await slack.submit(await opened(slack), {}, channel="#quotes")
    assert answer.closed
    assert sent == [
        {
            "channel": {
                "channel-action": {
                    "type": "conversations_select",
                    "selected_conversation": "C0QUOTES",
                }
            },
            "time": {"time-action": {"type": "timepicker", "selected_time": "09:00"}},
            "zone": {
                "zone-action": {
                    "type": "external_select",
                    "selected_option": option("Europe/Amsterdam"),
                }
            },
            "days": {"days-action": {"type": "checkboxes", "selected_options": DAYS[:5]}},
            "topics": {"topics-action": {"type": "multi_static_select", "selected_options": []}},
            "note": {"note-action": {"type": "plain_text_input", "value": None}},
        }
    ]


async def test_what_a_person_enters_comes_to_the_app(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, daily_form()):
        view = await opened(slack)
        await slack.suggest(view, "zone-action", "berlin")
        entries = {
            "channel": "#general",
            "time": "07:30",
            "zone": "Europe/Berlin",
            "days": ["Sat", "Sun"],
            "topics": ["data"],
            "note": "hello",
        }
        assert (await slack.submit(view, entries, person="Ada")).closed
    payload = slack.recorded(Envelope)[-1].payload
    values = payload["view"]["state"]["values"]
    assert payload["user"]["id"] == "U0ADA"
    assert payload["view"]["id"] == view["id"]
    assert values["channel"]["channel-action"]["selected_conversation"] == "C0GENERAL"
    assert values["time"]["time-action"]["selected_time"] == "07:30"
    assert values["zone"]["zone-action"]["selected_option"] == option("Europe/Berlin")
    assert values["days"]["days-action"]["selected_options"] == DAYS[5:]
    assert values["topics"]["topics-action"]["selected_options"] == [option("data")]
    assert values["note"]["note-action"]["value"] == "hello"


async def test_a_menu_offers_what_the_app_suggests_for_what_was_typed(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, daily_form()):
        view = await opened(slack)
        offered = await slack.suggest(view, "zone-action", "europe")
        assert [one["value"] for one in offered.options] == ["Europe/Amsterdam", "Europe/Berlin"]
        assert (await slack.suggest(view, "zone-action", "mars")).options == ()
    payload = slack.recorded(Envelope)[1].payload
    assert (payload["type"], payload["value"]) == ("block_suggestion", "europe")
    assert (payload["action_id"], payload["block_id"]) == ("zone-action", "zone")
    assert payload["container"] == {"type": "view", "view_id": view["id"]}


async def test_before_enough_was_typed_the_app_is_not_asked(slack: LoopbackSlack) -> None:
    zone = field("zone", {"type": "external_select"})
    async with bolt_connected_to(slack, daily_form(form={**FORM, "blocks": [zone]})):
        view = await opened(slack)
        assert (await slack.suggest(view, "zone-action", "eu")).options == ()
        assert len(slack.recorded(Envelope)) == 1
        assert len((await slack.suggest(view, "zone-action", "eur")).options) == 2


@pytest.mark.parametrize("count", [100, 101])
async def test_a_menu_shows_a_hundred_options_and_not_one_more(
    slack: LoopbackSlack, count: int
) -> None:
    many = tuple(f"zone {number}" for number in range(count))
    async with bolt_connected_to(slack, daily_form(offered=many)):
        answer = await slack.suggest(await opened(slack), "zone-action", "z")
    assert len(answer.options) == (100 if count == 100 else 0)
    assert answer.failure == (None if count == 100 else "invalid_options")


@pytest.mark.parametrize(
    "entries",
    [
        {"nowhere": "x"},
        {"zone": "Europe/Berlin"},  # never suggested
        {"days": ["Caturday"]},
        {"time": "25:00"},
        {"topics": ["progress", "data", "waste"]},
        {"channel": "@ada"},
        {"channel": "#archived"},
        {"channel": "#secret"},
    ],
)
async def test_what_a_person_cannot_choose_cannot_be_sent(
    slack: LoopbackSlack, entries: Mapping[str, str | list[str]]
) -> None:
    slack.world.create("archived")
    slack.world.archive("#archived")
    slack.world.create("secret", private=True, people=("Ada",))
    async with bolt_connected_to(slack, daily_form()):
        view = await opened(slack)
        with pytest.raises(LookupError):
            await slack.submit(view, entries)


@pytest.mark.parametrize(
    ("entries", "errors"),
    [
        ({"zone": None, "days": []}, {"zone": REQUIRED, "days": REQUIRED}),
        ({"channel": None, "time": None}, {"channel": REQUIRED, "time": REQUIRED}),
        ({"note": "ab"}, {"note": "Please enter 3 characters or more."}),
    ],
)
async def test_a_form_with_something_missing_is_not_sent(
    slack: LoopbackSlack, entries: Mapping[str, str | list[str] | None], errors: dict[str, str]
) -> None:
    async with bolt_connected_to(slack, daily_form()):
        answer = await slack.submit(await opened(slack), entries, channel="#quotes")
    assert (answer.errors, answer.closed) == (errors, False)
    assert len(slack.recorded(Envelope)) == 1  # the command, and nothing else


async def test_from_a_direct_message_no_channel_is_filled_in(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, daily_form()):
        answer = await slack.submit(await opened(slack, "@max"), {}, channel="@max")
    assert answer.errors == {"channel": REQUIRED}


@pytest.mark.parametrize(
    ("response", "errors", "closed", "failure"),
    [
        ({}, {}, True, None),
        ({"response_action": "clear"}, {}, True, None),
        (
            {"response_action": "errors", "errors": {"time": "Taken."}},
            {"time": "Taken."},
            False,
            None,
        ),
        ({"response_action": "errors", "errors": {"tme": "Taken."}}, {}, False, "invalid_errors"),
        ({"response_action": "vanish"}, {}, False, "invalid_response_action"),
        ({"response_action": "update", "view": {}}, {}, False, "invalid_arguments"),
    ],
)
async def test_an_acknowledgement_decides_what_becomes_of_the_form(
    slack: LoopbackSlack,
    response: Payload,
    errors: dict[str, str],
    closed: bool,
    failure: str | None,
) -> None:
    async with bolt_connected_to(slack, daily_form(lambda _: response)):
        answer = await slack.submit(await opened(slack), {}, channel="#quotes")
    assert (answer.errors, answer.closed, answer.failure) == (errors, closed, failure)


@pytest.mark.parametrize("action", ["update", "push"])
async def test_an_updated_form_keeps_its_id_and_a_pushed_one_gets_its_own(
    slack: LoopbackSlack, action: str
) -> None:
    response = {"response_action": action, "view": {**FORM, "callback_id": "next"}}
    async with bolt_connected_to(slack, daily_form(lambda _: response)):
        view = await opened(slack)
        (shown,) = (await slack.submit(view, {}, channel="#quotes")).views
    assert shown["callback_id"] == "next"
    assert (shown["id"] == view["id"]) is (action == "update")


async def test_a_form_that_nobody_takes_stays_open(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, daily_form()):
        view = await opened(slack)
    await slack.disconnected()
    answer = await slack.submit(view, {}, channel="#quotes")
    assert not answer.closed
    assert answer.failure == "We had some trouble connecting. Try again?"


async def test_blocks_without_ids_are_given_some(slack: LoopbackSlack) -> None:
    bare = {"type": "input", "label": plain("Time"), "element": {"type": "timepicker"}}
    async with bolt_connected_to(slack, daily_form(form={**FORM, "blocks": [bare]})):
        view = await opened(slack)
        (block,) = view["blocks"]
        assert (await slack.submit(view, {block["block_id"]: "10:00"})).closed
    values = slack.recorded(Envelope)[-1].payload["view"]["state"]["values"]
    assert values[block["block_id"]][block["element"]["action_id"]]["selected_time"] == "10:00"
