"""`quotebot ask`: what it prints, and that it needs nothing but the library."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.curation.reading import load
from tests.chats import on_discord, on_slack
from tests.curation.library import quote, quote_file, write

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
HOSTILE = "\x1b[2J<!channel>\n@everyone\u202e\udcff"


def ask(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["ask", *arguments])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result


def as_json(*arguments: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(ask(*arguments).stdout)
    return parsed


@pytest.fixture
def one_quote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only quote that there is, so that what is printed is known."""
    folder = tmp_path / "library"
    folder.mkdir()
    write(folder, a_work=quote_file(quote(topics="[work, hard-work]", text="Words & <b> *x*.")))
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(folder))
    return folder


@pytest.mark.usefixtures("one_quote")
def test_a_quote_is_printed_with_its_author_and_work() -> None:
    assert ask("work").stdout == "“Words & <b> *x*.”\n— An Author, A Work (1900)\n"


@pytest.mark.usefixtures("one_quote")
@pytest.mark.parametrize(
    ("words", "topic", "step"),
    [
        ([], None, None),
        (["work"], "work", "topic"),
        (["hard", "work"], "hard-work", "topic"),
        (["hard work"], "hard-work", "topic"),
        (["wrok"], "work", "spelling"),
        (["words", "x"], None, "words"),
    ],
)
def test_the_reply_names_the_quote_and_how_it_was_found(
    words: list[str], topic: str | None, step: str | None
) -> None:
    reply = as_json("--json", *words)
    assert (reply["topic"], reply["matched_by"]) == (topic, step)
    found = reply["quote"]
    assert found["id"] == "a-quote"
    assert found["text"] == "Words & <b> *x*."
    assert found["author"] == "An Author"
    assert found["topics"] == ["work", "hard-work"]


@pytest.mark.usefixtures("one_quote")
@pytest.mark.parametrize(
    ("words", "step"),
    [
        (["by", "An", "Author"], "author"),
        (["author"], "author"),
        (["work", "by", "author"], "topic and author"),
        (["topic:work", "author:author", "search:words"], "topic and author and words"),
        (["search", "words"], "words"),
        (["#a-quote"], "id"),
        (["a-quote"], "id"),
    ],
)
def test_a_quote_is_asked_for_as_after_the_slash_command(words: list[str], step: str) -> None:
    reply = as_json("--json", *words)
    assert reply["matched_by"] == step
    assert reply["quote"]["id"] == "a-quote"
    assert reply["quote"]["status"] == "verified"
    assert reply["corrects"] is None


def test_a_saying_under_a_wrong_name_is_printed_with_what_is_known(one_quote: Path) -> None:
    write(
        one_quote,
        misattributions="""\
misattributions:
  - id: faster-horses
    sayings: ["They would have said faster horses."]
    said_by: [Henry Ford]
    known: Nobody found it.
    shown: https://example.com/horses
    nearest: a-quote
""",
    )
    assert ask("faster", "horses").stdout == (
        "Many take “They would have said faster horses.” for a saying of Henry Ford.\n"
        "Nobody found it.\n"
        "https://example.com/horses\n"
        "The true quote that comes nearest:\n"
        "“Words & <b> *x*.”\n"
        "— An Author, A Work (1900)\n"
    )
    corrected = as_json("--json", "ford", "horses")["corrects"]
    assert corrected["id"] == "faster-horses"
    assert corrected["said_by"] == ["Henry Ford"]


@pytest.mark.usefixtures("one_quote")
def test_lists_are_printed_a_page_at_a_time() -> None:
    assert ask("authors").stdout == "1 person is quoted\nAn Author (1)\nPage 1 of 1\n"
    assert ask("topics", "7").stdout.endswith("Page 1 of 1\n")


@pytest.mark.usefixtures("discords_own_addresses")
async def test_the_payload_for_discord_is_what_discord_is_sent(one_quote: Path) -> None:
    anthology = load([one_quote])
    async with on_discord(anthology) as discord:
        await discord.command("quote", {"topic": "work"})
        await discord.command("quotes topics")
        await discord.command("quotes authors")
        await discord.command("quote", {"author": "author", "search": "words"})
        await discord.command("quotes help")
        sent = [request.body for request in discord.requests if request.route == CALLBACK]
    typed = ("work", "topics", "authors", "author:author search:words", "help")
    for text, body in zip(typed, sent, strict=True):
        assert await printed("--platform", "discord", text) == body


async def test_the_payload_for_slack_is_what_slack_is_sent(one_quote: Path) -> None:
    anthology = load([one_quote])
    texts = ("work", "private work", "topics", "authors", "by author", "help", "nothing like it")
    async with on_slack(anthology) as slack:
        for text in texts:
            await slack.command("/quote", text)
        sent = [request.body for request in slack.requests if request.method == "response_url"]
    asker = slack.world.person("Max").name
    for text, body in zip(texts, sent, strict=True):
        assert await printed("--platform", "slack", text, asked_by=asker) == body


async def printed(*arguments: str, asked_by: str = "you") -> object:
    """What the command prints; it runs a loop of its own, so it cannot run inside this one."""
    result = await asyncio.to_thread(ask, *arguments)
    return json.loads(result.stdout.replace("Asked by you", f"Asked by {asked_by}"))


def test_topics_and_help_are_printed() -> None:
    assert "Page 1 of " in ask("topics").stdout
    assert "\n/quote topics " in ask("help").stdout


@pytest.mark.parametrize("kind", ["--json", "--platform=discord", "--platform=slack", "text"])
@pytest.mark.parametrize("words", ["xyzzyxyzzy", "x" * 5000, HOSTILE, "topics", "help", ""])
def test_whatever_is_asked_is_answered_on_printable_lines(kind: str, words: str) -> None:
    arguments = [] if kind == "text" else [kind]
    printed = ask(*arguments, "--", words).stdout
    assert all(line.isprintable() for line in printed.splitlines())
    if kind != "text":
        assert json.loads(printed)


def test_what_is_not_found_is_no_failure() -> None:
    reply = as_json("--json", "xyzzyxyzzy")
    assert reply["kind"] == "notice"
    assert "xyzzyxyzzy" in reply["text"]
    assert reply["choices"]


def test_nothing_is_written_even_where_a_token_and_a_database_are_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_DATABASE", f"sqlite:///{tmp_path}/quotebot.db")
    ask("progress")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "arguments", [["--platform", "irc"], ["--platform", "slack", "--json"], ["--jsn"], ["-x"]]
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["ask", *arguments])
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_library_with_errors_is_refused_with_all_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a_work=quote_file(quote(id="Not An Id", topics="[]")))
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(tmp_path))
    result = CliRunner().invoke(main, ["ask"])
    assert result.exit_code == 78
    assert len(result.stderr.splitlines()) == 2
    assert all("a-work.yaml:" in line for line in result.stderr.splitlines())
