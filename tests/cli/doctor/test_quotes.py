"""What the doctor says of the quotes."""

from pathlib import Path

import pytest

from quotebot.cli.doctor.findings import Status
from tests.cli.doctor.looking import look
from tests.curation.library import quote, quote_file, write

LOCK = f"""\
work-a {"0" * 64}
work-a one 3-4 0123456789abcdef 2026-05-06
work-a two 9 0123456789abcdef 2026-05-04
"""


async def test_good_quotes_are_counted() -> None:
    found = await look("quotes.files")
    assert found.status is Status.OK
    assert found.result.startswith("quotes: 1, topics: ")


async def test_bad_quotes_are_told_with_their_place(library: Path) -> None:
    write(library, another=quote_file(quote(topics="[Not A Topic]", text="Words.")))
    found = await look("quotes.files")
    assert found.status is Status.FAILED
    assert "another.yaml:" in found.result
    assert "quotebot check" in found.fix[0]


async def test_a_directory_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_QUOTES", "nowhere")
    found = await look("quotes.files")
    assert found.status is Status.FAILED
    assert "nowhere" in found.result
    assert len(found.fix) == 2
    assert (await look("quotes.lock")).status is Status.SKIPPED


async def test_when_the_quotes_were_verified_is_told(library: Path) -> None:
    assert (await look("quotes.lock")).status is Status.SKIPPED
    (library / "verified.lock").write_text(LOCK, "utf-8")
    found = await look("quotes.lock")
    assert found.status is Status.OK
    assert found.result == "verified word for word: 2, the last on 2026-05-06"
    (library / "verified.lock").write_text(f"{LOCK}nonsense\n", "utf-8")
    assert (await look("quotes.lock")).status is Status.WARNING
