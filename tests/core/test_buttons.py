"""What a button's id says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.buttons import MAX_ID, MAX_TYPED, decode, encode, fitting, stays_in_place
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    DailyAction,
    Dismiss,
    ListAuthors,
    ListFound,
    ListTopics,
    PressExpired,
    ShareCorrection,
    ShareQuote,
    ShowQuote,
)

topics = st.none() | st.text(min_size=1, max_size=MAX_TYPED)
tags = st.none() | st.text("0123456789abcdef", min_size=6, max_size=6)
names = st.none() | st.text("0123456789abcdef", min_size=10, max_size=10).map("#{}".format)
ids = st.text("abc-", min_size=1, max_size=64)
words = st.text(min_size=1, max_size=MAX_TYPED)
searches = st.builds(
    AskQuote,
    st.none() | st.text("abc-", min_size=2, max_size=32),
    author=names,
    words=st.text(min_size=1, max_size=45),
)
asks = st.one_of(
    searches,
    st.builds(AskQuote, st.none(), st.just(True), tags, author=names.filter(bool)),
    st.builds(ShowQuote, ids, st.booleans()),
    st.builds(ListAuthors, st.integers(1, 99999)),
    st.builds(ListFound, words, st.integers(1, 100)),
    st.builds(ListFound, words, beside=st.just(True)),
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
        st.from_regex(r"[a-z0-9]{1,20}-[a-z0-9]{1,20}", fullmatch=True),
        st.builds(
            AskQuote,
            st.none() | st.text("abc-", min_size=2, max_size=16),
            author=names,
            words=st.none() | st.text(min_size=1, max_size=14),
        ),
    ),
    st.builds(ShareCorrection, ids),
    st.just(Dismiss()),
    st.builds(ActOnDaily, st.sampled_from(DailyAction), st.none() | st.integers(1, 10**9 - 1)),
)


@given(asks)
def test_an_id_is_read_back_as_it_was_written(ask: Ask) -> None:
    assert len(encode(ask)) <= MAX_ID
    assert decode(encode(ask)) == ask


def test_a_shared_quote_matters_more_than_what_another_below_it_asks_for() -> None:
    asked = ShareQuote("q" * 64, AskQuote(words="words that somebody typed into the chat"))
    assert decode(encode(asked)) == ShareQuote("q" * 64)


@pytest.mark.parametrize(
    "forged",
    [
        "", "x" * 100, "q1", "q1:", "q1:next", "q0:next:progress", "q2:next:progress",
        "q1:peek:progress", "q1:topics:", "q1:topics:-1", "q1:topics:1e9", "q1:topics:٣",
        "q1:topics:9999999999", "q1:delete:all", "q1:help:me", "q1:expired:", "q1:act:",
        "q1:act:x:1", "q1:act:pause:x", "q1:share", "q1:share:", "q1:share::x", "q1:share:x",
        "q1:share:x:y", "q1:share::::", "q1:correct:", "q1:dismiss:", "q1:dismiss:x",
        "q1:show:", "q1:reveal:", "q1:find:", "q1:find:progress",
        "q1:find:progress::", "q1:look:progress", "q1:look:abcdef:progress::", "q1:authors:",
        "q1:authors:x", "q1:found:1:", "q1:found:x:waste", "q1:found:waste", "q1:all:",
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


@pytest.mark.parametrize("tag", [None, "abcdef"])
@pytest.mark.parametrize(
    "text", ["diminishing returns", "word " * 60, "x" * 300, "é\N{COMBINING ACUTE ACCENT}" * 99]
)
def test_of_many_words_as_many_as_have_room_are_on_a_button(text: str, tag: str | None) -> None:
    ask = AskQuote("a-topic", tag is not None, tag, author="#0123456789", words=text)
    fitted = fitting(ask)
    assert decode(encode(fitted)) == fitted
    assert fitted.words
    assert text.startswith(fitted.words)
    assert fitted == ask or len(encode(fitted)) > 90


def test_a_word_is_not_cut_where_others_stand_before_it() -> None:
    fitted = fitting(AskQuote(words="a word of some length " * 20))
    assert fitted.words
    assert fitted.words.split()[-1] in ["a", "word", "of", "some", "length"]


@pytest.mark.parametrize(
    "ask", [AskQuote("a:b", words="c"), AskQuote(author="a:b"), AskQuote(author="x" * 100)]
)
def test_what_cannot_be_told_apart_again_has_no_id(ask: AskQuote) -> None:
    with pytest.raises(ValueError, match=r"by its id|100 characters"):
        encode(ask)


@pytest.mark.parametrize(
    ("ask", "stays"),
    [
        (ListAuthors(2), True),
        (ListFound("waste", 2), True),
        (ListFound("waste", beside=True), False),
        (ShowQuote("waste"), False),
        (ShowQuote("waste", private=True), True),
        (AskQuote(words="waste", private=True), True),
        (AskQuote(words="waste"), False),
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
