"""A person in front of a modal: searching in a menu, filling it in, sending it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from quotebot.sandbox.slack import payloads
from quotebot.sandbox.slack.answers import Answer
from quotebot.sandbox.slack.forms import Entry, Form
from quotebot.sandbox.slack.interactions import Interactions
from quotebot.sandbox.slack.recording import Acknowledgement
from quotebot.sandbox.slack.socket_mode import SocketMode
from quotebot.sandbox.slack.views import Views, check_suggestions, inputs
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import Channel, Member, World

MIN_QUERY_LENGTH = 3  # documented default: with less, Slack does not ask the app
BROKEN = "We had some trouble connecting. Try again?"


class Modals:
    """Plays the people in front of modals, and refuses what their clients would."""

    def __init__(
        self, *, world: World, interactions: Interactions, views: Views, socket_mode: SocketMode
    ) -> None:
        self._world = world
        self._interactions = interactions
        self._views = views
        self._socket_mode = socket_mode
        self._offered: defaultdict[tuple[str, str], list[Payload]] = defaultdict(list)

    async def suggest(
        self, view: Payload, action_id: str, typed: str, *, person: Member, channel: Channel
    ) -> Answer:
        """Type into an external select; LookupError when the modal has none of that action_id."""
        element = _external_select(view, action_id)
        if len(typed) < element.get("min_query_length", MIN_QUERY_LENGTH):
            return Answer()
        interaction = self._interactions.begin(person, channel)
        payload = payloads.block_suggestion(self._world, interaction, view, element, typed)
        outcome = await self._socket_mode.deliver("interactive", payload, takes_response=True)
        if isinstance(outcome, str):
            return Answer(failure=outcome)
        try:
            check_suggestions(outcome.payload)
        except Refused as refused:
            return Answer(failure=refused.code, acknowledgement=outcome.payload)
        options = tuple(outcome.payload["options"]) if outcome.payload else ()
        self._offered[view["id"], action_id].extend(options)
        return replace(_acknowledged(outcome), options=options)

    async def submit(
        self, view: Payload, entries: Mapping[str, Entry], *, person: Member, channel: Channel
    ) -> Answer:
        """Fill the modal in and send it; with an input still missing, Slack does not send it."""
        form = Form(
            view=view,
            person=person,
            channel=channel,
            world=self._world,
            offered=lambda action_id: self._offered[view["id"], action_id],
        )
        values = form.filled(entries)
        if missing := form.missing(values):
            return Answer(errors=missing)
        interaction = self._interactions.begin(person, channel)
        filled = {**view, "state": {"values": values}}
        payload = payloads.view_submission(self._world, interaction, filled)
        outcome = await self._socket_mode.deliver("interactive", payload, takes_response=True)
        if isinstance(outcome, str):
            return Answer(failure=BROKEN)
        try:
            return self._respond(view, outcome)
        except Refused as refused:
            return Answer(failure=refused.code, acknowledgement=outcome.payload)

    def _respond(self, view: Payload, outcome: Acknowledgement) -> Answer:
        """Do what the acknowledgement's response_action says."""
        answer, response = _acknowledged(outcome), outcome.payload or {}
        match response.get("response_action"):
            case None | "clear":
                return replace(answer, closed=True)
            case "errors":
                return replace(answer, errors=_checked_errors(view, response.get("errors")))
            case "update":
                updated = self._views.opened(response.get("view", {}), again=view["id"])
                return replace(answer, views=(updated,))
            case "push":
                return replace(answer, views=(self._views.opened(response.get("view", {})),))
            case _:
                raise Refused("invalid_response_action")


def _acknowledged(outcome: Acknowledgement) -> Answer:
    return Answer(acknowledgement=outcome.payload, acknowledged_milliseconds=outcome.milliseconds)


def _checked_errors(view: Payload, errors: object) -> dict[str, str]:
    """Errors by block_id; Slack shows none when one of them belongs to no input."""
    if not isinstance(errors, dict) or not errors or not errors.keys() <= inputs(view).keys():
        raise Refused("invalid_errors")
    return {str(block_id): str(text) for block_id, text in errors.items()}


def _external_select(view: Payload, action_id: str) -> Payload:
    for block_id, block in inputs(view).items():
        element: Payload = block["element"]
        if element["action_id"] == action_id and "external_select" in element["type"]:
            return {**element, "block_id": block_id}
    raise LookupError(f"the modal has no external select {action_id}")
