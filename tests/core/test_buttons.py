"""What a button's id says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.answering import MAX_TYPED
from quotebot.core.buttons import MAX_ID, decode, encode, stays_in_place
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    DailyAction,
    Dismiss,
    ListTopics,
    PressExpired,
    ShareQuote,
)

topics = st.none() | st.text(min_size=1, max_size=MAX_TYPED)
tags = st.none() | st.text("0123456789abcdef", min_size=6, max_size=6)
asks = st.one_of(
    st.builds(AskQuote, topics),
    st.builds(AskQuote, topics, st.just(True), tags),
    st.builds(
        AskQuote,
        st.none() | st.text(min_size=1, max_size=32),
        under=st.text("0f", min_size=25, max_size=25),
    ),
    st.builds(ListTopics, st.integers(1, 99999)),
    st.builds(
        ShareQuote,
        st.from_regex(r"[a-z0-9]{1,30}-[a-z0-9]{1,30}", fullmatch=True),
        st.none() | st.text(min_size=1, max_size=26),
    ),
    st.just(Dismiss()),
    st.builds(ActOnDaily, st.sampled_from(DailyAction), st.none() | st.integers(1, 10**9 - 1)),
)


@given(asks)
def test_an_id_is_read_back_as_it_was_written(ask: Ask) -> None:
    assert len(encode(ask)) <= MAX_ID
    assert decode(encode(ask)) == ask


def test_a_shared_quote_matters_more_than_what_another_below_it_asks_for() -> None:
    asked = ShareQuote("q" * 64, "words that somebody typed into the chat")
    assert decode(encode(asked)) == ShareQuote("q" * 64)


@pytest.mark.parametrize(
    "forged",
    [
        "", "x" * 100, "q1", "q1:", "q1:next", "q0:next:progress", "q2:next:progress",
        "q1:peek:progress", "q1:topics:", "q1:topics:-1", "q1:topics:1e9", "q1:topics:٣",
        "q1:topics:9999999999", "q1:delete:all", "q1:help:me", "q1:expired:", "q1:act:",
        "q1:act:x:1", "q1:act:pause:x", "q1:share", "q1:share:", "q1:share::x", "q1:share:x",
        "q1:dismiss:", "q1:dismiss:x",
    ],
)  # fmt: skip
def test_an_id_that_was_never_written_has_expired(forged: str) -> None:
    assert decode(forged) == PressExpired()


@given(st.text(max_size=100))
def test_no_id_breaks_the_reader(forged: str) -> None:
    decode(forged)


def test_an_id_over_the_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="100 characters"):
        encode(AskQuote("x" * 93))


@pytest.mark.parametrize(
    ("ask", "stays"),
    [
        (ListTopics(2), True),
        (AskQuote("progress", private=True), True),
        (AskQuote("progress"), False),
        (PressExpired(), False),
    ],
)
def test_pages_and_private_cards_are_replaced_in_place(ask: Ask, stays: bool) -> None:
    assert stays_in_place(ask) is stays


def test_what_no_button_asks_has_no_id() -> None:
    with pytest.raises(ValueError, match="AskHelp"):
        encode(AskHelp())
