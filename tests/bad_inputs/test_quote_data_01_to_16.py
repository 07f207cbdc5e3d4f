"""Rows 1 to 16: the words of quotes, as a pull request or a mounted folder brings them."""

from pathlib import Path

import pytest

from tests.curation.library import (
    errors,
    plain,
    quote,
    quote_file,
    read_quote,
    read_text,
    warnings,
)


@pytest.mark.parametrize("field", ["text", "author"])
@pytest.mark.parametrize("call", ["@everyone", "@here"])
def test_row_01_a_mass_mention_is_an_error(tmp_path: Path, field: str, call: str) -> None:
    reading = read_quote(tmp_path, **{field: plain(f"oh {call}")})
    assert f'`{field}`: "{call}" is how Discord or Slack calls people' in errors(reading)


@pytest.mark.parametrize("call", ["<@&123456789012345678>", "<@1234>", "<@!1234>", "<#1234>"])
def test_row_02_a_discord_mention_is_an_error(tmp_path: Path, call: str) -> None:
    assert f'`text`: "{call[:2]}" is how' in errors(read_quote(tmp_path, text=plain(f"oh {call}")))


@pytest.mark.parametrize("call", ["<!channel>", "<!here>", "<!subteam^S1>", "<@U1>"])
def test_row_03_a_slack_mention_is_an_error(tmp_path: Path, call: str) -> None:
    assert f'`text`: "{call[:2]}" is how' in errors(read_quote(tmp_path, text=plain(f"oh {call}")))


@pytest.mark.parametrize("call", ["</ban:123456>", "<t:0:R>", "<:x:123>", "<id:customize>"])
def test_row_04_other_discord_forms_are_an_error(tmp_path: Path, call: str) -> None:
    assert "is how Discord or Slack" in errors(read_quote(tmp_path, text=plain(f"oh {call}")))


@pytest.mark.parametrize("field", ["text", "author", "speaker", "where"])
@pytest.mark.parametrize(
    "link", ["[free nitro](https://evil)", "discord.gg/x", "http://evil", "www.evil.com"]
)
def test_row_05_a_link_is_an_error(tmp_path: Path, field: str, link: str) -> None:
    reading = read_quote(tmp_path, **{field: plain(f"see {link}")})
    assert "starts a link: links belong in `url` only" in errors(reading)


@pytest.mark.parametrize("text", ["# big", "-# small", ">>> all", "```code```", "||spoiler||"])
def test_row_06_markdown_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    reading = read_quote(tmp_path, text=plain(text))
    assert reading.problems == ()
    assert reading.quotes[0].text == text


def test_row_07_mrkdwn_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "*b* _i_ ~s~ `c`"
    assert read_quote(tmp_path, text=plain(text)).quotes[0].text == text


@pytest.mark.parametrize("text", ["Q&A <3 >", "already &amp; escaped"])
def test_row_08_ampersands_and_angles_are_kept_as_they_are(tmp_path: Path, text: str) -> None:
    reading = read_quote(tmp_path, text=plain(text))
    assert reading.problems == ()
    assert reading.quotes[0].text == text


def test_row_09_an_override_is_an_error_at_its_column(tmp_path: Path) -> None:
    [problem] = read_quote(tmp_path, text="abc\u202edef").errors
    assert (problem.line, problem.column) == (4, 14)
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in problem.message


def test_row_10_a_pile_of_marks_is_an_error(tmp_path: Path) -> None:
    reading = read_quote(tmp_path, text="Ze" + "\u0301" * 40)
    assert "39 combining marks in a row" in errors(reading)


def test_row_10_decomposed_letters_are_composed(tmp_path: Path) -> None:
    assert read_quote(tmp_path, text="cafe\u0301").quotes[0].text == "café"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\xad", "U+00AD SOFT HYPHEN"),
    ],
)
def test_row_11_what_cannot_be_seen_is_an_error(tmp_path: Path, character: str, name: str) -> None:
    assert name in errors(read_quote(tmp_path, text=f"abc{character}def"))


@pytest.mark.parametrize("text", ["می‌خواهم", "a family 👨‍👩‍👧‍👦"])
def test_row_11_joiners_that_a_script_or_an_emoji_needs_are_kept(tmp_path: Path, text: str) -> None:
    reading = read_quote(tmp_path, text=text)
    assert reading.problems == ()
    assert reading.quotes[0].text == text


@pytest.mark.parametrize(("escape", "code"), [(r"\0", "0000"), (r"\e[2J", "001B"), (r"\a", "0007")])
def test_row_12_a_control_character_is_an_error(tmp_path: Path, escape: str, code: str) -> None:
    message = errors(read_quote(tmp_path, text=f'"abc{escape}"'))
    assert f"U+{code}" in message
    assert message.isprintable()


@pytest.mark.parametrize("text", [r'"\ud83d\ude00"', r'"\ud800"'])
def test_row_13_half_an_emoji_is_an_error(tmp_path: Path, text: str) -> None:
    assert "the emoji itself" in errors(read_quote(tmp_path, text=text))


@pytest.mark.parametrize("length", [2, 1000])
def test_row_14_lengths_up_to_the_limits_are_kept(tmp_path: Path, length: int) -> None:
    assert read_quote(tmp_path, text="x" * length).problems == ()


@pytest.mark.parametrize("length", [1, 1001, 5000, 2**20])
def test_row_14_lengths_beyond_the_limits_are_an_error(tmp_path: Path, length: int) -> None:
    assert f"{length} character" in errors(read_quote(tmp_path, text="x" * length))


@pytest.mark.parametrize("text", ["", '""', '"   "', "~", "null", "[a]", "{a: b}", "[]"])
def test_row_15_what_is_no_text_is_an_error_with_its_place(tmp_path: Path, text: str) -> None:
    [problem] = read_quote(tmp_path, text=text).errors
    assert str(problem).startswith(f"{tmp_path}/a-work.yaml:4:")
    assert "in quotation marks" in problem.message


@pytest.mark.parametrize(
    ("field", "written"),
    [("author", "No"), ("text", "12:30:45"), ("text", "007"), ("text", "true"), ("where", "=")],
)
def test_row_16_plain_words_are_kept_with_a_warning(
    tmp_path: Path, field: str, written: str
) -> None:
    reading = read_quote(tmp_path, **{field: written})
    assert getattr(reading.quotes[0], field) == written
    assert reading.errors == ()
    assert f'`{field}`: other YAML readers take "{written}" for' in warnings(reading)


def test_row_16_a_year_is_kept_with_a_warning(tmp_path: Path) -> None:
    reading = read_text(tmp_path, quote_file(quote()).replace('"1900"', "0123"))
    assert reading.quotes[0].source.year == "0123"
    assert "put it in quotation marks" in warnings(reading)
