"""The names that the log has for ids."""

import re

import pytest

from quotebot.observing.pseudonyms import Pseudonyms, key_from
from tests.observing.lines import NAMES

SNOWFLAKE = "123456789012345678"


def test_an_id_has_the_same_short_name_each_time_and_with_another_key_another() -> None:
    name = NAMES.of(SNOWFLAKE)
    assert re.fullmatch("[0-9a-f]{10}", name)
    assert name == NAMES.of(SNOWFLAKE)
    assert name != NAMES.of(SNOWFLAKE[:-1] + "9")
    assert name != Pseudonyms(b"1" * 32).of(SNOWFLAKE)


@pytest.mark.parametrize(
    "id_", [SNOWFLAKE, "T0LOOPBACK", "C0123ABCD", "U024BE7LH", "W012A3CDE", "D0G9QPYAB12"]
)
def test_ids_are_found_in_a_librarys_text(id_: str) -> None:
    text = f"POST https://host/channels/{id_}/messages, '{id_}': <@{id_}>"
    shown = NAMES.in_text(text)
    assert id_ not in shown
    assert shown.count(f"#{NAMES.of(id_)}") == 3


@pytest.mark.parametrize(
    "text",
    [
        "DISCONNECTED", "1700000000.000100", "0.1234567890123456789", "ECONNREFUSED", "port 65535",
        "line 12, in C12345", "CONNECTION_TIMEOUT", "abcT0123456789", "2026-11-26 13:47:20",
    ],
)  # fmt: skip
def test_other_words_and_numbers_stay_as_they_are(text: str) -> None:
    assert NAMES.in_text(text) == text


def test_the_key_lasts_as_long_as_the_tokens_and_does_not_show() -> None:
    assert key_from("a", "b") == key_from("a", "b")
    assert len({key_from("a", "b"), key_from("ab"), key_from("a", "c"), key_from("b", "a")}) == 4
    assert "key" not in repr(NAMES)
