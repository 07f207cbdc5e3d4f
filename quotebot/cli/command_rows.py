"""Differences between commands as lines for people, and as dictionaries for programs."""

import json
from typing import Any, assert_never

from quotebot.cli.logs import one_line
from quotebot.on_discord.differences import Changed, Difference, Leftover, Missing


def as_line(difference: Difference) -> str:
    """What registering would do."""
    match difference:
        case Missing(where, summary):
            line = f"add {where} {summary}"
        case Leftover(where, summary):
            line = f"remove {where} {summary}"
        case Changed(where, field, registered, declared):
            line = f"change {where} {field} from {_shown(registered)} to {_shown(declared)}"
        case _:
            assert_never(difference)
    return one_line(line)


def as_dictionary(difference: Difference) -> dict[str, Any]:
    match difference:
        case Missing(where, summary):
            return _row("add", where, None, None, summary)
        case Leftover(where, summary):
            return _row("remove", where, None, summary, None)
        case Changed(where, field, registered, declared):
            return _row("change", where, field, registered, declared)
        case _:
            assert_never(difference)


def _row(
    change: str, where: str, field: str | None, registered: object, declared: object
) -> dict[str, Any]:
    return {
        "change": change,
        "where": where,
        "field": field,
        "registered": registered,
        "declared": declared,
    }


def _shown(value: object) -> str:
    return "nothing" if value is None else json.dumps(value, ensure_ascii=False)
