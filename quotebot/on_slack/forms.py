"""The form for a daily quote on Slack: to a modal, and back from what was filled in."""

from collections.abc import Iterable
from typing import Any, Final

from quotebot.core.daily_words import complete_zone
from quotebot.core.messages import DailyForm, SetDaily

Payload = dict[str, Any]

DAILY: Final = "q1:daily-form"
ZONE: Final = "zone"
_CHANNEL, _TIME, _DAYS, _TOPICS = "channel", "time", "days", "topics"
_DAY_NAMES: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"
)  # fmt: skip
_MOST_OPTIONS: Final = 100  # Slack's limit for a select


def daily_view(form: DailyForm, zone: str, general: str = "") -> Payload:
    """The modal; `zone` is the person's own, empty if it is not known.

    `general` is the id of the channel that everybody reads, if the form was asked for there.
    """
    zones: Payload = {
        "type": "external_select",
        "action_id": ZONE,
        "min_query_length": 1,
        "placeholder": _plain("Type a city or a region, e.g. Berlin"),
    }
    if zone:
        zones["initial_option"] = _option(zone)
    channel: Payload = {
        "type": "conversations_select",
        "action_id": _CHANNEL,
        "default_to_current_conversation": True,  # unless it is a direct message
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    days = [_option(name, str(number)) for number, name in enumerate(_DAY_NAMES)]
    topics = [_option(topic.replace("-", " "), topic) for topic in form.topics[:_MOST_OPTIONS]]
    blocks = [
        _input(_CHANNEL, "Channel", channel),
        _input(_TIME, "Time", {"type": "timepicker", "action_id": _TIME, "initial_time": "09:00"}),
        _input(ZONE, "Time zone", zones),
        _input(_DAYS, "Days", _several(_DAYS, days) | {"initial_options": days}),
        _input(_TOPICS, "Topics (any, if you choose none)", _several(_TOPICS, topics))
        | {"optional": True},
    ]
    return _modal("Daily quote", blocks) | {
        "callback_id": DAILY,
        "private_metadata": general,
        "submit": _plain("Set up"),
    }


def is_general(view: Payload) -> bool:
    """Whether the form was filled in for the channel that everybody reads, as far as is known."""
    general = view.get("private_metadata")
    return bool(general) and filled_in(view).channel == general


def filled_in(view: Payload) -> SetDaily:
    """What a submitted form asks."""
    values = view["state"]["values"]
    days = [_DAY_NAMES[int(option["value"])] for option in _chosen(values, _DAYS)]
    topics = [option["value"] for option in _chosen(values, _TOPICS)]
    return SetDaily(
        time=values[_TIME][_TIME].get("selected_time") or "",
        zone=(values[ZONE][ZONE].get("selected_option") or {}).get("value") or "",
        days=", ".join(days),
        topics=", ".join(topics),
        channel=values[_CHANNEL][_CHANNEL].get("selected_conversation"),
    )


def zone_options(typed: str) -> list[Payload]:
    """What the zone's field suggests while somebody types in it."""
    return [_option(zone) for zone in complete_zone(typed)]


def refused(sentence: str) -> Payload:
    """The answer to a submission that keeps the form open and shows why."""
    return {"response_action": "errors", "errors": {_CHANNEL: sentence}}


def accepted(sentence: str) -> Payload:
    """The answer to a submission that says what was done."""
    done = {"type": "section", "text": _plain(sentence)}
    return {"response_action": "update", "view": _modal("Daily quote", [done])}


def _modal(title: str, blocks: list[Payload]) -> Payload:
    return {"type": "modal", "title": _plain(title), "close": _plain("Close"), "blocks": blocks}


def _input(name: str, label: str, element: Payload) -> Payload:
    return {"type": "input", "block_id": name, "label": _plain(label), "element": element}


def _several(name: str, options: list[Payload]) -> Payload:
    return {"type": "multi_static_select", "action_id": name, "options": options}


def _chosen(values: Payload, name: str) -> Iterable[Payload]:
    chosen: Iterable[Payload] = values[name][name].get("selected_options") or []
    return chosen


def _option(text: str, value: str | None = None) -> Payload:
    return {"text": _plain(text), "value": value or text}


def _plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text, "emoji": False}
