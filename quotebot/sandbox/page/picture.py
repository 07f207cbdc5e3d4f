"""A picture of the newest card on the page, taken with a browser that nobody sees."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from quotebot.core.errors import SettingsError

if TYPE_CHECKING:
    from playwright.async_api import Browser

BROWSERS: Final = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
_ARGUMENTS: Final = ("--disable-gpu", "--disable-background-networking", "--no-first-run")
_PLAYWRIGHT_MISSING: Final = (
    "Pictures need Playwright, which is not installed: pip install playwright"
)
_BROWSER_MISSING: Final = (
    "Pictures need Chromium or Chrome, and none of "
    + ", ".join(BROWSERS)
    + " is on the PATH: install one (on Debian and Ubuntu: apt-get install chromium)"
)
_TALL: Final = 1200
_FINENESS: Final = 2  # pixels of the picture for one of the page's


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`width` is that of the chat, in the page's pixels."""

    platform: Literal["discord", "slack"]
    theme: Literal["light", "dark"] = "light"
    width: int = 560


async def take(address: str, picture: Picture, path: Path) -> None:
    """Write the platform's last message as a PNG; raises SettingsError when there is no browser."""
    async with headless_browser() as browser:
        from playwright.async_api import Error as PlaywrightError  # noqa: PLC0415 - see below

        page = await browser.new_page(
            viewport={"width": picture.width, "height": _TALL},
            device_scale_factor=_FINENESS,
            color_scheme=picture.theme,
        )
        await page.goto(f"{address}#{picture.platform}")
        card = page.locator(f".{picture.platform} article.message").last
        try:
            await card.screenshot(path=path, type="png", animations="disabled")
        except PlaywrightError as error:
            raise SettingsError(f"The browser could not draw the card: {error.message}") from error


@asynccontextmanager
async def headless_browser() -> AsyncIterator["Browser"]:
    """Chromium or Chrome as it is installed; raises SettingsError when it or its driver is not."""
    try:
        from playwright.async_api import async_playwright  # noqa: PLC0415 - installed by few
    except ImportError:
        raise SettingsError(_PLAYWRIGHT_MISSING) from None
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise SettingsError(_BROWSER_MISSING)
    async with async_playwright() as driver:
        browser = await driver.chromium.launch(
            executable_path=executable,
            # Root has no user namespace to lock the browser into; it opens this page and no other.
            chromium_sandbox=hasattr(os, "geteuid") and os.geteuid() != 0,
            args=list(_ARGUMENTS),
        )
        try:
            yield browser
        finally:
            await browser.close()
