import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotebot.curation.codes import Code
from quotebot.curation.schema import LINE, NAME, REMARK, TEXT, Rule
from quotebot.curation.slugs import LANGUAGE, QUOTE_ID, URL, TopicName


def said(text: str, rule: Rule = TEXT) -> str:
    return "; ".join(complaint.message for complaint in rule.complaints(text))


@pytest.mark.parametrize("rule", [TEXT, NAME, LINE, REMARK, URL, QUOTE_ID, LANGUAGE, TopicName()])
@given(text=st.text() | st.from_regex(r"[a-z0-9-]{0,40}|https?://\w+[./][^ ]{0,9}", fullmatch=True))
@example(text="www.example.org")
@example(text="a@b/c<d")
@example(text="e\u0301")
@example(text=" a\n")
@example(text="\xad\u02ff\u205f")
def test_what_passes_has_no_complaints_and_is_in_normal_form(rule: Rule, text: str) -> None:
    if rule.passes(text):
        assert not list(rule.complaints(text))
        assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, “quoted” — and so on…",
        "Q&A <3 >, already &amp; escaped",
        "1/2 of and/or, e.g. this",
        "*b* _i_ ~s~ `code` # not a heading",
        "Two\nlines",
        "né, naïve, Dvořák",
        "Non-breaking « space » as in French",
        "می‌خواهم",  # Persian, with a non-joiner
        "क्‍ष",  # Devanagari, with a joiner
        "family 👨‍👩‍👧‍👦, rainbow 🏳️‍🌈, hands 🫱🏻‍🫲🏿",
        "日本語とカタカナ",
        "שלום",
        "a" + "\u0308" * 8,
    ],
)
def test_what_people_write_is_accepted(text: str) -> None:
    assert said(unicodedata.normalize("NFC", text)) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE cannot be seen: remove it"),
        ("a\u2066b", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("a\u200fb", "U+200F RIGHT-TO-LEFT MARK"),
        ("a\u200bb", "U+200B ZERO WIDTH SPACE"),
        ("a\ufeffb", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a\U000e0041b", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("a\xadb", "U+00AD SOFT HYPHEN"),
        ("a\u3164b", "U+3164 HANGUL FILLER"),
        ("a\u2800b", "U+2800 BRAILLE PATTERN BLANK"),
        ("a\u034fb", "U+034F COMBINING GRAPHEME JOINER"),
        ("a\x00b", "U+0000 NULL"),
        ("a\x1b[2Jb", "U+001B ESCAPE"),
        ("a\tb", "U+0009 TAB"),
        ("a\x85b", "U+0085 control character"),
        ("a\u2028b", "U+2028 LINE SEPARATOR"),
        ("a\ud800b", "U+D800 is half a character: write the emoji itself"),
        ("a\ufffdb", "stands where a character was lost"),
        ("a\uf8ffb", "U+F8FF without a name is private to one font"),
        ("a\uffffb", "U+FFFF"),
        ("a\u200cb", "U+200C ZERO WIDTH NON-JOINER joins nothing here"),
        ("a\u200db", "U+200D ZERO WIDTH JOINER joins nothing here"),
        ("👨\u200d, a man", "U+200D ZERO WIDTH JOINER joins nothing here"),
        ("H" + "\u0335" * 40, "40 combining marks in a row, from U+0335"),
        ("oh @everyone", '"@everyone" is how Discord or Slack calls people'),
        ("@HERE", '"@HERE"'),
        ("@channel!", '"@channel"'),
        ("<@&1234>, <#12>", '"<@" is how Discord'),
        ("<!subteam^S1>", '"<!"'),
        ("</ban:123>", '"</"'),
        ("<t:0:R>", '"<t:"'),
        ("<:x:123>", '"<:"'),
        ("<a:x:123>", '"<a:"'),
        ("<id:customize>", '"<id:"'),
        ("see https://evil", '"https://" starts a link: links belong in `url` only'),
        ("[free](HTTP://evil)", '"HTTP://" starts a link'),
        ("www.evil.com", '"www." starts a link'),
        ("discord.gg/x", '"discord.gg/" starts a link'),
        ("mailto:me@example.org", '"mailto:me@" starts a link'),
        ("x", "1 character is too short: write at least 2"),
        ("x" * 1001, "1001 characters are too long: write at most 1000"),
        ("  \n ", "no words here"),
        (" a b", "white space at the start or the end"),
        ("\u202e" * 1001, "1001 characters are too long"),
        ("a b\xa0", "white space at the start or the end"),
    ],
)
def test_what_hides_calls_or_misleads_is_refused(text: str, expected: str) -> None:
    assert expected in said(text)


def test_links_may_stand_in_notes() -> None:
    assert said("see https://example.org/a", REMARK) == ""
    assert "calls people" in said("ask <@123>", REMARK)


@pytest.mark.parametrize("name", ["Leo Tolstoy", "Лев Толстой", "Πλάτων", "孔子 (Confucius)"])
def test_names_in_one_script_that_has_look_alikes_are_accepted(name: str) -> None:
    assert said(name, NAME) == ""


def test_a_name_of_several_scripts_is_a_warning_that_names_the_letters() -> None:
    [complaint] = NAME.complaints("Plаto")
    assert complaint.code is Code.MIXED_SCRIPTS
    assert "U+0430 CYRILLIC SMALL LETTER A (а)" in complaint.message
    assert complaint.about == "а"


@pytest.mark.parametrize("topic", ["progress", "open-source", "10x", "ab", "a" * 32])
def test_topics_are_words_joined_by_hyphens(topic: str) -> None:
    assert TopicName().passes(topic)


@pytest.mark.parametrize("topic", ["../x", "a" * 33, "a", "Up", "🙂🙂", "a b", "a--b", "-a", "a-"])
def test_other_topics_are_refused(topic: str) -> None:
    assert "is no topic: write 2 to 32 characters" in said(topic, TopicName())


def test_the_reserved_words_can_be_chosen() -> None:
    assert "is a command" in said("help", TopicName())
    assert said("help", TopicName(frozenset({"stop"}))) == ""
