"""Shows quotes as both platforms draw them: on the sandbox's page, or as a picture."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, assert_never

from quotebot.core.errors import SettingsError
from quotebot.curation.reading import read
from quotebot.curation.reloading import Kept, Reload, Reloaded
from quotebot.running.sandbox import Sandbox, visit_sandbox
from quotebot.sandbox.page.picture import Picture, take
from quotebot.settings import Settings
from quotebot.wiring import load_library, quote_paths

MOST: Final = 20  # quotes of a file that are shown at once
_PERSON: Final = "Ada"


@dataclass(frozen=True, slots=True)
class Preview:
    """The ids of what is to be shown, and the settings that load it; `file` is where they are."""

    settings: Settings
    ids: tuple[str, ...]
    file: Path | None = None


def preview_of(settings: Settings, target: str) -> Preview:
    """What to show for a file or an id; raises SettingsError, or LibraryError with its faults."""
    if (path := Path(target)).is_file():
        ids = tuple(quote.id for quote in read([path]).anthology().quotes.values())
        return Preview(_with(settings, path), ids, path)
    if target.removeprefix("#") in load_library(settings).anthology.quotes:
        return Preview(settings, (target.removeprefix("#"),))
    raise SettingsError(
        f"{target} is no file here and no quote's id: `quotebot quotes search` finds ids"
    )


async def show_preview(
    preview: Preview, say: Callable[[str], None], show_page: Callable[[str], None]
) -> None:
    """Show the quotes on the page until a signal comes, and again whenever they change."""

    async def show(sandbox: Sandbox) -> None:
        news: asyncio.Queue[Reload] = asyncio.Queue()
        sandbox.reloader.listen(news.put_nowait)
        await _show(sandbox, preview.ids)
        show_page(sandbox.page.address)
        while True:
            match await news.get():
                case Reloaded(changed=changed):
                    await _show(sandbox, _of_interest(preview, changed))
                case Kept(problems):
                    say("\n".join(problems))
                case other:
                    assert_never(other)

    await visit_sandbox(preview.settings, show)


async def picture_preview(preview: Preview, picture: Picture, path: Path) -> None:
    """Write a picture of the one quote; raises SettingsError when there is not just one."""
    if len(preview.ids) != 1:
        raise SettingsError(
            f"A picture shows one quote, and {preview.file} has {len(preview.ids)}: name one by id"
        )

    async def show(sandbox: Sandbox) -> None:
        await _show(sandbox, preview.ids)
        await take(sandbox.page.address, picture, path)

    await visit_sandbox(preview.settings, show)


async def _show(sandbox: Sandbox, ids: Iterable[str]) -> None:
    ada = sandbox.discord.person(_PERSON)
    for quote_id in list(ids)[:MOST]:
        await sandbox.discord.command("quotes show", {"id": quote_id}, person=ada)
        await sandbox.slack.command("/quote", f"#{quote_id}", person=_PERSON)


def _of_interest(preview: Preview, changed: tuple[str, ...]) -> list[str]:
    """What changed among the quotes that were asked for, in the file also those that are new."""
    wanted = set(preview.ids)
    if preview.file is not None:
        wanted |= {quote.id for quote in read([preview.file]).quotes}
    return [one for one in changed if one in wanted]


def _with(settings: Settings, file: Path) -> Settings:
    """Settings that load the file, too, if they did not."""
    real = file.resolve()
    if any(real.is_relative_to(path.resolve()) for path in quote_paths(settings)):
        return settings
    return settings.model_copy(update={"quotes": (*settings.quotes, str(file))})
