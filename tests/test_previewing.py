"""What `quotebot preview` is asked to show, and what it says when it cannot."""

from pathlib import Path

import pytest

from quotebot.core.errors import LibraryError, SettingsError
from quotebot.running.previewing import picture_preview, preview_of
from quotebot.sandbox.page.picture import Picture
from quotebot.settings import Settings, load_settings
from quotebot.wiring import quote_paths
from tests.cli.machine import unset_everything
from tests.curation.library import quote, quote_file, write

TOPICS = "topics:\n  - id: work\n"
TWO = quote_file(quote(id="first", text="The first."), quote(id="second", text="The second."))


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A library with two quotes in a folder of the working directory."""
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "library").mkdir()
    write(tmp_path / "library", topics=TOPICS, work=TWO)
    monkeypatch.setenv("QUOTEBOT_QUOTES", "library")
    return load_settings()


def test_an_id_is_one_quote_with_or_without_its_sign(settings: Settings) -> None:
    for target in ("first", "#first"):
        preview = preview_of(settings, target)
        assert preview.ids == ("first",)
        assert preview.file is None


def test_a_file_is_all_its_quotes_in_their_order(settings: Settings) -> None:
    preview = preview_of(settings, "library/work.yaml")
    assert preview.ids == ("first", "second")
    assert preview.settings is settings, "the library has it already"


def test_a_file_that_is_not_in_the_library_is_read_besides(
    settings: Settings, tmp_path: Path
) -> None:
    write(tmp_path, draft=quote_file(quote(id="draft", text="A draft.")))
    preview = preview_of(settings, "draft.yaml")
    assert preview.ids == ("draft",)
    assert [path.name for path in quote_paths(preview.settings)] == ["library", "draft.yaml"]


@pytest.mark.parametrize("target", ["third", "library/nothing.yaml", "library"])
def test_what_is_neither_is_said_to_be_so(settings: Settings, target: str) -> None:
    with pytest.raises(SettingsError, match=f"{target} is no file here and no quote's id"):
        preview_of(settings, target)


def test_a_file_with_faults_is_not_shown(settings: Settings, tmp_path: Path) -> None:
    write(tmp_path, draft=TWO.replace("text:", "txt:", 1))
    with pytest.raises(LibraryError) as refused:
        preview_of(settings, "draft.yaml")
    assert any("draft.yaml:" in problem for problem in refused.value.problems)


async def test_a_picture_shows_no_more_than_one_quote(settings: Settings, tmp_path: Path) -> None:
    preview = preview_of(settings, "library/work.yaml")
    with pytest.raises(SettingsError, match=r"work\.yaml has 2: name one by id"):
        await picture_preview(preview, Picture(platform="slack"), tmp_path / "card.png")


@pytest.mark.slow  # starts the sandbox
async def test_without_a_browser_it_is_said_how_to_get_one(
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    discords_own_addresses: None,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    card = tmp_path / "card.png"
    with pytest.raises(SettingsError, match="apt-get install chromium"):
        await picture_preview(preview_of(settings, "first"), Picture(platform="slack"), card)
    assert not card.exists()
