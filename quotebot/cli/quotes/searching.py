"""`quotebot quotes search`: which quotes hold these words, or are by somebody, or on something?"""

import json
from collections.abc import Iterable

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.cli.progress import progress
from quotebot.cli.quotes.filters import chosen
from quotebot.core import wording
from quotebot.core.library import library_of
from quotebot.core.quotes import Quote
from quotebot.curation.converting.lists import as_object
from quotebot.curation.reading import load
from quotebot.settings import load_settings
from quotebot.wiring import quote_paths


@click.command("search")
@click.argument("words", nargs=-1)
@click.option("--author", help="Only by this author; a part of the name is enough.")
@click.option("--topic", help="Only on this topic; another word for it will do.")
@click.option(
    "--limit", type=click.IntRange(1), default=10, show_default=True, help="At most so many."
)
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def command(
    words: tuple[str, ...], author: str | None, topic: str | None, limit: int, *, as_json: bool
) -> None:
    """Find the quotes that the bot would find for WORDS, best first.

    They are looked for in the library that the bot would load. Without WORDS all quotes of an
    author or on a topic are listed.

    \b
    quotebot quotes search diminishing returns
    quotebot quotes search --author austen --topic courage
    """
    typed = " ".join(words)
    if not typed.strip() and author is None and topic is None:
        raise click.UsageError("say what to look for: WORDS, --author or --topic")
    settings = load_settings()
    log_when_debugging(settings)
    with progress("Reading quote files") as shown:
        anthology = load(quote_paths(settings), shown.each)
        quotes: Iterable[Quote] = anthology.quotes.values()
        if typed.strip():
            quotes = library_of(anthology).search.find(typed, len(anthology.quotes))
    found = chosen(anthology, quotes, author, topic)
    if as_json:
        objects = [as_object(quote) for quote in found[:limit]]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=2))
        return
    for quote in found[:limit]:
        click.echo(_as_text(quote))
    if not found:
        click.echo("Nothing found.", err=True)
    elif len(found) > limit:
        click.echo(f"These are {limit} of {len(found)}: --limit shows more.", err=True)


def _as_text(quote: Quote) -> str:
    lines = [
        wording.in_quotation_marks(quote.text),
        f"— {wording.byline(quote)}, {wording.work(quote.source)}",
    ]
    return "\n  ".join([quote.id, *"\n".join(lines).split("\n")])
