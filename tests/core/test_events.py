"""The vocabulary of the log, and that the product speaks no other."""

import ast
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

import quotebot
from quotebot.core.daily import UNPOSTED
from quotebot.core.errors import AccessRevoked
from quotebot.core.events import PLACE, SERVER, Event, in_words

PRODUCT = Path(quotebot.__file__).parent
LEVELS = {
    "debug": logging.DEBUG,
    "info": logging.INFO,
    "warning": logging.WARNING,
    "error": logging.ERROR,
    "exception": logging.ERROR,
}
# What the log itself makes of records has no call.
OF_THE_LOG = {Event.LINE_LOGGED, Event.LOG_REPEATED, Event.LOG_BROKEN}


def calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(PRODUCT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(ast.Attribute(ast.Name("log"), level)) if level in LEVELS:
                    yield f"{path.relative_to(PRODUCT)}:{node.lineno}", node
                case _:
                    pass


def named(node: ast.expr) -> Event | None:
    match node:
        case ast.Attribute(ast.Name("Event"), name):
            return Event[name]
        case _:
            return None


@pytest.mark.parametrize(("where", "call"), [pytest.param(*each, id=each[0]) for each in calls()])
def test_whatever_is_logged_is_an_event_at_its_level_with_its_fields(
    where: str, call: ast.Call
) -> None:
    (said,) = call.args
    assert isinstance(said, ast.Call), f"{where} logs words of its own"
    assert isinstance(call.func, ast.Attribute)
    if event := named(said.func):
        given = [keyword.arg for keyword in said.keywords]
        assert LEVELS[call.func.attr] == event.level
        if None not in given:  # else they are unpacked, and looked at below
            assert sorted(map(str, given)) == sorted(event.fields)
    else:
        assert ast.unparse(said.func) == "event"  # one of UNPOSTED
        assert call.func.attr == "warning"


def test_what_became_of_a_delivery_is_told_with_the_same_fields_each_time() -> None:
    about = {"delivery", "schedule", PLACE}
    assert set(Event.DAILY_POSTED.fields) == set(Event.DAILY_LEASE_LOST.fields) == about
    for event in UNPOSTED.values():
        assert set(event.fields) == {*about, "error"}
        assert event.level == logging.WARNING


def test_no_event_is_without_a_use() -> None:
    used = {
        event
        for path in PRODUCT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and (event := named(node))
    }
    assert used == set(Event)
    assert used > OF_THE_LOG


@pytest.mark.parametrize("event", Event)
def test_an_event_is_a_name_and_a_sentence_in_which_no_id_stands(event: Event) -> None:
    thing, happening = event.split(".")
    assert thing.isidentifier()
    assert happening.isidentifier()
    assert str(event(**dict.fromkeys(event.fields, "x")))
    assert len(set(event.fields)) == len(event.fields)
    for hidden in (PLACE, SERVER):
        assert f"{{{hidden}}}" not in event.sentence


def test_nothing_is_put_into_words_until_the_line_is_written() -> None:
    class Costly:
        def __str__(self) -> str:
            raise AssertionError("nobody reads this")

    log = logging.getLogger("quotebot.test_events")
    log.setLevel(logging.ERROR)
    log.info(Event.QUOTES_RELOADED(quotes=Costly()))


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (AccessRevoked("Put a new token in."), "Put a new token in."),
        (ValueError("no"), "ValueError: no"),
        (TimeoutError(), "TimeoutError"),
        (2.0, "2"),
        (0.12345, "0.1235"),
        (None, "None"),
    ],
)
def test_a_value_is_shown_as_people_read_it(value: object, words: str) -> None:
    assert in_words(value) == words
