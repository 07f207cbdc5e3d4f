"""Small source texts for the tests, and quotes from them."""

from pathlib import Path

from quotebot.core.quotes import Quote, Source
from quotebot.curation.verifying.source_texts import SourceText, source_texts
from quotebot.curation.verifying.verdicts import Verdict
from quotebot.curation.verifying.verification import verify_work

WORK = "a-work"


def write_texts(folder: Path, index: str = "", **texts: str | bytes) -> Path:
    """Write each text under its name, with hyphens for underscores, and the index if any."""
    for name, content in texts.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name.replace('_', '-')}.txt").write_bytes(data)
    if index:
        (folder / "INDEX.yaml").write_text(index, "utf-8")
    return folder


def quote(
    text: str, author: str = "An Author", speaker: str | None = None, quote_id: str = "a-quote"
) -> Quote:
    return Quote(
        id=quote_id,
        text=text,
        author=author,
        speaker=speaker,
        topics=("work",),
        source=Source(slug=WORK, title="A Work", year="1900"),
        where="chapter one",
    )


def verdict_on(folder: Path, quoted: Quote) -> Verdict:
    """What comes of looking for the quote in the texts of the folder."""
    (verified,) = verify_work(quoted.source.slug, [quoted], source_texts(folder))
    return verified.verdict


def text_of(folder: Path, content: str) -> SourceText:
    text = source_texts(write_texts(folder, a_work=content)).read(WORK)
    assert isinstance(text, SourceText)
    return text
