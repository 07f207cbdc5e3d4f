"""Fills in the form for a daily quote on the loopback Slack with what was typed at the prompt."""

from collections.abc import Mapping

from quotebot.core.daily_words import read_days, read_time, read_zone
from quotebot.core.errors import PersonError
from quotebot.sandbox.slack import Answer, LoopbackSlack
from quotebot.sandbox.slack.forms import Entry
from quotebot.sandbox.slack.wire import Payload


async def fill_in(
    slack: LoopbackSlack, view: Payload, values: Mapping[str, str], person: str
) -> Answer:
    """What comes of the form; what is not among the values stays as it opened.

    Raises PersonError for what cannot be entered in it.
    """
    entries = dict(_entry(name, typed) for name, typed in values.items())
    if zone := entries.get("zone"):
        await slack.suggest(view, "zone", str(zone), person=person)
    try:
        return await slack.submit(view, entries, person=person)
    except LookupError as error:
        raise PersonError(str(error)) from error


def _entry(name: str, typed: str) -> tuple[str, Entry]:
    """An input of the form by its block_id, and what a person enters or chooses there."""
    match name:
        case "time":
            return name, read_time(typed).isoformat("minutes")
        case "timezone":
            return "zone", read_zone(typed)
        case "days":
            return name, [str(day) for day in sorted(read_days(typed))]
        case "topics":
            return name, [part.strip().replace(" ", "-") for part in typed.split(",")]
        case _:
            return name, f"#{typed.removeprefix('#')}"
